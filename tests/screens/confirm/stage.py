"""The wizard of stage 1, in front."""

from __future__ import annotations

from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from screens.confirm.confirm_screen import ConfirmScreen
from screens.confirm.row_page import RowPage
from screens.wizard.page import ListPage
from store.board.board import Board
from store.model.initiative import Initiative, Scenario, Stage
from store.model.organisation import Role
from store.model.requirement import Part
from store.rules.brief import brief_of, lines_of
from store.rules.commands import AddDepartment, AddPerson, CreateInitiative, EditDepartment
from store.rules.commands.alignment import AskDepartments, Contribute
from store.rules.commands.brief import AddPoints, EditBrief
from tests.harness import FixedClock, until
from tests.screens.stage import SMALL, running
from tui.app import DuiqiApp

MARKETING, RESEARCH, DESIGN, SALES = 1, 2, 3, 4
LI, CHEN, ZHAO, WANG = 1, 2, 3, 4
NPL = 1


def blank_board(folder: Path, clock: FixedClock) -> Board:
    """Four departments with their heads and an initiative of which nothing is said; 李明 facilitates."""
    board = Board.create(folder / "launch.json", {"name": "市场协作看板"}, clock=clock)
    for name in ("市场部", "研发部", "设计部", "销售部"):
        board.commit(AddDepartment(name))
    for department, name in enumerate(("李明", "陈工", "赵敏", "王芳"), 1):
        board.commit(AddPerson(name, department, Role.FACILITATOR if department == 1 else Role.MEMBER))
        board.identify(LI)
    for department in (MARKETING, RESEARCH, DESIGN, SALES):
        board.commit(EditDepartment(department, {"head": department}))
    board.commit(
        CreateInitiative(
            "NPL", "新品上市推广", Scenario.MAJOR_PROJECT, Stage.CONFIRM, department=MARKETING, facilitator=LI
        )
    )
    return board


def write_brief(board: Board) -> None:
    """The brief of DOMAIN.md's example, all departments asked, 研发部 with its contribution."""
    board.commit(EditBrief(NPL, {"background": "上一代产品停产，需要新品接上。"}))
    goal = {"text": "上市前3个月卖出10万台", "measure": "台", "target": "10万", "date": "2024-06-30"}
    board.commit(AddPoints(NPL, Part.GOALS, [goal]))
    outcomes = [{"text": "推广方案"}, {"text": "宣传物料"}, {"text": "销售培训材料"}]
    board.commit(AddPoints(NPL, Part.OUTCOMES, outcomes))
    board.commit(AddPoints(NPL, Part.TIMES, [{"text": "推广方案初稿", "date": "2024-03-15"}]))
    board.commit(AskDepartments(NPL, [MARKETING, RESEARCH, DESIGN, SALES]))
    board.commit(Contribute(NPL, RESEARCH, [{"content": "核心卖点"}]))


@asynccontextmanager
async def confirming(
    board: Board, step: str | None, *, size: tuple[int, int] = SMALL
) -> AsyncIterator[Pilot[None]]:
    """The wizard of the first initiative, at `step`; null: where it opens."""
    async with running(board, size=size) as pilot:
        assert isinstance(pilot.app, DuiqiApp)
        pilot.app.open_stage(NPL, Stage.CONFIRM)
        await until(pilot, lambda _seen: isinstance(pilot.app.screen, ConfirmScreen), "the wizard")
        if step is not None:
            await at_step(pilot, step)
        yield pilot


def screen_of(pilot: Pilot[None]) -> ConfirmScreen:
    """The wizard, wherever it is in the stack."""
    return next(each for each in pilot.app.screen_stack if isinstance(each, ConfirmScreen))


def page_of(pilot: Pilot[None]) -> RowPage:
    """The page in front, into which rows are typed."""
    page = screen_of(pilot).page
    assert isinstance(page, RowPage)
    return page


async def at_step(pilot: Pilot[None], step: str) -> None:
    """Press tab until that step is in front."""
    screen = screen_of(pilot)
    await until(pilot, lambda _seen: pilot.app.screen is screen, "the wizard")
    while screen.step != step:
        await pilot.press("tab")
        await pilot.pause()
    await until(pilot, lambda _seen: screen.page.step == step and screen.page.is_attached, step)


async def paste(pilot: Pilot[None], text: str) -> None:
    """As a terminal hands on what is pasted, into what has the focus."""
    assert pilot.app.screen.focused is not None
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


async def type_rows(pilot: Pilot[None], *rows: tuple[str, ...]) -> None:
    """Type each of `rows`, tab from cell to cell and enter after the last, then leave with esc."""
    page = page_of(pilot)
    for row in rows:
        await until(pilot, lambda _seen: page.typing and not page.sending, "a row to type")
        for at, text in enumerate(row):
            if at:
                await pilot.press("tab")
            if text:
                await paste(pilot, text)
        await pilot.press("enter")
    await until(pilot, lambda _seen: not page.sending, "the rows to be written")
    await pilot.press("escape")
    await until(pilot, lambda _seen: not page.typing, "the list")


async def fill(pilot: Pilot[None], *texts: str) -> None:
    """Write each of `texts` into its field of the dialog in front, enter after each."""
    for text in texts:
        await until(pilot, lambda _seen: pilot.app.screen.focused is not None, "a field")
        if text:
            await paste(pilot, text)
        await pilot.press("enter")
        await pilot.pause()


async def closed(pilot: Pilot[None]) -> None:
    """Wait until the wizard is in front again."""
    screen = screen_of(pilot)
    await until(pilot, lambda _seen: pilot.app.screen is screen, "the dialog to close")


async def to_row(pilot: Pilot[None], key: Hashable) -> None:
    """The cursor on the row of that key."""
    page = screen_of(pilot).page
    assert isinstance(page, ListPage)
    assert page.list.move_to(key), key
    await pilot.pause()


def texts(board: Board, part: Part, initiative: int = NPL) -> list[str]:
    """What a list of the brief says."""
    return [line.text for line in lines_of(brief_of(board.state, initiative), part)]


def initiative_of(board: Board, code: str) -> Initiative:
    """The initiative of that code."""
    return next(each for each in board.state.all(Initiative) if each.code == code)
