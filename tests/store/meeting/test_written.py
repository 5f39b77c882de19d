"""Minutes written elsewhere: which lines are kept, as what, and for whom."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import Refused
from store.exchange.minutes import Into, into, plan_minutes
from store.model.capture import Capture, CaptureKind
from store.model.meeting import Meeting, MeetingKind
from store.model.organisation import Person
from store.model.text import unseen
from store.rules.meeting.written import MOST, written
from tests.data import hostile
from tests.store.meeting.room import Room
from tests.store.rules.launch import FACILITATOR, WANG, ZHAO

K = CaptureKind


@pytest.fixture
def room() -> Room:
    return Room()


def said(room: Room, line: str) -> tuple[CaptureKind, str, int | None, date | None] | None:
    """How the only line of minutes is understood; null for prose."""
    found = written(line, room.state)
    if not found:
        return None
    captured = found[0].parsed(room.state, room.moment)
    return captured.kind, captured.text, captured.person, captured.due


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("行动：@王芳 周五前补齐产品手册", (K.ACTION, "补齐产品手册", WANG, date(2024, 3, 29))),
        ("- **行动**：王芳周五前补齐产品手册", (K.ACTION, "补齐产品手册", WANG, date(2024, 3, 29))),
        ("1. **行动项：** 王芳负责整理手册 3/28", (K.ACTION, "整理手册", WANG, date(2024, 3, 28))),
        ("- [ ] ACTION: 赵敏 to print by Friday", (K.ACTION, "print", ZHAO, date(2024, 3, 29))),
        ("ACTION @赵敏 3/28 draft", (K.ACTION, "draft", ZHAO, date(2024, 3, 28))),
        ("| 待办 | 赵敏 | 周四 | 出初稿 |", (K.ACTION, "出初稿", ZHAO, date(2024, 3, 28))),
        ("* 【决议】方案按第二版执行", (K.DECISION, "方案按第二版执行", None, None)),
        ("RESOLVED: go with plan B", (K.DECISION, "go with plan B", None, None)),
        ("３、ＲＥＳＯＬＶＥＤ：go with plan B", (K.DECISION, "go with plan B", None, None)),
        ("> 风险: 印刷厂档期不确定", (K.RISK, "印刷厂档期不确定", None, None)),
        (
            "问题：品牌色不一致（负责人：赵敏，截止：3/29）",
            (K.ISSUE, "品牌色不一致", ZHAO, date(2024, 3, 29)),
        ),
        ("待定：是否追加预算", (K.PARK, "是否追加预算", None, None)),
        ("疑问：手册谁来翻译", (K.QUESTION, "手册谁来翻译", None, None)),
        ("__Note:__ the room was cold", (K.NOTE, "the room was cold", None, None)),
        ("**行动：@王芳 3/28 交稿**", (K.ACTION, "交稿", WANG, date(2024, 3, 28))),
    ],
)
def test_a_line_whose_first_word_names_a_kind_is_kept(
    room: Room, line: str, expected: tuple[CaptureKind, str, int | None, date | None]
) -> None:
    assert said(room, line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "",
        "问题不大，大家放心",
        "行动方案已经讨论",
        "风险 较低",
        "Note that this is prose",
        "Actions speak louder than words",
        "时间：2024-03-25",
        "王芳：周五前补齐手册",
        "# 周例会纪要",
        "决议：",
        "| --- | --- |",
    ],
)
def test_prose_stays_out(room: Room, line: str) -> None:
    assert said(room, line) is None


def test_a_word_alone_speaks_for_the_list_below_it(room: Room) -> None:
    text = (
        "## 行动项\n- 王芳：周三前发邀请\n  并抄送销售部\n- 赵敏 3/28 出初稿\n\n"
        "会议结束。\n- 不算\n决议：\n1) 按第二版执行"
    )
    found = [(each.number, each.kind, each.typed) for each in written(text, room.state)]
    assert found == [
        (2, K.ACTION, "@王芳 周三前发邀请 并抄送销售部"),
        (4, K.ACTION, "@赵敏 3/28 出初稿"),
        (9, K.DECISION, "按第二版执行"),
    ]


def test_who_is_not_on_the_board_is_a_problem_and_not_taken_for_another(room: Room) -> None:
    plan = plan_minutes(
        room.state, "ACTION: Frank to send it by Friday", Into(1), room.moment, by=room.person(FACILITATOR)
    )
    assert plan.kept == ()
    assert [row.number for row in plan.refused] == [1]
    assert "frank" in plan.refused[0].reason.render("en")


def test_an_action_without_owner_or_date_is_refused_and_the_rest_can_be_kept(room: Room) -> None:
    text = "行动：补齐手册\n决议：按第二版执行\n风险：档期\n风险：档期"
    plan = plan_minutes(room.state, text, Into(1, 1), room.moment, by=room.person(FACILITATOR))
    assert [(row.number, row.field) for row in plan.refused] == [(1, "text"), (4, "text")]
    changes = room.leads(plan.command)
    kept = [each for each in room.state.all(Capture) if each.meeting == 1]
    assert [(each.kind, each.text) for each in kept] == [(K.DECISION, "按第二版执行"), (K.RISK, "档期")]
    assert kept[1].risk is not None
    room.take_back(changes)
    assert room.state.all(Capture) == []


def test_minutes_begin_the_planned_meeting_of_their_kind_or_a_new_one() -> None:
    room = Room(opened=False)
    where = into(room.state, None, "1")
    assert where == Into(1, begins=MeetingKind.WEEKLY)
    plan = plan_minutes(room.state, "决议：按第二版执行", where, room.moment, by=room.person(FACILITATOR))
    room.leads(plan.command)
    assert room.meeting.running
    assert [each.meeting for each in room.state.all(Capture)] == [1]
    kickoff = into(room.state, "npl", "kickoff")
    plan = plan_minutes(room.state, "RESOLVED: go", kickoff, room.moment, by=room.person(FACILITATOR))
    room.leads(plan.command)
    assert room.state.one(Meeting, 2).kind is MeetingKind.KICKOFF
    assert [each.meeting for each in room.state.all(Capture)] == [1, 2]


def test_the_minutes_of_a_meeting_that_is_over_stand(room: Room) -> None:
    over = room.meeting.model_copy(update={"closed": room.moment.now})
    room.state.put(over)
    with pytest.raises(Refused) as refused:
        into(room.state, None, "1")
    assert refused.value.field == "meeting"


@pytest.mark.parametrize(
    ("code", "meeting"), [(None, None), (None, "weekly"), ("XYZ", None), ("NPL", "9"), (None, "²")]
)
def test_where_they_go_has_to_be_said(room: Room, code: str | None, meeting: str | None) -> None:
    with pytest.raises(Refused):
        into(room.state, code, meeting)


def test_hostile_lines_are_literal_and_a_large_file_ends(room: Room) -> None:
    text = "\n".join(f"决议：{each}" for each in hostile.HOSTILE)
    plan = plan_minutes(room.state, text, Into(1, 1), room.moment, by=room.person(FACILITATOR))
    assert {each.captured.kind for each in plan.kept} == {K.DECISION}
    room.leads(plan.command)
    kept = room.state.all(Capture)
    assert len(kept) == len(plan.kept) > 50
    assert not any(unseen(sign) for each in kept for sign in each.text)
    long = "\n".join(["行动：" + "**`a` " * 3000] * 50 + ["决议：x"] * 5000)
    assert len(written(long, room.state)) == MOST


def test_text_without_such_a_line_is_refused(room: Room) -> None:
    with pytest.raises(Refused):
        plan_minutes(room.state, "大家都好", Into(1), room.moment, by=room.state.get(Person, FACILITATOR))
