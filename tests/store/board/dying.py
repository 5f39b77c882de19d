"""What the tests of crashes start: `python -m tests.store.board.dying HOW BOARD FOLDER HALF`.

For 1, 2, 3 … a copy of the board is archived (or repaired, backed up, restored) in `FOLDER/run1`,
`FOLDER/run2`, … by a process that dies before its first, second, third … call to the disk; with HALF a write
gets half of it there. The last copy is the one whose process came to its end. How many there are is printed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from store.board import disk
from store.board.archive import archive
from store.board.backup import back_up
from store.board.board import Board
from store.board.checking import repair
from store.board.restoring import restore
from tests.harness import power
from tests.store.board.shelf import NPL, copy_of
from tests.store.board.test_faults import CALLS

_DIED = 9
_MOST = 200


def _dying(number: int, half: bool) -> Callable[[str, Callable[..., object]], Callable[..., object]]:
    count = 0

    def wrap(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **options: object) -> object:
            nonlocal count
            count += 1
            if count == number:
                if half and name == "write":
                    fd, data = args
                    assert isinstance(fd, int)
                    assert isinstance(data, bytes)
                    os.write(fd, data[: len(data) // 2])
                os._exit(_DIED)
            return real(*args, **options)

        return call

    return wrap


def _run(how: str, path: Path, number: int, half: bool) -> None:
    wrap = _dying(number, half)
    for name in (*CALLS, "remove_folder"):
        setattr(disk, name, wrap(name, getattr(disk, name)))
    if how == "repair":
        repair(path)
    elif how == "backup":
        back_up(path)
    elif how.startswith("restore "):
        restore(Path(how.removeprefix("restore ")), path)
    else:
        archive(Board.open(path, author=1), NPL, force=True)


def main(how: str, board: str, folder: str, half: str) -> int:
    """Let one process after the other die; how many there were."""
    power.stays_on()
    for number in range(1, _MOST):
        path = copy_of(Path(board), Path(folder) / f"run{number}")
        child = os.fork()
        if not child:
            try:
                _run(how, path, number, half == "half")
                os._exit(0)
            finally:
                os._exit(1)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code != _DIED:
            assert code == 0, f"{how} raised at call {number}"
            return number
    raise AssertionError("there is no end to the calls")


if __name__ == "__main__":
    sys.stdout.write(f"{main(*sys.argv[1:])}\n")
