"""The screen as a grid of cells that can be read, compared and kept in the repository.

`grid(app)` asks Textual's compositor for the strips it would paint, the line filters of the app already
applied, so what a test sees is what a terminal would get. A `Terminal` gives the same `Grid` for a program
in a real terminal.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final, TypeVar

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from textual._context import visible_screen_stack
from textual.app import App

Result = TypeVar("Result")

RIGHT_HALF: Final = ""
"""The text of a cell that is covered by the wide character before it."""

_CONSONANTS: Final = "bcdfghjklmnprstvwz"
_VOWELS: Final = "aeiou"


@dataclass(frozen=True, slots=True, order=True)
class CellStyle:
    """How one cell looks. Colours are `#rrggbb`, an ANSI name, or `default`."""

    fg: str = "default"
    bg: str = "default"
    bold: bool = False
    dim: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False
    strike: bool = False
    blink: bool = False

    def __str__(self) -> str:
        flags = ("bold", "dim", "italic", "underline", "reverse", "strike", "blink")
        return " ".join([self.fg, "on", self.bg, *(flag for flag in flags if getattr(self, flag))])


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its character with any marks that combine with it, and its style."""

    text: str
    style: CellStyle


@dataclass(frozen=True)
class Grid:
    """What is on the screen. Equal when every cell is; `str()` is the form that snapshots keep."""

    rows: Sequence[Sequence[Cell]]

    @cached_property
    def text(self) -> list[str]:
        """The lines from the top, without the spaces at their ends. Signs that no cell shows, such as
        control characters, appear as `<U+001B>`, so that one that leaks can be seen."""
        return ["".join(cell.text for cell in row).rstrip() for row in self.rows]

    @cached_property
    def styles(self) -> list[str]:
        """The runs of equal style of each line, as `name*cells`; `legend` says what the names mean."""
        names = {style: name for name, style in self.legend.items()}
        return [
            " ".join(
                f"{names[style]}*{sum(1 for _ in run)}" for style, run in groupby(cell.style for cell in row)
            )
            for row in self.rows
        ]

    @cached_property
    def legend(self) -> dict[str, CellStyle]:
        """The styles on the screen by name. A name is made from the style itself, so that a style keeps it
        from one screen to the next and a changed row changes one line of a snapshot."""
        legend: dict[str, CellStyle] = {}
        for style in sorted({cell.style for row in self.rows for cell in row}):
            number = zlib.crc32(str(style).encode())
            while (name := _name(number)) in legend:
                number += 1
            legend[name] = style
        return dict(sorted(legend.items()))

    def find(self, text: str) -> tuple[int, int] | None:
        """The first cell, as (x, y), where `text` stands in one line; None when it is nowhere."""
        for y, row in enumerate(self.rows):
            at = "".join(cell.text for cell in row).find(text)
            if at >= 0:
                end = 0
                for x, cell in enumerate(row):
                    end += len(cell.text)
                    if end > at:
                        return x, y
        return None

    def style_of(self, text: str) -> CellStyle:
        """The style of the first cell where `text` stands. Raises AssertionError when it is nowhere."""
        found = self.find(text)
        assert found is not None, f"{text!r} is not on the screen:\n{self.shown}"
        x, y = found
        return self.rows[y][x].style

    def line(self, text: str) -> str:
        """The first line with `text` in it. Raises AssertionError when there is none."""
        found = self.find(text)
        assert found is not None, f"{text!r} is not on the screen:\n{self.shown}"
        return self.text[found[1]]

    def __contains__(self, text: str) -> bool:
        return self.find(text) is not None

    @property
    def shown(self) -> str:
        """The text alone, for the message of a failed test."""
        return "\n".join(self.text).rstrip()

    def __str__(self) -> str:
        styles = (f"{y:>2} {runs}" for y, runs in enumerate(self.styles))
        legend = (f"{name} {style}" for name, style in self.legend.items())
        return "\n".join([*self.text, "", "--- styles", *styles, "--- legend", *legend, ""])


def grid(app: App[Result]) -> Grid:
    """What `app`, running headless or not, shows now: every layer and the screens that shine through."""
    # The compositor is Textual's own affair; `App.export_screenshot` of 8.2 reads it in this way, but that
    # gives SVG only, and marks what is still to be painted as painted.
    with app._context():
        token = visible_screen_stack.set(app._background_screens)
        try:
            strips = app.screen._compositor.render_strips()
        finally:
            visible_screen_stack.reset(token)
    return Grid([list(_cells((text, style) for text, style, _ in strip)) for strip in strips])


def visible(character: str) -> str:
    """`character` as it is written in a grid: itself, or its code where nobody could see it."""
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return f"<U+{ord(character):04X}>"
    return character


def _cells(segments: Iterable[tuple[str, Style | None]]) -> Iterable[Cell]:
    waiting: Cell | None = None
    for text, style in segments:
        look = _look(style)
        for character in text:
            width = cell_len(character)
            if width == 0 and waiting is not None:
                waiting = Cell(waiting.text + visible(character), waiting.style)
                continue
            if waiting is not None:
                yield from _widened(waiting)
            waiting = Cell(visible(character), look)
    if waiting is not None:
        yield from _widened(waiting)


def _widened(cell: Cell) -> Iterable[Cell]:
    yield cell
    if cell_len(cell.text[0]) == 2:
        yield Cell(RIGHT_HALF, cell.style)


def _look(style: Style | None) -> CellStyle:
    if style is None:
        return CellStyle()
    return CellStyle(
        fg=_colour(style.color),
        bg=_colour(style.bgcolor),
        bold=bool(style.bold),
        dim=bool(style.dim),
        italic=bool(style.italic),
        underline=bool(style.underline or style.underline2),
        reverse=bool(style.reverse),
        strike=bool(style.strike),
        blink=bool(style.blink or style.blink2),
    )


def _colour(colour: Color | None) -> str:
    if colour is None:
        return "default"
    return colour.triplet.hex if colour.triplet is not None else colour.name


def _name(number: int) -> str:
    number, first = divmod(number, len(_CONSONANTS))
    number, second = divmod(number, len(_VOWELS))
    return _CONSONANTS[first] + _VOWELS[second] + _CONSONANTS[number % len(_CONSONANTS)]
