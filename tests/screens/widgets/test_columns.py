import pytest

from screens.widgets.columns import Column, arrange

TABLE = (
    Column("key", least=6),
    Column("title", least=16, ideal=24, weight=3),
    Column("department", least=6, priority=1),
    Column("owner", least=4, ideal=6),
    Column("due", least=5, align="right"),
    Column("why", least=14, ideal=20, weight=2),
    Column("updated", least=11, priority=2),
)
ESSENTIAL = {column.name for column in TABLE if column.priority == 0}


@pytest.mark.parametrize("width", range(40, 201))
def test_columns_never_overlap_nor_leave_the_list(width: int) -> None:
    end = 0
    for placed in arrange(TABLE, width):
        assert placed.x >= end
        assert placed.width >= 1
        end = placed.x + placed.width
    assert end <= width


@pytest.mark.parametrize("width", range(40, 201))
def test_nothing_essential_disappears(width: int) -> None:
    assert {placed.column.name for placed in arrange(TABLE, width)} >= ESSENTIAL


def test_at_eighty_cells_every_essential_column_says_something() -> None:
    for placed in arrange(TABLE, 80):
        assert placed.width >= placed.column.least


def test_a_wider_list_never_loses_a_column() -> None:
    shown: set[str] = set()
    for width in range(40, 201):
        names = {placed.column.name for placed in arrange(TABLE, width)}
        assert names >= shown
        shown = names
    assert shown == {column.name for column in TABLE}


def test_the_room_goes_to_titles_before_it_goes_to_more_columns() -> None:
    for width in range(40, 201):
        placed = {place.column.name: place for place in arrange(TABLE, width)}
        if "department" in placed:
            assert placed["title"].width >= placed["title"].column.ideal


def test_all_the_width_is_used_when_a_column_can_take_it() -> None:
    for width in range(60, 201):
        last = arrange(TABLE, width)[-1]
        assert last.x + last.width == width


def test_the_highest_priority_number_goes_first() -> None:
    shown = [{place.column.name for place in arrange(TABLE, width)} for width in range(60, 120)]
    assert {"department"} in [names - ESSENTIAL for names in shown]
    assert {"updated"} not in [names - ESSENTIAL for names in shown]


def test_a_list_too_narrow_for_all_shrinks_the_titles_first() -> None:
    columns = (Column("key", least=6), Column("title", least=20, weight=1), Column("due", least=5))
    placed = {place.column.name: place.width for place in arrange(columns, 25)}
    assert placed == {"key": 6, "title": 10, "due": 5}


@pytest.mark.parametrize("width", range(12))
def test_a_list_of_hardly_any_width_is_no_error(width: int) -> None:
    assert all(placed.x + placed.width <= max(width, 1) for placed in arrange(TABLE, width))
