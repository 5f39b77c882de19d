"""What is told of a task with a key or two, and what is asked for it (DOMAIN.md stage 3.2)."""

from __future__ import annotations

from datetime import date

from store.board.board import Board
from store.model.issue import Issue
from store.model.organisation import Person
from store.model.task import Priority, Progress, Task
from store.rules.commands import EditTask, PostponeTask
from store.rules.status import Status, status_of
from tests.harness import grid, until, until_text
from tests.harness.wait import until_gone
from tests.screens.followup.stage import at_hand, following_up, task_of


def status(board: Board, key: str) -> Status:
    return status_of(task_of(board, key))


async def test_s_starts_at_once_and_u_takes_it_back(board: Board) -> None:
    async with following_up(board, at="NPL-9") as pilot:
        await pilot.press("s")
        await until_text(pilot, "NPL-9: under way now.")
        assert status(board, "NPL-9") is Status.IN_PROGRESS
        await pilot.press("u")
        await until(pilot, lambda _: status(board, "NPL-9") is Status.NOT_STARTED, "it taken back")


async def test_a_key_that_cannot_act_says_why(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        await pilot.press("s")
        await until_text(pilot, "NPL-7 is under way already.")
        await pilot.press("g", "1", "enter")
        await until(pilot, lambda _: at_hand(pilot) == "NPL-1", "NPL-1")
        await pilot.press("p")
        await until_text(pilot, "NPL-1 is done. Reopen it first.")


async def test_enter_lists_the_actions_and_why_the_others_cannot_be_done(board: Board) -> None:
    async with following_up(board, at="NPL-9") as pilot:
        await pilot.press("enter")
        await until_text(pilot, "NPL-9 First stock to shops")
        await until_text(pilot, "Work on it has begun.")
        await pilot.press("end")
        await until_text(pilot, "NPL-9 is open already.")
        await pilot.press("home", "enter")
        await until(pilot, lambda _: status(board, "NPL-9") is Status.IN_PROGRESS, "it started")


async def test_done_asks_for_the_open_criteria_and_space_ticks_them(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        await pilot.press("c")
        await until_text(pilot, "[ ] Everybody passes the quiz")
        await pilot.press("space")
        await until_gone(pilot, "why it is done although one is open")
        await pilot.press("enter")
        await until_text(pilot, "NPL-7: done.")
        assert status(board, "NPL-7") is Status.DONE
        assert all(each.met for each in task_of(board, "NPL-7").criteria)


async def test_done_with_an_open_criterion_needs_an_exception_and_says_so_at_the_field(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        await pilot.press("c")
        await until_text(pilot, "Everybody passes the quiz")
        await pilot.press("enter", "enter")
        await until_text(pilot, "! Not met yet: Everybody passes the quiz")
        await pilot.press("tab", *"two retake it", "enter")
        await until_text(pilot, "NPL-7: done.")
        assert task_of(board, "NPL-7").exception == "two retake it"


async def test_done_with_everything_met_asks_nothing(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        await pilot.press("x")
        await until_text(pilot, "Acceptance criteria")
        await pilot.press("space", "enter")
        await until_text(pilot, "NPL-7: ticked.")
        await pilot.press("c")
        await until_text(pilot, "NPL-7: done.")


async def test_done_before_what_it_waits_for_says_so(board: Board) -> None:
    async with following_up(board, at="NPL-9") as pilot:
        await pilot.press("c")
        await until_text(pilot, "Forty shops supplied")
        await pilot.press("tab", *"sold out already", "enter")
        await until_text(pilot, "NPL-9: done, although NPL-7 before it is not.")


async def test_a_delay_shows_what_it_pushes_before_it_is_saved(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        await pilot.press("p", *"no trainer", "enter", *"4/3")
        await until_text(pilot, "8 days later than planned")
        await until_text(pilot, "NPL-9  First stock to shops")
        seen = await until_text(pilot, "All ends")
        assert "Operations" in seen.line("Concerns")
        await pilot.press("enter", "down", "enter")
        await until_text(pilot, "NPL-7: delayed.")
        delay = task_of(board, "NPL-7").delay
        assert delay is not None
        assert (delay.reason, delay.forecast) == ("no trainer", date(2024, 4, 3))


async def test_a_delay_that_is_none_is_refused_at_the_date_and_nothing_typed_is_lost(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        await pilot.press("p", *"no trainer", "enter", *"3/26", "f3")
        await until_text(pilot, "! 26 Mar 2024 is no delay")
        assert "no trainer" in grid(pilot.app)


async def test_blocked_opens_an_issue_and_starts_the_clock_and_b_unblocks(board: Board) -> None:
    async with following_up(board, at="NPL-4") as pilot:
        issues = len(board.state.all(Issue))
        await pilot.press("b", *"the new rebate table", "enter", *"luo")
        await until_text(pilot, "Luo Lin")
        await pilot.press("enter")
        await until_text(pilot, "the clock starts now")
        await pilot.press("enter")
        await until_text(pilot, "NPL-4: blocked, an issue is open.")
        assert status(board, "NPL-4") is Status.BLOCKED
        assert len(board.state.all(Issue)) == issues + 1
        await until_text(pilot, "+1")
        await pilot.press("b")
        await until_text(pilot, "It waits for the new rebate table from Luo Lin.")
        await until_text(pilot, "NPL-19 solved")
        await pilot.press("enter", "enter")
        await until_text(pilot, "NPL-4: unblocked")
        assert task_of(board, "NPL-4").block is None


async def test_a_note_is_one_line(board: Board) -> None:
    async with following_up(board, at="NPL-12") as pilot:
        await pilot.press("n", *"asked finance", "enter")
        await until_text(pilot, "NPL-12: noted.")
        assert task_of(board, "NPL-12").notes[-1].text == "asked finance"


async def test_a_milestone_and_support_are_ticked_in_the_same_list(board: Board) -> None:
    async with following_up(board, at="NPL-7", size=(100, 30)) as pilot:
        await pilot.press("x")
        await until_text(pilot, "Support received")
        await pilot.press("end", "space", "enter")
        await until_text(pilot, "NPL-7: ticked.")
        assert task_of(board, "NPL-7").support[0].received == date(2024, 3, 25)


async def test_a_click_ticks_the_line(board: Board) -> None:
    async with following_up(board, at="NPL-7", size=(100, 30)) as pilot:
        await pilot.press("x")
        await until_text(pilot, "Support received")
        seen = grid(pilot.app)
        y = next(y for y, line in enumerate(seen.text) if "Support received" in line) + 1
        await pilot.click(offset=(seen.text[y].index("[ ]") + 1, y))
        await until(pilot, lambda seen: "[✓]" in seen.text[y], "the tick")
        await pilot.press("f3")
        await until_text(pilot, "NPL-7: ticked.")
        assert task_of(board, "NPL-7").support[0].received == date(2024, 3, 25)


async def test_repeat_says_the_same_of_another_task(board: Board) -> None:
    async with following_up(board, at="NPL-12") as pilot:
        await pilot.press(".")
        await until_text(pilot, "Nothing was said of any task yet.")
        await pilot.press("n", *"asked", "enter")
        await until_text(pilot, "NPL-12: noted.")
        await pilot.press("g", "9", "enter")
        await until(pilot, lambda _: at_hand(pilot) == "NPL-9", "NPL-9")
        await pilot.press(".")
        await until_text(pilot, "NPL-9: noted.")
        assert task_of(board, "NPL-9").notes[-1].text == "asked"


async def test_repeating_a_delay_asks_for_the_date_only(board: Board) -> None:
    async with following_up(board, at="NPL-12") as pilot:
        await pilot.press("p", *"strike", "enter", *"4/2", "f3")
        await until_text(pilot, "NPL-12: delayed.")
        await pilot.press("g", "9", "enter")
        await until(pilot, lambda _: at_hand(pilot) == "NPL-9", "NPL-9")
        await pilot.press(".")
        await until_text(pilot, "strike")
        await pilot.press(*"4/4", "f3")
        await until_text(pilot, "NPL-9: delayed.")
        assert [each.date for each in task_of(board, "NPL-9").forecasts][-1] == date(2024, 4, 4)


async def test_a_nudge_is_copied_and_shown(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        await pilot.press("y")
        await until_text(pilot, "@Wang Fang NPL-7 Sales training")
        assert "NPL-7 Sales training" in pilot.app.clipboard


async def test_editing_changes_only_what_was_typed(board: Board, other: Board) -> None:
    async with following_up(board, at="NPL-12") as pilot:
        await pilot.press("e")
        await until_text(pilot, "Deliverable")
        other.commit(EditTask(task_of(other, "NPL-12").id, {"priority": Priority.HIGH}))
        await pilot.press("end", *" 2024", "f3")
        await until_text(pilot, "NPL-12: changed.")
        task = task_of(board, "NPL-12")
        assert (task.title, task.priority) == ("Channel quotes 2024", Priority.HIGH)


async def test_two_boards_that_change_the_same_see_both_values_and_lose_neither(
    board: Board, other: Board
) -> None:
    async with following_up(board, at="NPL-12") as pilot:
        await pilot.press("p")
        await until_text(pilot, "declare a delay")
        other.commit(PostponeTask(task_of(other, "NPL-12").id, "their reason", date(2024, 4, 5)))
        await pilot.press(*"my reason", "enter", *"4/9", "f3")
        seen = await until_text(pilot, "Changed by somebody else meanwhile")
        assert "their reason" in seen
        assert "my reason" in seen
        await pilot.press("m")
        await until_text(pilot, "NPL-12: delayed.")
        reasons = [each.reason for each in task_of(board, "NPL-12").forecasts]
        assert reasons[-2:] == ["their reason", "my reason"]


async def test_keeping_theirs_leaves_the_form_and_saving_again_puts_mine(board: Board, other: Board) -> None:
    async with following_up(board, at="NPL-12") as pilot:
        await pilot.press("p")
        await until_text(pilot, "declare a delay")
        other.commit(PostponeTask(task_of(other, "NPL-12").id, "their reason", date(2024, 4, 5)))
        await pilot.press(*"my reason", "enter", *"4/9", "f3")
        await until_text(pilot, "Changed by somebody else meanwhile")
        await pilot.press("t")
        await until_text(pilot, "Left as they set it.")
        assert task_of(board, "NPL-12").forecasts[-1].reason == "their reason"
        await pilot.press("f3")
        await until_text(pilot, "NPL-12: delayed.")
        assert task_of(board, "NPL-12").forecasts[-1].reason == "my reason"


async def test_what_others_changed_meanwhile_in_fields_that_i_left_alone_stays(
    board: Board, other: Board
) -> None:
    async with following_up(board, at="NPL-12") as pilot:
        await pilot.press("e")
        await until_text(pilot, "NPL-12 Channel quotes  edit")
        theirs = {"title": "Their title", "deliverable": "Their list"}
        other.commit(EditTask(task_of(other, "NPL-12").id, theirs))
        await pilot.press("end", *" mine", "f3")
        await until_text(pilot, "Changed by somebody else meanwhile")
        await pilot.press("e")
        await until(pilot, lambda seen: "by somebody else" not in seen, "the form again")
        await pilot.press("f3")
        await until_text(pilot, "NPL-12: changed.")
        task = task_of(board, "NPL-12")
        assert (task.title, task.deliverable) == ("Channel quotes mine", "Their list")


async def test_reopening_and_cancelling_stand_in_the_list_of_actions(board: Board) -> None:
    async with following_up(board, at="NPL-1") as pilot:
        await pilot.press("enter", "end")
        await until_text(pilot, "Reopen")
        for act, done in (("reopen", Progress.IN_PROGRESS), ("cancel", Progress.CANCELLED)):
            await pilot.press("escape") if act == "reopen" else None
            await until(pilot, lambda _: at_hand(pilot) == "NPL-1", "the board")
            await pilot.app.screen.run_action(act)
            await until_text(pilot, "Reason")
            await pilot.press(*"asked for", "enter")
            await until(pilot, lambda _, done=done: task_of(board, "NPL-1").progress is done, act)  # type: ignore[misc]


async def test_who_may_not_tell_the_status_is_told_who_may(board: Board) -> None:
    wu = next(each for each in board.state.all(Person) if each.name == "Xu Wen")
    board.identify(wu.id)
    async with following_up(board, at="NPL-7") as pilot:
        await pilot.press("c")
        await until_text(pilot, "Wang Fang")
        assert isinstance(task_of(board, "NPL-7"), Task)
        assert status(board, "NPL-7") is Status.DELAYED
        await pilot.press("n", *"may I help?", "enter")
        await until_text(pilot, "NPL-7: noted.")
