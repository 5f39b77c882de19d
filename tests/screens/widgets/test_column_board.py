from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

import pytest
from textual.strip import Strip

from screens.widgets.column_board import ColumnBoard, Lane, LaneList
from screens.widgets.columns import Column
from screens.widgets.rows import Row, Rows, RowSource
from tests.harness.grid import grid
from tests.harness.wait import until, until_gone, until_text
from tests.screens.widgets.lists import ListApp

LANES = [
    Lane(name, title)
    for name, title in zip("npdbf", ["未开始", "进行中", "延迟", "阻塞", "已完成"], strict=True)
]
CARDS = (Column("key", least=6, weight=1), Column("who", least=4, align="right", gap=1))


def cards(lanes: Mapping[str, Sequence[Hashable]]) -> dict[str, RowSource]:
    return {
        name: Rows(keys, lambda key: Row((f"NPL-{key}", "王芳"), below=f"销售培训组织{key}"))
        for name, keys in lanes.items()
    }


def board() -> ColumnBoard:
    return ColumnBoard(LANES, CARDS)


FULL: dict[str, Sequence[Hashable]] = {"n": [1, 2, 3], "p": [4], "d": [], "b": [5, 6], "f": range(10, 40)}


async def test_five_columns_fit_at_eighty_by_twenty_four() -> None:
    widget = board()
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        widget.show(cards(FULL))
        seen = await until_text(pilot, "NPL-1")
        for title in ("未开始 3", "进行中 1", "延迟 0", "阻塞 2", "已完成 30"):
            assert title in seen
        assert "销售培训组" in seen
        assert [len(row) for row in seen.rows] == [80] * 24


async def test_left_and_right_go_to_the_next_column_with_cards_at_the_same_height() -> None:
    widget = board()
    app = ListApp(widget)
    async with app.run_test(size=(80, 24)) as pilot:
        widget.show(cards(FULL))
        await pilot.press("down", "right", "right", "right", "right", "down", "down", "h")
        await pilot.pause()
        assert (widget.lane, widget.key) == ("b", 6)
        assert app.moved[-8:] == [1, 2, 4, 5, 10, 11, 12, 6]
        await pilot.press("enter")
        await pilot.pause()
        assert app.opened == [6]


async def test_a_long_column_scrolls_alone() -> None:
    widget = board()
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        widget.show(cards(FULL))
        widget.move_to(39)
        await until_text(pilot, "NPL-39")
        assert "NPL-1 " in grid(pilot.app)
        assert "已完成 30" in grid(pilot.app)
        await until_gone(pilot, "NPL-12")


async def test_the_cursor_follows_its_card_into_another_column() -> None:
    widget = board()
    app = ListApp(widget)
    async with app.run_test(size=(80, 24)) as pilot:
        widget.show(cards(FULL))
        widget.move_to(2)
        widget.show(cards(FULL | {"n": [1, 3], "p": [4, 2]}))
        await pilot.pause()
        assert (widget.lane, widget.key) == ("p", 2)
        lines = [line for line in grid(pilot.app).text if "|" in line]
        assert len(lines) == 2
        assert "| NPL-2" in lines[0]


async def test_the_cursor_leaves_a_column_that_becomes_empty() -> None:
    widget = board()
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        widget.show(cards(FULL))
        widget.move_to(4)
        widget.show(cards(FULL | {"p": []}))
        await pilot.pause()
        assert widget.key is not None
        widget.show(cards(dict.fromkeys("npdbf", ())))
        await until_gone(pilot, "NPL")
        assert widget.key is None
        await pilot.press("left", "right", "down", "enter")
        widget.show(cards({"f": [7]}))
        await until_text(pilot, "| NPL-7")


async def test_a_step_paints_two_cards_and_no_other_column(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: Counter[tuple[str, int]] = Counter()
    render = LaneList.render_line

    def counted(lane: LaneList, y: int) -> Strip:
        painted[lane.lane.name, y] += 1
        return render(lane, y)

    monkeypatch.setattr(LaneList, "render_line", counted)
    widget = board()
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        widget.show(cards(FULL))
        await until_text(pilot, "NPL-1")
        painted.clear()
        await pilot.press("down")
        await pilot.pause()
        assert set(painted) == {("n", y) for y in (2, 3, 4, 5)}
        painted.clear()
        await pilot.press("right")
        await pilot.pause()
        assert set(painted) == {("n", 4), ("n", 5), ("p", 2), ("p", 3)}


async def test_a_click_goes_to_the_card() -> None:
    widget = board()
    app = ListApp(widget)
    async with app.run_test(size=(80, 24)) as pilot:
        widget.show(cards(FULL))
        await until_text(pilot, "NPL-5")
        await pilot.click(offset=(grid(app).find("NPL-5") or (0, 0)), times=2)
        await pilot.pause()
        assert (widget.lane, widget.key) == ("b", 5)
        await until(pilot, lambda seen: app.moved[-1] == 5, "the board to say where the cursor is")
        assert app.opened == [5]


async def test_cards_stand_apart_on_a_tall_screen() -> None:
    widget = board()
    async with ListApp(widget).run_test(size=(120, 40)) as pilot:
        widget.show(cards(FULL))
        seen = await until_text(pilot, "NPL-2")
        first, second = seen.find("NPL-1"), seen.find("NPL-2")
        assert first is not None
        assert second is not None
        assert second[1] - first[1] == 3
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda seen: (seen.find("NPL-2") or (0, 0))[1] == first[1] + 2)


async def test_changes_by_others_are_marked_in_every_column() -> None:
    widget = board()
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        widget.show(cards(FULL))
        widget.flash([3, 5])
        await until_text(pilot, "*NPL-5")
        assert "*NPL-3" in grid(pilot.app)
        assert widget.marked == {3, 5}
        widget.unflash()
        await until_gone(pilot, "*")
