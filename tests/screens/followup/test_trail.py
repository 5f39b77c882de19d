"""The trail of a task says in words what the journal holds."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from screens.followup.trail import told
from screens.trails import newest_first
from store import language
from store.board.line import Line
from store.model.change import Change
from store.model.clock import Moment
from store.model.organisation import Person
from store.model.state import State

MOMENT = Moment(datetime(2024, 3, 25, 2, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def state() -> State:
    language.use("en")
    state = State()
    state.put(Person(id=1, name="Wang Fang", department=1))
    state.put(Person(id=2, name="Li Ming", department=1))
    return state


def line(command: str, *changes: Change, on_behalf: int | None = None) -> Line:
    return Line(7, MOMENT.now, 1, on_behalf, "screen", command, None, changes, "", "")


def change(field: str | None, before: object, after: object, task: int = 4) -> Change:
    return Change("tasks", task, field, before, after)  # type: ignore[arg-type]


def text(found: Line, state: State) -> str:
    return "".join(piece for piece, _style in told(found, 4, state, MOMENT))


@pytest.mark.parametrize(
    ("command", "changes", "expected"),
    [
        ("start", [change("progress", "not_started", "in_progress")], "started it"),
        (
            "postpone",
            [change("delay", None, {"reason": "strike", "forecast": "2024-03-28"})],
            "delayed to 03-28: strike",
        ),
        ("note", [change("notes/1", None, {"id": 1, "text": "asked"})], "“asked”"),
        ("block", [change("block", None, {"waits_for": "a room"})], "blocked: waits for a room"),
        (
            "hit",
            [
                change(
                    "milestones/1",
                    {"title": "Draft", "due": "2024-03-20"},
                    {"title": "Draft", "due": "2024-03-20", "hit": "2024-03-20"},
                )
            ],
            "milestone “Draft” reached",
        ),
        (
            "tick",
            [change("criteria/1", {"text": "Ten shops", "met": False}, {"text": "Ten shops", "met": True})],
            "met: Ten shops",
        ),
        (
            "receive",
            [change("support/1", {"content": "Manual"}, {"content": "Manual", "received": "2024-03-20"})],
            "received: Manual",
        ),
        ("edit", [change("due", "2024-03-20", "2024-03-22")], "Due 03-20 -> 03-22"),
        ("edit", [change("owner", 1, 2)], "Owner Wang Fang -> Li Ming"),
        ("create", [change(None, None, {"title": "x"})], "created it"),
        ("undo", [change("progress", "done", "in_progress")], "took back Progress"),
        ("affirm", [change("updated", None, {"by": 1})], "nothing new"),
    ],
)
def test_each_command_is_told_as_people_say_it(
    state: State, command: str, changes: list[Change], expected: str
) -> None:
    assert text(line(command, *changes), state) == f"03-25 Wang Fang {expected}"


def test_who_spoke_for_whom_is_told(state: State) -> None:
    told_for = line("start", change("progress", "not_started", "in_progress"), on_behalf=2)
    assert text(told_for, state) == "03-25 Wang Fang for Li Ming started it"


def test_only_lines_of_the_task_are_its_trail_newest_first() -> None:
    first, other, last = (
        line("start", change("progress", 1, 2)),
        line("note", change("a", 1, 2, 5)),
        line("note"),
    )
    last = line("note", change("notes/1", None, {}))
    assert newest_first([first, other, last], "tasks", 4) == [last, first]


def test_a_milestone_of_an_edited_file_without_its_fields_is_no_trouble(state: State) -> None:
    odd = line("external", change("milestones/1", {"id": 1}, {"id": 1, "hit": 7}))
    assert "milestone" in text(odd, state)
