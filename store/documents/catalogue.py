"""The documents of the method that can be written out, each with the forms that make sense for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from store.documents.assignment import NAME as ASSIGNMENT
from store.documents.assignment import assignment_document
from store.documents.blocks import Document
from store.documents.brief import NAME as BRIEF
from store.documents.brief import brief_document
from store.documents.confirmation import NAME as CONFIRMATION
from store.documents.confirmation import confirmation_document
from store.documents.issues import NAME as ISSUES
from store.documents.issues import issues_document
from store.documents.plan import NAME as SCHEDULE
from store.documents.plan import plan_document
from store.documents.progress import NAME as PROGRESS
from store.documents.progress import progress_document
from store.documents.risks import NAME as RISKS
from store.documents.risks import risks_document
from store.documents.told import MINUTES, REVIEW, told_minutes, told_review
from store.documents.whole import NAME as WHOLE
from store.documents.whole import whole_document
from store.documents.writer import Trail, Writer
from store.language import Message
from store.model.clock import Moment
from store.model.state import State


class Form(StrEnum):
    """What a document is written as, by the name of the option `--format`."""

    TEXT = "text"
    MARKDOWN = "md"
    WORD = "docx"
    EXCEL = "xlsx"
    HTML = "html"
    CSV = "csv"
    CALENDAR = "ics"
    MERMAID = "mermaid"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document: its `name` on the command line, its `title`, and the `forms` it is written as, the first
    of them when nobody chooses. `write` makes it."""

    name: str
    title: Message
    forms: tuple[Form, ...]
    write: Callable[[Writer], Document]


_READ: Final = (Form.TEXT, Form.MARKDOWN, Form.WORD, Form.HTML)
_TABLE: Final = (*_READ, Form.EXCEL, Form.CSV, Form.JSON)

_ENTRIES: Final = (
    Entry("brief", BRIEF, _READ, brief_document),
    Entry("confirmation", CONFIRMATION, _READ, confirmation_document),
    Entry("assignment", ASSIGNMENT, (*_TABLE, Form.MERMAID), assignment_document),
    Entry("schedule", SCHEDULE, (*_TABLE, Form.CALENDAR, Form.MERMAID), plan_document),
    Entry("progress", PROGRESS, _TABLE, progress_document),
    Entry("issues", ISSUES, _TABLE, issues_document),
    Entry("risks", RISKS, _TABLE, risks_document),
    Entry("minutes", MINUTES, (*_READ, Form.JSON), told_minutes),
    Entry("review", REVIEW, (*_READ, Form.JSON), told_review),
    Entry("all", WHOLE, (*_READ, Form.EXCEL), whole_document),
)
CATALOGUE: Final[Mapping[str, Entry]] = MappingProxyType({each.name: each for each in _ENTRIES})
"""The documents there are by name, in the order of the method's stages."""


def build(
    state: State,
    name: str,
    initiative: int,
    moment: Moment,
    trail: Trail | None = None,
    *,
    meeting: int | None = None,
) -> Document:
    """A document of an initiative, in the board's language.

    `meeting` is the one whose minutes are wanted; the newest of the initiative without it. Without a `trail`
    a spreadsheet bears no stamp, and what only the journal knows is left out. Raises NotFound when the
    initiative or the meeting is gone or there was none, DiskTrouble, KeyError for a document that is not
    there.
    """
    return CATALOGUE[name].write(Writer(state, initiative, moment, trail=trail, meeting=meeting))
