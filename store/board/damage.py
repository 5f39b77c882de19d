"""What is wrong with a board that cannot be read whole, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from store.errors import Damaged
from store.language import Message, msg

if TYPE_CHECKING:
    from store.board.journal import BadJournal, Journal

INVALID: Final = (
    ValidationError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""What reading JSON of any kind as records may raise."""


def invalid(error: Exception) -> Message:
    """What one of INVALID says, short."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        field = "/".join(map(str, first["loc"]))
        return msg("{table} {field}: {problem}", table=error.title, field=field, problem=first["msg"])
    return msg("{problem}", problem=str(error).partition("\n")[0] or type(error).__name__)


def unreadable(problem: Message) -> Damaged:
    """The error for a board of which nothing can be made."""
    return Damaged(msg("The board cannot be read: {problem}. Nothing was changed.", problem=problem))


def damage_at(journal: Journal, damage: BadJournal) -> Message:
    """The sentence that names the place of a damage."""
    return damage_in(journal.number_of(damage.offset), damage)


def damage_in(line: int, damage: BadJournal) -> Message:
    """The same, where it is known in which line of the journal it is."""
    return msg(
        "The journal is damaged at line {line} (byte {offset}): {problem}. Until `duiqi check --repair` has "
        "mended it, the board is read-only.",
        line=line,
        offset=damage.offset,
        problem=damage.reason,
    )
