"""The example board looks like the sketches, on any day and in both languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.board.board import Board
from store.errors import Refused
from store.example import LI_MING, build, many
from store.language import Language
from store.model.capture import Capture, CaptureKind
from store.model.initiative import Initiative, Stage
from store.model.meeting import Meeting, MeetingKind
from store.model.minutes import Minutes
from store.model.organisation import Department, Person, Role
from store.model.risk import Risk
from store.model.state import State
from store.model.task import Task
from store.rules.attention import attention
from store.rules.attention_line import Kind
from store.rules.confirmation import State as Word
from store.rules.confirmation import standings
from store.rules.coverage import coverage
from store.rules.gates import passages
from store.rules.health import healths
from store.rules.integrity import all_problems
from store.rules.meeting.running import ahead
from store.rules.signoff import SignoffState, confirmed, signoff
from store.rules.stage1 import steps
from store.rules.status import Status, status_of
from store.rules.urgent import clocks
from tests.harness.clock import FixedClock


def opened(path: Path, clock: FixedClock, language: Language = "zh") -> Board:
    build(path, clock, language)
    return Board.open(path, clock=clock, read_only=True)


def test_it_has_six_departments_with_heads_and_fourteen_people(tmp_path: Path, clock: FixedClock) -> None:
    state = opened(tmp_path / "demo.json", clock).state
    departments = state.all(Department)
    assert len(departments) == 6
    assert len(state.all(Person)) == 14
    for department in departments:
        assert state.one(Person, department.head or 0).department == department.id
    me = state.one(Person, LI_MING)
    assert (me.name, me.role) == ("李明", Role.FACILITATOR)


def test_its_initiatives_stand_as_home_sketches_them(tmp_path: Path, clock: FixedClock) -> None:
    board = opened(tmp_path / "demo.json", clock)
    found = {each.initiative.code: each for each in healths(board.state, board.moment()).values()}
    launch = found["NPL"]
    assert (launch.done, launch.total, launch.percent) == (8, 14, 57)
    assert (launch.counts[Status.DELAYED], launch.counts[Status.BLOCKED]) == (2, 1)
    assert launch.slip > 0
    assert (found["CSP"].done, found["CSP"].total, found["CSP"].slip) == (0, 9, 0)
    assert (found["INC"].done, found["INC"].total) == (5, 5)
    stages = {each.code: int(each.stage) for each in board.state.all(Initiative)}
    assert stages == {"NPL": 3, "CSP": 2, "INC": 4}


@pytest.mark.parametrize("days", range(21))
def test_it_is_alive_whatever_the_day(tmp_path: Path, days: int) -> None:
    # From a Friday before a long holiday with make-up days, at a quarter past midnight and at noon.
    clock = FixedClock(datetime(2026, 9, 25, 16 if days % 2 else 4, 15, tzinfo=UTC) + timedelta(days=days))
    board = opened(tmp_path / "demo.json", clock)
    lines = attention(board.state, board.moment())
    found = {line.key: line.kind for line in lines}
    assert found == {
        "NPL-6": Kind.URGENT,
        "NPL-7": found["NPL-7"],
        "NPL-12": found["NPL-12"],
        "NPL-4": Kind.STALE,
        "NPL-9": found["NPL-9"],
        "INC-6": found["INC-6"],
    }
    assert lines[0].key == "NPL-6"
    assert found["NPL-12"] in (Kind.DELAYED, Kind.MILESTONE_MISSED)
    assert found["INC-6"] in (Kind.TO_VERIFY, Kind.STALE)
    assert all_problems(board.state) == []


def test_the_urgent_clock_has_an_hour_and_twelve_minutes_left(tmp_path: Path, clock: FixedClock) -> None:
    board = opened(tmp_path / "demo.json", clock)
    (running,) = clocks(board.state, clock.now())
    assert running.remaining == timedelta(hours=1, minutes=12, seconds=40)


def test_its_journal_tells_weeks_of_history_none_of_it_to_come(tmp_path: Path, clock: FixedClock) -> None:
    board = opened(tmp_path / "demo.json", clock)
    lines = board.history()
    assert len(lines) > 80
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert lines[0].at < clock.now() - timedelta(weeks=4)
    assert lines[-1].at <= clock.now()
    assert {line.by for line in lines[3:]} >= set(range(2, 7))


def test_every_task_has_a_criterion_and_a_milestone(tmp_path: Path, clock: FixedClock) -> None:
    for task in opened(tmp_path / "demo.json", clock).state.all(Task):
        assert task.criteria
        assert task.milestones


def test_its_first_two_stages_are_filled_as_far_as_each_initiative_is(
    tmp_path: Path, clock: FixedClock
) -> None:
    board = opened(tmp_path / "demo.json", clock)
    state = board.state
    ids = {each.code: each.id for each in state.all(Initiative)}
    launch = {step.key: (step.done, step.of) for step in steps(state, ids["NPL"])}
    assert launch["brief"] == (4, 4)
    assert launch["alignment"] == (36, 36)
    assert launch["confirmation"] == (6, 6)
    assert launch["breakdown"] == (14, 14)
    outage = {step.key: (step.done, step.of) for step in steps(state, ids["INC"])}
    assert outage["confirmation"] == (2, 3)
    for code in ids:
        found = coverage(state, ids[code])
        assert (found.uncovered, found.idle, found.duplicates, found.bare) == ((), (), (), ())


def test_the_plan_draft_is_dated_later_than_the_brief_asks_and_nothing_else_is(
    tmp_path: Path, clock: FixedClock
) -> None:
    state = opened(tmp_path / "demo.json", clock).state
    found = [late for each in state.all(Initiative) for late in coverage(state, each.id).late]
    assert [(state.key_of(each.task), each.milestone and each.milestone.title) for each in found] == [
        ("NPL-3", "方案初稿")
    ]


def test_one_department_confirmed_another_wording_of_the_brief(tmp_path: Path, clock: FixedClock) -> None:
    state = opened(tmp_path / "demo.json", clock).state
    service = next(each for each in state.all(Initiative) if each.code == "CSP")
    stands = {each.department: each for each in standings(state, service.id)}
    outdated = [each for each in stands.values() if each.state is Word.OUTDATED]
    assert [state.one(Department, each.department).name for each in outdated] == ["设计部"]
    assert [each.field for each in outdated[0].changes] == ["times"]


def test_table_1_is_signed_recorded_out_of_date_and_open_as_sketched(
    tmp_path: Path, clock: FixedClock
) -> None:
    state = opened(tmp_path / "demo.json", clock).state
    ids = {each.code: each.id for each in state.all(Initiative)}
    launch = {each.department.name: each for each in signoff(state, ids["NPL"])}
    assert [name for name, each in launch.items() if each.state is not SignoffState.SIGNED] == ["设计部"]
    recorded = [name for name, each in launch.items() if each.signature and each.signature.recorded_by]
    assert recorded == ["销售部"]
    service = {each.department.name: each for each in signoff(state, ids["CSP"])}
    assert {each.field for each in service["设计部"].drift} == {"due", "support/1"}
    assert sum(each.state is SignoffState.SIGNED for each in service.values()) == 2
    assert any(hole.blocking for hole in service["运营部"].holes)
    assert confirmed(state, ids["INC"])


def test_it_went_on_with_the_gaps_that_are_recorded(tmp_path: Path, clock: FixedClock) -> None:
    state = opened(tmp_path / "demo.json", clock).state
    for initiative in state.all(Initiative):
        walked = passages(state, initiative.id)
        assert [each.after for each in walked] == list(range(Stage.ASSIGN, initiative.stage + 1))
        assert walked[0].gaps


def test_its_risks_are_weighed_and_owned(tmp_path: Path, clock: FixedClock) -> None:
    state = opened(tmp_path / "demo.json", clock).state
    assert [(state.key_of(each), each.weight) for each in state.all(Risk)] == [("NPL-15", 12), ("NPL-16", 10)]
    assert all(each.owner for each in state.all(Risk))


def _texts(state: State) -> list[str]:
    return [str(record.body()) for _, record in state.records()]


def test_in_english_no_chinese_is_left(tmp_path: Path, clock: FixedClock) -> None:
    board = opened(tmp_path / "demo.json", clock, "en")
    for text in _texts(board.state):
        assert not any("\u3000" <= character <= "\u9fff" for character in text), text


def test_it_refuses_a_place_where_something_is(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "demo.json").write_text("mine")
    with pytest.raises(Refused):
        build(tmp_path / "demo.json", clock, "zh")
    assert (tmp_path / "demo.json").read_text() == "mine"


def test_a_big_board_has_as_many_tasks_as_asked_for_in_every_status(
    tmp_path: Path, clock: FixedClock
) -> None:
    many(tmp_path / "big.json", 450, clock)
    state = Board.open(tmp_path / "big.json", clock=clock, read_only=True).state
    tasks = state.all(Task)
    assert len(tasks) == 450
    assert {status_of(task) for task in tasks} >= {
        Status.DONE,
        Status.DELAYED,
        Status.IN_PROGRESS,
        Status.NOT_STARTED,
    }
    assert all_problems(state) == []


def test_the_demo_has_held_three_meetings_and_plans_the_next(tmp_path: Path, clock: FixedClock) -> None:
    build(tmp_path / "demo.json", clock, "zh", held=True)
    state = Board.open(tmp_path / "demo.json", clock=clock, read_only=True).state
    past = [each.kind for each in state.all(Meeting) if each.closed is not None]
    assert past == [MeetingKind.KICKOFF, MeetingKind.WEEKLY, MeetingKind.WEEKLY]
    assert [each.kind for each in ahead(state)] == [MeetingKind.WEEKLY]
    assert len(state.all(Minutes)) == 3
    assert all(task.baseline is not None for task in state.all(Task) if task.initiative == 1)
    kinds = {each.kind for each in state.all(Capture)}
    assert kinds == {CaptureKind.DECISION, CaptureKind.ACTION, CaptureKind.QUESTION, CaptureKind.PARK}
    assert not list(all_problems(state))
