"""The trail of one issue, in words: who did what, when, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from screens.widgets.cells import Line
from screens.words import field_name, short_date
from store.documents.words import COMMANDS
from store.language import _
from store.model.issue import Issue
from store.model.organisation import Person

if TYPE_CHECKING:
    from store.board.line import Line as JournalLine
    from store.model.clock import Moment
    from store.model.state import State

_TOLD_OF: Final = frozenset({"edit_issue", "undo", "redo"})
"""Commands of which only the fields tell what was done."""


def told(line: JournalLine, issue: int, state: State, moment: Moment) -> Line:
    """`11-23 赵敏 handled it`."""
    who, on_behalf = state.get(Person, line.by), state.get(Person, line.on_behalf)
    name = who.name if who is not None else _("somebody")
    if on_behalf is not None and line.on_behalf != line.by:
        name = _("{who} for {whom}", who=name, whom=on_behalf.name)
    local = line.at.astimezone(moment.zone)
    day = f"{short_date(local.date(), moment.today)} {local:%H:%M}"
    word = COMMANDS.get(line.command)
    said = str(word) if word is not None else line.command
    fields = _(", ").join(_fields(line, issue)) if line.command in _TOLD_OF else ""
    return ((f"{day} {name} ", "muted"), (f"{said} {fields}".rstrip(), ""))


def _fields(line: JournalLine, issue: int) -> Iterator[str]:
    names = {
        change.field.partition("/")[0]: None
        for change in line.changes
        if change.table == Issue.table and change.id == issue and change.field is not None
    }
    return (field_name(Issue.table, name) for name in names)
