"""A board as it was read, and what is to be done before it can be worked on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from store.board.checkpoint import Checkpoint, Signature
from store.board.journal import Journal, Mark
from store.language import Message
from store.model.state import State


class Mending(Enum):
    """What the holder of the lock is to do before a board can be worked on."""

    MIGRATE = auto()
    TORN = auto()
    FOREIGN = auto()
    SET_ASIDE = auto()
    REWRITE = auto()
    CUT_SHORT = auto()
    BEGIN_ANEW = auto()


@dataclass(slots=True)
class Loaded:
    """A board as it was read. `known` is the signature of the TinyDB file, if that is as it should be.

    `followed` counts lines that were read after the file although the journal's beginning is damaged.
    `damage` says why it must stay read-only; `mending` what is to be done otherwise.
    """

    state: State
    journal: Journal | None
    mark: Mark
    board: str
    epoch: str
    file: Checkpoint | None = None
    known: Signature | None = None
    damage: Message | None = None
    followed: int = 0
    newer: bool = False
    mending: list[Mending] = field(default_factory=list)
    notices: list[Message] = field(default_factory=list)
    read_only: Message | None = None
