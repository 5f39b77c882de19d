"""Columns share the room there is: words stay whole, and what is short takes nothing from what is long."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from store.documents.blocks import Cell, Column, Table
from store.documents.column_widths import Letters, fitted, unwrapped

LETTERS = Letters(10, 20, 8)


def table(*columns: tuple[str, int, str]) -> Table:
    """A column each of title, share and the only cell."""
    return Table(
        tuple(Column(title, share) for title, share, _text in columns),
        (tuple(Cell(text) for _title, _share, text in columns),),
    )


def test_what_is_short_takes_no_room_from_what_is_long() -> None:
    first, second = fitted(table(("编号", 1, "NPL-1"), ("说明", 1, "很长的说明" * 30)), 1000, LETTERS)
    assert first == 5 * 10 + 20
    assert second == 1000 - first


def test_where_nothing_wraps_the_rest_is_shared() -> None:
    assert fitted(table(("a", 1, "x"), ("b", 3, "y")), 1000, LETTERS) == [
        30 + (1000 - 60) // 4,
        30 + (1000 - 60) * 3 // 4,
    ]


def test_a_word_stays_whole_however_small_the_share_of_its_column() -> None:
    text = "一段很长的说明" * 20
    narrow, _wide = fitted(table(("Responsible", 1, "x"), ("说明", 40, text)), 600, LETTERS)
    assert narrow >= 11 * 10 + 20
    several, _wide = fitted(table(("依赖", 1, "NPL-10、NPL-11"), ("说明", 40, text)), 600, LETTERS)
    # The comma may not begin a line.
    assert several >= 8 * 10 + 20


def test_half_a_day_stays_together() -> None:
    cells = (Cell("Wed 20 Mar 2024", date(2024, 3, 20)), Cell("x" * 300))
    found = fitted(Table((Column("Due", 1), Column("What", 90)), (cells,)), 600, LETTERS)
    assert found[0] >= 8 * 10 + 20


def test_nothing_wraps_at_the_widths_for_that() -> None:
    assert unwrapped(table(("编号", 1, "一二\n一二三")), LETTERS) == [6 * 10 + 20]


@given(
    st.lists(
        st.tuples(st.text(max_size=9), st.integers(0, 9), st.text(max_size=40)), min_size=1, max_size=20
    ),
    st.integers(200, 3000),
)
def test_they_always_add_up(columns: list[tuple[str, int, str]], room: int) -> None:
    found = fitted(table(*columns), room, LETTERS)
    assert sum(found) == room
    assert min(found) >= 0
