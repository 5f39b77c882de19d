"""Every write, sync, rename and truncation of a board goes through here, so that tests can make each fail.

Modes and groups: a file that replaces another keeps its mode and group. A new one is made for the group when
the folder around it is set-gid (files 0664, folders 2775, whatever the umask); else the umask decides, as for
any file of its owner.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import stat
import sys
from pathlib import Path
from typing import Final

_GROUP_FILE: Final = 0o664
_GROUP_FOLDER: Final = 0o2775


def write(fd: int, data: bytes) -> None:
    """Write all of `data` at the file's position (its end, for a file opened to append). Raises OSError."""
    written = os.write(fd, data)
    while written < len(data):
        written += os.write(fd, data[written:])


if sys.platform == "darwin":

    def sync(fd: int) -> None:
        """Put the data on the disk itself: macOS' fsync leaves it in the drive's cache. Raises OSError."""
        try:
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        except OSError:
            os.fsync(fd)  # file systems that do not know F_FULLFSYNC

else:

    def sync(fd: int) -> None:
        """Put the data, and what is needed to read it again, on the disk. Raises OSError."""
        os.fdatasync(fd)


def sync_folder(path: Path) -> None:
    """Put the names in a folder on the disk. Raises OSError."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def truncate(fd: int, length: int) -> None:
    """Cut a file to `length` bytes and put that on the disk. Raises OSError."""
    os.ftruncate(fd, length)
    os.fsync(fd)


def rename(source: Path, target: Path) -> None:
    """Put `source` in the place of `target`, in one step; sync the folder after. Raises OSError."""
    source.replace(target)


def link(source: Path, target: Path) -> None:
    """A second name for a file, before its first goes to another. Raises OSError, FileExistsError."""
    os.link(source, target)


def remove(path: Path) -> None:
    """Delete a file, if it is there. Raises OSError."""
    path.unlink(missing_ok=True)


def remove_folder(path: Path) -> None:
    """Delete a folder with all that is in it, if it is there; never what a link leads to. Raises OSError."""
    try:
        shutil.rmtree(path)
    except FileNotFoundError:
        return


def make_folder(path: Path) -> None:
    """Make a folder, if it is not there, for those for whom the one around it is.

    Raises OSError, also when there is something else of that name: a link may lead out of the board, to files
    that are nobody's to write or clean up here.
    """
    try:
        path.mkdir()
    except FileExistsError as error:
        if not stat.S_ISDIR(path.lstat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path)) from error
        return
    if _shared(path.parent):
        path.chmod(_GROUP_FOLDER)
    sync_folder(path.parent)


def create(
    path: Path, *, flags: int = os.O_RDWR, like: Path | None = None, shared: bool | None = None
) -> int:
    """Make a file that must not be there yet, and open it.

    It gets the mode and group of `like` when that is there; else it is for the group if `shared` says so (by
    default: if its folder is set-gid). Raises OSError, FileExistsError.
    """
    fd = os.open(path, flags | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        model = _stat(like) if like else None
        if model is not None:
            own = os.fstat(fd)
            if own.st_gid != model.st_gid:
                # Only a member of the group may do it. The mode below then opens the file to nobody new.
                with contextlib.suppress(PermissionError):
                    os.fchown(fd, -1, model.st_gid)
            os.fchmod(fd, stat.S_IMODE(model.st_mode))
        elif _shared(path.parent) if shared is None else shared:
            os.fchmod(fd, _GROUP_FILE)
    except OSError:
        os.close(fd)
        path.unlink(missing_ok=True)
        raise
    return fd


def writable(path: Path) -> bool:
    """Whether this process may write the file, or make and rename files in the folder."""
    return os.access(path, os.W_OK | os.X_OK if path.is_dir() else os.W_OK)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _shared(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_ISGID)
