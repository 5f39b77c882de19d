"""Rows that people move."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.model.record import Row
from store.rules.order import ordered, ranks

rows = st.integers(2, 9)
moves = st.lists(
    st.tuples(st.lists(st.integers(1, 9), min_size=1, max_size=3), st.integers(0, 9)), max_size=60
)


@given(rows, moves)
def test_rows_stand_where_they_were_put(count: int, steps: list[tuple[list[int], int]]) -> None:
    line = [Row(id=number) for number in range(1, count + 1)]
    expected = [row.id for row in line]
    for wanted, behind in steps:
        moved = [each for each in dict.fromkeys(wanted) if each <= count]
        after = behind if behind in expected and behind not in moved else None
        new = ranks(line, moved, after)
        line = [row.model_copy(update={"rank": new.get(row.id, row.rank)}) for row in line]
        rest = [each for each in expected if each not in moved]
        at = rest.index(after) + 1 if after is not None else 0
        expected = [*rest[:at], *moved, *rest[at:]]
        assert [row.id for row in ordered(line)] == expected
    newcomer = Row(id=count + 1)
    assert ordered([*line, newcomer])[-1] == newcomer


def test_moving_a_row_ranks_that_row_only() -> None:
    assert set(ranks([Row(id=number) for number in range(1, 500)], [7], 300)) == {7}
