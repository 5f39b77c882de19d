"""What a head is about to confirm, to be read first: the brief, what was said and what was promised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Final

from textual.widget import Widget

from screens.dialogs.dialog import Dialog
from screens.keys import Act
from screens.widgets.cells import Line
from screens.widgets.detail_pane import DetailPane
from store.language import Message, msg

_MOST: Final = 14

CONFIRM_THIS: Final = Act(
    "reading.confirm",
    "confirm_this",
    ("enter", "ctrl+s"),
    msg("Confirm this"),
    msg("Confirm exactly what stands here, as yourself."),
    footer=1,
)
DOWN: Final = Act(
    "reading.down", "down", ("down", "j", "pagedown", "space"), msg("Down"), msg("Further down.")
)
UP: Final = Act("reading.up", "up", ("up", "k", "pageup"), msg("Up"), msg("Further up."))


class ReadingDialog(Dialog[bool]):
    """Ends with true when it is confirmed."""

    DEFAULT_CSS = "ReadingDialog DetailPane { background: $surface; }"
    ACTS: ClassVar[tuple[Act, ...]] = (CONFIRM_THIS, DOWN, UP)

    def __init__(self, title: Message, lines: Callable[[int], Sequence[Line]]) -> None:
        super().__init__(title)
        self._lines = lines
        self._pane = DetailPane(id="reading")

    def compose_body(self) -> Iterable[Widget]:
        """All of it."""
        yield self._pane

    def on_mount(self) -> None:
        """As high as the text, up to what leaves room for the rest."""
        room = min(84, self.app.size.width) - 6
        most = max(4, min(_MOST, self.app.size.height - 8))
        self._pane.styles.height = max(1, min(most, len(self._lines(room))))
        self._pane.show(self._lines)

    def action_down(self) -> None:
        """Further down."""
        self._pane.page(1)

    def action_up(self) -> None:
        """Further up."""
        self._pane.page(-1)

    def action_confirm_this(self) -> None:
        """It is read."""
        self.dismiss(True)
