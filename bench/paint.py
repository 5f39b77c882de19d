"""From a key to the paint: milliseconds and bytes, in a real terminal of 80x24, for lists short and long.

The widgets alone, each in a program of its own (`python -m bench.paint KIND ROWS`), and the follow-up board.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from random import uniform
from time import perf_counter, sleep
from typing import Final, NamedTuple

from bench.boards import AUTHOR_NAME, gathered
from bench.row import Row
from bench.scale import Scale
from bench.timing import interleaved, median, milliseconds, quartile
from bench.window import Window, duiqi, person

SIZES: Final = (50, 5_000)
LIST_BYTES: Final = 800
PANE_BYTES: Final = 3_000
_QUIET: Final = 0.02
"""Seconds without a byte after which a frame is taken to be whole."""
_REST: Final = 0.25
"""Seconds after which the detail pane has followed."""
_CODES: Final = {
    "down": b"\x1b[B",
    "up": b"\x1b[A",
    "right": b"\x1b[C",
    "page": b"\x1b[6~",
    "back": b"\x1b[5~",
}
_WIDGETS: Final = (
    ("list", (("list, a row down", ("down", "up")), ("list, a page down and up", ("page", "back")))),
    ("board", (("columns, a card down", ("down", "up")), ("columns, a lane right", ("right", "h")))),
)


class Press(NamedTuple):
    """What one key cost: seconds to the first bytes, and bytes until the screen was quiet."""

    seconds: float
    bytes: int


class Pressing:
    """A program in which the same keys are pressed again and again."""

    def __init__(self, window: Window, keys: Sequence[str], quiet: float) -> None:
        self.window = window
        self.pressed: list[Press] = []
        self._keys = keys
        self._quiet = quiet

    def once(self) -> float:
        """Press the next key; seconds to the first bytes."""
        key = self._keys[len(self.pressed) % len(self._keys)]
        sleep(uniform(0.0, 0.02))  # a key comes at any point of the screen's own rhythm
        began = perf_counter()
        self.window.send(_CODES.get(key, key.encode()))
        came, size = self.window.settle(self._quiet, first=2.0)
        self.pressed.append(Press(came - began, size))
        return came - began

    @property
    def bytes(self) -> float:
        """The median of what a key sent."""
        return median([press.bytes for press in self.pressed])


def paint_rows(scale: Scale) -> Iterator[Row]:
    """The follow-up board: a step of the cursor, and the detail pane that follows it."""
    env = person(scale.folder / "home")
    with ExitStack() as stack:
        windows = {
            size: stack.enter_context(Window(duiqi(gathered(scale.folder, size), "--as", AUTHOR_NAME), env))
            for size in SIZES
        }
        follow_up(*windows.values())
        steps = {size: Pressing(window, ("down", "up"), _QUIET) for size, window in windows.items()}
        yield from _step(scale, steps, "follow-up board, a row down", LIST_BYTES)
        rests = {size: Pressing(window, ("down", "up"), _REST) for size, window in windows.items()}
        interleaved({size: each.once for size, each in rests.items()}, scale.keys)
        yield _sent(rests, "follow-up board and its detail pane, at rest", PANE_BYTES)


def widget_rows(scale: Scale) -> Iterator[Row]:
    """The widgets without the program around them."""
    env = person(scale.folder / "home")
    for kind, steps in _WIDGETS:
        with ExitStack() as stack:
            windows = {
                size: stack.enter_context(Window([sys.executable, "-m", "bench.paint", kind, str(size)], env))
                for size in SIZES
            }
            for window in windows.values():
                window.wait_for("NPL-")
            for what, keys in steps:
                pressing = {size: Pressing(window, keys, _QUIET) for size, window in windows.items()}
                yield from _step(scale, pressing, what, None)


def follow_up(*windows: Window) -> None:
    """From Home, where the first initiative is chosen, to its follow-up board."""
    for window in windows:
        window.wait_for("P1")
    for window in windows:
        window.settle(0.2, first=0.2)
        window.forget()
        window.send(b"\r")
    for window in windows:
        window.wait_for("P1-")
    for window in windows:
        window.settle(0.2, first=0.2)


def _step(scale: Scale, pressing: Mapping[int, Pressing], what: str, bound: float | None) -> Iterator[Row]:
    for each in pressing.values():
        each.window.settle(scale.rest, first=scale.rest)
    small, large = SIZES
    found = interleaved({size: each.once for size, each in pressing.items()}, scale.keys, warm=4)
    # Half of a busy machine's keys wait for something else; the quickest quarter shows what a key costs.
    one, other = quartile(found[large]), quartile(found[small])
    yield Row(
        "paint",
        f"key to paint, {large:,} / {small} tasks: {what}",
        one / other,
        "x",
        1.3,
        f"quickest quarter {milliseconds(one)} / {milliseconds(other)}; "
        f"medians {milliseconds(median(found[large]))} / {milliseconds(median(found[small]))}",
    )
    yield _sent(pressing, what, bound)


def _sent(pressing: Mapping[int, Pressing], what: str, bound: float | None) -> Row:
    small, large = SIZES
    return Row(
        "paint",
        f"bytes a key, {large:,} tasks: {what}",
        pressing[large].bytes,
        "bytes",
        bound,
        f"{small} tasks: {pressing[small].bytes:,.0f} bytes",
    )


def _show(kind: str, count: int) -> None:
    from bench.paint_app import PaintApp

    PaintApp(kind, count).run()


if __name__ == "__main__":
    _show(sys.argv[1], int(sys.argv[2]))
