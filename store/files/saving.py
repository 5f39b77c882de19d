"""Putting a file in place: whole or not at all, and nothing is overwritten that nobody gave up."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from store.board import disk
from store.board.journal import reason_of
from store.errors import DiskTrouble, NotFound, Refused
from store.language import msg


class AlreadyThere(Refused):
    """There is a file of that name, and nobody said that it may be replaced."""


def check_free(path: Path) -> None:
    """Raises AlreadyThere where `save` would: before a document is made that takes a while."""
    if path.is_file():
        raise AlreadyThere(msg("{path} is there already.", path=str(path)), field="output")


def check_folder(folder: Path) -> None:
    """Raises NotFound at `output` for a folder that is not there, with where that would be."""
    if not folder.is_dir():
        raise NotFound(msg("There is no folder {path}.", path=str(folder.absolute())), field="output")


def save(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write a file, on the disk when this returns. `replace`: one of that name may go.

    A link is followed, a pipe or a device is written to as it is. Raises AlreadyThere; NotFound for a folder
    that is not there, Refused for a name that is a folder's, both at `output`; DiskTrouble, and then what was
    there is there still.
    """
    try:
        target = path.resolve()
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and stat.S_ISDIR(mode):
            raise Refused(msg("{path} is a folder. Name a file in it.", path=str(path)), field="output")
        if mode is not None and not stat.S_ISREG(mode):
            _pour(target, data)
            return
        if mode is not None and not replace:
            raise AlreadyThere(msg("{path} is there already.", path=str(path)), field="output")
        check_folder(target.parent if path.is_symlink() else path.parent)
        _put(target, data, replace=replace)
        disk.sync_folder(target.parent)
    except FileExistsError as error:
        raise AlreadyThere(msg("{path} is there already.", path=str(path)), field="output") from error
    except OSError as error:
        raise DiskTrouble(
            msg("{path} could not be written: {reason}.", path=str(path), reason=reason_of(error))
        ) from error


def _pour(target: Path, data: bytes) -> None:
    fd = os.open(target, os.O_WRONLY | os.O_CLOEXEC)
    try:
        disk.write(fd, data)
    finally:
        os.close(fd)


def _put(target: Path, data: bytes, *, replace: bool) -> None:
    """Under another name first. The name is then taken in one step, so that of two who write the same file at
    the same moment only one does."""
    unfinished = target.with_name(f".{secrets.token_hex(8)}.duiqi")
    fd = disk.create(unfinished, flags=os.O_WRONLY, like=target)
    try:
        try:
            disk.write(fd, data)
            disk.sync(fd)
        finally:
            os.close(fd)
        if replace:
            disk.rename(unfinished, target)
            return
        try:
            disk.link(unfinished, target)
        except FileExistsError:
            raise
        except OSError:
            # A file system without second names.
            if target.exists():
                raise FileExistsError(str(target)) from None
            disk.rename(unfinished, target)
        else:
            disk.remove(unfinished)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
