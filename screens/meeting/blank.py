"""Nothing on the projector: the room looks at each other, not at the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import ModalScreen

if TYPE_CHECKING:
    from textual import events


class BlankScreen(ModalScreen[None]):
    """Empty until the next key, which does nothing else. The meeting and its clock go on."""

    DEFAULT_CSS = "BlankScreen { background: black; }"

    def on_key(self, event: events.Key) -> None:
        """Back to what was there."""
        event.stop()
        event.prevent_default()
        self.dismiss()
