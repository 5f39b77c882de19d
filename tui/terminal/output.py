"""The last pass over everything painted: nothing that came as data leaves as a command to the terminal.

Texts are cleaned when they enter (`store.model.text`); this filter holds for whatever came another way: a
board file edited by hand, a file name, a text still being typed, a mistake of ours.
"""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from store.model.text import is_plain, strip_unseen


class Harmless(LineFilter):
    """Paints what cannot be seen as nothing, and links as plain text; every segment keeps its width in cells.

    A style's link is written to the terminal as it stands (OSC 8), so it goes whatever it holds. Control
    segments are raw output and have no place in a line.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, the very same list when all are harmless already."""
        for text, style, control in segments:
            if control or not is_plain(text) or (style is not None and style.link is not None):
                return [_harmless(segment) for segment in segments if not segment.control]
        return segments


@lru_cache(maxsize=2048)
def harmless_cells(text: str) -> str:
    """`text` with nothing in it that must not be painted, as many cells wide as it was measured before."""
    kept = strip_unseen(text)
    return text if kept == text else set_cell_size(kept, cell_len(text))


@lru_cache(maxsize=256)
def _without_link(style: Style) -> Style:
    return style.update_link(None)


def _harmless(segment: Segment) -> Segment:
    text, style, _ = segment
    if style is not None and style.link is not None:
        style = _without_link(style)
    return Segment(text if is_plain(text) else harmless_cells(text), style)
