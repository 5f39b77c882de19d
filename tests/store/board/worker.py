"""What the tests start as processes: `python -m tests.store.board.worker BOARD HOW COUNT NAME PROCESSES`.

It writes a line to its output for every change that was acknowledged, after it was.
"""

from __future__ import annotations

import os
import signal
import sys

from store.board.board import Board
from store.errors import Locked
from tests.store.board.cases import AddDepartment, Do


def main(path: str, how: str, count: int, name: str) -> None:
    """Write `count` changes; or hold the lock for ever."""
    board = Board.open(path, author=1)
    if how == "hold":
        board.commit(Do(lambda edit: _stop()))
        return
    out = sys.stdout.fileno()
    for number in range(count):
        while True:
            try:
                board.commit(AddDepartment(f"{name}/{number}"), patience=60)
                break
            except Locked:
                continue
        os.write(out, f"{name}/{number}\n".encode())
        if how == "checkpoints" and number % 5 == 4:
            board.checkpoint()
    if how != "leave":
        board.close()


def _stop() -> None:
    os.write(sys.stdout.fileno(), b"holding\n")
    os.kill(os.getpid(), signal.SIGSTOP)


def crowd(path: str, how: str, count: int, name: str, processes: int) -> int:
    """Many processes that do the same at once. Forked here, as starting each anew takes the most time."""
    children = []
    for number in range(processes):
        child = os.fork()
        if not child:
            main(path, how, count, f"{name}{number}")
            os._exit(0)
        children.append(child)
    return max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


if __name__ == "__main__":
    board, how, count, name, processes = sys.argv[1:]
    if processes == "1":
        main(board, how, int(count), name)
    else:
        sys.exit(crowd(board, how, int(count), name, int(processes)))
