from screens.widgets.cells import Line
from screens.widgets.header import Header
from tests.harness.wait import until, until_text
from tests.screens.widgets.lists import ListApp


async def test_who_is_here_is_whole_when_the_clock_comes_and_stands_at_the_edge_when_it_goes() -> None:
    clock: list[Line] = [()]
    people = ["李明 主持人"]
    header = Header(lambda room: (("新品上市", "strong"),), lambda: ((people[0], ""),), lambda: clock[0])
    async with ListApp(header).run_test(size=(60, 2)) as pilot:
        await until_text(pilot, "李明 主持人")
        # Both at once, as a block comes in while somebody joins: the clock takes cells from who is here.
        clock[0], people[0] = (("紧急 01:59:57", "late"),), "李明 主持人  在线 3"
        header.repaint()
        seen = await until_text(pilot, "紧急 01:59:57")
        assert "李明 主持人  在线 3" in seen.text[0]
        clock[0], people[0] = (), "李明 主持人  在线 2"
        header.repaint()
        await until(pilot, lambda seen: seen.text[0].endswith("李明 主持人  在线 2"))
