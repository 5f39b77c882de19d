from collections.abc import Sequence

from screens.widgets.cells import Line, wrap
from screens.widgets.detail_pane import DetailPane
from tests.harness.grid import grid
from tests.harness.wait import until, until_gone, until_text
from tests.screens.widgets.lists import ListApp


def lines(*texts: str) -> Sequence[Line]:
    return [((text, "strong"),) for text in texts]


async def test_the_pane_follows_only_where_the_cursor_rests() -> None:
    pane = DetailPane()
    asked: list[str] = []

    def build(name: str, width: int) -> Sequence[Line]:
        asked.append(name)
        return lines(name)

    async with ListApp(pane).run_test(size=(80, 8)) as pilot:
        for name in ("NPL-1", "NPL-2", "NPL-3"):
            pane.show_at_rest(lambda width, name=name: build(name, width))  # type: ignore[misc]
        await until_text(pilot, "NPL-3")
        assert asked == ["NPL-3"]


async def test_the_lines_are_laid_out_again_for_another_width() -> None:
    pane = DetailPane()
    async with ListApp(pane).run_test(size=(80, 8)) as pilot:
        pane.show(lambda width: wrap("研发部产品手册未同步" * 3, width))
        await pilot.pause()
        assert len([line for line in grid(pilot.app).text if line]) == 1
        await pilot.resize_terminal(30, 8)
        await until(pilot, lambda seen: len([line for line in seen.text if line]) == 3)


async def test_a_refreshed_pane_keeps_its_place_and_another_row_begins_at_the_top() -> None:
    pane = DetailPane()
    async with ListApp(pane).run_test(size=(40, 5)) as pilot:
        pane.show(lambda width: lines(*(f"第{n}行" for n in range(50))))
        await until_text(pilot, "第4行")
        pane.page(5)
        await until_text(pilot, "第20行")
        pane.show(lambda width: lines(*(f"第{n}条" for n in range(50))), keep_place=True)
        await until_text(pilot, "第20条")
        pane.show(lambda width: lines(*(f"第{n}个" for n in range(50))))
        await until_text(pilot, "第0个")
        pane.clear()
        await until_gone(pilot, "第")


async def test_long_and_hostile_lines_stay_inside_the_pane() -> None:
    pane = DetailPane()
    async with ListApp(pane).run_test(size=(20, 4)) as pilot:
        pane.show(lambda width: lines("\x1b[31m[/red]" + "宣" * 30, "第二行"))
        seen = await until_text(pilot, "第二行")
        assert [len(row) for row in seen.rows] == [20] * 4
        assert seen.text[0].startswith("[31m[/red]宣")
