"""What is typed and not yet saved, kept so that a dropped connection loses a second of it at most.

Drafts lie in the person's own state folder: what nobody has decided to say is nobody else's to read. Each is
of one session; another session of the same person sees it once that one has ended.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from store.board import own
from store.board.draft_seat import DraftSeat, goes_on
from store.board.later import Later
from store.errors import DiskTrouble
from store.language import Message, msg
from store.model.clock import Clock, SystemClock
from store.model.text import strip_unseen

SIZE: Final = 1_000_000
"""Bytes of one draft."""
NUMBER: Final = 100
"""Drafts of one person on one board; the oldest make room."""
KEPT_FOR: Final = timedelta(days=30)
PAUSE: Final = 0.5
"""Seconds between two writes of what is typed: with the writing itself, at most a second is lost."""
_FOLDER: Final = "drafts"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed in a form, by the names of its fields, and when (UTC)."""

    form: str
    at: datetime
    fields: Mapping[str, str]


class _Written(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)

    form: str
    at: AwareDatetime
    fields: dict[str, str]


class Drafts:
    """The drafts of one person on one board, inside `folder` (`own.own_folder()`).

    `board_id` is `Board.id`, so that a board that is moved keeps them. Everything here touches the disk.
    """

    def __init__(
        self, folder: Path, board_id: str, person: int | None, *, clock: Clock | None = None
    ) -> None:
        self._all = folder / _FOLDER
        self._mine = self._all / own.short_name(board_id, str(person))
        self._clock = clock or SystemClock()
        self._seat = DraftSeat(self._mine)

    def keep(self, form_key: str, fields: Mapping[str, str]) -> None:
        """Put `fields` in the place of the form's older draft; with nothing typed in any there is none.

        Raises DiskTrouble; then the older draft is what it was.
        """
        try:
            if not any(text.strip() for text in fields.values()):
                self._drop(form_key)
                return
            written = _Written.model_construct(
                form=_fit(form_key),
                at=self._clock.now(),
                fields={_fit(name): _fit(text) for name, text in fields.items()},
            )
            data = written.model_dump_json().encode()
            if len(data) > SIZE:
                raise DiskTrouble(msg("What is typed is too long to be kept as a draft. Save it soon."))
            self._make_room(form_key)
            self._seat.take()
            own.replace(self._path(form_key), data)
        except OSError as error:
            raise DiskTrouble(
                msg(
                    "What is typed cannot be kept as a draft ({problem}). Save it soon.",
                    problem=error.strerror or str(error),
                )
            ) from error

    def offer(self, form_key: str) -> Draft | None:
        """What was typed in a form and not saved; null when nothing was, or it cannot be read. What stands in
        another session that is open is not offered; of several that ended, the newest is.
        """
        found = [draft for path in self._of(form_key) if (draft := _read(path)) and self._fresh(draft)]
        drafts = [draft for draft in found if draft.form == _fit(form_key)]
        return max(drafts, key=lambda draft: draft.at, default=None)

    def forget(self, form_key: str) -> None:
        """The form was saved, or its draft is not wanted."""
        with contextlib.suppress(OSError):
            self._drop(form_key)

    def all(self) -> list[Draft]:
        """All that can be read, newest first, but for those of other sessions that are open."""
        known: dict[str, bool] = {}
        drafts = [
            draft
            for path in _files(self._mine)
            if self._mine_now(path, known) and (draft := _read(path)) and self._fresh(draft)
        ]
        return sorted(drafts, key=lambda draft: draft.at, reverse=True)

    def close(self) -> None:
        """The session ends."""
        self._seat.leave()

    def clean(self) -> None:
        """Delete what is older than 30 days, of all boards and people in the folder: boards come and go."""
        oldest = (self._clock.now() - KEPT_FOR).timestamp()
        for folder in _entries(self._all):
            for path in _entries(folder):
                with contextlib.suppress(OSError):
                    if path.stat().st_mtime < oldest:
                        path.unlink()
            with contextlib.suppress(OSError):
                folder.rmdir()  # only if it is empty

    def _path(self, form_key: str) -> Path:
        return self._mine / f"{own.short_name(form_key)}.{self._seat.name}.json"

    def _of(self, form_key: str) -> list[Path]:
        """The drafts of a form that this session may go on with."""
        start, known = own.short_name(form_key), dict[str, bool]()
        files = (path for path in _files(self._mine) if path.name.partition(".")[0] == start)
        return [path for path in files if self._mine_now(path, known)]

    def _mine_now(self, path: Path, known: dict[str, bool]) -> bool:
        """Whether a draft is this session's, or left by one that ended; `known` are those asked about."""
        whose = path.suffixes[0].lstrip(".") if len(path.suffixes) > 1 else ""
        if whose not in known:
            known[whose] = whose == self._seat.name or not whose or not goes_on(self._mine, whose)
        return known[whose]

    def _drop(self, form_key: str) -> None:
        for path in self._of(form_key):
            path.unlink(missing_ok=True)

    def _fresh(self, draft: Draft) -> bool:
        return self._clock.now() - draft.at < KEPT_FOR

    def _make_room(self, form_key: str) -> None:
        others = [path for path in _files(self._mine) if path != self._path(form_key)]
        if len(others) >= NUMBER:
            others.sort(key=lambda path: path.stat().st_mtime)
            for path in others[: len(others) - NUMBER + 1]:
                path.unlink(missing_ok=True)


class Keeper:
    """Keeps drafts while they are typed, in a thread: no key waits for the disk, and none fails for it.

    `tell` hears of the first trouble, in that thread, and of no other; it must not raise.
    """

    def __init__(self, drafts: Drafts, *, tell: Callable[[Message], None] | None = None) -> None:
        self._drafts = drafts
        self._tell = tell
        self._later = Later[str, Mapping[str, str] | None](self._carry_out, PAUSE, name="drafts")
        self._cleaned = False

    def typed(self, form_key: str, fields: Mapping[str, str]) -> None:
        """Something was typed: `fields` is what stands in all of the form now."""
        self._later.put(form_key, dict(fields))

    def forget(self, form_key: str) -> None:
        """The form was saved or given up; what waits to be written is dropped with it."""
        self._later.put(form_key, None, at_once=True)

    def flush(self) -> None:
        """Return when all that was typed is on the disk."""
        self._later.flush()

    def close(self) -> None:
        """At the end of the session: all is on the disk."""
        self._later.close()
        self._drafts.close()

    def _carry_out(self, form_key: str, fields: Mapping[str, str] | None) -> None:
        if not self._cleaned:
            self._cleaned = True
            self._drafts.clean()
        if fields is None:
            self._drafts.forget(form_key)
            return
        try:
            self._drafts.keep(form_key, fields)
        except DiskTrouble as trouble:
            tell, self._tell = self._tell, None
            if tell is not None:
                tell(trouble.message)


def _read(path: Path) -> Draft | None:
    try:
        data = own.read(path, SIZE + 1)
        found = _Written.model_validate_json(data or b"")
    except (OSError, ValidationError):
        return None
    return Draft(found.form, found.at, {name: _seen(text) for name, text in found.fields.items()})


def _seen(text: str) -> str:
    """A draft as it may come to the screen; spaces at the end stay, as somebody was about to go on."""
    return "\n".join(strip_unseen(line) for line in text.split("\n"))


def _fit(text: str) -> str:
    """What can be written: half a surrogate pair, as some terminals send, cannot."""
    return text.encode("utf-8", "replace").decode()


def _files(folder: Path) -> list[Path]:
    return [path for path in _entries(folder) if path.suffix == ".json"]


def _entries(folder: Path) -> Iterable[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
