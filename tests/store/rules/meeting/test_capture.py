"""What one line of a meeting says (DOMAIN.md, Meetings), on Monday, 25 March 2024."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.capture import CaptureKind
from store.model.organisation import Person
from store.model.risk import Risk
from store.model.task import Task
from store.rules.commands import AddDepartment, AddPerson
from store.rules.meeting.capture import Captured, parse
from store.rules.meeting.capture_kinds import NAMES, first_word, with_kind
from store.rules.meeting.capture_people import being_typed, suggestions
from tests.store.rules.launch import CHEN, DESIGN, FACILITATOR, LI, MONDAY, SALES, SUN, TRAINING, WANG, Launch

FRIDAY = date(2024, 3, 29)
D, A, Q, R, S, N, P = CaptureKind


def read(launch: Launch, typed: str, kind: CaptureKind = N) -> Captured:
    return parse(typed, launch.state, MONDAY, kind=kind)


@pytest.mark.parametrize(
    ("typed", "kind", "person", "due", "text"),
    [
        ("行动 @王芳 周五前补齐产品手册", A, WANG, FRIDAY, "补齐产品手册"),
        ("行动：@王芳　周五前，补齐产品手册", A, WANG, FRIDAY, "补齐产品手册"),
        ("行动＠王芳周五前补齐产品手册", A, WANG, FRIDAY, "补齐产品手册"),
        ("a @王芳 周五补齐产品手册", A, WANG, FRIDAY, "补齐产品手册"),
        ("ａ ＠王芳 周五 补齐产品手册", A, WANG, FRIDAY, "补齐产品手册"),
        ("行动 补齐产品手册 @王芳 3/29", A, WANG, FRIDAY, "补齐产品手册"),
        ("行动 请 @王芳 周五前补齐产品手册", A, WANG, FRIDAY, "请 王芳 补齐产品手册"),
        ("行动 把手册交给 @王芳 周五", A, WANG, FRIDAY, "把手册交给 王芳"),
        ("行动 @研发部 周五前交终稿", A, CHEN, FRIDAY, "交终稿"),
        ("行动 @研发 周五前交终稿", A, CHEN, FRIDAY, "交终稿"),
        ("行动 @销售部/孙莉 下周三 订场地", A, SUN, date(2024, 4, 3), "订场地"),
        ("行动 @销售部孙莉 下周三 订场地", A, SUN, date(2024, 4, 3), "订场地"),
        ("行动 @王芳 周五前整理 3/20 的数据", A, WANG, FRIDAY, "整理 3/20 的数据"),
        ("行动 @王芳 周五 整理 4/20 的数据", A, WANG, FRIDAY, "整理 4/20 的数据"),
        ("行动 @王芳 整理周五的会议材料", A, WANG, FRIDAY, "整理周五的会议材料"),
        ("行动 @王芳 三天内补齐 NPL-3 的手册", A, WANG, date(2024, 3, 28), "补齐 NPL-3 的手册"),
        ("action @王芳 complete the manual by fri", A, WANG, FRIDAY, "complete the manual"),
        ("Action: ask @陈工 for the manual by Friday", A, CHEN, FRIDAY, "ask 陈工 for the manual"),
        ("决定 研发部 3-29 前给出手册初稿", D, None, None, "研发部 3-29 前给出手册初稿"),
        ("决定：@研发部 周五前给出手册初稿", D, CHEN, None, "研发部 周五前给出手册初稿"),
        ("d drop the second draft", D, None, None, "drop the second draft"),
        ("提问 @陈工 手册哪天给王芳？", Q, CHEN, None, "手册哪天给王芳？"),
        ("提问 @陈工 周五能给吗？", Q, CHEN, None, "周五能给吗？"),
        ("提问 @陈工 周五 手册哪天给？", Q, CHEN, FRIDAY, "手册哪天给？"),
        ("q 手册哪天给？", Q, None, None, "手册哪天给？"),
        ("风险 供应商 4/10 可能断货", R, None, None, "供应商 4/10 可能断货"),
        ("r @李明 4/10 供应商可能断货", R, LI, date(2024, 4, 10), "供应商可能断货"),
        ("问题 @陈工 周五 手册与实物不符", S, CHEN, FRIDAY, "手册与实物不符"),
        ("i the manual did not arrive on friday", S, None, None, "the manual did not arrive on friday"),
        ("I will call them", N, None, None, "I will call them"),
        ("I: the manual is wrong", S, None, None, "the manual is wrong"),
        ("备注 渠道反馈良好", N, None, None, "渠道反馈良好"),
        ("渠道反馈良好", N, None, None, "渠道反馈良好"),
        ("问题不大，下周再看", N, None, None, "问题不大，下周再看"),
        ("行动方案已经发出", N, None, None, "行动方案已经发出"),
        ("停车 渠道政策", P, None, None, "渠道政策"),
        ("park: channel policy", P, None, None, "channel policy"),
        ("n 联系 li@example.com", N, None, None, "联系 li@example.com"),
        ("备注 @没有这个人 说的", N, None, None, "@没有这个人 说的"),
    ],
)
def test_a_line_is_read_as_it_is_typed(
    launch: Launch, typed: str, kind: CaptureKind, person: int | None, due: date | None, text: str
) -> None:
    found = read(launch, typed)
    assert (found.kind, found.person, found.due, found.text) == (kind, person, due, text)
    assert found.problem is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("行动", "one owner and a date"),
        ("行动 补齐产品手册", "one owner and a date"),
        ("行动 周五前补齐产品手册", "one owner: type @"),
        ("行动 @王芳 补齐产品手册", "needs a date"),
        ("行动 @王芳 周五", "no words yet"),
        ("行动 @王芳 @陈工 周五 补齐产品手册", "王芳, 陈工 are named"),
        ("行动 @王芳、陈工 周五 补齐产品手册", "王芳, 陈工 are named"),
        ("行动 @王芳和陈工 周五 补齐产品手册", "王芳, 陈工 are named"),
        ("行动 @王芳/陈工 周五 补齐产品手册", "王芳, 陈工 are named"),
        ("行动 @小王 周五 补齐产品手册", "Nobody here is called “小王”"),
        ("行动 @王芳，@陈 周五 补齐产品手册", "王芳, 陈工 are named"),
        ("行动 @ 周五 补齐产品手册", "Type a name behind the @"),
        ("行动 @王芳 3/20 补齐产品手册", "03-20 has passed already"),
        ("决定", "no words yet"),
        ("", "no words yet"),
        ("提问 @小王 手册哪天给？", "Nobody here is called “小王”"),
    ],
)
def test_what_is_missing_or_unclear_is_said_with_what_to_type(
    launch: Launch, typed: str, sentence: str
) -> None:
    problem = read(launch, typed).problem
    assert problem is not None
    assert sentence in problem.render("en")


def test_one_name_twice_is_one_person(launch: Launch) -> None:
    assert read(launch, "行动 @王芳 周五前补齐手册，交给 @王芳").problem is None


def test_a_colleague_who_only_helps_is_not_a_second_owner(launch: Launch) -> None:
    found = read(launch, "行动 @王芳 和陈工一起周五前补齐手册")
    assert (found.person, found.text, found.problem) == (WANG, "和陈工一起补齐手册", None)


def test_two_of_one_name_are_told_apart_by_their_departments(launch: Launch) -> None:
    launch.do(AddPerson("王芳", DESIGN), by=FACILITATOR)
    problem = read(launch, "行动 @王芳 周五 补齐手册").problem
    assert problem is not None
    assert "设计部/王芳" in problem.render("en")
    assert read(launch, "行动 @设计部/王芳 周五 补齐手册").person == launch.state.all(Person)[-1].id


def test_a_department_without_a_head_says_so(launch: Launch) -> None:
    launch.do(AddDepartment("法务部"), by=FACILITATOR)
    problem = read(launch, "行动 @法务部 周五 审合同").problem
    assert problem is not None


def test_the_longest_name_is_meant_and_an_english_one_ends_with_its_word(launch: Launch) -> None:
    launch.do(
        AddPerson("Ann", SALES), AddPerson("Ann Lee", SALES), AddPerson("王芳菲", SALES), by=FACILITATOR
    )
    people = {person.name: person.id for person in launch.state.all(Person)}
    assert read(launch, "a @ann lee fri call them").person == people["Ann Lee"]
    assert read(launch, "a @Ann Leeds fri call them").text == "Leeds fri call them"
    assert read(launch, "a @Annabel fri call them").person is None
    assert read(launch, "a @王芳菲周五前订场地").person == people["王芳菲"]


def test_the_number_of_a_task_says_what_it_is_about(launch: Launch) -> None:
    assert read(launch, "决定 npl-3 改期").about == (Task.table, TRAINING)
    assert read(launch, "决定 ＮＰＬ－３ 改期").about == (Task.table, TRAINING)
    assert read(launch, "决定 NPL-99 改期").about is None


def test_the_number_of_a_risk_says_what_it_is_about(launch: Launch) -> None:
    launch.state.put(Risk(id=1, initiative=1, number=31, title="断货"))
    assert read(launch, "备注 npl-31 供应商有备选").about == (Risk.table, 1)


@pytest.mark.parametrize("kind", CaptureKind)
def test_every_kind_has_a_word_and_a_letter_in_both_languages(launch: Launch, kind: CaptureKind) -> None:
    for language in ("zh", "en"):
        assert first_word(NAMES[kind].render(language) + " x")[0] is kind
    assert first_word(kind.value + ": x")[0] is kind
    letter = "daqrinp"[list(CaptureKind).index(kind)]
    assert first_word(letter + " x")[0] is kind
    assert read(launch, "手册", kind).kind is kind


def test_a_tab_puts_the_next_word_in_the_place_of_the_one_before() -> None:
    assert with_kind("补齐手册", A, "行动") == "行动 补齐手册"
    assert with_kind("行动：@王芳 手册", Q, "提问") == "提问 @王芳 手册"
    assert with_kind("r 断货", S, "问题") == "问题 断货"
    assert with_kind("a supplier called", D, "decision") == "decision a supplier called"


def test_what_is_understood_is_said_back_in_one_line(launch: Launch) -> None:
    found = read(launch, "行动 @王芳 周五前补齐产品手册")
    assert found.understood.render("zh") == "行动 王芳 周五 03-29：补齐产品手册"
    assert found.understood.render("en") == "Action 王芳 Fri 03-29: 补齐产品手册"


def test_a_name_is_completed_while_it_is_typed_and_a_department_offers_its_head(launch: Launch) -> None:
    assert being_typed("行动 @王") == "王"
    assert being_typed("行动 ＠") == ""
    assert being_typed("行动 @王芳 ") is None
    assert being_typed("li@example") is None
    assert [each.name for each in suggestions("王", launch.state)] == ["王芳"]
    first, *rest = suggestions("研发", launch.state)
    assert (first.name, first.note) == ("研发部", "陈工")
    assert [each.name for each in rest] == ["陈工"]


LAUNCH = Launch()
_TYPED = (
    "行动 a 问题： @ ＠ 王芳 研发部 @王芳 周五 周五前 3/20 by fri 补齐 手册 NPL-3 ， 和 | the on ：、 / İ ﬁ é"
)
_PIECES = st.sampled_from([*_TYPED.split(), " ", "\u3000"])
_LINES = st.one_of(st.lists(_PIECES, max_size=12).map("".join), st.text(max_size=60))


def _letters(text: str) -> list[str]:
    """The letters and digits of `text` as people read them."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.findall(r"\w", plain)


@given(_LINES, st.sampled_from(list(CaptureKind)))
def test_whatever_is_typed_no_word_is_lost(typed: str, kind: CaptureKind) -> None:
    found = parse(typed, LAUNCH.state, MONDAY, kind=kind)
    found.understood.render("zh")
    kept = _letters(found.text)
    understood = _letters(typed[: first_word(typed)[1]])
    rest = _letters(typed)
    for sign in kept:
        assert sign in rest
        rest.remove(sign)
    if found.person is None and found.due is None:
        for sign in understood:
            rest.remove(sign)
        assert rest == []
