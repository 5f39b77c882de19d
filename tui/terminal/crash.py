"""The log for what nobody thought of. Tracebacks go there and never to a screen: they can show people's data.

The file is readable by its owner only, and starts anew when it has grown; the one before is kept beside it.
"""

from __future__ import annotations

import asyncio
import errno
import os
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from store.errors import DuiqiError
from store.language import Message, msg
from store.model.text import visible
from tui import logfile

_TERMINAL_GONE: Final = (errno.EIO, errno.EPIPE, errno.ENXIO, errno.EBADF)
"""What painting meets when the connection dropped: the usual end of an evening, no mistake."""


class CrashLog:
    """Appends tracebacks to the file `path`, whose folder is made when needed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, error: BaseException, now: datetime) -> bool:
        """Log `error` with its causes, without local variables. False when it cannot be written."""
        entry = "".join(traceback.format_exception(error))[-logfile.ENTRY_LIMIT :]
        head = f"--- {now.astimezone(UTC).isoformat(timespec='seconds')} pid {os.getpid()}\n"
        try:
            logfile.append(self.path, head + visible(entry, lines=True) + "\n")
        except OSError:
            return False
        return True

    def report(self, error: BaseException, now: datetime) -> Message:
        """Log `error` and return the sentence for the person whose program ended because of it."""
        logged = self.write(error, now)
        what = (
            error.message
            if isinstance(error, DuiqiError)
            else msg("Duiqi had to stop because of a mistake in it.")
        )
        if not logged:
            return msg(
                "{what} What was saved is kept. The details could not be written to {file}.",
                what=what,
                file=visible(str(self.path)),
            )
        return msg(
            "{what} What was saved is kept. The details are in {file}; please send it with a report.",
            what=what,
            file=visible(str(self.path)),
        )

    @contextmanager
    def catching(self) -> Iterator[None]:
        """Log what threads and destructors raise while the program runs, instead of printing it."""
        before = threading.excepthook, sys.unraisablehook
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        try:
            yield
        finally:
            threading.excepthook, sys.unraisablehook = before

    def on_loop_exception(self, _loop: asyncio.AbstractEventLoop, context: Mapping[str, object]) -> None:
        """For `loop.set_exception_handler`."""
        error = context.get("exception")
        self._log(error if isinstance(error, BaseException) else RuntimeError(str(context.get("message"))))

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        self._log(args.exc_value)

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        self._log(args.exc_value)

    def _log(self, error: BaseException | None) -> None:
        gone = isinstance(error, OSError) and error.errno in _TERMINAL_GONE
        if error is not None and not gone:
            self.write(error, datetime.now(UTC))
