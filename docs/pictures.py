"""Makes the pictures of the README and the documents from the running program: `python -m docs.pictures`.

Each picture is the example board, opened in a real terminal of its own, some keys, and the screen then. With
names, `python -m docs.pictures board-zh.png`, only those are made.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PIL import Image

from docs.drawing import NoFontError, draw
from store.language import LANGUAGES, Language
from tests.harness.grid import Cell, Grid
from tests.harness.home import environment
from tests.harness.terminal import Terminal

FOLDER: Final = Path(__file__).parent / "pictures"
MEANWHILE: Final = "meanwhile"
"""Among the keys of a picture: here the other person's keys are pressed."""

_DUIQI: Final = (sys.executable, "-m", "tui")
_COLOURS: Final = 64
"""In a picture: the program's few, and the edges of its letters."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file below docs/pictures, and how to get the program there.

    `keys` are pressed one by one, and each must show; one that starts with `=` is typed as text. In the place
    of `MEANWHILE` another person, in a terminal of their own, presses `others`.
    """

    file: str
    lang: Language
    size: tuple[int, int]
    theme: str = "dark"
    keys: Sequence[str] = ()
    others: Sequence[str] = ()


def _pictures(lang: Language) -> list[Picture]:
    """The pictures in one language; the same ones in each."""
    chinese = lang == "zh"
    reason = "研发部产品手册未到" if chinese else "R&D's product manual is missing"
    title = "（含门店）" if chinese else " with the shops"
    title_of_others = "（线上）" if chinese else " online"
    line = "行动 @陈工 周五 产品手册终稿" if chinese else "action @Chen Wei fri final product manual"
    other = "决定 手册先给电子版" if chinese else "decision The manual comes as a file first"
    board = ("enter",)
    agenda = ("m", "enter")
    meeting = (*agenda, "space", "r", "a", "space", "space")
    small, medium, large = (80, 24), (100, 30), (120, 36)
    return [
        Picture(f"board-{lang}.png", lang, medium, keys=(*board, "down")),
        Picture(f"home-{lang}.png", lang, small),
        Picture(f"attention-{lang}.png", lang, small, keys=board),
        Picture(f"wide-{lang}.png", lang, large, keys=(*board, "tab", "down", "down", "down")),
        Picture(
            f"postpone-{lang}.png", lang, small, keys=(*board, "down", "p", f"={reason}", "enter", "=+6d")
        ),
        Picture(f"status-{lang}.png", lang, large, keys=(*board, "tab", "tab")),
        Picture(f"detail-{lang}.png", lang, small, keys=(*board, "down", "d")),
        Picture(f"round-{lang}.png", lang, small, keys=(*board, "3")),
        Picture(f"block-{lang}.png", lang, small, keys=(*board, "end", "b")),
        Picture(
            f"conflict-{lang}.png",
            lang,
            small,
            keys=(*board, "down", "e", f"={title}", MEANWHILE, "ctrl+s"),
            others=(*board, "down", "e", f"={title_of_others}", "ctrl+s"),
        ),
        Picture(f"issues-{lang}.png", lang, small, keys=("4",)),
        Picture(f"risks-{lang}.png", lang, small, keys=("R",)),
        Picture(f"document-{lang}.png", lang, medium, keys=("E",)),
        Picture(f"review-{lang}.png", lang, small, keys=("N",)),
        Picture(f"agenda-{lang}.png", lang, small, keys=agenda),
        Picture(f"meeting-{lang}.png", lang, small, keys=(*meeting, "a", f"={line}", "enter")),
        Picture(f"capture-{lang}.png", lang, small, keys=(*meeting, "a", f"={line}")),
        Picture(
            f"minutes-{lang}.png",
            lang,
            small,
            keys=(*meeting, "a", f"={line}", "enter", "a", f"={other}", "enter", "w", "w"),
        ),
        Picture(f"help-{lang}.png", lang, small, keys=(*board, "?")),
        Picture(f"actions-{lang}.png", lang, small, keys=(*board, "down", "enter")),
        Picture(f"light-{lang}.png", lang, small, "light", keys=(*board, "down")),
        Picture(f"monochrome-{lang}.png", lang, small, "monochrome", keys=(*board, "down")),
    ]


PICTURES: Final = tuple(picture for lang in LANGUAGES for picture in _pictures(lang))

_PEOPLE: Final[dict[Language, tuple[str, str]]] = {"zh": ("李明", "王芳"), "en": ("Li Ming", "Wang Fang")}
"""Of the example: who makes the pictures, and who is the other one."""


def make(picture: Picture, folder: Path = FOLDER) -> Path:
    """Run the program, take the picture, and return its file.

    Raises NoFontError without the fonts, AssertionError when the program ends before the picture.
    """
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        board = home / "launch.json"
        subprocess.run(
            [*_DUIQI, "new", board, "--demo", "--lang", picture.lang],
            env=environment(home),
            cwd=FOLDER.parents[1],
            check=True,
            capture_output=True,
        )
        me, other = _PEOPLE[picture.lang]
        terminal = stack.enter_context(_session(picture, board, me))
        _press(terminal)
        for key in picture.keys:
            if key == MEANWHILE:
                _press(stack.enter_context(_session(picture, board, other)), *picture.others)
            else:
                _press(terminal, key)
        grid = terminal.settle()
        assert terminal.running, f"the program ended before {picture.file}:\n{grid.shown}"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / picture.file
    _save(grid, target)
    return target


def _session(picture: Picture, board: Path, person: str) -> Terminal:
    return Terminal(
        [*_DUIQI, board, "--as", person],
        size=picture.size,
        env={"DUIQI_LANG": picture.lang, "DUIQI_THEME": picture.theme},
        cwd=FOLDER.parents[1],
    )


def _press(terminal: Terminal, *keys: str) -> None:
    """Press `keys`, each once what the one before did is on the screen."""
    terminal.wait_until(lambda seen: bool(seen.shown.strip()), "a first screen")
    for key in keys:
        # Below the header, in which a clock may run.
        before = terminal.settle().rows[1:]
        if key.startswith("=") and key != "=":
            terminal.type(key[1:])
        else:
            terminal.press(key)
        terminal.wait_until(partial(_differs, before), f"what {key} does")


def _differs(before: Sequence[Sequence[Cell]], seen: Grid) -> bool:
    return seen.rows[1:] != before


def _save(grid: Grid, target: Path) -> None:
    image = draw(grid, size=16)
    image.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)


def main(names: Sequence[str]) -> int:
    """Make the pictures named, or all; 2 for a name that is not in the list, 1 when one cannot be made."""
    known = {picture.file: picture for picture in PICTURES}
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.stderr.write(f"no such picture: {', '.join(unknown)}; there are: {', '.join(known)}\n")
        return 2
    for name in names or known:
        try:
            made = make(known[name])
        except (NoFontError, AssertionError) as error:
            sys.stderr.write(f"{name}: {error}\n")
            return 1
        sys.stdout.write(f"{made.relative_to(FOLDER.parents[1])}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
