"""What is typed in the scenario step: the initiative's title, and the rows of a template."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from screens.confirm.entry import Entry, draft_name
from screens.confirm.row_editor import EditCell, Values
from screens.widgets.columns import Column
from store.errors import Refused
from store.language import Language, msg
from store.model.initiative import Initiative
from store.model.record import Row
from store.model.template import Template
from store.rules.commands import EditInitiative
from store.rules.commands.templates import AddTemplateRows, EditTemplate, EditTemplateRow, TemplateList
from store.rules.edit import Command

if TYPE_CHECKING:
    from store.board.line import Line as JournalLine


def title_entry(step: str, here: Initiative) -> Entry:
    """What everybody calls the initiative."""

    def make(values: Values, _behind: Hashable | None) -> tuple[Command, ...]:
        return (EditInitiative(here.id, dict(values)),)

    cell = EditCell("title", Column("title", least=20, weight=1), msg("what everybody calls it"), limit=120)
    return Entry(
        draft_name(step, "title", here.id),
        [cell],
        make,
        key=("title",),
        texts={"title": here.title},
        seen=[here],
    )


class TemplateEntries:
    """The rows of one template, typed in the step `step` of `initiative` (its id)."""

    def __init__(self, step: str, initiative: int, here: Template) -> None:
        self._step, self._initiative, self._here = step, initiative, here

    def of_field(self, field: str) -> Entry:
        """`hint` or `cadence`."""
        here = self._here

        def make(values: Values, _behind: Hashable | None) -> tuple[Command, ...]:
            return (EditTemplate(here.scenario, here.language, dict(values)),)

        cell = EditCell(field, Column(field, least=20, weight=1), msg("as the team says it"), limit=400)
        return Entry(
            self._draft(field),
            [cell],
            make,
            key=(field,),
            texts={field: getattr(here, field)},
            seen=[here] if here.id else [],
        )

    def new(self, part: TemplateList, after: int | None, newest: Callable[[], int | None]) -> Entry:
        """A new row of a list, behind the one of the id `after`; `newest` is the id of the last one made."""
        here = self._here

        def make(values: Values, behind: Hashable | None) -> tuple[Command, ...]:
            return (AddTemplateRows(here.scenario, here.language, part, [_numbered(values)], _id(behind)),)

        def paste(text: str, behind: Hashable | None) -> tuple[Command, ...]:
            rows = [{"title": line.strip()} for line in text.splitlines() if line.strip()]
            return (AddTemplateRows(here.scenario, here.language, part, rows, _id(behind)),) if rows else ()

        def made(line: JournalLine) -> Hashable | None:
            id_ = newest()
            return (part, id_) if id_ is not None else None

        return Entry(
            self._draft(part.value),
            _cells(part),
            make,
            after=(part, after) if after is not None else None,
            before=(part, 0),
            paste=paste,
            made=made,
        )

    def change(self, part: TemplateList, row: Row) -> Entry:
        """The same cells on one that is there."""
        here = self._here
        texts = {cell.name: str(getattr(row, cell.name)) for cell in _cells(part)}

        def make(values: Values, _behind: Hashable | None) -> tuple[Command, ...]:
            fields = {name: value for name, value in _numbered(values).items() if getattr(row, name) != value}
            return (EditTemplateRow(here.scenario, here.language, part, row.id, fields),) if fields else ()

        return Entry(
            self._draft(f"{part.value}.{row.id}"),
            _cells(part),
            make,
            key=(part, row.id),
            texts=texts,
            seen=[here] if here.id else [],
        )

    def _draft(self, what: str) -> str:
        """What is typed for one language is not offered in the other."""
        return draft_name(self._step, f"{self._here.language}-{what}", self._initiative)


def spoken_in(what: str) -> tuple[Language | None, str]:
    """The language in front of the name of a draft, and the rest: `en-agenda.3`."""
    if what.startswith("zh-"):
        return "zh", what[3:]
    if what.startswith("en-"):
        return "en", what[3:]
    return None, what


def _cells(part: TemplateList) -> list[EditCell]:
    if part is TemplateList.AGENDA:
        return [
            EditCell("title", Column("title", least=20, weight=1), msg("what is spoken about")),
            EditCell("minutes", Column("minutes", least=6), msg("10"), limit=3),
        ]
    return [
        EditCell("title", Column("title", least=12, weight=2), msg("task")),
        EditCell("deliverable", Column("deliverable", least=8, weight=1), msg("deliverable")),
        EditCell("criterion", Column("criterion", least=8, weight=2), msg("checked by")),
        EditCell("milestone", Column("milestone", least=8, weight=1), msg("milestone")),
        EditCell("share", Column("share", least=4), msg("%"), limit=3),
    ]


def _numbered(values: Values) -> dict[str, object]:
    """Minutes and per cent are numbers; empty ones keep their usual value."""
    found: dict[str, object] = {}
    for name, value in values.items():
        if name not in ("minutes", "share"):
            found[name] = value
        elif value:
            text = str(value).rstrip("%").strip()
            if not text.isdecimal():
                raise Refused(msg("A number, such as 10."), field=name)
            found[name] = int(text)
    return found


def _id(key: Hashable | None) -> int | None:
    return key[1] if isinstance(key, tuple) and isinstance(key[1], int) and key[1] else None
