"""The program's own log files: for their owner only, and never larger than they may be.

When one has grown it starts anew, and the one before is kept beside it (`crash.log.old`). The journal of a
board is no log in this sense: nothing of it ever goes.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

LIMIT: Final = 256 * 1024
"""Bytes after which a log starts anew."""
ENTRY_LIMIT: Final = 32 * 1024
"""Characters of one entry: the end of a traceback says more than its beginning, so the beginning is cut."""


def append(path: Path, entry: str) -> None:
    """Add `entry` to the log at `path`, whose folder is made when needed. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        if path.stat().st_size > LIMIT:
            path.replace(path.with_name(path.name + ".old"))
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8", errors="backslashreplace") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(entry)
