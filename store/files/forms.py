"""A document of a board in a form: text, Word, Excel, a web page, CSV, a calendar, a drawing, JSON.

The libraries that write a form are loaded only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

from store.documents.catalogue import CATALOGUE, Entry, Form, build
from store.documents.writer import Trail
from store.errors import Refused
from store.language import Message, msg
from store.model.text import visible

if TYPE_CHECKING:
    from store.documents.blocks import Document
    from store.exchange.revisions import Told
    from store.model.clock import Moment
    from store.model.state import State

ENDINGS: Final[Mapping[Form, tuple[str, ...]]] = MappingProxyType(
    {
        Form.TEXT: (".txt",),
        Form.MARKDOWN: (".md", ".markdown"),
        Form.WORD: (".docx",),
        Form.EXCEL: (".xlsx",),
        Form.HTML: (".html", ".htm"),
        Form.CSV: (".csv",),
        Form.CALENDAR: (".ics",),
        Form.MERMAID: (".mmd", ".mermaid"),
        Form.JSON: (".json",),
    }
)
"""How the names of files end, the usual ending first."""
NAMES: Final[Mapping[Form, Message]] = MappingProxyType(
    {
        Form.TEXT: msg("plain text"),
        Form.MARKDOWN: msg("Markdown, for a wiki or a chat"),
        Form.WORD: msg("Word file"),
        Form.EXCEL: msg("Excel file"),
        Form.HTML: msg("web page, to print"),
        Form.CSV: msg("CSV, for other programs"),
        Form.CALENDAR: msg("calendar"),
        Form.MERMAID: msg("Mermaid drawing"),
        Form.JSON: msg("JSON, for other programs"),
    }
)
"""What people call each form."""
BINARY: Final = frozenset({Form.WORD, Form.EXCEL})
"""Forms that no terminal can show."""


class Journal(Trail, Protocol):
    """What the journal knows: for documents, and for a calendar."""

    def lines(self) -> Iterable[Told]:
        """Its whole history, the oldest first. Raises DiskTrouble."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which document of which initiative (an id), in which form; of which meeting, for minutes."""

    name: str
    initiative: int
    form: Form
    meeting: int | None = None


def form_of(name: str) -> Form | None:
    """The form that the name of a file asks for; null when its ending is none that is known."""
    ending = PurePath(name).suffix.casefold()
    return next((form for form, known in ENDINGS.items() if ending in known), None)


def check_form(entry: Entry, form: Form) -> None:
    """Raises Refused at `format` for a form that makes no sense for a document, saying which do."""
    if form in entry.forms:
        return
    others = [name for name, each in CATALOGUE.items() if form in each.forms]
    raise Refused(
        msg(
            "{document} is not written as {form}, but as: {forms}. As {form} there are: {documents}.",
            document=entry.name,
            form=form.value,
            forms=", ".join(each.value for each in entry.forms),
            documents=", ".join(others),
        ),
        field="format",
    )


def as_bytes(state: State, moment: Moment, trail: Journal, wanted: Wanted) -> bytes:
    """The file. Raises what `build` and `check_form` raise."""
    check_form(CATALOGUE[wanted.name], wanted.form)
    match wanted.form:
        case Form.JSON:
            from store.documents.json_text import json_text

            return f"{json_text(as_data(state, moment, trail, wanted), indent=2)}\n".encode()
        case Form.WORD | Form.EXCEL:
            return _binary(state, moment, trail, wanted)
        case Form.CALENDAR:
            from store.exchange.calendar import calendar

            return calendar(state, wanted.initiative, moment, board=trail.id, lines=trail.lines())
        case Form.CSV:
            from store.documents.separated import MARK

            return (MARK + as_text(state, moment, trail, wanted)).encode()
        case _:
            return as_text(state, moment, trail, wanted).encode()


def as_document(state: State, moment: Moment, trail: Journal, wanted: Wanted) -> Document:
    """What is written in that form. Raises what `build` raises."""
    return build(state, wanted.name, wanted.initiative, moment, trail, meeting=wanted.meeting)


def as_text(state: State, moment: Moment, trail: Journal, wanted: Wanted) -> str:
    """What the file says, of a form that is text and not JSON. Raises what `build` raises."""
    if wanted.form is Form.CALENDAR:
        return as_bytes(state, moment, trail, wanted).decode()
    if wanted.form is Form.MERMAID:
        from store.exchange.mermaid import dependencies, gantt

        draw = gantt if wanted.name == "schedule" else dependencies
        return draw(state, wanted.initiative, moment)
    document = as_document(state, moment, trail, wanted)
    match wanted.form:
        case Form.MARKDOWN:
            from store.documents.markdown import markdown

            return markdown(document)
        case Form.HTML:
            from store.documents.html import html

            return html(document)
        case Form.CSV:
            from store.documents.separated import csv_text, table_rows

            return csv_text(table_rows(document))
        case _:
            from store.documents.text import text

            return visible(text(document), lines=True)


def as_data(state: State, moment: Moment, trail: Journal, wanted: Wanted) -> object:
    """What other programs read of a document, of JSON values (docs/json.md). Raises what `build` raises."""
    from store.documents.writer import Writer

    writer = Writer(state, wanted.initiative, moment, trail=trail, meeting=wanted.meeting)
    match wanted.name:
        case "schedule":
            from store.documents.schedule import schedule_document

            return schedule_document(state, wanted.initiative, moment).model_dump(mode="json")
        case "minutes":
            from store.documents.told import minutes_data

            return minutes_data(writer).model_dump(mode="json")
        case "review":
            from store.documents.told import review_data

            return review_data(writer).model_dump(mode="json")
        case _:
            from store.documents.build import rows

            table = wanted.name if wanted.name in ("issues", "risks") else "tasks"
            return [each.model_dump(mode="json") for each in rows(state, moment, table, wanted.initiative)]


def _binary(state: State, moment: Moment, trail: Journal, wanted: Wanted) -> bytes:
    document = as_document(state, moment, trail, wanted)
    if wanted.form is Form.EXCEL:
        from store.documents.xlsx import xlsx

        return xlsx(document)
    from store.documents.docx import docx

    return docx(document)
