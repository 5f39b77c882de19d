"""A team enters itself: departments, heads, people, deputies, accounts."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from store import language
from store.board.board import Board
from store.language import Language
from store.model.organisation import Department, Person, Role
from store.rules.commands.joining import FoundDepartment
from tests.harness import FixedClock, grid, until, until_text
from tests.screens.stage import LARGE, SMALL, copied, running


def named(board: Board, name: str) -> Person:
    return next(person for person in board.state.all(Person) if person.name == name)


async def test_a_new_board_names_the_key_that_enters_people(tmp_path: Path, clock: FixedClock) -> None:
    board = Board.create(tmp_path / "new.json", {"name": "新看板"}, clock=clock)
    async with running(board, until="您是哪位") as pilot:
        await pilot.press(*"林晓", "enter", *"市场部", "enter", "enter")
        await until_text(pilot, "P 录入部门和人员")
        await pilot.press("P")
        await until_text(pilot, "部门和人员")
        await pilot.press("f7")
        await until_text(pilot, "新建部门")
        await pilot.press(*"研发部", "enter", *"陈工,罗林", "enter")
        await until(
            pilot, lambda seen: "陈工" in seen and "新建部门" not in seen.text[10], "the new department"
        )
    made = next(one for one in board.state.all(Department) if one.name == "研发部")
    assert made.head == named(board, "陈工").id
    assert named(board, "罗林").department == made.id


async def test_the_head_of_a_department_is_named_with_enter(board: Board) -> None:
    async with running(board) as pilot:
        await pilot.press("f9")
        await until(pilot, lambda seen: seen.style_of("市场部").reverse, "the cursor on the first department")
        await pilot.press("enter")
        await until_text(pilot, "市场部：名称和负责人")
        await pilot.press("enter", *"何静", "enter", "ctrl+s")
        await until(pilot, lambda seen: "何静" in seen.line("市场部"), "the new head")
    assert board.state.all(Department)[0].head == named(board, "何静").id


async def test_the_head_of_an_empty_department_is_a_new_person(board: Board) -> None:
    made = board.commit(FoundDepartment("物流部"))
    assert made is not None
    async with running(board) as pilot:
        await pilot.press("f9")
        await until_text(pilot, "物流部")
        await pilot.press("end", "enter")
        await until_text(pilot, "物流部：名称和负责人")
        await pilot.press("enter", *"高工", "enter")
        await until(pilot, lambda seen: "高工" in seen.line("物流部"), "the new head")
    assert board.state.one(Department, made.made(Department) or 0).head == named(board, "高工").id


async def test_a_person_gets_a_deputy_and_an_account(board: Board) -> None:
    async with running(board) as pilot:
        await pilot.press("P")
        await until_text(pilot, "部门和人员")
        await pilot.press("down", "down", "enter")
        await until_text(pilot, "账号")
        await pilot.press("enter", "enter", "enter", *"罗琳", "enter", *"hejing, hj", "enter")
        await until_text(pilot, "hejing, hj")
    him = board.state.all(Person)
    changed = next(person for person in him if person.logins == ("hejing", "hj"))
    assert changed.deputy == named(board, "罗琳").id


async def test_a_new_person_belongs_to_the_department_under_the_cursor(board: Board) -> None:
    async with running(board) as pilot:
        await pilot.press("P")
        await until_text(pilot, "部门和人员")
        await pilot.press("insert")
        await until_text(pilot, "新增人员")
        await pilot.press(*"新同事", "f3")
        await until(pilot, lambda seen: seen.style_of("新同事").reverse, "the cursor on the new person")
    made = named(board, "新同事")
    assert (made.department, made.role) == (1, Role.MEMBER)


async def test_a_name_that_is_taken_is_refused_at_the_people_of_the_new_department(board: Board) -> None:
    async with running(board) as pilot:
        await pilot.press("P")
        await until_text(pilot, "部门和人员")
        await pilot.press("D")
        await until_text(pilot, "新建部门")
        await pilot.press(*"财务部", "enter", *"老王,老王", "enter")
        await until_text(pilot, "“老王”写了两次")
    assert "财务部" not in [one.name for one in board.state.all(Department)]


async def test_finding_leads_to_a_person(board: Board) -> None:
    async with running(board) as pilot:
        await pilot.press("P")
        await until_text(pilot, "部门和人员")
        await pilot.press("f5")
        await until_text(pilot, "输入名称的一部分")
        await pilot.press(*"孙莉", "enter")
        await until(pilot, lambda seen: seen.style_of("   孙莉").reverse, "the cursor on her")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("tongue", ["zh", "en"])
async def test_the_people_look_like_this(
    examples: dict[Language, Path],
    tmp_path: Path,
    clock: FixedClock,
    tongue: Language,
    size: tuple[int, int],
    screen_snapshot: SnapshotAssertion,
) -> None:
    language.use(tongue)
    board = Board.open(copied(examples[tongue], tmp_path / "b"), clock=clock)
    board.identify(1)
    async with running(board, size=size) as pilot:
        await pilot.press("P")
        await until_text(pilot, {"zh": "部门和人员", "en": "Departments and people"}[tongue])
        assert grid(pilot.app) == screen_snapshot
