"""Confirming the minutes: versions, what changed since, whose word is out of date (DOMAIN.md stage 1.3)."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import NotAllowed, Refused
from store.language import Message
from store.model.change import Change
from store.model.organisation import Person
from store.model.requirement import Confirmation, Feasibility, Part
from store.rules import rights
from store.rules.commands import CreateInitiative, EditInitiative
from store.rules.commands.alignment import Contribute, ReviewPoint, ReviewRest
from store.rules.commands.brief import AddPoints, EditBrief, EditPoint, MovePoint, RemovePoint
from store.rules.commands.confirming import ConfirmBrief, RecordConfirmation
from store.rules.confirmation import Standing, State, present_wording, standings
from tests.store.rules.confirmed import is_confirmed
from tests.store.rules.launch import CHEN, FACILITATOR, LI, MARKETING, RESEARCH, SALES, SUN, WANG
from tests.store.rules.requirement import GOAL, LAUNCH, MATERIAL, PLAN, Requirement


@pytest.fixture
def launch() -> Requirement:
    return Requirement()


@pytest.fixture
def confirmed(launch: Requirement) -> Requirement:
    """Everybody has confirmed the first version."""
    launch.do(ConfirmBrief(LAUNCH, MARKETING), by=LI)
    launch.do(ConfirmBrief(LAUNCH, RESEARCH), by=CHEN)
    launch.do(RecordConfirmation(LAUNCH, SALES, "3 月 4 日会上"), by=FACILITATOR)
    return launch


def states(launch: Requirement) -> list[str]:
    return [each.state.value for each in standings(launch.state, LAUNCH)]


def changes(launch: Requirement, department: int) -> list[tuple[str, str, str]]:
    found = next(each for each in standings(launch.state, LAUNCH) if each.department == department)
    return [(each.label.render("en"), str(each.before), str(each.after)) for each in found.changes]


def test_every_department_concerned_confirms(confirmed: Requirement) -> None:
    assert states(confirmed) == ["confirmed"] * 3
    assert is_confirmed(confirmed.state, LAUNCH)


def test_it_is_not_confirmed_before_the_last_one_has(launch: Requirement) -> None:
    launch.do(ConfirmBrief(LAUNCH, MARKETING), by=LI)
    assert states(launch) == ["confirmed", "missing", "missing"]
    assert not is_confirmed(launch.state, LAUNCH)


def test_a_confirmation_given_elsewhere_says_how_and_by_whom_it_was_recorded(confirmed: Requirement) -> None:
    word = confirmed.state.all(Confirmation)[-1]
    assert (word.person, word.recorded_by, word.how) == (WANG, FACILITATOR, "3 月 4 日会上")


def test_editing_a_confirmed_brief_makes_a_new_version_and_shows_what_changed(confirmed: Requirement) -> None:
    assert confirmed.brief.version == 1
    confirmed.do(EditPoint(LAUNCH, Part.GOALS, GOAL, {"target": "12 万台"}), by=LI)
    confirmed.do(EditPoint(LAUNCH, Part.OUTCOMES, PLAN, {"date": date(2024, 3, 20)}), by=LI)
    assert confirmed.brief.version == 2
    assert states(confirmed) == ["outdated"] * 3
    assert changes(confirmed, SALES) == [
        (
            "goal",
            "前 3 个月销量  出货台数  10 万台  2024-06-30",
            "前 3 个月销量  出货台数  12 万台  2024-06-30",
        ),
        ("outcome", "推广方案", "推广方案  2024-03-20"),
    ]


def test_the_frozen_version_stays_word_for_word_as_it_was(confirmed: Requirement) -> None:
    confirmed.do(EditPoint(LAUNCH, Part.GOALS, GOAL, {"target": "12 万台"}), by=LI)
    assert {word.goals[0].target for word in confirmed.state.all(Confirmation)} == {"10 万台"}


def test_a_row_that_came_or_went_is_a_difference(confirmed: Requirement) -> None:
    confirmed.do(RemovePoint(LAUNCH, Part.OUTCOMES, MATERIAL), by=LI)
    confirmed.do(AddPoints(LAUNCH, Part.OUTCOMES, [{"text": "渠道清单"}]), by=LI)
    assert changes(confirmed, MARKETING) == [("outcome", "宣传物料", ""), ("outcome", "", "渠道清单")]


def test_a_new_row_never_gets_the_number_of_one_that_was_confirmed(confirmed: Requirement) -> None:
    confirmed.do(RemovePoint(LAUNCH, Part.OUTCOMES, 3), by=LI)
    confirmed.do(AddPoints(LAUNCH, Part.OUTCOMES, [{"text": "渠道清单"}]), by=LI)
    assert [each.id for each in confirmed.brief.outcomes] == [1, 2, 4]


def test_confirming_anew_brings_the_word_up_to_date(confirmed: Requirement) -> None:
    confirmed.do(EditBrief(LAUNCH, {"background": "新品五月上市"}), by=LI)
    confirmed.do(ConfirmBrief(LAUNCH, SALES), by=WANG)
    assert states(confirmed) == ["outdated", "outdated", "confirmed"]
    confirmed.do(EditBrief(LAUNCH, {"background": "新品六月上市"}), by=LI)
    assert confirmed.brief.version == 3


def test_two_edits_without_a_confirmation_between_are_one_version(confirmed: Requirement) -> None:
    for month in ("五月", "六月"):
        confirmed.do(EditBrief(LAUNCH, {"background": f"新品{month}上市"}), by=LI)
    assert confirmed.brief.version == 2


def test_putting_it_back_makes_every_word_hold_again(confirmed: Requirement) -> None:
    edited = confirmed.written(EditBrief(LAUNCH, {"background": "新品五月上市"}), by=LI)
    confirmed.state.apply([change.inverse() for change in reversed(edited)])
    assert is_confirmed(confirmed.state, LAUNCH)


def test_moving_rows_or_saying_the_same_again_takes_nobodys_word_away(confirmed: Requirement) -> None:
    confirmed.do(MovePoint(LAUNCH, Part.OUTCOMES, 3, after=None), by=LI)
    confirmed.do(EditBrief(LAUNCH, {"background": "新品四月上市，渠道还不了解它"}), by=LI)
    assert confirmed.brief.version == 1
    assert is_confirmed(confirmed.state, LAUNCH)


def test_a_later_end_of_the_whole_is_a_change_of_the_brief(confirmed: Requirement) -> None:
    confirmed.do(EditInitiative(LAUNCH, {"due": date(2024, 5, 31)}), by=LI)
    assert changes(confirmed, SALES) == [("due", "", "2024-05-31")]


def test_what_a_department_promises_is_part_of_its_own_word_only(confirmed: Requirement) -> None:
    confirmed.do(Contribute(LAUNCH, RESEARCH, [{"content": "产品手册", "due": date(2024, 3, 22)}]), by=CHEN)
    assert states(confirmed) == ["confirmed", "outdated", "confirmed"]
    assert changes(confirmed, RESEARCH) == [("own contribution", "", "产品手册  2024-03-22")]


def test_nobody_confirms_what_they_have_not_read(launch: Requirement) -> None:
    read = present_wording(launch.state, LAUNCH, SALES)
    launch.do(EditPoint(LAUNCH, Part.GOALS, GOAL, {"target": "12 万台"}), by=LI)
    with pytest.raises(Refused, match="1"):
        launch.draft(ConfirmBrief(LAUNCH, SALES, seen=read), by=WANG)
    launch.draft(ConfirmBrief(LAUNCH, SALES, seen=present_wording(launch.state, LAUNCH, SALES)), by=WANG)


def test_the_same_is_not_confirmed_twice(confirmed: Requirement) -> None:
    with pytest.raises(Refused):
        confirmed.draft(ConfirmBrief(LAUNCH, SALES), by=WANG)


def test_an_empty_brief_is_not_confirmed(launch: Requirement) -> None:
    launch.do(CreateInitiative("CSP", "客户服务流程升级", department=SALES), by=FACILITATOR)
    with pytest.raises(Refused):
        launch.draft(ConfirmBrief(3, SALES), by=WANG)


@pytest.mark.parametrize("who", [LI, SUN, FACILITATOR])
def test_only_the_head_confirms_as_themself(launch: Requirement, who: int) -> None:
    with pytest.raises(Refused, match="王芳"):
        launch.draft(ConfirmBrief(LAUNCH, SALES), by=who)


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (RecordConfirmation(LAUNCH, SALES, " "), "how"),
        (RecordConfirmation(LAUNCH, SALES, "邮件", person=CHEN), "person"),
    ],
)
def test_a_record_says_how_and_names_somebody_of_the_department(
    launch: Requirement, command: RecordConfirmation, field: str
) -> None:
    with pytest.raises(Refused) as caught:
        launch.draft(command, by=FACILITATOR)
    assert caught.value.field == field


def test_the_store_refuses_a_word_put_in_anothers_mouth(launch: Requirement) -> None:
    with pytest.raises(NotAllowed):
        launch.draft(RecordConfirmation(LAUNCH, SALES, "邮件"), by=LI)
    body = {"initiative": LAUNCH, "department": SALES, "person": WANG, "version": 1}
    for who in (FACILITATOR, LI):
        with pytest.raises(NotAllowed):
            rights.check(
                launch.state, launch.state.get(Person, who), [Change("confirmations", 9, None, None, body)]
            )


def test_a_confirmation_is_never_rewritten(confirmed: Requirement) -> None:
    change = Change("confirmations", 1, "goals/1", {"id": 1}, None)
    with pytest.raises(NotAllowed):
        rights.check(confirmed.state, confirmed.state.get(Person, FACILITATOR), [change])


def test_what_a_department_said_belongs_to_what_it_confirms(launch: Requirement) -> None:
    launch.do(ReviewRest(LAUNCH, RESEARCH), RecordConfirmation(LAUNCH, RESEARCH, "会上"), by=FACILITATOR)
    assert standing_of(launch, RESEARCH).state is State.CONFIRMED
    change = ReviewPoint(LAUNCH, RESEARCH, Part.GOALS, GOAL, Feasibility.INFEASIBLE, "人手不够", "5 人")
    launch.do(change, by=FACILITATOR)
    (difference,) = standing_of(launch, RESEARCH).changes
    assert difference.field == "points"
    assert isinstance(difference.after, Message)
    assert difference.after.render("zh").endswith("：不可行  人手不够  需要 5 人")
    assert difference.after.render("en").endswith(": not feasible  人手不够  needs 5 人")


def standing_of(launch: Requirement, department: int) -> Standing:
    return next(each for each in standings(launch.state, LAUNCH) if each.department == department)
