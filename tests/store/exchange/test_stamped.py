"""A spreadsheet of our own is recognised by the sheet that nobody sees."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from openpyxl import Workbook

from store.errors import Refused
from store.exchange.stamped import stamp_of
from store.model.stamp import FORMAT, SHEET, Stamp, StampedTable

STAMP = Stamp(
    "4f5a699495757c9b",
    "NPL",
    "zh",
    datetime(2024, 3, 25, 2, 0, tzinfo=UTC),
    (StampedTable("assignment", "任务分配总表", ("key", "due"), {"NPL-1": ("NPL-1", "2024-03-20")}),),
)


def book_with(stamp: Stamp) -> Workbook:
    book = Workbook()
    sheet = book.create_sheet(SHEET)
    for line in stamp.lines():
        sheet.append(line)
    return book


def test_the_stamp_of_a_workbook_is_read() -> None:
    assert stamp_of(book_with(STAMP)) == STAMP


def test_any_other_workbook_has_none() -> None:
    assert stamp_of(Workbook()) is None
    book = Workbook()
    book.create_sheet(SHEET).append(["something", 5])
    assert stamp_of(book) is None


def test_one_of_a_newer_program_is_refused() -> None:
    newer = Stamp(STAMP.board, STAMP.initiative, "zh", STAMP.at, STAMP.tables, FORMAT + 1)
    with pytest.raises(Refused):
        stamp_of(book_with(newer))
