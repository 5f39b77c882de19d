"""The power of a test's machine stays on: what is put on the disk is asked for and not waited for.

What a process wrote is there for every other one, and after its death, without any sync; only a machine that
loses its power needs it. So syncs prove nothing here but cost a good part of the tests' time. That they come,
and in which order, is tested where `store.board.disk` is watched; that they reach the kernel, with `SYNCS`.
"""

from __future__ import annotations

import os
from typing import Final

SYNCS: Final = {"fsync": os.fsync, "fdatasync": getattr(os, "fdatasync", os.fsync)}
"""The real ones."""


def stays_on() -> None:
    """From now on in this process, and in what is forked from it, a sync only sees that the file is open."""
    for name in SYNCS:
        setattr(os, name, os.fstat)
