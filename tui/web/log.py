"""What the server has to say of mistakes goes into the program's own log, never to the terminal it was
started in."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

from store.model.text import visible
from tui import logfile


class OwnLog(logging.Handler):
    """Appends what libraries log to the file `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.WARNING)
        self._path = path
        self.setFormatter(logging.Formatter("--- %(asctime)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Append one entry; what cannot be written troubles nobody."""
        with suppress(OSError):
            logfile.append(
                self._path, visible(self.format(record)[-logfile.ENTRY_LIMIT :], lines=True) + "\n"
            )
