"""Stage 2 from tasks to a signed table, by keyboard, in both languages, at 80x24."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.followup.board_screen import FollowUpScreen
from store import example, language
from store.board.board import Board
from store.language import Language, _
from store.model.initiative import Scenario, Stage
from store.model.organisation import Department, Person
from store.model.passage import Passage
from store.rules.commands import CreateInitiative
from store.rules.signoff import SignoffState, confirmed, signoff
from store.rules.stage2 import ORDER, SIGN
from tests.harness import FixedClock, until, until_text
from tests.screens.assign.stage import (
    assigning,
    at_step,
    closed,
    fill,
    initiative_of,
    paste,
    screen_of,
    task_of,
    write,
)
from tests.screens.stage import copied


@pytest.mark.parametrize("tongue", ["zh", "en"])
async def test_a_list_of_tasks_becomes_a_signed_table(
    examples: dict[Language, Path], tmp_path: Path, clock: FixedClock, tongue: Language
) -> None:
    language.use(tongue)
    board = Board.open(copied(examples[tongue], tmp_path / "b"), clock=clock)
    board.identify(example.LI_MING)
    board.commit(CreateInitiative("RUN", "Run", scenario=Scenario.MAJOR_PROJECT, stage=Stage.ASSIGN))
    market, design = _teams(board)
    async with assigning(board, code="RUN") as pilot:
        # tasks: one typed, two pasted
        await pilot.press("+")
        await write(pilot, "alpha")
        await pilot.press("enter")
        await until_text(pilot, "RUN-1")
        await pilot.pause()
        await paste(pilot, "beta\ngamma")
        await until_text(pilot, "RUN-3")
        await pilot.press("escape", "home")
        # claim: department and owner, dates, a criterion
        for at, (department, start, due) in enumerate(
            [(market, "2024-04-01", "2024-04-10"), (design, "2024-04-01", "2024-04-08")]
        ):
            if at:
                await pilot.press("down")
            await pilot.press("d")
            await until_text(pilot, _("The owner may stay empty: a hole that is closed before sign-off."))
            await fill(pilot, department.name, _head(board, department).name)
            await closed(pilot)
            await pilot.press("t")
            await until_text(pilot, _("Working days"))
            await fill(pilot, start, due, "")
            await closed(pilot)
            await pilot.press("C")
            await until(pilot, lambda _seen: pilot.app.screen is not screen_of(pilot), "the form")
            await fill(pilot, f"checked {at}")
            await closed(pilot)
        assert task_of(board, "RUN-1").owner == market.head
        # the third task is not needed after all: cancelled in the list of actions
        await pilot.press("end", ":")
        await until(pilot, lambda _seen: pilot.app.screen is not screen_of(pilot), "the commands")
        await write(pilot, _("Cancel task"))
        await pilot.press("enter")
        await until(pilot, lambda seen: "RUN-3" in seen and _("Reason") in seen, "the reason")
        await fill(pilot, "not needed")
        await closed(pilot)
        await until(pilot, lambda seen: "RUN-3 " not in seen, "the task to go")
        # order: 2 after 1 makes the date of 2 impossible; it is repaired
        await at_step(pilot, ORDER)
        await pilot.press("home", "down", "d")
        await until_text(pilot, _("Numbers such as 3 5, or a part of the name."))
        await fill(pilot, "1")
        await closed(pilot)
        await until_text(pilot, "!")
        await pilot.press("R")
        await until_text(pilot, _("Only this one"))
        await pilot.press("enter")
        await closed(pilot)
        await until(pilot, lambda _seen: str(task_of(board, "RUN-2").start) == "2024-04-11", "the repair")
        await pilot.press("l")
        await until_text(pilot, "####")
        # sign-off: my own department in person, the other one recorded
        await at_step(pilot, SIGN)
        await until_text(pilot, market.name)
        await pilot.press("home", "enter")
        await until_text(pilot, _("Sign these rows"))
        await pilot.press("enter")
        await closed(pilot)
        await until_text(
            pilot, _("{when}  {person} in person", when="10:00", person=_head(board, market).name)
        )
        await pilot.press("end", "enter")
        await until_text(pilot, _("How"))
        await until(pilot, lambda _seen: pilot.app.screen.focused is not None, "the field")
        await fill(pilot, "by mail")
        await closed(pilot)
        await until(
            pilot, lambda _seen: confirmed(board.state, initiative_of(board, "RUN").id), "all of them"
        )
        found = signoff(board.state, initiative_of(board, "RUN").id)
        assert [each.state for each in found] == [SignoffState.SIGNED] * 2
        # next stage: milestones are missing, and that is recorded
        await pilot.press("tab")
        await until_text(pilot, _("Missing for the follow-up"))
        await pilot.press("enter")
        await until_text(pilot, _("Stay and close the gaps"))
        await pilot.press("down", "enter")
        await until(pilot, lambda _seen: isinstance(pilot.app.screen, FollowUpScreen), "the follow-up")
        assert initiative_of(board, "RUN").stage is Stage.FOLLOW_UP
        assert [gap.text for each in board.state.all(Passage) for gap in each.gaps if "RUN" in gap.text]
    board.close()


def _teams(board: Board) -> tuple[Department, Department]:
    """The department that 李明 leads, and another one that has a head."""
    every = [each for each in board.state.all(Department) if each.head is not None]
    mine = next(each for each in every if each.head == example.LI_MING)
    return mine, next(each for each in every if each.id > mine.id)


def _head(board: Board, department: Department) -> Person:
    assert department.head is not None
    return board.state.one(Person, department.head)
