"""A screen with one act of each kind, for tests of what every screen does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from screens.base import DuiqiScreen
from screens.keys import Act, Group
from screens.widgets.prose import Prose
from store.language import Message, msg
from store.model.task import Task
from store.rules.commands import AddNote

WRITE = Act("specimen.write", "write", ("w", "f7"), msg("Write"), msg("Writes a note."), Group.ITEM, 1)
NEVER = Act("specimen.never", "never", ("n",), msg("Never"), msg("Cannot be done."), Group.ITEM, 2)


class Specimen(DuiqiScreen[None]):
    """Notes on task 1."""

    ACTS: ClassVar[tuple[Act, ...]] = (WRITE, NEVER)
    DEFAULT_CSS = "Specimen Prose { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.number = 0

    def compose_body(self) -> Iterable[Widget]:
        """A line of text, hostile as people's texts can be."""
        yield Prose("SPECIMEN [/red] [@click=app.quit]x[/]")

    def reason_against(self, act: Act) -> Message | None:
        """One of the two is impossible."""
        return msg("Because it is Monday.") if act is NEVER else super().reason_against(act)

    def action_write(self) -> None:
        """A note, numbered in the order of the keys."""
        self.number += 1
        task = self.session.state.one(Task, 1)
        self.carry_out(AddNote(task.id, f"note {self.number}"), said=msg("Noted."))

    def action_never(self) -> None:
        """Not reached."""
        raise AssertionError
