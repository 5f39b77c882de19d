"""归档: an initiative that was taken out of the board into a board file of its own (DOMAIN.md stage 4.6)."""

from enum import StrEnum
from typing import ClassVar

from store.model.day import Instant
from store.model.initiative import Code
from store.model.record import Entry, Record
from store.model.text import LongText, ShortLine, Title


class Loose(StrEnum):
    """What of an initiative may still be open when it is to be archived."""

    TASK = "task"
    ISSUE = "issue"
    RISK = "risk"
    ACTION = "action"
    QUESTION = "question"
    PARK = "park"
    MEETING = "meeting"
    SIGNATURE = "signature"
    REVIEW = "review"


class LooseEnd(Entry):
    """Something that was open, and was archived all the same. `key` is the item's (`NPL-7`), if it has one;
    `title` its words, or the name of the department whose signature is missing."""

    kind: Loose
    key: ShortLine = ""
    title: ShortLine = ""


class Archive(Record):
    """Where an initiative went: on the board that it left, and in the archive itself.

    `initiative`, `code` and `title` are those of the initiative, whose code nobody else gets. `archive_id`
    (16 hexadecimal digits) tells this archiving from every other; `board` is the name of the board it left.
    `file` is the archive's TinyDB file, relative to the board's folder when it lies below it. `digest` is
    the SHA-256 of the sorted-key JSON of the initiative's records, `people` that of the departments and
    people that went along (empty in older archives). `open` is what was open. `at` is UTC.
    """

    table: ClassVar[str] = "archives"

    initiative: int
    code: Code
    title: Title
    archive_id: ShortLine
    board: ShortLine
    file: LongText
    digest: ShortLine
    people: ShortLine = ""
    at: Instant
    by: int | None = None
    open: tuple[LooseEnd, ...] = ()
