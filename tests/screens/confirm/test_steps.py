"""What each step of stage 1 does with a key, and what it points out."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path

from textual.pilot import Pilot

from screens.confirm.alignment_lines import ROLL
from screens.confirm.brief_lines import BACKGROUND
from screens.wizard.page import ListPage
from store.board.board import Board
from store.model.initiative import Initiative, Scenario
from store.model.organisation import Person
from store.model.requirement import Attendance, Feasibility, Goal, Part, Review
from store.model.risk import Risk
from store.model.task import Task
from store.rules.brief import brief_of, points_of, review_of, said_of, tasks_of
from store.rules.commands.alignment import ReviewPoint
from store.rules.commands.breakdown import AddOutline
from store.rules.commands.brief import AddPoints, EditBrief, EditPoint
from store.rules.commands.confirming import RecordConfirmation
from store.rules.coverage import coverage
from store.rules.outline import OutlineRow
from store.rules.templates import template
from tests.harness import FixedClock, Grid, until, until_text
from tests.harness.typing import typed_at_once
from tests.harness.wait import until_gone
from tests.screens.confirm.stage import (
    DESIGN,
    LI,
    MARKETING,
    NPL,
    RESEARCH,
    WANG,
    at_step,
    closed,
    confirming,
    fill,
    page_of,
    paste,
    screen_of,
    texts,
    to_row,
    type_rows,
)


async def test_a_word_that_cannot_be_measured_is_pointed_out_while_one_types(blank: Board) -> None:
    async with confirming(blank, "brief") as pilot:
        await to_row(pilot, (Part.GOALS, 0))
        await pilot.press("enter")
        await paste(pilot, "提升品牌知名度")
        await until_text(pilot, "“提升”没法衡量")
        await pilot.press("enter")
        await until(pilot, lambda _seen: texts(blank, Part.GOALS) == ["提升品牌知名度"], "it to be taken")


async def test_a_row_that_lacks_something_is_opened_where_it_is_missing(blank: Board) -> None:
    def goal() -> Goal:
        brief = brief_of(blank.state, NPL)
        assert brief is not None
        return brief.goals[0]

    blank.commit(AddPoints(NPL, Part.GOALS, [{"text": "首月铺货"}]))
    async with confirming(blank, "brief") as pilot:
        await to_row(pilot, (Part.GOALS, goal().id))
        await pilot.press("enter")
        await until(pilot, lambda _seen: page_of(pilot).typing, "the row to type")
        await paste(pilot, "门店数")
        await pilot.press("enter")
        await until(pilot, lambda _seen: goal().measure == "门店数", "the measure")
        assert goal().text == "首月铺货"


async def test_a_date_is_understood_as_it_is_said_and_what_is_not_is_told_at_its_cell(blank: Board) -> None:
    async with confirming(blank, "brief") as pilot:
        await to_row(pilot, (Part.OUTCOMES, 0))
        await pilot.press("enter")
        await paste(pilot, "推广方案")
        await pilot.press("tab")
        await paste(pilot, "下周八")
        await pilot.press("enter")
        await until_text(pilot, "看不懂“下周八”")
        await pilot.press(*["backspace"] * 3)
        await paste(pilot, "下周三")
        await until_text(pilot, "04-03")
        await pilot.press("enter")
        await until(pilot, lambda _seen: texts(blank, Part.OUTCOMES) == ["推广方案"], "the outcome")


async def test_several_pasted_lines_are_several_rows_and_one_undo_takes_them_back(blank: Board) -> None:
    async with confirming(blank, "brief") as pilot:
        await to_row(pilot, (Part.OUTCOMES, 0))
        await pilot.press("enter")
        await paste(pilot, "1. 推广方案\n2. 宣传物料\n")
        await until(pilot, lambda _seen: texts(blank, Part.OUTCOMES) == ["推广方案", "宣传物料"], "the rows")
        await pilot.press("escape", "u")
        await until(pilot, lambda _seen: not texts(blank, Part.OUTCOMES), "the rows to be taken back")


async def test_a_row_moves_and_goes_and_comes_back(briefed: Board) -> None:
    async with confirming(briefed, "brief") as pilot:
        await to_row(pilot, (Part.OUTCOMES, 1))
        await pilot.press("alt+down")
        await until(pilot, lambda _seen: texts(briefed, Part.OUTCOMES)[1] == "推广方案", "the move")
        await pilot.press("delete")
        await until(pilot, lambda _seen: "推广方案" not in texts(briefed, Part.OUTCOMES), "it to be gone")
        await pilot.press("f4")
        await until(pilot, lambda _seen: "推广方案" in texts(briefed, Part.OUTCOMES), "it to be back")


async def test_a_scenario_is_chosen_with_enter_and_its_template_can_be_changed(blank: Board) -> None:
    async with confirming(blank, "scenario") as pilot:
        await to_row(pilot, ("scenario", Scenario.URGENT_INCIDENT))
        await pilot.press("enter")
        await until(
            pilot,
            lambda _seen: blank.state.one(Initiative, NPL).scenario is Scenario.URGENT_INCIDENT,
            "the scenario",
        )
        await to_row(pilot, ("agenda", 0))
        await pilot.press("enter")
        await type_rows(pilot, ("通报范围", "8"))
        found = template(blank.state, Scenario.URGENT_INCIDENT, "zh")
        assert ("通报范围", 8) in [(line.title, line.minutes) for line in found.agenda]


async def test_one_key_says_feasible_and_goes_to_the_next_department(briefed: Board) -> None:
    async with confirming(briefed, "alignment") as pilot:
        point = points_of(brief_of(briefed.state, NPL))[0]
        await to_row(pilot, (point.part, point.line.id))
        await pilot.press("y")
        await until_text(pilot, "研发部，这一点做得到吗？")
        await pilot.press("o")
        await until_text(pilot, "有条件可行")
        await fill(pilot, "产品手册 3/22 前给到", "一名文案")
        await closed(pilot)
        said = said_of(review_of(briefed.state, NPL, RESEARCH), point)
        assert said is not None
        assert (said.feasibility, said.condition) == (Feasibility.CONDITIONAL, "产品手册 3/22 前给到")
        await until_text(pilot, "设计部，这一点做得到吗？")


async def test_a_word_typed_behind_another_is_the_next_departments(briefed: Board) -> None:
    point = points_of(brief_of(briefed.state, NPL))[0]

    def words() -> list[tuple[Feasibility, str]]:
        said = [said_of(each, point) for each in briefed.state.all(Review) if each.initiative == NPL]
        return [(each.feasibility, each.condition) for each in said if each is not None]

    async with confirming(briefed, "alignment") as pilot:
        await to_row(pilot, (point.part, point.line.id))
        typed_at_once(pilot, "y", "y", "o", " if paid", "ctrl+s", "y")
        await until(pilot, lambda _seen: len(words()) == 4, "four words")
    yes, if_ = (Feasibility.FEASIBLE, ""), (Feasibility.CONDITIONAL, "if paid")
    assert words() == [yes, yes, if_, yes]


async def test_enter_offers_what_can_be_said_for_those_without_letters(briefed: Board) -> None:
    async with confirming(briefed, "alignment") as pilot:
        point = points_of(brief_of(briefed.state, NPL))[0]
        await to_row(pilot, (point.part, point.line.id))
        await pilot.press("enter")
        await until_text(pilot, "有条件可行：什么条件")
        await pilot.press("enter")
        await closed(pilot)
        await until(
            pilot, lambda _seen: said_of(review_of(briefed.state, NPL, 1), point) is not None, "the word"
        )


async def test_an_absent_department_is_unheard_until_it_speaks(briefed: Board) -> None:
    async with confirming(briefed, "alignment") as pilot:
        await pilot.press("a", "a")
        await until_text(pilot, "[缺席]")
        await pilot.press("Y")
        await until_text(pilot, "缺席：按 a 记为到场")
        await to_row(pilot, (Part.GOALS, 1))
        await pilot.press("y", "left")
        await until_text(pilot, "[已补听]")
        found = review_of(briefed.state, NPL, 1)
        assert found is not None
        assert found.attendance is Attendance.HEARD


async def test_the_roll_call_takes_any_number_new_ones_on_the_spot(briefed: Board) -> None:
    async with confirming(briefed, "alignment") as pilot:
        await pilot.press("home", "right", "enter")
        await until_text(pilot, "发言人")
        await pilot.press("enter", "enter")
        await fill(pilot, "新同事", "小周", "小吴", "小郑", "")
        await closed(pilot)
        await until(pilot, lambda _seen: len(_there(briefed, RESEARCH)) == 5, "the roll-call")
        assert _there(briefed, RESEARCH) == ["陈工", "新同事", "小周", "小吴", "小郑"]


def _there(board: Board, department: int) -> list[str]:
    found = review_of(board.state, NPL, department)
    return [board.state.one(Person, each.id).name for each in found.people] if found else []


async def test_a_risk_is_one_line_in_the_register(briefed: Board) -> None:
    async with confirming(briefed, "alignment") as pilot:
        await pilot.press("r")
        await type_rows(pilot, ("产品手册可能来不及",))
        assert [each.title for each in briefed.state.all(Risk)] == ["产品手册可能来不及"]


async def test_a_later_edit_shows_what_changed_and_whose_word_is_old(
    briefed: Board,
) -> None:
    briefed.commit(RecordConfirmation(NPL, RESEARCH, "会上"))
    briefed.commit(EditPoint(NPL, Part.GOALS, 1, {"target": "12万"}))
    async with confirming(briefed, "confirmation") as pilot:
        seen = await until_text(pilot, "确认后有变更")
        assert "研发部" in seen.line("确认后有变更")
        await until_text(pilot, "10万 -> 12万")


async def test_a_head_confirms_as_themself_and_for_nobody_else(briefed: Board) -> None:
    briefed.identify(WANG)
    async with confirming(briefed, "confirmation") as pilot:
        await to_row(pilot, RESEARCH)
        await pilot.press("S")
        await until_text(pilot, "由部门负责人确认")
        await to_row(pilot, 4)
        await pilot.press("S")
        seen = await until_text(pilot, "这里写的内容")
        assert "目标  上市前3个月卖出10万台" in seen
        await pilot.press("enter")
        await until_text(pilot, "03-25 10:00 本人")


async def test_the_coverage_view_names_the_outcome_without_a_task_and_links_one(briefed: Board) -> None:
    briefed.commit(AddOutline(NPL, [OutlineRow("海报设计", "海报", ("三版",))]))
    async with confirming(briefed, "breakdown") as pilot:
        await pilot.press("c")
        await until_text(pilot, "没有对应成果的子任务")
        await pilot.press("home")
        seen = await until_text(pilot, "?  宣传物料")
        assert "没有子任务" in seen.line("?  宣传物料")
        await to_row(pilot, ("need", "outcome", None, 2))
        await pilot.press("enter")
        await until_text(pilot, "哪个子任务交付")
        await pilot.press("enter")
        await until_gone(pilot, "没有对应成果的子任务")
        assert [need.text for need in coverage(briefed.state, NPL).uncovered] == [
            "推广方案",
            "销售培训材料",
            "核心卖点",
        ]


async def test_the_same_work_twice_is_pointed_out_and_merged(briefed: Board) -> None:
    briefed.commit(AddOutline(NPL, [OutlineRow("宣传物料设计"), OutlineRow("宣传物料设计工作")]))
    async with confirming(briefed, "breakdown") as pilot:
        await until_text(pilot, "按 M 合并")
        await pilot.press("home", "M")
        await until_text(pilot, "与哪个子任务合并")
        await pilot.press("enter")
        await until(pilot, lambda _seen: len(tasks_of(briefed.state, NPL)) == 1, "one task of two")


async def test_a_task_is_split_into_several(briefed: Board) -> None:
    briefed.commit(AddOutline(NPL, [OutlineRow("宣传物料", "物料", ("三版初稿", "终稿"))]))
    async with confirming(briefed, "breakdown") as pilot:
        await pilot.press("home", "S")
        await until_text(pilot, "一行一个名称")
        await pilot.press("down")
        await paste(pilot, "物料终稿 #2")
        await pilot.press("ctrl+s")
        await closed(pilot)
        first, second = tasks_of(briefed.state, NPL)
        assert [each.text for each in first.criteria] == ["三版初稿"]
        assert (second.title, [each.text for each in second.criteria]) == ("物料终稿", ["终稿"])


async def test_criteria_are_changed_in_the_row_and_keep_their_ticks(briefed: Board) -> None:
    briefed.commit(AddOutline(NPL, [OutlineRow("方案", "方案", ("三套策略", "预算"))]))
    async with confirming(briefed, "breakdown") as pilot:
        await pilot.press("home", "enter", "tab", "tab")
        await paste(pilot, "；附数据")
        await pilot.press("enter")
        await until(
            pilot,
            lambda _seen: (
                [each.text for each in tasks_of(briefed.state, NPL)[0].criteria]
                == ["三套策略", "预算", "附数据"]
            ),
            "the criteria",
        )


async def test_a_row_left_half_way_is_there_again(briefed: Board) -> None:
    async with confirming(briefed, "breakdown") as pilot:
        await pilot.press("+")
        await paste(pilot, "销售培训")
        await pilot.press("escape")
        await until(pilot, lambda _seen: not page_of(pilot).typing, "the list")
        await pilot.press("+")
        await until_text(pilot, "之前在这里输入的内容已恢复")
        assert page_of(pilot).editor.texts["title"] == "销售培训"


async def test_a_row_that_was_cut_off_is_open_again_at_its_step(
    briefed: Board, tmp_path: Path, clock: FixedClock
) -> None:
    async with confirming(briefed, "breakdown") as pilot:
        await pilot.press("+")
        await paste(pilot, "销售培训")
    again = Board.open(tmp_path / "launch.json", clock=clock)
    again.identify(LI)
    async with confirming(again, None) as pilot:
        await until_text(pilot, "[拆解")
        await until(pilot, lambda _seen: page_of(pilot).editor.texts.get("title") == "销售培训", "the row")


async def test_somebody_in_another_step_is_seen_and_their_row_comes_in(
    briefed: Board, tmp_path: Path, clock: FixedClock
) -> None:
    other = Board.open(tmp_path / "launch.json", clock=clock, origin="screen")
    other.identify(WANG)
    async with confirming(briefed, "breakdown") as mine, confirming(other, "brief"):
        await until_text(mine, "王芳 在 说明书")
        await mine.press("+")
        await paste(mine, "我的子任务")
        third = Board.open(tmp_path / "launch.json", clock=clock)
        third.identify(LI)
        third.commit(AddOutline(NPL, [OutlineRow("别处的子任务")]))
        third.close()
        await until_text(mine, "别处的子任务")
        assert page_of(mine).editor.texts["title"] == "我的子任务"


async def test_what_is_missing_is_one_enter_away_from_the_way_on(briefed: Board) -> None:
    briefed.commit(EditBrief(NPL, {"background": ""}))
    async with confirming(briefed, "breakdown") as pilot:
        await pilot.press("N")
        await until_text(pilot, "进入任务分配？")
        await pilot.press("enter")
        await closed(pilot)
        await until(pilot, lambda _seen: screen_of(pilot).step == "brief", "the brief")
        assert page_of(pilot).key == BACKGROUND


async def test_space_walks_through_everything_that_is_missing(briefed: Board) -> None:
    briefed.commit(AddOutline(NPL, [OutlineRow("宣传物料设计", "物料"), OutlineRow("渠道报价")]))
    async with confirming(briefed, "alignment") as pilot:
        for step, key in (
            ("alignment", ROLL),
            ("alignment", (Part.GOALS, 1)),
            ("confirmation", MARKETING),
            ("breakdown", 2),
            ("breakdown", 1),
            ("breakdown", ("need", "outcome", None, 1)),
        ):
            await pilot.press("space")
            await until(pilot, _at(pilot, step, key), f"{step} {key}")


def _at(pilot: Pilot[None], step: str, key: Hashable) -> Callable[[Grid], bool]:
    def there(_seen: Grid) -> bool:
        page = screen_of(pilot).page
        return isinstance(page, ListPage) and page.step == step and page.is_attached and page.key == key

    return there


async def test_a_number_leads_to_the_task_in_the_outline_from_any_step(briefed: Board) -> None:
    briefed.commit(AddOutline(NPL, [OutlineRow("宣传物料设计"), OutlineRow("渠道报价")]))
    async with confirming(briefed, "confirmation") as pilot:
        await pilot.press("g", "2", "enter")
        await until(pilot, _at(pilot, "breakdown", 2), "the task")


async def test_the_stages_have_their_keys_in_a_wizard_too(briefed: Board) -> None:
    async with confirming(briefed, "alignment") as pilot:
        await pilot.press("f10")
        await until_text(pilot, "打开哪个阶段？")
        await pilot.press("escape")
        await closed(pilot)
        await pilot.press("2")
        await until_text(pilot, "[2 任务分配]")


async def test_a_task_taken_out_is_gone_and_comes_back_with_undo(briefed: Board) -> None:
    briefed.commit(AddOutline(NPL, [OutlineRow("宣传物料设计"), OutlineRow("渠道报价")]))
    async with confirming(briefed, "breakdown") as pilot:
        await to_row(pilot, 1)
        await pilot.press("X")
        await until_text(pilot, "已去掉 NPL-1 宣传物料设计")
        assert briefed.state.get(Task, 1) is None
        await pilot.press("u")
        await until(pilot, lambda _seen: briefed.state.get(Task, 1) is not None, "it to be back")


async def test_a_template_is_changed_in_both_languages(blank: Board) -> None:
    async with confirming(blank, "scenario") as pilot:
        await pilot.press("L")
        await to_row(pilot, ("agenda", 0))
        await until_text(pilot, "What each")
        await pilot.press("enter")
        await type_rows(pilot, ("Budget", "8"))
        found = template(blank.state, blank.state.one(Initiative, NPL).scenario, "en")
        assert "Budget" in [line.title for line in found.agenda]


async def test_what_others_write_stands_out_in_brief_and_alignment(
    briefed: Board, tmp_path: Path, clock: FixedClock
) -> None:
    other = Board.open(tmp_path / "launch.json", clock=clock)
    other.identify(LI)
    async with confirming(briefed, "brief") as pilot:
        other.commit(EditPoint(NPL, Part.OUTCOMES, 2, {"text": "宣传物料三种"}))
        await until(pilot, lambda _seen: (Part.OUTCOMES, 2) in page_of(pilot).list.marked, "the mark")
        await at_step(pilot, "alignment")
        other.commit(ReviewPoint(NPL, RESEARCH, Part.GOALS, 1))
        await until(pilot, lambda _seen: (Part.GOALS, 1) in page_of(pilot).list.marked, "the mark")
    other.close()


async def test_a_deliverable_in_the_words_of_an_outcome_serves_it(briefed: Board) -> None:
    async with confirming(briefed, "breakdown") as pilot:
        await pilot.press("+")
        await type_rows(pilot, ("写推广方案", "推广方案", "三套策略"))
        (task,) = tasks_of(briefed.state, NPL)
        assert [(each.kind.value, each.ref) for each in task.serves] == [("outcome", 1)]


async def test_who_takes_part_already_is_not_offered_when_departments_are_asked(blank: Board) -> None:
    async with confirming(blank, "alignment") as pilot:
        await pilot.press("w")
        for department in (RESEARCH, DESIGN):
            await until_text(pilot, "还涉及哪个部门？")
            await pilot.press("down", "up", "enter")  # the first line of the list, whoever stands there
            await until(
                pilot,
                lambda _seen, department=department: review_of(blank.state, NPL, department) is not None,  # type: ignore[misc]
                "the first that is not asked yet",
            )
