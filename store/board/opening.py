"""Reading a board from its files."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from store.board import checkpoint
from store.board.checkpoint import BadCheckpoint, Checkpoint
from store.board.journal import BadJournal, Journal, Mark
from store.board.paths import Paths
from store.errors import Damaged, NotFound
from store.language import Message, msg
from store.model.state import State


@dataclass(slots=True)
class Loaded:
    """A board as it was read."""

    state: State
    journal: Journal
    mark: Mark
    read_only: Message | None = None
    notices: list[Message] = field(default_factory=list)


def load(paths: Paths, *, writable: bool) -> Loaded:
    """Read a board. Raises NotFound, Damaged, OSError."""
    if not paths.file.exists() and not paths.journal.exists():
        raise NotFound(msg("There is no board at {path}.", path=str(paths.file)))
    with unburdened():
        journal = Journal(paths.journal, writable=writable)
        try:
            found: Checkpoint | None = checkpoint.read(paths.file)
        except (FileNotFoundError, BadCheckpoint):
            found = None
        try:
            if found and found.header and found.genuine and found.header.epoch == journal.epoch:
                state, mark = found.state(), found.header.mark
            else:
                _, whole, mark = journal.begin()
                state = State.from_json(whole.tables, whole.ids, whole.numbers)
            for line, mark in journal.lines(mark):
                state.apply(line.changes)
        except (BadJournal, ValidationError, ValueError, TypeError) as error:
            raise Damaged(msg("The board cannot be read: {problem}.", problem=str(error))) from error
    return Loaded(state, journal, mark)


@contextmanager
def unburdened() -> Iterator[None]:
    """Without the garbage collector, which would look through all that is loaded again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


def exists(path: Path) -> bool:
    """Whether anything of a board lies there already."""
    paths = Paths.of(path)
    return paths.file.exists() or paths.folder.exists()
