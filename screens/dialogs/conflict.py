"""Two people changed the same field: both values, and the choice between them. Neither is lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from screens.answers import Choice
from screens.dialogs.dialog import Dialog
from screens.keys import Act
from screens.widgets.prose import Prose
from screens.words import field_name, value_text
from store.errors import Clash, Conflict
from store.language import _, msg

THEIRS = Act(
    "conflict.theirs", "theirs", ("t", "enter"), msg("Keep theirs"), msg("Leave it as they set it."), footer=1
)
MINE = Act(
    "conflict.mine",
    "mine",
    ("m", "f4"),
    msg("Use mine"),
    msg("Set it as I wanted; theirs stays in the trail."),
    footer=1,
)
EDIT = Act(
    "conflict.edit",
    "edit",
    ("e", "f2"),
    msg("Edit again"),
    msg("Back to the form, with what I typed."),
    footer=2,
)


class ConflictDialog(Dialog[Choice]):
    """Ends with a `Choice`; giving up is theirs."""

    DEFAULT_CSS = """
    ConflictDialog .clash { margin-top: 1; }
    ConflictDialog .field { text-style: bold; }
    """
    ACTS: ClassVar[tuple[Act, ...]] = (THEIRS, MINE, EDIT)

    def __init__(self, conflict: Conflict, *, can_edit: bool) -> None:
        super().__init__(msg("Changed by somebody else meanwhile"))
        self._conflict = conflict
        self._can_edit = can_edit

    def acts(self) -> list[Act]:
        """Editing again only where there is a form."""
        return [act for act in super().acts() if self._can_edit or act is not EDIT]

    def compose_body(self) -> Iterable[Widget]:
        """The sentence, then each field with both values."""
        yield Prose(self._conflict.message)
        for clash in self._conflict.clashes:
            yield Prose(self._told(clash), classes="clash")

    def _told(self, clash: Clash) -> str:
        state = self.session.state
        return "\n".join(
            (
                field_name(clash.table, clash.field),
                "  " + _("you saw   {value}", value=value_text(clash.seen, state)),
                "  " + _("theirs    {value}", value=value_text(clash.now, state)),
                "  " + _("mine      {value}", value=value_text(clash.mine, state)),
            )
        )

    def action_theirs(self) -> None:
        """Leave it."""
        self.dismiss(Choice.THEIRS)

    def action_mine(self) -> None:
        """Overrule."""
        self.dismiss(Choice.MINE)

    def action_edit(self) -> None:
        """Back to the form."""
        self.dismiss(Choice.EDIT)
