"""The words that the review's figures are told in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from store.documents.blocks import Cell, Heading, Paragraph
from store.language import Language, Message, msg, plain_day
from store.model.state import State
from store.rules.review.numbers import Bucket
from store.rules.say import department_name


def heading(name: Message, language: Language) -> Heading:
    """A heading of the document."""
    return Heading(name.render(language))


def department(state: State, id: int | None, language: Language | None = None) -> str:
    """A department's name; a word for those that belong to none."""
    name = department_name(state, id)
    if name:
        return name
    said = msg("no department")
    return said.render(language or state.settings.language)


def day_cell(day: date, language: Language) -> Cell:
    """A day in a cell; short, as a row has several."""
    return Cell(plain_day(day, language), day)


def paragraph(lines: Sequence[Message], language: Language) -> Paragraph:
    """Sentences, one a line."""
    return Paragraph("\n".join(line.render(language) for line in lines))


def bucket_name(bucket: Bucket) -> Message:
    """The days of a bucket: "3-5 days", "more than 10 days"."""
    if bucket.high is None:
        return msg("more than {count} days", count=(bucket.low or 0) - 1)
    if bucket.low is None or bucket.low == bucket.high:
        return msg("1 day") if bucket.high == 1 else msg("{count} days", count=bucket.high)
    return msg("{low}-{high} days", low=bucket.low, high=bucket.high)
