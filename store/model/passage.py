"""An initiative went from one stage of the method to another, and what was still missing then."""

from typing import ClassVar

from store.model.day import Instant
from store.model.initiative import Stage
from store.model.record import Entry, Record
from store.model.text import LongText


class Gap(Entry):
    """Something that was missing and was accepted as such, in the board's language."""

    text: LongText


class Passage(Record):
    """A step to another stage. `gaps` are what a facilitator went on without; empty when nothing was."""

    table: ClassVar[str] = "passages"

    initiative: int
    before: Stage
    after: Stage
    at: Instant
    by: int | None = None
    gaps: tuple[Gap, ...] = ()
