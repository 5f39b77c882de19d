"""What is typed in the alignment: what a department contributes, and risks in one line."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from screens.confirm.alignment_table import MORE_GIVE, MORE_RISK
from screens.confirm.brief_lines import pasted
from screens.confirm.entry import Entry, draft_name
from screens.confirm.row_editor import EditCell, Values
from screens.widgets.columns import Column
from store.language import Message, msg
from store.model.requirement import Contribution
from store.rules.commands.alignment import Contribute, EditContribution, RaiseRisk
from store.rules.edit import Command
from store.rules.measurable import vague

if TYPE_CHECKING:
    from store.board.line import Line as JournalLine
    from store.model.record import Record


def give(
    step: str, initiative: int, department: int, after: int | None, newest: Callable[[], Hashable]
) -> Entry:
    """A new contribution, behind the one of the id `after`; `newest` is the key of the last one made."""

    def make(values: Values, behind: Hashable | None) -> tuple[Command, ...]:
        return (Contribute(initiative, department, [dict(values)], _id(behind)),)

    def paste(text: str, behind: Hashable | None) -> tuple[Command, ...]:
        rows = [{"content": line} for line in pasted(text)]
        return (Contribute(initiative, department, rows, _id(behind)),) if rows else ()

    def made(line: JournalLine) -> Hashable | None:
        return newest()

    return Entry(
        draft_name(step, f"give.{department}", initiative),
        _cells(),
        make,
        after=("give", after) if after else None,
        before=MORE_GIVE,
        paste=paste,
        made=made,
        hints=_hints,
    )


def change_given(
    step: str, initiative: int, department: int, given: Contribution, seen: Sequence[Record]
) -> Entry:
    """The same cells on one that is there."""

    def make(values: Values, _behind: Hashable | None) -> tuple[Command, ...]:
        fields = {name: value for name, value in values.items() if getattr(given, name) != value}
        return (EditContribution(initiative, department, given.id, fields),) if fields else ()

    return Entry(
        draft_name(step, f"given.{department}.{given.id}", initiative),
        _cells(),
        make,
        key=("give", given.id),
        hints=_hints,
        texts={"content": given.content, "due": given.due.isoformat() if given.due else ""},
        seen=seen,
    )


def new_risk(step: str, initiative: int, department: int | None) -> Entry:
    """A risk that `department` sees."""

    def make(values: Values, _behind: Hashable | None) -> tuple[Command, ...]:
        return (RaiseRisk(initiative, str(values["title"]), department),)

    def paste(text: str, _behind: Hashable | None) -> tuple[Command, ...]:
        return tuple(RaiseRisk(initiative, line, department) for line in pasted(text))

    cell = EditCell("title", Column("title", least=20, weight=1), msg("what may go wrong, in one line"))
    return Entry(draft_name(step, "risk", initiative), [cell], make, before=MORE_RISK, paste=paste)


def _cells() -> list[EditCell]:
    return [
        EditCell(
            "content",
            Column("content", least=20, weight=1),
            msg("what it supplies: the core selling points"),
        ),
        EditCell("due", Column("due", least=10), msg("3/10"), "date", 40),
    ]


def _hints(values: Values) -> Sequence[Message]:
    return [
        word.message for word in vague(str(values.get("content", "")), dated=values.get("due") is not None)
    ]


def _id(key: Hashable | None) -> int | None:
    return key[1] if isinstance(key, tuple) and isinstance(key[1], int) and key[1] else None
