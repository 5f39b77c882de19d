"""The sign-off step: exactly what was read is signed, and what changes after that is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from screens.confirm.confirm_screen import ConfirmScreen
from screens.meeting.plan_screen import PlanScreen
from store.board.board import Board
from store.language import _
from store.model.initiative import Scenario
from store.model.signature import Signature
from store.rules.commands import CreateInitiative, EditTask
from store.rules.commands.claiming import NameOwner
from store.rules.gates import kickoff_of
from store.rules.signoff import SignoffState, department_signoff, signoff
from store.rules.stage2 import GO_ON, SIGN
from tests.harness import FixedClock, until, until_text
from tests.screens.assign.stage import (
    assigning,
    closed,
    department_named,
    fill,
    initiative_of,
    person_named,
    task_of,
)


async def record(pilot, how: str) -> None:  # type: ignore[no-untyped-def]
    await pilot.press("enter")
    await until_text(pilot, _("How"))
    await fill(pilot, how)
    await closed(pilot)


async def test_a_signature_given_elsewhere_says_who_wrote_it_down_and_how(board: Board) -> None:
    async with assigning(board, step=SIGN) as pilot:
        await pilot.press("home", "down")
        await record(pilot, "邮件")
        seen = await until_text(pilot, "李明 代录（邮件）")
        assert "✓" in seen.line("研发部")


async def test_the_next_department_is_at_hand_and_how_it_was_given_is_typed_once(board: Board) -> None:
    async with assigning(board, step=SIGN) as pilot:
        await pilot.press("home", "down")
        await record(pilot, "口头")
        await until_text(pilot, "李明 代录（口头）")
        seen = await until(pilot, lambda seen: seen.line("设计部").startswith("|"), "the next department")
        assert "|" not in seen.line("研发部")
        await pilot.press("enter")
        await until_text(pilot, "口头")
        await pilot.press("enter")
        await closed(pilot)
        await until(pilot, lambda seen: seen.shown.count("李明 代录（口头）") == 2, "both")


async def test_what_changed_since_stands_field_by_field_and_goes_when_signed_again(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    async with assigning(board, step=SIGN) as pilot:
        await pilot.press("home", "down")
        await record(pilot, "邮件")
        await until_text(pilot, "代录")
        board.commit(EditTask(task_of(board, "CSP-4").id, {"due": date(2024, 5, 31)}))
        seen = await until_text(pilot, "签字后有变更")
        assert "2024-05-31" in seen.line("CSP-4 截止")
        await pilot.press("home", "down")
        await record(pilot, "电话")
        await until_text(pilot, "代录（电话）")
        found = department_signoff(
            board.state, initiative_of(board, "CSP").id, department_named(board, "研发部").id
        )
        assert found is not None
        assert found.state is SignoffState.SIGNED


async def test_a_head_signs_as_themself_and_nobody_else_does(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    other = Board.open(board_file, clock=clock)
    other.identify(person_named(board, "陈工").id)
    async with assigning(other, step=SIGN) as pilot:
        await pilot.press("home", "enter")
        await until_text(pilot, "CSP-8")
        await pilot.press("enter")
        await until_text(pilot, "这里由市场部负责人 李明 签字")
        await pilot.press("escape", "down", "enter")
        await until_text(pilot, "CSP-3")
        await pilot.press("enter")
        await closed(pilot)
        await until_text(pilot, "陈工 本人")


async def test_a_row_with_a_hole_is_not_signed_and_the_hole_is_named(board: Board) -> None:
    async with assigning(board, step=SIGN) as pilot:
        await pilot.press("home", "enter")
        await until_text(pilot, "没有负责人")
        await pilot.press("enter")
        await until_text(pilot, "还不能签字")


async def test_rows_that_change_while_they_are_read_are_read_again_before_they_are_signed(
    board: Board,
) -> None:
    board.commit(NameOwner(task_of(board, "CSP-8").id, person_named(board, "李明").id))
    async with assigning(board, step=SIGN) as pilot:
        await pilot.press("home", "enter")
        await until_text(pilot, "CSP-8")
        board.commit(EditTask(task_of(board, "CSP-8").id, {"title": "另一个标题"}))
        await pilot.press("enter")
        seen = await until_text(pilot, "阅读期间有变更")
        assert "另一个标题" in seen
        assert signature_of(board, "市场部") is None
        await pilot.press("enter")
        await closed(pilot)
        signature = signature_of(board, "市场部")
        assert signature is not None
        assert "另一个标题" in {row.title for row in signature.rows}


async def test_a_signature_given_elsewhere_is_not_recorded_for_rows_that_changed_meanwhile(
    board: Board,
) -> None:
    async with assigning(board, step=SIGN) as pilot:
        await pilot.press("home", "down", "enter")
        await until_text(pilot, _("How"))
        board.commit(EditTask(task_of(board, "CSP-4").id, {"due": date(2024, 5, 31)}))
        await fill(pilot, "邮件")
        seen = await until_text(pilot, "阅读期间有变更")
        assert "2024-05-31" in seen.line("! CSP-4")
        assert "邮件" in seen
        assert signature_of(board, "研发部") is None
        await pilot.press("enter")
        await closed(pilot)
        assert signature_of(board, "研发部") is not None


async def test_two_sessions_sign_at_once_and_both_signatures_stand(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    board.commit(NameOwner(task_of(board, "CSP-8").id, person_named(board, "李明").id))
    other = Board.open(board_file, clock=clock, origin="screen")
    other.identify(person_named(board, "陈工").id)
    async with assigning(board, step=SIGN) as mine, assigning(other, step=SIGN) as his:
        await mine.press("home", "enter")
        await his.press("home", "down", "enter")
        for pilot in (mine, his):
            await until_text(pilot, _("Sign these rows"))
        await mine.press("enter")
        await his.press("enter")
        for pilot in (mine, his):
            seen = await until(pilot, lambda seen: "李明 本人" in seen and "陈工 本人" in seen, "both")
            assert "签字 4/" in seen
    other.close()


def signature_of(board: Board, department: str) -> Signature | None:
    found = department_signoff(
        board.state, initiative_of(board, "CSP").id, department_named(board, department).id
    )
    assert found is not None
    return found.signature


async def test_a_signed_table_is_copied_and_saved(board: Board) -> None:
    async with assigning(board, step=SIGN) as pilot:
        await pilot.press("y")
        await until_text(pilot, "分配总表已复制")
        await pilot.press("escape", "w")
        await until_text(pilot, "CSP-跨部门任务分配总表-2024-03-25.xlsx")
        await pilot.press("right", "right", "ctrl+s")
        await until_text(pilot, "已存为")
        saved = next(board.path.parent.glob("CSP-*.md"))
        assert "CSP-1" in saved.read_text("utf-8")


async def test_a_member_cannot_go_on_with_gaps(board: Board, board_file: Path, clock: FixedClock) -> None:
    other = Board.open(board_file, clock=clock)
    other.identify(person_named(board, "许文").id)
    async with assigning(other, step=GO_ON) as pilot:
        await until_text(pilot, "进入执行跟进还缺")
        await pilot.press("enter")
        await until_text(pilot, "留在这里")
        await pilot.press("down", "enter")
        await until(pilot, lambda seen: "主持人" in seen.shown.splitlines()[-2], "the refusal")


async def test_what_is_missing_for_the_follow_up_is_one_enter_away(board: Board) -> None:
    async with assigning(board, step=GO_ON) as pilot:
        await until_text(pilot, "进入执行跟进还缺")
        await pilot.press("down", "enter")
        await until_text(pilot, "[认领")


async def test_the_kickoff_is_planned_with_one_key_and_named_while_it_is_missing(board: Board) -> None:
    async with assigning(board, step=GO_ON) as pilot:
        await until_text(pilot, "还没有开启动会")
        await pilot.press("K")
        await until(pilot, lambda _seen: isinstance(pilot.app.screen, PlanScreen), "the kickoff")
        await pilot.press("escape")
        await until_text(pilot, "启动会已安排，但还没有开")
        meeting = kickoff_of(board.state, initiative_of(board, "CSP").id)
        assert meeting is not None
        await pilot.press("end", "enter")
        await until(pilot, lambda _seen: isinstance(pilot.app.screen, PlanScreen), "the same one")
        assert kickoff_of(board.state, meeting.initiative) == meeting


async def test_a_facilitator_takes_back_what_was_recorded_wrongly(board: Board) -> None:
    async with assigning(board, step=SIGN) as pilot:
        recorded = next(
            each
            for each in signoff(board.state, initiative_of(board, "CSP").id)
            if each.signature is not None and each.signature.recorded_by is not None
        )
        row = [each.department.id for each in signoff(board.state, initiative_of(board, "CSP").id)].index(
            recorded.department.id
        )
        await pilot.press("home", *["down"] * row, "X")
        await until_text(pilot, "已撤回签字")
        assert signature_of(board, recorded.department.name) != recorded.signature


async def test_what_stage_1_still_lacks_is_shown_in_stage_1(board: Board) -> None:
    board.commit(CreateInitiative("RUN", "Run", scenario=Scenario.MAJOR_PROJECT))
    async with assigning(board, code="RUN", step=GO_ON) as pilot:
        await until_text(pilot, "进入执行跟进还缺")
        await pilot.press("home", "down", "enter")
        await until(pilot, lambda _seen: isinstance(pilot.app.screen, ConfirmScreen), "stage 1")
        await until_text(pilot, "[适用场景")
