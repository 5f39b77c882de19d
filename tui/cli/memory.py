"""What the program remembers of a person between runs, in their own state folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from store.language import Language

if TYPE_CHECKING:
    from store.board.board import Board
    from store.board.personal import Memory


def last_board() -> Path | None:
    """The board used last that is still there."""
    return _memory().last_board()


def used(board: Path) -> None:
    """Remember that a board was used."""
    _memory().used(board)


def person_on(board: Board) -> int | None:
    """Who this person said to be on a board, whatever it is called by now."""
    return _memory().person_on(board.id)


def columns_of(shape: Sequence[str]) -> dict[str, str]:
    """What the columns of files with these headings were said to mean."""
    return _memory().columns_of(shape)


def columns_are(shape: Sequence[str], said: Mapping[str, str]) -> None:
    """Remember what the columns of files with these headings mean."""
    _memory().columns_are(shape, said)


def language() -> Language | None:
    """The language chosen for the interface, if any was."""
    return _memory().language


def _memory() -> Memory:
    # Loaded when it is needed: many command lines name their board and their person.
    from store.board.own import own_folder
    from store.board.personal import Memory

    return Memory(own_folder())
