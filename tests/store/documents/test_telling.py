"""A journal line in words: names for ids, both languages, nothing that says the same twice."""

from __future__ import annotations

from pathlib import Path

from store.board.board import Board
from store.board.line import Line
from store.documents.names import Names
from store.documents.telling import Teller
from store.example import build
from store.model.change import Change
from store.model.meeting import Attended
from store.model.organisation import Department, Person
from store.model.state import State
from store.rules.commands.meetings.holding import Next, RollCall
from store.rules.commands.risks import RiskHappened, WeighRisk
from tests.harness.clock import FixedClock
from tests.store.meeting.room import Room
from tests.store.rules.launch import FACILITATOR


def test_people_who_share_a_name_are_told_apart_by_department() -> None:
    state = State()
    state.put(Department(id=1, name="市场部"))
    state.put(Department(id=2, name="研发部"))
    state.put(Person(id=1, name="李明", department=1))
    state.put(Person(id=2, name="李明", department=2))
    state.put(Person(id=3, name="王芳", department=2))
    names = Names(state)
    assert [names.person(number) for number in (1, 2, 3, 9, None)] == [
        *["市场部/李明", "研发部/李明", "王芳", "#9", None]
    ]
    assert (names.department(1), names.department(7), names.code(5), names.task(5)) == (
        "市场部",
        "#7",
        "#5",
        "#5",
    )


def test_lines_are_told_with_keys_and_names(tmp_path: Path, clock: FixedClock) -> None:
    build(tmp_path / "b.json", clock, "zh")
    board = Board.open(tmp_path / "b.json", clock=clock, read_only=True)
    teller = Teller(board.state, board.moment())
    *_older, postponed, blocked = board.history()
    told = teller.summary(postponed).render("en")
    assert told == "03-25 08:08 王芳: postpone + milestone moved NPL-7 销售培训组织"
    delay = next(each for each in teller.became(postponed) if each.before is not None)
    assert (delay.before and delay.before.render("en"), delay.after and delay.after.render("en")) == (
        "03-27, 场地冲突",
        "03-28, 研发部产品手册未同步",
    )
    assert [each.after and each.after.render("en") for each in teller.became(blocked)] == ["卖点清单"]
    assert teller.records(blocked).render("en") == "NPL-6 宣传物料设计"


def test_what_a_newer_program_wrote_is_shown_as_it_is(tmp_path: Path, clock: FixedClock) -> None:
    build(tmp_path / "b.json", clock, "zh")
    board = Board.open(tmp_path / "b.json", clock=clock, read_only=True)
    line = board.history()[-1]
    odd = type(line)(
        **{name: getattr(line, name) for name in ("seq", "at", "on_behalf", "undoes", "prev", "sum")},
        by=None,
        origin="future",
        command="teleport",
        changes=(Change("gates", 3, "colour", "red", "blue"), Change("gates", 3, "due", "soon", "later")),
    )
    teller = Teller(board.state, board.moment())
    assert teller.summary(odd).render("en").endswith("future: teleport gates #3")
    assert [str(each.after) for each in teller.became(odd)] == ["blue", "later"]


def test_the_steps_of_a_meeting_are_told_with_its_name_and_its_items() -> None:
    room = Room()
    teller = Teller(room.state, room.moment)
    room.passes(2)
    step = told(room, "next_item", room.leads(Next(1, 1)))
    assert teller.summary(step).render("en") == (
        "03-25 10:02 周主持: next item weekly meeting #1 新品上市推广"
    )
    moves = [each for each in teller.became(step) if each.field.render("en") == "on the table"]
    assert [(str(each.before), str(each.after)) for each in moves] == [("上次会议以来", "推广方案撰写")]
    call = told(room, "roll_call", room.leads(RollCall(1, 1, Attended.LATE)))
    said = [each.field.render("en") for each in teller.became(call)]
    assert said == ["attendance “李明”, attendance"]


def told(room: Room, command: str, changes: list[Change]) -> Line:
    return Line(9, room.moment.now, FACILITATOR, None, "screen", command, None, tuple(changes), "", "")


def test_a_risk_is_told_by_its_key_and_how_it_was_weighed(tmp_path: Path, clock: FixedClock) -> None:
    build(tmp_path / "b.json", clock, "zh")
    with_board = Board.open(tmp_path / "b.json", clock=clock, author=1)
    weighed = with_board.commit(WeighRisk(1, 5, 4, "第二家也没货"))
    happened = with_board.commit(RiskHappened(1))
    assert weighed is not None
    assert happened is not None
    teller = Teller(with_board.state, with_board.moment())
    name = teller.record("risks", 1)
    assert name.startswith("NPL-")
    assert [each.after and each.after.render("zh") for each in teller.became(weighed)] == [
        *["5", "3 x 4", "5 x 4，第二家也没货"]
    ]
    assert teller.records(happened).render("zh") == name
