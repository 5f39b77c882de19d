"""A table of the method as it stands on the board now, for whoever reads a file of it that comes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from store.model.stamp import StampedTable


class Standing(NamedTuple):
    """What a file of the table would say if it was written now.

    `table` holds the values, in the file's language; `titles` the field of every heading, folded, in both
    languages, and empty for a column that nobody reads; `order` the fields of the columns as they are
    written; `names` what a field's column is called in the file's language; `words` by field what the words
    of its list mean, folded, in both languages.
    """

    table: StampedTable
    titles: Mapping[str, str]
    order: tuple[str, ...]
    names: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
