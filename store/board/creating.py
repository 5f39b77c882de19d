"""Making a new board: whole, or not at all."""

from __future__ import annotations

import contextlib
import errno
import secrets
from collections.abc import Mapping

from pydantic import ValidationError

from store.board import checkpoint, disk, keeping, migrate
from store.board.epoch import new_id
from store.board.journal import Mark, reason_of
from store.board.line import BEGIN, NO_SUM, Line, Whole, encode
from store.board.paths import Paths
from store.errors import DiskTrouble, Refused
from store.language import Message, msg
from store.model.clock import Clock
from store.model.organisation import Settings
from store.model.state import SETTINGS_ID, State
from store.rules.edit import refusal


def create(paths: Paths, settings: Mapping[str, object], clock: Clock, origin: str) -> None:
    """Make the files of a board that has nothing but its settings.

    Raises Refused when there is a board already or a setting is not valid, DiskTrouble.
    """
    if paths.file.exists() or paths.journal.exists():
        raise Refused(_there(paths), field="board")
    try:
        record = Settings.model_validate({**settings, "id": SETTINGS_ID})
    except ValidationError as error:
        raise refusal(error) from error
    state = State()
    state.put(record)
    whole = Whole(migrate.FORMAT, new_id(), new_id(), None, dict(state.last_ids), {}, state.as_json())
    line, data = encode(Line(1, clock.now(), None, None, origin, BEGIN, None, (), NO_SUM, ""), whole)
    mark = Mark(line.seq, len(data), line.sum, line.at)
    _, file = checkpoint.laid_out(
        state, format=migrate.FORMAT, board=whole.board, epoch=whole.epoch, mark=mark
    )
    try:
        _write(paths, data, file)
    except FileExistsError as error:
        raise Refused(_there(paths), field="board") from error
    except FileNotFoundError as error:
        raise Refused(
            msg("There is no folder {path}.", path=str(paths.file.parent)), field="board"
        ) from error
    except OSError as error:
        if error.errno == errno.ENOTEMPTY:
            raise Refused(_there(paths), field="board") from error
        raise DiskTrouble(msg("The board could not be made: {reason}.", reason=reason_of(error))) from error


def _write(paths: Paths, journal: bytes, file: bytes) -> None:
    """The folder is written under another name and then renamed, with the journal in it."""
    unfinished = paths.folder.with_name(f".{paths.folder.name}-{secrets.token_hex(6)}")
    made = Paths(paths.file, unfinished)
    try:
        disk.make_folder(unfinished)
        keeping.write_new(made.journal, journal)
        keeping.write_new(made.lock, b"")
        disk.sync_folder(unfinished)
        # Fails when there is such a folder with anything in it.
        disk.rename(unfinished, paths.folder)
        disk.sync_folder(paths.folder.parent)
    except OSError:
        with contextlib.suppress(OSError):
            for part in (made.journal, made.lock):
                part.unlink(missing_ok=True)
            unfinished.rmdir()
        raise
    try:
        keeping.replace(paths, paths.file, file)
    except OSError:
        # The journal rebuilds the file; but who was told that it failed should find nothing.
        with contextlib.suppress(OSError):
            for part in (paths.journal, paths.lock):
                part.unlink(missing_ok=True)
            paths.unfinished.rmdir()
            paths.folder.rmdir()
            paths.file.unlink(missing_ok=True)
        raise


def _there(paths: Paths) -> Message:
    return msg("There is something at {path} already; it was left as it is.", path=str(paths.file))
