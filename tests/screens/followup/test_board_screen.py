"""The follow-up board: what its views show, how one gets about in it, and that others' changes appear."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from screens.dialogs.status.acts import NOTE
from screens.followup.views import View
from store import example, language
from store.board.board import Board
from store.language import Language
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.task import Task
from store.rules.commands import AddNote, CreateInitiative, StartTask
from store.rules.edit import Edit
from tests.data.hostile import HOSTILE
from tests.harness import FixedClock, grid, until, until_text
from tests.harness.wait import until_gone
from tests.screens.followup.stage import at_hand, following_up, open_stage, screen_of, task_of
from tests.screens.stage import LARGE, SMALL, copied


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("tongue", ["zh", "en"])
async def test_the_board_looks_like_this_in_each_view(
    examples: dict[Language, Path],
    tmp_path: Path,
    clock: FixedClock,
    tongue: Language,
    size: tuple[int, int],
    screen_snapshot: SnapshotAssertion,
) -> None:
    language.use(tongue)
    board = Board.open(copied(examples[tongue], tmp_path / "b"), clock=clock)
    board.identify(example.LI_MING)
    async with following_up(board, at="NPL-7", size=size) as pilot:
        for view in ("attention", "all", "status", "department", "person"):
            await until(pilot, lambda seen: "NPL-2" in seen, "the detail of NPL-7")
            assert grid(pilot.app) == screen_snapshot(name=view)
            await pilot.press("tab")


async def test_attention_comes_first_and_the_tabs_say_how_many(board: Board) -> None:
    async with following_up(board) as pilot:
        seen = grid(pilot.app)
        assert "[Attention 5]  All 14" in seen
        assert at_hand(pilot) == "NPL-6"
        places = [seen.find(f"{key} ") for key in ("NPL-6", "NPL-7", "NPL-12", "NPL-4", "NPL-9")]
        assert [place[1] for place in places if place] == [4, 5, 6, 7, 8]


class ReportUrgent:
    """An issue that blocks no task, and whose clock runs."""

    name = "report"

    def apply(self, edit: Edit) -> None:
        now = edit.moment.now
        edit.add(
            Issue, initiative=1, number=edit.next_number(1), title="门店断网", reported=now, urgent_since=now
        )


async def test_an_urgent_issue_that_blocks_no_task_stands_among_what_needs_attention(board: Board) -> None:
    async with following_up(board) as pilot:
        board.commit(ReportUrgent())
        seen = await until_text(pilot, "门店断网")
        assert "[Attention 6]" in seen
        assert at_hand(pilot) == "NPL-6"
        await pilot.press("home")
        await until_text(pilot, "urgent meeting within")
        await pilot.press("s")
        await until_text(pilot, "is an issue: enter opens it, M calls its urgent meeting.")
        await pilot.press("tab")
        await until(pilot, lambda seen: "门店断网" not in seen, "all tasks, issues left out")
        await pilot.press("shift+tab", "home", "enter")
        await until_text(pilot, "By age")


async def test_the_stages_are_opened_with_f10(board: Board) -> None:
    async with following_up(board) as pilot:
        await pilot.press("f10")
        await until_text(pilot, "NPL: which stage?")
        await pilot.press("up", "enter")
        await until_text(pilot, "[2 ")


async def test_the_view_changes_without_letters_and_the_cursor_keeps_its_task(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        for key, tab in (("tab", "[All 14]"), ("right", "[By status]"), ("shift+tab", "[All 14]")):
            await pilot.press(key)
            await until_text(pilot, tab)
            assert at_hand(pilot) == "NPL-7"
        await pilot.press("v", "v")
        await until_text(pilot, "[By department]")
        assert "Sales" in grid(pilot.app)


async def test_the_view_by_status_shows_lanes_that_arrows_cross(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        await pilot.press("tab", "tab")
        await until_text(pilot, "delayed 2")
        await pilot.press("right")
        await until(pilot, lambda _: at_hand(pilot) == "NPL-6", "the cursor among the blocked")
        assert "[By status]" in grid(pilot.app)


async def test_the_filter_finds_owner_department_and_status_and_says_how_many(board: Board) -> None:
    async with following_up(board) as pilot:
        await pilot.press("tab", "/")
        await pilot.press(*"zhou")
        await until_text(pilot, "2 of 14")
        assert "NPL-4" in grid(pilot.app)
        await pilot.press("enter")
        await until(pilot, lambda _: at_hand(pilot) in ("NPL-4", "NPL-12"), "the cursor in the list")
        await pilot.press("escape")
        await until_gone(pilot, "2 of 14")
        await pilot.press("f5", *"blocked")
        await until_text(pilot, "1 of 14")


async def test_a_filter_without_hits_says_how_to_lift_it(board: Board) -> None:
    async with following_up(board) as pilot:
        await pilot.press("/", *"xyz")
        await until_text(pilot, "Nothing fits “xyz”. esc lifts the filter.")
        await pilot.press("escape")
        await until_text(pilot, "NPL-6")


async def test_sorting_is_chosen_and_named(board: Board) -> None:
    async with following_up(board) as pilot:
        await pilot.press("tab", "o")
        await until_text(pilot, "Which tasks first?")
        await pilot.press("up", "up", "enter")
        await until_text(pilot, "worst first")
        await pilot.press("home")
        await until(pilot, lambda _: at_hand(pilot) == "NPL-6", "the worst at the top")


async def test_a_number_leads_to_its_task_also_when_the_view_hides_it(board: Board) -> None:
    async with following_up(board) as pilot:
        await pilot.press("g", "1", "enter")
        await until(pilot, lambda seen: at_hand(pilot) == "NPL-1" and "[All 14]" in seen, "NPL-1")


async def test_the_detail_tells_all_of_the_task_under_the_cursor(board: Board) -> None:
    async with following_up(board, at="NPL-7", size=(200, 50)) as pilot:
        for words in (
            "Accepted when  2/3",
            "✓ Slides checked by R&D",
            "! Trial run 03-25 -> 03-27",
            "R&D: Product manual due 03-22, not here yet",
            "✓ NPL-2 Core selling points",
            "- NPL-9 First stock to shops",
            "03-26 -> 03-27 The room was taken",
            "03-25 Wang Fang milestone “Trial run” now",
        ):
            await until_text(pilot, words)


async def test_the_detail_grows_goes_and_comes_back(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        await pilot.press("d")
        await until_text(pilot, "Chen Wei “The manual is")
        await pilot.press("d")
        await until_gone(pilot, "Accepted when")
        await pilot.press("d")
        await until_text(pilot, "Accepted when")


async def test_others_changes_appear_flash_and_never_move_the_cursor(board: Board, other: Board) -> None:
    async with following_up(board, at="NPL-12") as pilot:
        other.commit(AddNote(task_of(other, "NPL-4").id, "Rebates agreed"))
        await until(pilot, lambda seen: "NPL-4 " not in seen, "NPL-4 no longer silent")
        assert at_hand(pilot) == "NPL-12"
        other.commit(StartTask(task_of(other, "NPL-9").id))
        await until(pilot, lambda seen: ">* NPL-9" in seen, "the mark of a change")
        assert at_hand(pilot) == "NPL-12"
        await pilot.press("down")
        await until(pilot, lambda seen: ">* NPL-9" not in seen, "the mark gone, as it was looked at")


async def test_the_detail_follows_what_others_say_of_the_task(board: Board, other: Board) -> None:
    async with following_up(board, at="NPL-12", size=LARGE) as pilot:
        other.commit(AddNote(task_of(other, "NPL-12").id, "Finance says no"))
        await until_text(pilot, "Finance says no")


async def test_a_new_task_is_made_and_the_cursor_is_on_it(board: Board) -> None:
    async with following_up(board) as pilot:
        await pilot.press("+")
        await until_text(pilot, "New task")
        await pilot.press(*"Press kit", "enter", "f3")
        await until(pilot, lambda seen: at_hand(pilot) == "NPL-19", "the new task")
        assert task_of(board, at_hand(pilot)).title == "Press kit"
        await until(pilot, lambda seen: "-  NPL-19  Press kit" in seen, "its row in sight")


async def test_an_initiative_without_tasks_names_the_key_that_makes_one(board: Board) -> None:
    board.commit(CreateInitiative("NEW", "Something new"))
    async with following_up(board) as pilot:
        open_stage(pilot, max(each.id for each in board.state.all(Initiative)))
        await until_text(pilot, "No task yet. + makes the first one.")
        await pilot.press("s")
        await until_text(pilot, "There is no task under the cursor.")


async def test_whatever_a_title_holds_is_text(board: Board) -> None:
    first = task_of(board, "NPL-6")
    for number, text in enumerate(HOSTILE, 1):
        raw = {**dict(first), "id": 1000 + number, "number": 100 + number, "title": text, "block": None}
        board.state.put(Task.model_construct(**raw))
    async with following_up(board, size=(200, 50)) as pilot:
        for _view in View:
            await pilot.press("tab", "end")
            assert not [line for line in grid(pilot.app).text if "<U+" in line]
        await pilot.press("enter")
        await until_text(pilot, "Nothing new")
        assert not [line for line in grid(pilot.app).text if "<U+" in line]


async def test_the_language_changes_on_the_fly(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        for tongue, words in (("zh", "紧急"), ("en", "[Attention 5]")):
            screen_of(pilot).action_language()
            await until_text(pilot, words)
            assert language.current() == tongue
            assert at_hand(pilot) == "NPL-7"


async def test_a_key_pressed_twice_on_a_slow_machine_opens_one_form(board: Board) -> None:
    async with following_up(board, at="NPL-7") as pilot:
        screen = screen_of(pilot)
        # Both have come to the screen before the first one took effect.
        await screen.action_act(NOTE.id)
        await screen.action_act(NOTE.id)
        await until(
            pilot, lambda _seen: pilot.app.focused is not None and pilot.app.screen.is_modal, "the form"
        )
        assert sum(each.is_modal for each in pilot.app.screen_stack) == 1
