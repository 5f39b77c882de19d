"""Somebody holds the board for long: who, and whether to wait."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from screens.answers import Wish
from screens.dialogs.dialog import Dialog
from screens.keys import Act
from screens.widgets.prose import Prose
from store.errors import Locked
from store.language import msg

WAIT = Act(
    "locked.wait",
    "wait",
    ("enter", "w"),
    msg("Wait"),
    msg("Try again; it is saved as soon as it can be."),
    footer=1,
)
LOOK = Act(
    "locked.look",
    "look",
    ("r", "f5"),
    msg("Look only"),
    msg("Go on reading; nothing can be changed."),
    footer=2,
)


class LockedDialog(Dialog[Wish]):
    """Ends with a `Wish`; giving up leaves the change unsaved."""

    ACTS: ClassVar[tuple[Act, ...]] = (WAIT, LOOK)
    DEFAULT_CSS = "LockedDialog Prose { margin-bottom: 1; }"

    def __init__(self, locked: Locked) -> None:
        super().__init__(msg("The board is held"))
        self._locked = locked

    def compose_body(self) -> Iterable[Widget]:
        """Who holds it, and what that means."""
        yield Prose(self._locked.message)
        yield Prose(
            msg(
                "Nothing was saved yet, and nothing is lost. "
                "A program that was stopped keeps the board until it goes on or ends."
            )
        )

    def action_wait(self) -> None:
        """Try again."""
        self.dismiss(Wish.WAIT)

    def action_look(self) -> None:
        """Look only from now on."""
        self.dismiss(Wish.LOOK_ONLY)
