"""`kept/`: whatever was set aside, with the time in its name. Nothing in there is read again or deleted."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from store.board import disk
from store.board.paths import Paths


def keep_file(paths: Paths, source: Path, at: datetime) -> Path:
    """Give a file a second name in `kept`, before its first goes to another one. Raises OSError."""
    disk.make_folder(paths.kept)
    target = paths.new_kept(source.stem, at, source.suffix)
    try:
        disk.link(source, target)
    except OSError:
        # A file system without hard links.
        return keep_bytes(paths, source.read_bytes(), source.stem, at, source.suffix)
    disk.sync_folder(paths.kept)
    return target


def keep_bytes(paths: Paths, data: bytes, name: str, at: datetime, suffix: str = "") -> Path:
    """Write some bytes to a new file in `kept`. Raises OSError."""
    disk.make_folder(paths.kept)
    target = paths.new_kept(name, at, suffix)
    write_new(target, data, like=paths.journal)
    disk.sync_folder(paths.kept)
    return target


def write_new(path: Path, data: bytes, *, like: Path | None = None) -> None:
    """A new file with these bytes, on the disk. Raises OSError; then there is no such file."""
    fd = disk.create(path, like=like)
    try:
        disk.write(fd, data)
        disk.sync(fd)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    finally:
        os.close(fd)


def replace(paths: Paths, target: Path, data: bytes) -> None:
    """Put a file with these bytes in the place of `target`, with its mode and group, in one step.

    Raises OSError; then `target` is what it was.
    """
    disk.make_folder(paths.unfinished)
    temporary = paths.new_unfinished()
    write_new(temporary, data, like=target)
    try:
        disk.rename(temporary, target)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    disk.sync_folder(target.parent)
