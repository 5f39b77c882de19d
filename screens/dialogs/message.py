"""Something that must be read before going on: what happened, what was kept, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from textual.app import App
from textual.widget import Widget

from screens.dialogs.dialog import GIVE_UP, Dialog
from screens.keys import Act
from screens.widgets.prose import Prose
from store.language import Message, msg

READ = Act("message.read", "read", ("enter", "space"), msg("Go on"), msg("Close this."), footer=1)
CLOSE = replace(GIVE_UP, label=msg("Close"))


class MessageDialog(Dialog[None]):
    """Paragraphs of text, and enter to close them."""

    DEFAULT_CSS = "MessageDialog Prose { margin-bottom: 1; }"
    ACTS: ClassVar[tuple[Act, ...]] = (READ, CLOSE)

    def __init__(self, title: Message, *paragraphs: Message) -> None:
        super().__init__(title)
        self._paragraphs = paragraphs

    def compose_body(self) -> Iterable[Widget]:
        """The paragraphs."""
        return [Prose(paragraph) for paragraph in self._paragraphs]

    def action_read(self) -> None:
        """Close."""
        self.dismiss(None)


def copied_for_chat(app: App[Any], text: str) -> None:
    """Copy `text`, and show it, as not every terminal lets a program copy."""
    app.copy_to_clipboard(text)
    app.push_screen(
        MessageDialog(
            msg("Copied for the chat"),
            msg("{text}", text=text),
            msg("If pasting brings something else, select the text above with the mouse and shift."),
        )
    )
