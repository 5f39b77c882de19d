"""An initiative as a calendar: read back by two parsers, and imported again without doubling anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from icalendar import Calendar

from store.exchange.calendar import calendar
from store.model.change import Change, record_with
from store.model.initiative import Initiative, Stage
from store.model.meeting import MeetingKind
from store.model.task import Task
from store.rules.commands import (
    AdvanceStage,
    CancelTask,
    ChangeSettings,
    CompleteTask,
    EditEntry,
    EditTask,
    PostponeTask,
    RemoveEntry,
    StartTask,
)
from store.rules.commands.alignment import RaiseRisk
from store.rules.commands.claiming import PlanTask
from store.rules.commands.meetings.planning import CallOff, PlanMeeting
from store.rules.commands.risks import EditRisk
from store.rules.edit import Command
from tests.data.hostile import HOSTILE
from tests.store.rules.launch import FACILITATOR, LI, PLAN, TRAINING, Launch

BOARD = "4f5a699495757c9b"


@dataclass(frozen=True)
class Line:
    """A line of the journal, as far as calendars look."""

    seq: int
    at: datetime
    changes: tuple[Change, ...]


class Kept(Launch):
    """The launch with what its journal holds."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = [Line(1, self.moment.now, ())]

    def does(self, *commands: Command, by: int = FACILITATOR) -> None:
        """A commit, an hour after the one before."""
        self.moment = type(self.moment)(self.moment.now + timedelta(hours=1), self.moment.zone)
        changes = self.written(*commands, by=by)
        self.lines.append(Line(self.lines[-1].seq + 1, self.moment.now, tuple(changes)))

    def exported(self) -> bytes:
        return calendar(self.state, 1, self.moment, board=BOARD, lines=self.lines)

    def entries(self) -> dict[str, Any]:
        """What a calendar program holds after an import, by UID without the board's name."""
        return imported({}, self.exported())


def imported(held: dict[str, Any], data: bytes) -> dict[str, Any]:
    """What a calendar program holds after another import: an entry replaces one of its UID that is older."""
    held = dict(held)
    for each in Calendar.from_ical(data).walk():
        if each.name in ("VEVENT", "VTODO"):
            name = str(each["uid"]).removesuffix(f"@{BOARD}.duiqi")
            if name not in held or each["sequence"] >= held[name]["sequence"]:
                held[name] = each
    return held


@pytest.fixture
def launch() -> Kept:
    return Kept()


@pytest.fixture
def planning(launch: Kept) -> Kept:
    """Before the kickoff, while dates are still set."""
    launch.does(AdvanceStage(1, Stage.ASSIGN))
    return launch


def test_milestones_due_dates_and_tasks_are_in_it(launch: Kept) -> None:
    found = launch.entries()
    assert found.keys() == {
        "tasks-1",
        "tasks-1-milestone-1",
        "tasks-1-todo",
        "tasks-2",
        "tasks-2-milestone-1",
        "tasks-2-todo",
        "tasks-3",
        "tasks-3-todo",
    }
    due, milestone = found["tasks-1"], found["tasks-1-milestone-1"]
    assert str(due["summary"]) == "NPL-1 推广方案撰写：截止"
    assert (due.start, due.end) == (date(2024, 3, 26), date(2024, 3, 27))
    assert str(milestone["summary"]) == "NPL-1 推广方案撰写：方案初稿"
    assert milestone.start == date(2024, 3, 20)
    assert str(due["description"]) == "负责人：李明（市场部）\n状态：未开始\n- 三套推广策略\n- 预算表"


def test_a_task_is_something_to_do_with_its_progress(launch: Kept) -> None:
    launch.does(StartTask(PLAN))
    todo = launch.entries()["tasks-1-todo"]
    assert (str(todo["status"]), todo["priority"], todo["percent-complete"]) == ("IN-PROCESS", 1, 0)
    assert (todo.start, todo["due"].dt) == (date(2024, 3, 11), date(2024, 3, 26))
    launch.does(CompleteTask(PLAN, exception="预算下周补"))
    done = launch.entries()["tasks-1-todo"]
    assert (str(done["status"]), done["percent-complete"]) == ("COMPLETED", 100)
    assert done["completed"].dt == datetime(2024, 3, 25, 4, 0, tzinfo=UTC)


def test_a_second_import_doubles_nothing(launch: Kept) -> None:
    first = launch.exported()
    held = imported({}, first)
    assert launch.exported() == first
    again = imported(held, launch.exported())
    assert again.keys() == held.keys()


def test_a_date_that_changed_takes_the_place_of_the_old_one(launch: Kept) -> None:
    held = imported({}, launch.exported())
    before = held["tasks-3"]["sequence"]
    launch.does(PostponeTask(TRAINING, "产品手册未到", date(2024, 3, 30)))
    after = imported(held, launch.exported())
    assert after.keys() == held.keys()
    assert after["tasks-3"].start == date(2024, 3, 30)
    assert "原定日期：2024-03-28" in str(after["tasks-3"]["description"])
    assert after["tasks-3"]["sequence"] > before
    assert after["tasks-3"]["last-modified"].dt == launch.moment.now
    assert after["tasks-1"]["sequence"] == held["tasks-1"]["sequence"]


def test_an_undo_grows_the_sequence_too(planning: Kept) -> None:
    planning.does(PlanTask(TRAINING, {"due": date(2024, 3, 29)}))
    held = imported({}, planning.exported())
    planning.does(PlanTask(TRAINING, {"due": date(2024, 3, 28)}))
    after = imported(held, planning.exported())
    assert after["tasks-3"].start == date(2024, 3, 28)
    assert after["tasks-3"]["sequence"] > held["tasks-3"]["sequence"]


def test_what_is_cancelled_is_called_off(launch: Kept) -> None:
    launch.does(CancelTask(PLAN, "并入二期"))
    found = launch.entries()
    assert {str(found[name]["status"]) for name in ("tasks-1", "tasks-1-milestone-1", "tasks-1-todo")} == {
        "CANCELLED"
    }
    assert str(found["tasks-2"]["status"]) == "CONFIRMED"


def test_what_is_gone_is_called_off_where_it_stood(planning: Kept) -> None:
    planning.does(EditEntry(PLAN, "milestones", 1, {"due": date(2024, 3, 21)}))
    held = imported({}, planning.exported())
    planning.does(RemoveEntry(PLAN, "milestones", 1))
    planning.does(PlanTask(TRAINING, {"due": None}))
    after = imported(held, planning.exported())
    assert after.keys() == held.keys()
    milestone = after["tasks-1-milestone-1"]
    assert (str(milestone["status"]), milestone.start) == ("CANCELLED", date(2024, 3, 21))
    assert str(milestone["summary"]) == "方案初稿"
    assert (str(after["tasks-3"]["status"]), after["tasks-3"].start) == ("CANCELLED", date(2024, 3, 28))


def test_a_meeting_is_at_its_time_in_every_zone_and_is_called_off(launch: Kept) -> None:
    begin = datetime(2024, 3, 26, 2, 0, tzinfo=UTC)
    launch.does(PlanMeeting(1, MeetingKind.REVIEW, (), begin, 45))
    meeting = launch.entries()["meetings-1"]
    assert (meeting.start, meeting.end) == (begin, begin + timedelta(minutes=45))
    assert str(meeting["summary"]) == "复盘会 #1 新品上市推广"
    assert b"DTSTART:20240326T020000Z" in launch.exported()
    launch.does(CallOff(1))
    assert str(launch.entries()["meetings-1"]["status"]) == "CANCELLED"


def test_the_review_of_a_risk_and_the_end_of_the_initiative_are_in_it(launch: Kept) -> None:
    launch.does(RaiseRisk(1, "手册晚到"))
    launch.does(EditRisk(1, {"next_review": date(2024, 4, 1)}))
    initiative = launch.state.one(Initiative, 1)
    launch.state.put(record_with(initiative, due=date(2024, 6, 30)))
    found = launch.entries()
    assert str(found["risks-1"]["summary"]) == "NPL-4 手册晚到：风险复查"
    assert found["risks-1"].start == date(2024, 4, 1)
    assert str(found["initiatives-1"]["summary"]) == "NPL 新品上市推广：截止"


def test_another_initiative_is_not_in_it(launch: Kept) -> None:
    task = launch.task(PLAN)
    launch.state.put(record_with(task, id=9, initiative=2, number=1))
    assert not [name for name in launch.entries() if name.startswith("tasks-9")]


def test_it_speaks_the_boards_language(launch: Kept) -> None:
    launch.does(ChangeSettings({"language": "en"}))
    assert str(launch.entries()["tasks-1"]["summary"]) == "NPL-1 推广方案撰写: due"


def test_a_start_on_the_day_that_it_is_due_is_left_out_as_the_standard_wants(planning: Kept) -> None:
    planning.does(PlanTask(TRAINING, {"start": date(2024, 3, 28)}))
    assert "dtstart" not in planning.entries()["tasks-3-todo"]


def test_a_second_parser_reads_the_same(launch: Kept) -> None:
    launch.does(PlanMeeting(1, MeetingKind.WEEKLY, (), datetime(2024, 3, 26, 2, 0, tzinfo=UTC), 30))
    launch.does(EditTask(PLAN, {"title": "推广,方案;撰写\\n: 与“预算”" + "长" * 60}))
    data = launch.exported()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    found = {str(each.uid.value): each for each in components(data)}
    for each in launch.entries().values():
        other = found.pop(str(each["uid"]))
        assert other.summary.value == str(each["summary"])
        assert other.sequence.value == str(each["sequence"])
        assert other.status.value == str(each["status"])
        if each.name == "VEVENT":
            assert other.dtstart.value == each["dtstart"].dt
            assert other.dtend.value == each["dtend"].dt
    assert not found


def test_whatever_people_write_stays_one_value(launch: Kept) -> None:
    """A line end in a text would begin a property of its own."""
    plan = launch.task(PLAN)
    for at, text in enumerate(HOSTILE, 100):
        written = f"x{text}"[:110]
        launch.state.put(record_with(plan, id=at, number=at, title=written, deliverable=written))
    found = launch.entries()
    assert len(list(components(launch.exported()))) == len(found) == 8 + 3 * len(HOSTILE)
    for at, _text in enumerate(HOSTILE, 100):
        task, todo = launch.task(at), found[f"tasks-{at}-todo"]
        assert str(todo["summary"]) == f"NPL-{at} {task.title}"
        assert task.deliverable in str(todo["description"])
        assert {each.upper() for each in todo} <= PROPERTIES


PROPERTIES = {
    "UID",
    "SEQUENCE",
    "DTSTAMP",
    "LAST-MODIFIED",
    "SUMMARY",
    "DESCRIPTION",
    "DTSTART",
    "DUE",
    "PRIORITY",
    "STATUS",
    "PERCENT-COMPLETE",
}


def test_the_owner_of_a_task_is_told(launch: Kept) -> None:
    assert launch.task(PLAN).owner == LI
    assert "李明" in str(launch.entries()["tasks-1-todo"]["description"])
    launch.state.put(record_with(launch.state.one(Task, PLAN), owner=None))
    assert "负责人：市场部" in str(launch.entries()["tasks-1-todo"]["description"])


def components(data: bytes) -> Iterator[Any]:
    (whole,) = vobject.readComponents(data.decode())
    yield from (each for each in whole.getChildren() if each.name in ("VEVENT", "VTODO"))
