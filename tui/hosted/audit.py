"""The audit log of a team's server: who came, from where, what they asked, what was refused, when it ended.

`log/audit.jsonl`, one JSON object a line, pure ASCII: nothing that anybody types can forge a line, or reach
a terminal that shows it. Lines are only ever appended, each in one write. Beyond `SIZE` the file is set aside
as `audit-TIME.jsonl`, and the oldest of more than `KEPT` go.

A session holds a lock on a small file in `log/open/` while it lives. Whoever comes next writes the end of
those whose file is no longer held: a process that is killed cannot write its own.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from store.board import disk, own
from store.errors import DiskTrouble
from store.language import msg

SIZE: Final = 5_000_000
"""Bytes after which the log starts anew."""
KEPT: Final = 9
"""Older logs that are kept."""
SAID: Final = 500
"""Characters of what was asked that are written down."""
_ASIDE: Final = re.compile(r"audit-\d{8}T\d{6}Z(-[0-9a-f]{6})?\.jsonl").fullmatch
_SESSION: Final = re.compile(r"[0-9a-f]{16}").fullmatch

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Log:
    """The audit log in `folder`."""

    folder: Path

    @property
    def file(self) -> Path:
        """Where lines are appended."""
        return self.folder / "audit.jsonl"

    @property
    def open_sessions(self) -> Path:
        """A file for every session that is open."""
        return self.folder / "open"

    def write(self, event: str, session: str, **what: Value) -> None:
        """Append a line. Raises DiskTrouble: what cannot be written down must not happen."""
        told = {name: _short(value) for name, value in what.items() if value is not None}
        line = {"at": _now().isoformat(timespec="milliseconds"), "event": event, "session": session, **told}
        try:
            own.make_folder(self.folder)
            with self._alone():
                self._rotate()
                fd = os.open(
                    self.file, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600
                )
                try:
                    # What a full disk cut off must not take this line with it.
                    size = os.fstat(fd).st_size
                    begun = b"\n" if size and os.pread(fd, 1, size - 1) != b"\n" else b""
                    disk.write(fd, begun + json.dumps(line).encode("ascii") + b"\n")
                finally:
                    os.close(fd)
        except OSError as error:
            raise _unwritable(error) from error

    def begin(self, **who: Value) -> Visit:
        """Somebody has come in. Ends what was left open by those who were killed. Raises DiskTrouble."""
        self.end_what_was_cut()
        session = secrets.token_hex(8)
        self.write("came", session, **who)
        return Visit(self, session, who.get("person"), self._hold(session, who))

    def end_what_was_cut(self) -> None:
        """Write the end of sessions that can no longer do so themselves."""
        for session, fd in self._sessions():
            with contextlib.closing(_Descriptor(fd)):
                if not _lockable(fd):
                    continue
                with contextlib.suppress(FileNotFoundError):
                    (self.open_sessions / session).unlink()
                    self.write("ended", session, how="cut", **_who(fd))

    def here(self) -> list[dict[str, object]]:
        """Who is connected now: what `came` said of them, and since when."""
        found = []
        for _session, fd in self._sessions():
            with contextlib.closing(_Descriptor(fd)):
                if not _lockable(fd):
                    found.append(dict(_read_json(fd)))
        return found

    def lines(self) -> Iterator[Mapping[str, object]]:
        """What was written down, oldest first, older logs included; lines that make no sense are left out."""
        for path in [*self._older(), self.file]:
            try:
                with path.open("rb") as file:
                    for line in file:
                        with contextlib.suppress(ValueError):
                            found = json.loads(line)
                            if isinstance(found, dict):
                                yield found
            except FileNotFoundError:
                continue

    def _hold(self, session: str, who: Mapping[str, Value]) -> int:
        """Keep a lock for as long as this process lives."""
        try:
            own.make_folder(self.open_sessions)
            unfinished = self.open_sessions / f".{session}"
            fd = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            fcntl.flock(fd, fcntl.LOCK_EX)
            disk.write(fd, json.dumps({**who, "since": _now().isoformat(timespec="seconds")}).encode())
            disk.rename(unfinished, self.open_sessions / session)
        except OSError as error:
            raise _unwritable(error) from error
        return fd

    def _sessions(self) -> Iterator[tuple[str, int]]:
        try:
            names = sorted(entry.name for entry in self.open_sessions.iterdir() if _SESSION(entry.name))
        except OSError:
            return
        for name in names:
            with contextlib.suppress(OSError):
                yield name, os.open(self.open_sessions / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        fd = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            yield
        finally:
            os.close(fd)

    def _rotate(self) -> None:
        """Under the lock."""
        try:
            if self.file.stat().st_size < SIZE:
                return
        except FileNotFoundError:
            return
        aside = self.folder / f"audit-{_now():%Y%m%dT%H%M%SZ}.jsonl"
        if aside.exists():
            aside = aside.with_stem(f"{aside.stem}-{secrets.token_hex(3)}")
        disk.rename(self.file, aside)
        for old in self._older()[:-KEPT]:
            old.unlink(missing_ok=True)

    def _older(self) -> list[Path]:
        try:
            return sorted(path for path in self.folder.iterdir() if _ASIDE(path.name))
        except OSError:
            return []


class Visit:
    """One session, from coming in to its end."""

    def __init__(self, log: Log, session: str, person: Value, fd: int) -> None:
        self._log = log
        self._session = session
        self._person = person
        self._fd = fd
        self._since = _now()

    def asked(self, what: str) -> None:
        """They may do what they asked for. Raises DiskTrouble."""
        self._write("asked", what=what)

    def opened(self, board: str) -> None:
        """A board on the screen. Raises DiskTrouble."""
        self._write("opened", board=board)

    def refused(self, what: str, why: str) -> None:
        """They may not. Raises DiskTrouble."""
        self._write("refused", what=what, why=why)

    def ended(self, code: int) -> None:
        """The end, with the exit code. A full disk is no reason to stay."""
        seconds = round((_now() - self._since).total_seconds(), 1)
        with contextlib.suppress(DiskTrouble, OSError):
            self._write("ended", code=code, seconds=seconds)
            (self._log.open_sessions / self._session).unlink(missing_ok=True)
        os.close(self._fd)

    def _write(self, event: str, **what: Value) -> None:
        self._log.write(event, self._session, person=self._person, **what)


class _Descriptor:
    def __init__(self, fd: int) -> None:
        self._fd = fd

    def close(self) -> None:
        os.close(self._fd)


def _who(fd: int) -> dict[str, Value]:
    known = _read_json(fd)
    person = known.get("person")
    return {"person": person} if isinstance(person, str) else {}


def _read_json(fd: int) -> Mapping[str, object]:
    try:
        found = json.loads(os.pread(fd, 10_000, 0))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _lockable(fd: int) -> bool:
    """Whether the session that held this file is gone."""
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _unwritable(error: OSError) -> DiskTrouble:
    return DiskTrouble(
        msg("The log of this server cannot be written, so nothing was done: {reason}.", reason=error.strerror)
    )


def _short(value: Value) -> Value:
    return value[:SAID] + "…" if isinstance(value, str) and len(value) > SAID else value


def _now() -> datetime:
    return datetime.now(UTC)
