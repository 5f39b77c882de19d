"""What a line of the mapping screen says: a column of the file, or a row as it would become."""

from __future__ import annotations

from dataclasses import dataclass

from screens.widgets.cells import Line
from screens.widgets.columns import Column
from screens.widgets.rows import Row
from store.exchange.columns import FileColumn, Why
from store.exchange.headings import HEADINGS
from store.exchange.tasks import NewRow
from store.exchange.updates import UpdatedRow
from store.language import _, current
from store.model.state import State
from store.rules.say import department_name, person_name


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that stays out: its number, the field concerned, and why."""

    number: int
    field: str
    reason: str


def columns_shown() -> tuple[Column, ...]:
    """A column of the file, what it means, how that is known, and what stands in it."""
    return (
        Column("heading", _("In the file"), least=12, ideal=22),
        Column("field", _("Means"), least=10, ideal=14),
        Column("why", _("Because"), least=8, ideal=14, priority=1),
        Column("samples", _("For example"), least=10, weight=1),
    )


def preview_columns() -> tuple[Column, ...]:
    """A row of the file, and the task that it becomes."""
    return (
        Column("row", _("Row"), least=4, ideal=7),
        Column("title", _("Task"), least=12, ideal=20, weight=2),
        Column("owner", _("Owner"), least=8, ideal=14),
        Column("dates", _("Dates"), least=11, ideal=13),
        Column("more", _("Besides"), least=8, weight=1, priority=1),
    )


def column_row(column: FileColumn) -> Row:
    """`负责人  负责人  表头相同  王芳 / 赵敏`."""
    heading = column.heading or chr(ord("A") + column.at)
    named: Line = ((field_name(column.field), "strong"),) if column.field else ((_("not imported"), "muted"),)
    return Row((heading, named, ((_why(column), "muted"),), ((" / ".join(column.samples), "muted"),)))


def field_name(field: str) -> str:
    """What a field is called in the interface's language."""
    english, chinese = HEADINGS.get(field, (field, field))[:2]
    return chinese if current() == "zh" else english


def _why(column: FileColumn) -> str:
    match column.why:
        case Why.GIVEN:
            return _("you said so")
        case Why.SAVED:
            return _("as last time")
        case Why.HEADING:
            return _("its heading")
        case Why.ALIKE:
            return _("heading alike")
        case Why.VALUES:
            return _("its values")
    return ""


def preview_row(key: NewRow | UpdatedRow | Refused, state: State) -> Row:
    """A row as it would become, or why it stays out."""
    if isinstance(key, Refused):
        name = field_name(key.field)
        return Row((str(key.number), ((f"{name}: {key.reason}", "late"),)), sign="!", sign_style="late")
    if isinstance(key, UpdatedRow):
        changed = _(", ").join(field_name(each) for each in key.columns)
        return Row(
            (str(key.number), f"{state.key_of(key.task)} {key.task.title}", ((changed, "muted"),)), sign=">"
        )
    task = key.task
    owner = person_name(state, task.owner) if task.owner is not None else _("nobody yet")
    dates = " - ".join(f"{day:%m-%d}" for day in (task.start, task.due) if day is not None)
    more = [department_name(state, task.department)] if task.department is not None else []
    more += [task.deliverable] if task.deliverable else []
    more += [department_name(state, each.department) for each in task.support]
    return Row((str(key.number), task.title, owner, dates, ((" / ".join(more), "muted"),)), sign="+")
