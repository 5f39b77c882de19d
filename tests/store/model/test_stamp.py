"""What a spreadsheet remembers of its board is read back as it was written, and junk is no stamp."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.stamp import Stamp, StampedTable, heading_of_marks, plain, table_of_marks

AT = datetime(2024, 3, 25, 2, 0, tzinfo=UTC)
TABLE = StampedTable(
    "assignment",
    "任务分配总表",
    ("key", "task", "due"),
    {"NPL-1": ("NPL-1", "推广方案撰写", "2024-03-20"), "NPL-2": ("NPL-2", "物料", "")},
)
STAMP = Stamp("4f5a699495757c9b", "NPL", "zh", AT, (TABLE, StampedTable("issues", "问题", ("key",), {})))


def test_a_stamp_reads_back_as_it_was_written() -> None:
    assert Stamp.of(STAMP.lines()) == STAMP


def test_it_reads_back_from_a_sheet_whose_rows_are_all_as_wide_as_the_widest() -> None:
    assert Stamp.of([*line, *[""] * (12 - len(line))] for line in STAMP.lines()) == STAMP


def test_it_tells_what_stood_in_a_cell() -> None:
    assert TABLE.value("NPL-1", "due") == "2024-03-20"
    assert TABLE.value("NPL-9", "due") is None
    assert TABLE.value("NPL-1", "owner") is None


def test_rows_of_a_kind_that_is_not_known_are_passed_over() -> None:
    lines = list(STAMP.lines())
    assert Stamp.of([*lines[:3], ("colour", "red"), *lines[3:], ("later", "x")]) == STAMP


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [()],
        [("duiqi", "one")],
        [("duiqi", "1")],
        [("duiqi", "1"), ("at", "2024-03-25T02:00:00"), ("language", "zh")],
        [("duiqi", "1"), ("at", "yesterday"), ("language", "zh")],
        [("duiqi", "1"), ("at", "2024-03-25T02:00:00Z"), ("language", "fr")],
        [("row", "NPL-1", "x"), ("table",)],
    ],
)
def test_what_is_no_stamp_is_none(lines: list[tuple[str, ...]]) -> None:
    assert Stamp.of(lines) is None


@given(st.lists(st.lists(st.sampled_from(["duiqi", "1", "at", "table", "row", "x", ""]), max_size=5)))
def test_no_row_that_somebody_wrote_makes_it_stumble(lines: list[list[str]]) -> None:
    found = Stamp.of([("duiqi", "1"), ("at", AT.isoformat()), ("language", "en"), *lines])
    assert found is not None
    assert all(len(row) == len(table.fields) for table in found.tables for row in table.rows.values())


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (date(2024, 3, 25), "2024-03-25"),
        (datetime(2024, 3, 25, 10), "2024-03-25"),  # noqa: DTZ001 - as spreadsheets hold a day
        (5, "5"),
        (5.0, "5"),
        (2.5, "2.5"),
        (" 三套策略\r\n预算 ", "三套策略\n预算"),
    ],
)
def test_values_are_compared_as_plain_texts(value: object, said: str) -> None:
    assert plain(value) == said


def test_the_hidden_column_names_its_table() -> None:
    assert table_of_marks(heading_of_marks("assignment")) == "assignment"
    assert table_of_marks("编号") is None
