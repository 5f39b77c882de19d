"""The documents of the method that can be written out, each with the forms that make sense for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol

from store.documents.assignment import NAME as ASSIGNMENT
from store.documents.assignment import assignment_document
from store.documents.blocks import Document
from store.documents.issues import NAME as ISSUES
from store.documents.issues import issues_document
from store.documents.progress import NAME as PROGRESS
from store.documents.progress import progress_document
from store.documents.writer import Writer
from store.language import Language, Message
from store.model.clock import Moment
from store.model.state import State
from store.rules.review.past import Past


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


class Trail(Protocol):
    """What a document needs beyond the state, read only by those that do: the board's name for ever, the
    course of an initiative, and what was changed in a meeting that still runs."""

    @property
    def id(self) -> str:
        """The board's name for ever."""
        ...

    def past(self, initiative: int) -> Past:
        """What the journal says of the course of an initiative. Raises DiskTrouble."""
        ...

    def changes(self, meeting: int) -> Sequence[Message | str]:
        """What was changed in a meeting since it was opened. Raises DiskTrouble."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A document: its `name` on the command line, its `title`, the `forms` it is written as, the first one
    when nobody chooses."""

    name: str
    title: Message
    forms: tuple[Form, ...]
    write: Callable[[Writer], Document]


_READ: Final = (Form.TEXT, Form.MARKDOWN, Form.WORD, Form.HTML)
_TABLE: Final = (*_READ, Form.EXCEL, Form.CSV, Form.JSON)

_ENTRIES: Final = (
    Entry("assignment", ASSIGNMENT, (*_TABLE, Form.MERMAID), assignment_document),
    Entry("progress", PROGRESS, _TABLE, progress_document),
    Entry("issues", ISSUES, _TABLE, issues_document),
)
CATALOGUE: Final[Mapping[str, Entry]] = MappingProxyType({each.name: each for each in _ENTRIES})
"""The documents there are, by name."""


def build(
    state: State,
    name: str,
    initiative: int,
    moment: Moment,
    trail: Trail | None = None,
    *,
    language: Language | None = None,
) -> Document:
    """A document of an initiative, in the board's language unless another is asked for.

    Without a `trail` a spreadsheet bears no stamp. Raises KeyError for a document that is not there,
    NotFound when the initiative is gone, DiskTrouble.
    """
    board = trail.id if trail is not None else ""
    return CATALOGUE[name].write(Writer(state, initiative, moment, language=language, board=board))
