from collections.abc import Hashable
from typing import Any

import pytest
from textual.app import App
from textual.dom import DOMNode
from textual.events import MouseScrollDown
from textual.pilot import Pilot

from screens.widgets.columns import Column
from screens.widgets.line_list import LineList
from screens.widgets.rows import Heading, Row, Rows
from tests.harness.grid import grid
from tests.harness.wait import until, until_gone, until_text
from tests.screens.widgets.lists import COLUMNS, Desk, ListApp, PaintedList, painted_list


def under_cursor(widget: LineList) -> Hashable:
    """The key of the row under the cursor."""
    return widget.key


def cursor_line(pilot: Pilot[None]) -> int:
    """The line of the screen the cursor stands at."""
    lines = [y for y, line in enumerate(grid(pilot.app).text) if line.startswith("|")]
    assert len(lines) == 1
    return lines[0]


async def repainted(pilot: Pilot[None], widget: PaintedList) -> set[int]:
    """The lines painted since the last call."""
    await pilot.pause()
    lines = set(widget.painted)
    widget.painted.clear()
    return lines


def _parts_styled(app: App[None]) -> list[str]:
    """The names of the parts of widgets that the stylesheet is applied to from here on."""
    names: list[str] = []
    apply = app.stylesheet.apply

    def recorded(node: DOMNode, **options: Any) -> None:
        names.extend(name for name in node.classes if name.startswith("line--"))
        apply(node, **options)

    app.stylesheet.apply = recorded  # type: ignore[method-assign]
    return names


async def test_the_cursor_stays_on_its_task_when_rows_come_and_go_above_it() -> None:
    desk = Desk()
    widget = painted_list(desk, range(100))
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        widget.move_to(30)
        await until_text(pilot, "NPL-30")
        line = cursor_line(pilot)
        widget.show(desk.rows([1000, 1001, *range(100)]))
        await pilot.pause()
        assert under_cursor(widget) == 30
        assert cursor_line(pilot) == line
        widget.show(desk.rows(range(7, 100)))
        await pilot.pause()
        assert under_cursor(widget) == 30
        assert cursor_line(pilot) == line


async def test_when_the_task_under_the_cursor_vanishes_the_next_takes_its_place() -> None:
    desk = Desk()
    widget = painted_list(desk, range(10))
    app = ListApp(widget)
    async with app.run_test(size=(80, 24)) as pilot:
        widget.move_to(4)
        widget.show(desk.rows([0, 1, 2, 3, 5, 6]))
        assert under_cursor(widget) == 5
        widget.show(desk.rows([0, 1]))
        assert under_cursor(widget) == 1
        await pilot.pause()
        assert app.moved == [0, 4, 5, 1]


async def test_a_move_paints_two_lines_however_long_the_list() -> None:
    for count in (50, 10_000):
        widget = painted_list(Desk(), range(count))
        async with ListApp(widget).run_test(size=(80, 24)) as pilot:
            await repainted(pilot, widget)
            await pilot.press("down")
            assert await repainted(pilot, widget) == {0, 1}


async def test_a_style_is_worked_out_once_it_is_painted_and_anew_in_other_colours() -> None:
    rows = Rows([1], lambda key: Row((f"NPL-{key}", "任务", "11-20"), "!", "delayed"))
    widget = LineList(COLUMNS, rows)
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        applied = _parts_styled(pilot.app)
        dark = widget.named_style("delayed")
        widget.set_class(True, "touched")
        pilot.app.set_focus(None)
        await pilot.pause()
        assert "line--ground-high" not in applied
        assert len(applied) == len(set(applied))
        pilot.app.theme = "textual-light"
        await pilot.pause()
        assert widget.named_style("delayed") != dark
        assert widget.named_style("no such name") == widget.named_style("") == widget.rich_style


async def test_ten_thousand_rows_open_without_being_built() -> None:
    desk = Desk()
    widget = painted_list(desk, range(10_000))
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        await until_text(pilot, "NPL-20")
        assert len(desk.built) <= 24
        widget.action_last()
        await until_text(pilot, "NPL-9999")
        assert len(desk.built) <= 60


async def test_leaving_the_window_jumps_by_nearly_a_page() -> None:
    widget = painted_list(Desk(), range(100))
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for _ in range(24):
            widget.action_cursor_down()
        await pilot.pause()
        assert cursor_line(pilot) == 2
        await repainted(pilot, widget)
        for _ in range(20):
            widget.action_cursor_down()
            assert len(await repainted(pilot, widget)) == 2
        for _ in range(23):
            widget.action_cursor_up()
        await pilot.pause()
        assert cursor_line(pilot) == 21


async def test_only_lines_that_read_differently_are_painted_again() -> None:
    desk = Desk()
    widget = painted_list(desk, range(100))
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        await repainted(pilot, widget)
        desk.titles[5] = "改了名字"
        widget.patch([5, 6, 99])
        assert await repainted(pilot, widget) == {5}
        desk.titles[7] = "也改了"
        widget.show(desk.rows(range(100)))
        assert await repainted(pilot, widget) == {7}
        widget.show(desk.rows(range(100)))
        assert not await repainted(pilot, widget)


async def test_a_row_changed_by_somebody_else_keeps_its_mark_until_it_is_looked_at() -> None:
    widget = painted_list(Desk(), range(10))
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        plain = grid(pilot.app).style_of("任务5")
        widget.flash([5])
        await pilot.pause()
        assert " !* NPL-5" in grid(pilot.app).line("任务5")
        assert grid(pilot.app).style_of("任务5") != plain
        await until(pilot, lambda seen: seen.style_of("任务5") == plain, "the flash to end")
        assert widget.marked == {5}
        assert " !* NPL-5" in grid(pilot.app).line("任务5")
        await repainted(pilot, widget)
        widget.unflash([5])
        assert await repainted(pilot, widget) == {5}
        assert "*" not in grid(pilot.app).line("任务5")


async def test_headings_are_passed_over_and_seen() -> None:
    desk = Desk()
    keys: list[Hashable] = [Heading("设计部", "2 项"), 1, 2, Heading(), Heading("销售部"), 3]
    widget = painted_list(desk, keys)
    async with ListApp(widget).run_test(size=(80, 8)) as pilot:
        await until_text(pilot, "设计部  2 项")
        assert under_cursor(widget) == 1
        widget.action_cursor_up()
        assert under_cursor(widget) == 1
        widget.action_cursor_down()
        widget.action_cursor_down()
        assert under_cursor(widget) == 3
        widget.action_cursor_up()
        assert under_cursor(widget) == 2
        widget.action_last()
        widget.action_page_up()
        assert under_cursor(widget) == 1


async def test_the_first_row_is_never_shown_without_its_heading() -> None:
    widget = painted_list(Desk(), [Heading(), Heading("设计部"), *range(50)])
    async with ListApp(widget).run_test(size=(80, 10)) as pilot:
        widget.action_last()
        await until_gone(pilot, "设计部")
        widget.action_first()
        await until_text(pilot, "设计部")


async def test_keys_move_and_enter_opens() -> None:
    app = ListApp(painted_list(Desk(), range(100)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "j", "up", "k", "end", "home", "pagedown", "pageup", "j", "enter")
        await pilot.pause()
        assert app.moved == [0, 1, 2, 1, 0, 99, 0, 23, 0, 1]
        assert app.opened == [1]


async def test_a_click_moves_the_cursor_and_a_double_click_opens() -> None:
    app = ListApp(painted_list(Desk(), [1, 2, Heading("销售部"), 3], header=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(PaintedList, offset=(5, 2))
        await pilot.click(PaintedList, offset=(5, 3))
        await pilot.click(PaintedList, offset=(5, 0))
        await pilot.click(PaintedList, offset=(5, 20))
        await pilot.pause()
        assert app.moved == [1, 2]
        await pilot.click(PaintedList, offset=(5, 4), times=2)
        await pilot.pause()
        assert app.moved == [1, 2, 3]
        assert app.opened == [3]


async def test_the_wheel_scrolls_and_the_next_key_brings_the_cursor_back() -> None:
    widget = painted_list(Desk(), range(100), header=True)
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        for _ in range(10):
            widget._on_mouse_scroll_down(_wheel(widget))
        await until_gone(pilot, "NPL-1 ")
        assert "编号" in grid(pilot.app)
        assert under_cursor(widget) == 0
        widget.action_cursor_down()
        await until_text(pilot, "NPL-1 ")


def _wheel(widget: LineList) -> MouseScrollDown:
    return MouseScrollDown(widget, 5, 5, 0, 1, 0, False, False, False)


async def test_the_cursor_stays_in_sight_when_the_window_changes_size() -> None:
    widget = painted_list(Desk(), range(100), header=True)
    async with ListApp(widget).run_test(size=(120, 40)) as pilot:
        widget.move_to(35)
        await until_text(pilot, "NPL-35")
        for size in ((80, 24), (60, 6), (200, 50), (80, 3)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda seen: any(line.startswith("|!  NPL-35") for line in seen.text))


async def test_an_empty_list_says_what_to_press_and_takes_rows_again() -> None:
    desk = Desk()
    widget = painted_list(desk, [])
    app = ListApp(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        await until_text(pilot, "按 + 新建一项")
        assert "or / to filter" in grid(pilot.app)
        assert widget.key is None
        await pilot.press("down", "enter", "end", "pageup")
        widget.show(desk.rows([1, 2]))
        await until_text(pilot, "NPL-2")
        assert under_cursor(widget) == 1
        widget.show(Rows())
        await until_text(pilot, "按 + 新建一项")
        assert widget.key is None
        assert app.moved == [1, None]
        assert not app.opened


@pytest.mark.parametrize(
    "title",
    [
        "[/red]",
        "[@click=app.quit]x[/]",
        "\x1b[31mred\x1b]52;c;aGk=\x07",
        "a\u202eb\u200bc",
        "\ud800",
        "two\nlines\tand more",
        "👩\u200d👩\u200d👧" * 20,
        "宣" * 60,
    ],
)
async def test_hostile_titles_are_literal_and_move_nothing(title: str) -> None:
    desk = Desk()
    desk.titles[1] = title
    app = ListApp(painted_list(desk, [0, 1, 2]))
    async with app.run_test(size=(80, 24)) as pilot:
        seen = await until_text(pilot, "NPL-2")
        assert [len(row) for row in seen.rows] == [80] * 24
        assert "11-20" in seen.text[1][-8:]
        assert "<U+" not in seen.shown
        if title.startswith("["):
            assert title in seen


async def test_without_focus_or_colours_the_cursor_can_still_be_told() -> None:
    widget = painted_list(Desk(), range(3))
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        assert grid(pilot.app).style_of("NPL-0").reverse
        widget.can_focus = False
        pilot.app.set_focus(None)
        await until(pilot, lambda seen: not seen.style_of("NPL-0").reverse)
        assert cursor_line(pilot) == 0


async def test_other_columns_can_be_shown_in_the_same_list() -> None:
    widget = painted_list(Desk(), range(3), header=True)
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        await until_text(pilot, "编号")
        widget.arrange_in([Column("key", "Number", least=12)])
        await until_text(pilot, "Number")
        assert "任务0" not in grid(pilot.app)


async def test_the_theme_can_change_at_run_time() -> None:
    widget = painted_list(Desk(), range(3))
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        dark = grid(pilot.app).style_of("任务1")
        pilot.app.theme = "textual-light"
        await until(pilot, lambda seen: seen.style_of("任务1").fg != dark.fg)


async def test_a_row_with_too_few_cells_is_no_error() -> None:
    app = ListApp(LineList((Column("a", least=5), Column("b", least=5)), Rows([1], lambda key: Row(("x",)))))
    async with app.run_test(size=(40, 5)) as pilot:
        await until_text(pilot, "x")


async def test_a_list_can_be_filled_before_it_is_on_the_screen() -> None:
    desk = Desk()
    widget = painted_list(desk, [])
    widget.show(desk.rows(range(100)))
    widget.move_to(50)
    app = ListApp(widget)
    async with app.run_test(size=(80, 24)) as pilot:
        await until_text(pilot, "|!  NPL-50")
        assert app.moved == [50]


async def test_a_new_row_paints_the_lines_below_it_and_no_more() -> None:
    desk = Desk()
    widget = painted_list(desk, range(10))
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        await repainted(pilot, widget)
        widget.show(desk.rows([*range(10), 10]))
        assert await repainted(pilot, widget) == {10}


async def test_left_and_right_are_left_to_the_screen() -> None:
    pressed: list[str] = []

    class Around(ListApp):
        BINDINGS = [("left,right", "side", "Side")]  # noqa: RUF012 - as Textual has it

        def action_side(self) -> None:
            pressed.append("side")

    async with Around(painted_list(Desk(), range(10))).run_test(size=(80, 24)) as pilot:
        await pilot.press("left", "right")
        await pilot.pause()
        assert pressed == ["side", "side"]


async def test_every_theme_tells_the_cursor_and_the_plain_rows_apart() -> None:
    widget = painted_list(Desk(), range(3))
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        for theme in pilot.app.available_themes:
            pilot.app.theme = theme
            seen = await until_text(pilot, "NPL-1")
            cursor, plain = seen.style_of("NPL-0"), seen.style_of("NPL-1")
            assert cursor.reverse
            assert not plain.reverse
            assert plain.fg != plain.bg or plain.fg == "default"


async def test_a_list_as_high_as_its_rows_grows_with_them() -> None:
    desk = Desk()
    widget = painted_list(desk, range(2))
    async with ListApp(widget).run_test(size=(80, 24)) as pilot:
        widget.styles.height = "auto"
        await until(pilot, lambda seen: widget.size.height == 2)
        widget.show(desk.rows(range(7)))
        await until(pilot, lambda seen: widget.size.height == 7)
        await until_text(pilot, "NPL-6")
