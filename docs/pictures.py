"""Makes the pictures of the README and the documents from the running program: `python -m docs.pictures`.

Each picture is a start of the program in a real terminal of its own, some keys, and the screen then. With
names, `python -m docs.pictures board-zh.png`, only those are made.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from docs.drawing import NoFontError, draw
from store.language import Language
from tests.harness.terminal import Terminal

FOLDER: Final = Path(__file__).parent / "pictures"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file below docs/pictures, and how to get the program there.

    `keys` are pressed one by one, each once the screen is quiet; one that starts with `=` is typed as text.
    """

    file: str
    lang: Language
    size: tuple[int, int]
    theme: str
    keys: Sequence[str] = ()
    command: Sequence[str] = ("duiqi", "demo")


PICTURES: Final = (Picture("board-zh.png", "zh", (100, 30), "dark"),)


def make(picture: Picture, folder: Path = FOLDER) -> Path:
    """Run the program, take the picture, and return its file.

    Raises NoFontError without the fonts, AssertionError when the program ends before the picture.
    """
    env = {"DUIQI_LANG": picture.lang, "DUIQI_THEME": picture.theme}
    with Terminal(picture.command, size=picture.size, env=env) as terminal:
        terminal.wait_until(lambda seen: bool(seen.shown.strip()), "a first screen")
        grid = terminal.settle()
        for key in picture.keys:
            terminal.type(key[1:]) if key.startswith("=") and key != "=" else terminal.press(key)
            grid = terminal.settle()
        assert terminal.running, f"the program ended before {picture.file}:\n{grid.shown}"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / picture.file
    draw(grid).save(target, optimize=True)
    return target


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
