"""The example board in both languages, built once for all tests of documents; nobody changes it."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Final

from store.board.board import Board
from store.documents.blocks import Document, Table
from store.example import build
from store.language import Language
from tests.harness.clock import FixedClock

NPL: Final = 1


@lru_cache
def example(language: Language) -> Board:
    """The board on the Monday of the tests, with the meetings held so far; open for reading."""
    path = Path(_folder().name) / f"{language}.json"
    build(path, FixedClock(), language, held=True)
    return Board.open(path, clock=FixedClock(), read_only=True)


@lru_cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Goes when the tests end."""
    return tempfile.TemporaryDirectory()


def the_table(document: Document, name: str) -> Table:
    """The table that comes back under that name."""
    (found,) = [each for each in document.blocks if isinstance(each, Table) and each.comes_back == name]
    return found
