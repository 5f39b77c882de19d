"""A launch whose tables are written out, filled in with openpyxl as a department would, and come back."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from store.documents.catalogue import CATALOGUE
from store.documents.standing import standing
from store.documents.writer import Writer
from store.documents.xlsx import xlsx
from store.exchange.back.file import read_back
from store.exchange.back.plan import BackPlan, Takes, plan_back, theirs
from store.exchange.back.returned import Returned, returned
from store.language import Language
from store.model.change import Change
from store.model.initiative import Initiative, Stage
from store.model.organisation import Person
from store.model.stamp import table_of_marks
from store.model.standing import Standing
from store.rules.review.past import Past
from tests.store.rules.launch import FACILITATOR, Launch

BOARD = "4f5a699495757c9b"


@dataclass(frozen=True)
class Trail:
    """What a document needs of a board in memory: its name."""

    id: str = BOARD

    def past(self, initiative: int) -> Past:
        """Nothing."""
        raise NotImplementedError

    def changes(self, meeting: int) -> Sequence[Any]:
        """Nothing."""
        return ()


class Sheet:
    """A table of a workbook, by marks and headings."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        self.book, self.sheet = book, sheet

    def column(self, heading: str) -> int:
        """Where a heading stands."""
        return next(cell.column for cell in self.sheet[1] if cell.value == heading)

    def row(self, mark: str) -> int:
        """The row of a mark."""
        return next(row for row in range(2, self.sheet.max_row + 1) if self.sheet.cell(row, 1).value == mark)

    def put(self, mark: str, heading: str, value: object) -> None:
        """Type something."""
        self.sheet.cell(self.row(mark), self.column(heading)).value = value  # type: ignore[assignment]

    def append(self, **cells: object) -> None:
        """A new row, by headings."""
        at = self.sheet.max_row + 1
        for heading, value in cells.items():
            self.sheet.cell(at, self.column(heading)).value = value  # type: ignore[assignment]


def sheet_of(book: Workbook, name: str) -> Sheet:
    """The sheet whose hidden column names the table."""
    for sheet in book.worksheets:
        if table_of_marks(str(sheet.cell(1, 1).value)) == name:
            return Sheet(book, sheet)
    raise AssertionError(name)


def edited(data: bytes, name: str, *edits: Callable[[Sheet], object]) -> bytes:
    """The file as somebody filled it in."""
    book = load_workbook(io.BytesIO(data))
    for edit in edits:
        edit(sheet_of(book, name))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


class Desk(Launch):
    """The launch, with a desk from which files go out and to which they come back."""

    def __init__(self, stage: Stage = Stage.ASSIGN) -> None:
        super().__init__()
        self.state.put(self.state.one(Initiative, 1).model_copy(update={"stage": stage}))

    def out(self, name: str, language: Language = "zh") -> bytes:
        """A table as it is written out now."""
        writer = Writer(self.state, 1, self.moment, language=language, trail=Trail())
        return xlsx(CATALOGUE[name].write(writer))

    def stands(self, name: str, initiative: int, language: Language) -> Standing:
        """A table as it stands."""
        return standing(self.state, name, initiative, self.moment, language)

    def read(self, data: bytes, *, code: str | None = None, board: str = BOARD) -> Returned:
        """What comes back."""
        return returned(self.state, read_back(data), self.stands, self.moment, board=board, code=code)

    def planned(self, data: bytes, takes: Takes = theirs, **options: Any) -> BackPlan:
        """What would be taken in."""
        by = self.state.get(Person, FACILITATOR)
        return plan_back(self.state, self.read(data), self.moment, by=by, takes=takes, **options)

    def take_in(self, data: bytes, takes: Takes = theirs, **options: Any) -> list[Change]:
        """Take it in; nothing is refused."""
        plan = self.planned(data, takes, **options)
        assert [(each.row, each.heading, str(each.reason)) for each in plan.refused] == []
        assert plan.command is not None
        return self.written(plan.command, by=FACILITATOR)

    def values(self, name: str) -> dict[str, dict[str, str]]:
        """Every cell of a table, by key and field."""
        table = self.stands(name, 1, "zh").table
        return {mark: dict(zip(table.fields, row, strict=True)) for mark, row in table.rows.items()}
