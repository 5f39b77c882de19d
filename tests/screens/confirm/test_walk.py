"""Stage 1 from an empty board to a confirmed brief and its tasks, by keyboard, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot

from screens.confirm.alignment_page import AlignmentPage
from screens.confirm.brief_lines import BACKGROUND, DUE
from screens.confirm.confirm_screen import ConfirmScreen
from screens.confirm.departments import department_named
from screens.home.home_screen import HomeScreen
from store import language
from store.board.board import Board
from store.language import Language, _
from store.model.initiative import Stage
from store.model.requirement import Part
from store.model.task import Task
from store.rules.brief import asked, reviews_of, tasks_of
from store.rules.coverage import Coverage, coverage
from tests.harness import FixedClock, Grid, until, until_text
from tests.screens.confirm.stage import (
    at_step,
    closed,
    fill,
    initiative_of,
    page_of,
    paste,
    screen_of,
    texts,
    to_row,
    type_rows,
)
from tests.screens.stage import running
from tests.store.rules.confirmed import is_confirmed


@dataclass(frozen=True)
class Words:
    """The example of DOMAIN.md, in a language."""

    me: str
    mine: str
    title: str
    background: str
    goal: tuple[str, ...]
    outcomes: str
    draft: str
    others: tuple[tuple[str, str], ...]
    promise: str
    task: tuple[str, str, str]
    pasted: str


WORDS: dict[Language, Words] = {
    "zh": Words(
        "李明",
        "市场部",
        "新品上市推广",
        "上一代产品停产，需要新品接上。",
        ("上市前3个月卖出10万台", "台", "10万", "2024/6/30"),
        "推广方案\n宣传物料\n销售培训材料",
        "推广方案初稿",
        (("研发部", "陈工"), ("销售部", "王芳")),
        "核心卖点",
        ("推广方案撰写", "推广方案", "三套策略；一份预算"),
        "1. 宣传物料设计\n   交付物：宣传物料\n   符合品牌手册\n"
        "2. 销售培训组织\n   交付物：销售培训材料\n   考试通过率 90%\n"
        "3. 核心卖点整理\n   交付物：卖点清单\n   5 条，附数据",
    ),
    "en": Words(
        "Li Ming",
        "Marketing",
        "Launch of the new product",
        "The old product ends; the new one has to follow.",
        ("100,000 units in the first 3 months", "units", "100,000", "2024/6/30"),
        "Launch plan\nPromotional material\nSales training material",
        "First draft of the launch plan",
        (("Research", "Chen Gong"), ("Sales", "Wang Fang")),
        "Core selling points",
        ("Write the launch plan", "Launch plan", "three strategies; a budget"),
        "- Design the promotional material\n  Deliverable: promotional material\n  follows the brand manual\n"
        "- Organise the sales training\n  Deliverable: sales training material\n  90% pass the test\n"
        "- Collect the core selling points\n  Deliverable: core selling points\n  5 of them, with figures",
    ),
}


@pytest.mark.parametrize("tongue", ["zh", "en"])
async def test_a_vague_wish_becomes_a_confirmed_brief_with_its_tasks(
    tmp_path: Path, clock: FixedClock, tongue: Language
) -> None:
    language.use(tongue)
    words = WORDS[tongue]
    board = Board.create(tmp_path / "new.json", {"name": "Board", "language": tongue}, clock=clock)
    async with running(board, until=_("Who are you?")) as pilot:
        await _begin(pilot, words)
        initiative = initiative_of(board, "NPL")
        assert initiative.stage is Stage.CONFIRM
        await _write_the_brief(pilot, board, words)
        await _align(pilot, board, words)
        await _confirm(pilot, words)
        assert is_confirmed(board.state, initiative.id)
        await _break_down(pilot, board, words)
        found = coverage(board.state, initiative.id)
        assert found == Coverage((), (), (), (), (), ())


async def _begin(pilot: Pilot[None], words: Words) -> None:
    """Who I am, and the initiative; it opens at its first step."""
    await fill(pilot, words.me, words.mine, "")
    await until(pilot, lambda _seen: isinstance(pilot.app.screen, HomeScreen), "Home")
    await pilot.press("+")
    await until_text(pilot, _("A new initiative"))
    await fill(pilot, "NPL", words.title, "", "", "", "")
    await until(pilot, lambda _seen: isinstance(pilot.app.screen, ConfirmScreen), "the wizard")


async def _write_the_brief(pilot: Pilot[None], board: Board, words: Words) -> None:
    id_ = initiative_of(board, "NPL").id
    await at_step(pilot, "brief")
    await to_row(pilot, BACKGROUND)
    await pilot.press("enter")
    await until(pilot, lambda _seen: pilot.app.screen is not screen_of(pilot), "the dialog")
    await paste(pilot, words.background)
    await pilot.press("ctrl+s")
    await closed(pilot)
    await to_row(pilot, DUE)
    await pilot.press("enter")
    await type_rows_once(pilot, "2024/6/30")
    await to_row(pilot, (Part.GOALS, 0))
    await pilot.press("enter")
    await type_rows(pilot, words.goal)
    await to_row(pilot, (Part.OUTCOMES, 0))
    await pilot.press("enter")
    page = page_of(pilot)
    await until(pilot, lambda _seen: page.typing, "a row to type")
    await paste(pilot, words.outcomes)
    await until(
        pilot, lambda _seen: texts(board, Part.OUTCOMES, id_) == words.outcomes.split("\n"), "the rows"
    )
    await pilot.press("escape")
    await to_row(pilot, (Part.TIMES, 0))
    await pilot.press("enter")
    await type_rows(pilot, (words.draft, "2024/3/15"))
    await until(pilot, lambda _seen: screen_of(pilot).steps()[1].missing is None, "the brief to be whole")


async def type_rows_once(pilot: Pilot[None], text: str) -> None:
    """Change a row of one cell."""
    page = page_of(pilot)
    await until(pilot, lambda _seen: page.typing, "a row to type")
    await paste(pilot, text)
    await pilot.press("enter")
    await until(pilot, lambda _seen: not page.typing, "the list")


async def _align(pilot: Pilot[None], board: Board, words: Words) -> None:
    id_ = initiative_of(board, "NPL").id
    await at_step(pilot, "alignment")
    await pilot.press("w")
    for name, _head in words.others:
        await fill(pilot, name)
        await until(pilot, _asked(board, id_, name), "the department")
    await until(pilot, lambda _seen: pilot.app.screen is not screen_of(pilot), "the next one")
    await pilot.press("enter")
    await closed(pilot)
    for number in range(3):  # every department in turn: present, all feasible
        await pilot.press("a", "Y")
        await until(pilot, _spoken(board, id_, number + 1), "its word")
        await pilot.press("right")
    page = screen_of(pilot).page
    assert isinstance(page, AlignmentPage)
    research = department_named(board.state, words.others[0][0])
    while page.department != research:
        await pilot.press("right")
    await pilot.press("c")
    await type_rows(pilot, (words.promise, "2024/4/10"))
    await pilot.press("r")
    await type_rows(pilot, ("手册可能来不及",))
    await until(
        pilot, lambda _seen: any(each.contributions for each in reviews_of(board.state, id_)), "the promise"
    )


async def _confirm(pilot: Pilot[None], words: Words) -> None:
    await at_step(pilot, "confirmation")
    await pilot.press("home", "S")  # my own department has no head yet: I record it, and become its head
    for name in (words.me, *(head for _name, head in words.others)):
        await until_text(pilot, _("How"))
        await fill(pilot, name, "会上" if name == words.me else "")
        await closed(pilot)
        if name != words.others[-1][1]:
            await pilot.press("S")


async def _break_down(pilot: Pilot[None], board: Board, words: Words) -> None:
    id_ = initiative_of(board, "NPL").id
    await at_step(pilot, "breakdown")
    await pilot.press("+")
    page = page_of(pilot)
    await type_rows(pilot, words.task)
    await pilot.press("+")
    await until(pilot, lambda _seen: page.typing, "a row to type")
    await paste(pilot, words.pasted)
    await until(pilot, lambda _seen: len(tasks_of(board.state, id_)) == 4 and not page.sending, "the tasks")
    await pilot.press("escape")
    for task in tasks_of(board.state, id_):
        if task.serves:
            continue  # its deliverable has the words of an outcome
        await to_row(pilot, task.id)
        await pilot.press("t")
        await until(pilot, lambda _seen: pilot.app.screen is not screen_of(pilot), "the list")
        await pilot.press("enter")
        await until(pilot, _linked(board, task.id), "the link")
    await pilot.press("c")
    await until_text(pilot, "3/3")


def _asked(board: Board, initiative: int, name: str) -> Callable[[Grid], bool]:
    return lambda _seen: department_named(board.state, name) in asked(board.state, initiative)


def _spoken(board: Board, initiative: int, count: int) -> Callable[[Grid], bool]:
    return lambda _seen: sum(bool(each.points) for each in reviews_of(board.state, initiative)) == count


def _linked(board: Board, task: int) -> Callable[[Grid], bool]:
    return lambda _seen: bool(board.state.one(Task, task).serves)
