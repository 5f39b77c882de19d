"""The small family of errors. Each carries a sentence for people, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from store.language import Language, Message


class DuiqiError(Exception):
    """Something that a person must be told. `str()` is the sentence in the interface's language.

    `exit_code` is what the command line ends with: 2 for bad input, 3 for what could not be done.
    """

    exit_code = 3

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message

    def render(self, language: Language) -> str:
        """The sentence in `language`."""
        return self.message.render(language)

    def __str__(self) -> str:
        return str(self.message)


class Refused(DuiqiError):
    """The method does not allow it, or something is missing. `field` names the field to speak at, if any.

    A field is the name of the command's parameter (`reason`, `forecast`, `criteria/2`).
    """

    exit_code = 2

    def __init__(self, message: Message, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class NotAllowed(DuiqiError):
    """The person has not the right; the sentence says who has."""


class NotFound(Refused):
    """No such board, item, person, department."""


class Ambiguous(Refused):
    """A name fits several; the sentence lists them."""


class Clash(NamedTuple):
    """One field on which two people disagree. Values are JSON values as in the journal."""

    table: str
    id: int
    field: str
    seen: object
    now: object
    mine: object


class Conflict(DuiqiError):
    """Somebody changed a field since the author saw it. Nothing was saved, nothing is lost."""

    def __init__(self, message: Message, clashes: Sequence[Clash]) -> None:
        super().__init__(message)
        self.clashes = tuple(clashes)


class BoardError(DuiqiError):
    """The board file cannot do what was asked."""


class ReadOnly(BoardError):
    """The board is open for reading only; the sentence says why."""


class Locked(BoardError):
    """Somebody holds the lock for too long. `holder` says who (pid, person, since), as far as known."""

    def __init__(self, message: Message, holder: str) -> None:
        super().__init__(message)
        self.holder = holder


class DiskTrouble(BoardError):
    """Disk full, input/output error: the change was not saved and the file is as it was."""


class Damaged(BoardError):
    """The board's files hold something unreadable; the sentence says where. Nothing was overwritten."""


class NewerFormat(BoardError):
    """The board was written by a newer Duiqi."""
