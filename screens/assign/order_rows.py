"""What the rows of the order step look like: dates in a grid, or bars over days (DOMAIN.md stage 2.2)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from screens.assign.bars import AFTER, BEFORE, bar_line
from screens.assign.describe import grid_date
from screens.widgets.cells import Cell
from screens.widgets.columns import Column
from screens.widgets.rows import Row
from store.language import _
from store.model.state import State
from store.model.task import Task
from store.rules.critical_path import TaskDates
from store.rules.timeline import Bar, Scale


def grid_columns(presenter: bool) -> Sequence[Column]:
    """Dates; for a room what it decides on: what comes before, from when to when, what is critical."""
    named = (Column("key", _("No."), least=6), Column("title", _("Task"), least=10, ideal=14, weight=2))
    after = Column("after", _("After"), least=5, ideal=10, weight=1)
    earliest, slack = (
        Column("earliest", _("Earliest"), least=12),
        Column("slack", _("Slack"), least=8, align="right"),
    )
    if presenter:
        return (*named, after, earliest, slack)
    days, latest = (
        Column("days", _("Days"), least=4, align="right"),
        Column("latest", _("Latest"), least=12),
    )
    return (*named, after, days, earliest, latest, slack)


def bar_columns(width: int) -> Sequence[Column]:
    """Bars, as wide as a screen of `width` cells lets them be."""
    return (
        Column("key", _("No."), least=6),
        Column("title", _("Task"), least=10, ideal=16),
        Column("bars", "", least=max(20, width - 4 - 8 - 20), weight=1),
    )


def date_row(
    state: State, task: Task, dates: TaskDates | None, today: date, *, impossible: bool, presenter: bool
) -> Row:
    """`NPL-2  宣传物料设计  1  8  03-14..03-25  03-14..03-25  关键`; `dates` null: it is on a cycle."""
    key = state.key_of(task)
    tasks = [found for entry in task.dependencies if (found := state.get(Task, entry.id)) is not None]
    before = " ".join(_number(state.key_of(each), key) for each in tasks)
    cells: tuple[Cell, ...] = (((key, "accent"),), task.title, before)
    if dates is None:
        if not presenter:
            cells = (*cells, "")
        return Row((*cells, ((_("in a cycle"), "blocked"),)), "!", "blocked")
    sign, style = ("!", "blocked") if impossible else (" ", "")
    earliest = _span(dates.earliest_start, dates.earliest_finish, today)
    slack: Cell = ((_("critical"), "accent"),) if dates.critical else str(dates.slack)
    if presenter:
        return Row((*cells, earliest, slack), sign, style)
    latest = _span(dates.latest_start, dates.latest_finish, today)
    return Row((*cells, str(dates.working_days), earliest, latest, slack), sign, style)


def bar_row(state: State, bar: Bar, scale: Scale, today: date, here: Bar | None) -> Row:
    """The bar of a task; whether it comes before or after `here`, the one under the cursor."""
    before: Collection[int] = here.before if here is not None else ()
    after: Collection[int] = here.after if here is not None else ()
    sign, style = (" ", "")
    if bar.task.id in before:
        sign, style = BEFORE, "accent"
    elif bar.task.id in after:
        sign, style = AFTER, "accent"
    elif bar.impossible:
        sign, style = "!", "blocked"
    line = bar_line(bar, scale, today)
    return Row((((state.key_of(bar.task), "accent"),), bar.task.title, line), sign, style)


def _span(start: date, end: date, today: date) -> str:
    return f"{grid_date(start, today)}..{grid_date(end, today)}" if start != end else grid_date(end, today)


def _number(key: str, own: str) -> str:
    """Of one initiative the number alone."""
    prefix = own.rpartition("-")[0] + "-"
    return key.removeprefix(prefix)
