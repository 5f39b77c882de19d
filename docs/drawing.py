"""Draws a grid of cells as a picture, each character in its own cell, as a terminal does.

A picture made by laying out text squeezes Chinese: its characters must be exactly two cells wide. Hence two
fonts, one for each width, and every character put into its cell by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont
from rich.cells import cell_len

from tests.harness.grid import RIGHT_HALF, CellStyle, Grid

FOREGROUND: Final = "#d0d0d0"
BACKGROUND: Final = "#101010"

_ANSI: Final = {
    "black": "#000000",
    "red": "#cd3131",
    "green": "#0dbc79",
    "brown": "#e5e510",
    "yellow": "#e5e510",
    "blue": "#2472c8",
    "magenta": "#bc3fbc",
    "cyan": "#11a8cd",
    "white": "#e5e5e5",
    "brightblack": "#666666",
    "brightred": "#f14c4c",
    "brightgreen": "#23d18b",
    "brightbrown": "#f5f543",
    "brightyellow": "#f5f543",
    "brightblue": "#3b8eea",
    "brightmagenta": "#d670d6",
    "brightcyan": "#29b8db",
    "brightwhite": "#ffffff",
}


class NoFontError(Exception):
    """This machine lacks a font the pictures need; the message says how to get it."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font of a file; `index` is its place in a collection (.ttc)."""

    path: Path
    index: int = 0


def _files(folder: str, names: Sequence[tuple[str, int]]) -> list[FontFile]:
    return [FontFile(Path(folder) / name, index) for name, index in names]


# Index 2 of Noto's collections is the simplified Chinese (SC) one.
_NOTO: Final = "/usr/share/fonts/opentype/noto"
_DEJAVU: Final = "/usr/share/fonts/truetype/dejavu"
_APPLE: Final = "/System/Library/Fonts"
_LATIN: Final = {
    False: _files(_DEJAVU, [("DejaVuSansMono.ttf", 0)]) + _files(_APPLE, [("Menlo.ttc", 0)]),
    True: _files(_DEJAVU, [("DejaVuSansMono-Bold.ttf", 0)]) + _files(_APPLE, [("Menlo.ttc", 1)]),
}
_HAN: Final = {
    False: _files(_NOTO, [("NotoSansCJK-Regular.ttc", 2)])
    + _files(_APPLE, [("PingFang.ttc", 0), ("Hiragino Sans GB.ttc", 0), ("STHeiti Light.ttc", 0)]),
    True: _files(_NOTO, [("NotoSansCJK-Bold.ttc", 2)])
    + _files(_APPLE, [("PingFang.ttc", 0), ("Hiragino Sans GB.ttc", 2), ("STHeiti Medium.ttc", 0)]),
}
_HOW_TO_INSTALL: Final = (
    "On Debian or Ubuntu: apt-get install fonts-dejavu-core fonts-noto-cjk. "
    "On macOS both fonts belong to the system."
)


@dataclass(frozen=True, slots=True)
class Pen:
    """The fonts of one size and the cell they fill, in pixels."""

    latin: dict[bool, ImageFont.FreeTypeFont]
    han: dict[bool, ImageFont.FreeTypeFont]
    width: int
    height: int


@lru_cache
def pen(size: int) -> Pen:
    """The fonts at `size` pixels. Raises NoFontError when this machine has none that serve."""
    latin = {bold: _font("a monospace font", _LATIN[bold], size) for bold in (False, True)}
    width = round(latin[False].getlength("M"))
    # A little larger than the Latin beside it, as Chinese looks smaller, but never wider than two cells.
    han = {
        bold: _font("a font with Chinese", _HAN[bold], min(2 * width, round(size * 1.2)))
        for bold in (False, True)
    }
    return Pen(latin, han, width, round(size * 1.3))


def draw(grid: Grid, *, size: int = 20) -> Image.Image:
    """`grid` as a picture with letters of `size` pixels. Raises NoFontError without the fonts for it."""
    tools = pen(size)
    image = Image.new("RGB", (len(grid.rows[0]) * tools.width, len(grid.rows) * tools.height), BACKGROUND)
    canvas = ImageDraw.Draw(image)
    for y, row in enumerate(grid.rows):
        for x, cell in enumerate(row):
            _fill(canvas, tools, x, y, cell.style)
        for x, cell in enumerate(row):
            if cell.text != RIGHT_HALF:
                _write(canvas, tools, x, y, cell.text, cell.style)
    return image


def _fill(canvas: ImageDraw.ImageDraw, tools: Pen, x: int, y: int, style: CellStyle) -> None:
    left, top = x * tools.width, y * tools.height
    canvas.rectangle([left, top, left + tools.width - 1, top + tools.height - 1], fill=_colours(style)[1])


def _write(canvas: ImageDraw.ImageDraw, tools: Pen, x: int, y: int, text: str, style: CellStyle) -> None:
    left, top = x * tools.width, y * tools.height
    colour = _colours(style)[0]
    cells = 2 if cell_len(text[0]) == 2 else 1
    right = left + cells * tools.width
    if text in _BLOCKS:
        x0, y0, x1, y1 = _BLOCKS[text]
        canvas.rectangle(
            [
                left + round(x0 * tools.width),
                top + round(y0 * tools.height),
                left + max(round(x1 * tools.width), 1) - 1,
                top + max(round(y1 * tools.height), 1) - 1,
            ],
            fill=colour,
        )
    elif text in _LINES:
        _rule(canvas, tools, left, top, _LINES[text], colour)
    elif text.strip():
        fonts = tools.han if cells == 2 else tools.latin
        middle = (left + right) / 2
        canvas.text(
            (middle, top + tools.height * 0.76), text, font=fonts[style.bold], fill=colour, anchor="ms"
        )
    for wanted, height in ((style.underline, 0.92), (style.strike, 0.5)):
        if wanted:
            at = top + round(tools.height * height)
            canvas.line([left, at, right - 1, at], fill=colour)


# Signs that must meet their neighbours are drawn, not written: (left, top, right, bottom) in parts of a cell.
_BLOCKS: Final = {
    "█": (0.0, 0.0, 1.0, 1.0),
    "▀": (0.0, 0.0, 1.0, 0.5),
    "▄": (0.0, 0.5, 1.0, 1.0),
    "▌": (0.0, 0.0, 0.5, 1.0),
    "▐": (0.5, 0.0, 1.0, 1.0),
    "▔": (0.0, 0.0, 1.0, 0.125),
    "▁": (0.0, 0.875, 1.0, 1.0),
    "▏": (0.0, 0.0, 0.125, 1.0),
    "▎": (0.0, 0.0, 0.25, 1.0),
    "▍": (0.0, 0.0, 0.375, 1.0),
    "▋": (0.0, 0.0, 0.625, 1.0),
    "▊": (0.0, 0.0, 0.75, 1.0),
    "▉": (0.0, 0.0, 0.875, 1.0),
    "▕": (0.875, 0.0, 1.0, 1.0),
    "▂": (0.0, 0.75, 1.0, 1.0),
    "▃": (0.0, 0.625, 1.0, 1.0),
    "▅": (0.0, 0.375, 1.0, 1.0),
    "▆": (0.0, 0.25, 1.0, 1.0),
    "▇": (0.0, 0.125, 1.0, 1.0),
}
# The arms of a line from the middle of the cell, and its thickness in pixels.
_LINES: Final = {
    "─": ("lr", 1),
    "━": ("lr", 3),
    "│": ("ud", 1),
    "┃": ("ud", 3),
    "┌": ("rd", 1),
    "┐": ("ld", 1),
    "└": ("ru", 1),
    "┘": ("lu", 1),
    "╭": ("rd", 1),
    "╮": ("ld", 1),
    "╰": ("ru", 1),
    "╯": ("lu", 1),
    "├": ("rud", 1),
    "┤": ("lud", 1),
    "┬": ("lrd", 1),
    "┴": ("lru", 1),
    "┼": ("lrud", 1),
}


def _rule(
    canvas: ImageDraw.ImageDraw, tools: Pen, left: int, top: int, line: tuple[str, int], colour: str
) -> None:
    arms, thickness = line
    right, bottom = left + tools.width - 1, top + tools.height - 1
    middle = (left + tools.width // 2, top + tools.height // 2)
    ends = {
        "l": (left, middle[1]),
        "r": (right, middle[1]),
        "u": (middle[0], top),
        "d": (middle[0], bottom),
    }
    for arm in arms:
        canvas.line([middle, ends[arm]], fill=colour, width=thickness)


@lru_cache(maxsize=1024)
def _colours(style: CellStyle) -> tuple[str, str]:
    fg, bg = _colour(style.fg, FOREGROUND), _colour(style.bg, BACKGROUND)
    return (bg, fg) if style.reverse else (fg, bg)


def _colour(name: str, default: str) -> str:
    return name if name.startswith("#") else _ANSI.get(name, default)


def _font(what: str, files: Sequence[FontFile], size: int) -> ImageFont.FreeTypeFont:
    for file in files:
        if file.path.exists():
            return ImageFont.truetype(file.path, size, index=file.index)
    looked = ", ".join(str(file.path) for file in files)
    raise NoFontError(f"The pictures need {what}; looked for {looked}. {_HOW_TO_INSTALL}")
