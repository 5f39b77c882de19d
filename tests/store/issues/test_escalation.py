"""What climbs, to whom and when, worked out by hand with the clock handed in (stage 4.3)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from store.errors import NotAllowed, Refused
from store.model.clock import Moment
from store.model.escalation import Level, Why
from store.model.initiative import Stage
from store.model.issue import Issue, IssueState
from store.model.task import Task
from store.rules.commands import (
    AdvanceStage,
    BlockTask,
    ChangeSettings,
    EditInitiative,
    HitMilestone,
    MoveMilestone,
    StartTask,
    UnblockTask,
)
from store.rules.commands.issues.closing import ProposeClosed, SendBackIssue, VerifyIssue
from store.rules.commands.issues.escalating import RecordEscalations
from store.rules.commands.issues.handling import HandOverIssue, MakeUrgent, NoteMeasure
from store.rules.commands.issues.reporting import EditIssue, ReportIssue
from store.rules.commands.meetings.urgent import CallUrgent
from store.rules.issues.escalation import due, escalated, next_step, reason_text, recordable
from store.rules.urgent import clock_of
from tests.store.issues.log import FENG, FRIDAY, WU, ZHENG, Log
from tests.store.rules.launch import (
    CHEN,
    FACILITATOR,
    GUEST,
    LI,
    MATERIAL,
    PLAN,
    SALES,
    SUN,
    TRAINING,
    WANG,
    ZHAO,
)

CHINA = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
LADDER = [(Level.OWNER, WU), (Level.HEAD, CHEN), (Level.INITIATOR, LI), (Level.SPONSOR, ZHENG)]


def at(log: Log, day: str, zone: ZoneInfo = CHINA) -> Log:
    """Let the clock stand at a local time, `2024-03-25 10:00`."""
    log.moment = Moment(datetime.fromisoformat(day).replace(tzinfo=zone).astimezone(UTC), zone)
    return log


def recorded(log: Log, by: int = SUN) -> list[tuple[Level, int | None, str]]:
    """Somebody opens the board; every step that issue 1 has climbed, with when it fell due on the board."""
    log.do(RecordEscalations(), by=by)
    return climbed(log, log.issue)


def climbed(log: Log, record: Issue | Task) -> list[tuple[Level, int | None, str]]:
    zone = log.moment.zone
    return [(one.level, one.to, f"{one.at.astimezone(zone):%m-%d %H:%M}") for one in record.escalations]


def quiet(log: Log) -> Log:
    """The plan's milestone of 20 March was hit, so that nothing but the issue climbs."""
    log.do(HitMilestone(PLAN, 1, date(2024, 3, 20)), by=FACILITATOR)
    log.do(MoveMilestone(MATERIAL, 1, date(2027, 3, 31)), by=FACILITATOR)
    return log


@pytest.fixture
def log() -> Log:
    """The issue of the material, handled by 吴工 until Friday, 29 March 2024; nothing else climbs."""
    return quiet(Log(IssueState.HANDLING))


def test_past_its_deadline_it_climbs_a_level_a_working_day_over_the_weekend(log: Log) -> None:
    """Due on Friday: told on Monday to the owner, then a level a day."""
    at(log, "2024-03-29 23:59")
    assert due(log.state, log.moment) == ()
    at(log, "2024-03-31 12:00")
    assert due(log.state, log.moment) == ()
    coming = next_step(log.state, log.issue, log.moment)
    assert coming is not None
    assert (coming.to, coming.at.astimezone(CHINA).isoformat()) == (WU, "2024-04-01T00:00:00+08:00")
    assert recorded(at(log, "2024-04-01 09:00")) == [(Level.OWNER, WU, "04-01 00:00")]
    assert len(recorded(at(log, "2024-04-02 09:00"))) == 2
    # 4 to 6 April is Tomb-Sweeping Day, Sunday the 7th is worked.
    assert recorded(at(log, "2024-04-06 09:00"))[-1] == (Level.INITIATOR, LI, "04-03 00:00")
    assert recorded(at(log, "2024-04-07 09:00"))[-1] == (Level.SPONSOR, ZHENG, "04-07 00:00")
    assert len(recorded(at(log, "2024-06-07 09:00"))) == 4
    assert next_step(log.state, log.issue, log.moment) is None


def test_a_board_that_nobody_opened_for_long_finds_every_step_in_order(log: Log) -> None:
    at(log, "2024-05-20 09:00")
    steps = recorded(log)
    assert [(level, to) for level, to, _ in steps] == LADDER
    assert [when for *_, when in steps] == ["04-01 00:00", "04-02 00:00", "04-03 00:00", "04-07 00:00"]
    assert due(log.state, log.moment) == ()


def test_over_the_spring_festival_the_make_up_days_count(log: Log) -> None:
    """2026: 14 February (Saturday) is worked, 15 to 23 are off, 28 (Saturday) is worked."""
    at(log, "2026-02-10 09:00")
    log.do(EditIssue(1, {"deadline": date(2026, 2, 13)}), by=WU)
    assert recorded(at(log, "2026-02-14 09:00")) == [(Level.OWNER, WU, "02-14 00:00")]
    assert len(recorded(at(log, "2026-02-23 23:00"))) == 1
    assert [when for *_, when in recorded(at(log, "2026-02-27 09:00"))] == [
        "02-14 00:00",
        "02-24 00:00",
        "02-25 00:00",
        "02-26 00:00",
    ]


def test_a_block_is_too_long_after_three_working_days_make_up_days_included(log: Log) -> None:
    """Blocked on Thursday, 12 February 2026: 13, 14 and 24 are three working days, so it is the 25th."""
    at(log, "2026-02-12 15:00")
    log.do(BlockTask(TRAINING, "产品手册", WU, urgent=False), by=WANG)
    issue = 2
    at(log, "2026-02-24 23:59")
    log.do(RecordEscalations(), by=SUN)
    assert climbed(log, log.state.one(Issue, issue)) == []
    at(log, "2026-02-28 09:00")
    log.do(RecordEscalations(), by=SUN)
    assert climbed(log, log.state.one(Issue, issue)) == [
        (Level.OWNER, WU, "02-25 00:00"),
        (Level.HEAD, CHEN, "02-26 00:00"),
        (Level.INITIATOR, LI, "02-27 00:00"),
        (Level.SPONSOR, ZHENG, "02-28 00:00"),
    ]
    assert {each.why for each in log.state.one(Issue, issue).escalations} == {Why.BLOCKED}


def test_an_urgent_one_climbs_by_the_wall_clock_then_by_working_days(log: Log) -> None:
    """Urgent on Friday at 17:00: breached at 19:00, and unanswered on Monday at 19:00."""
    at(log, "2024-03-22 17:00")
    log.do(MakeUrgent(1), by=SUN)
    assert recorded(at(log, "2024-03-22 18:59")) == []
    assert recorded(at(log, "2024-03-22 19:00")) == [(Level.OWNER, WU, "03-22 19:00")]
    assert log.issue.breached_at == log.moment.now
    assert len(recorded(at(log, "2024-03-25 18:59"))) == 1
    assert recorded(at(log, "2024-03-25 19:00"))[-1] == (Level.HEAD, CHEN, "03-25 19:00")
    log.do(CallUrgent(1), by=WU)
    assert len(recorded(at(log, "2024-03-29 20:00"))) == 2


@pytest.mark.parametrize(
    ("friday", "breached", "monday"),
    [
        ("2026-03-27 12:00", "2026-03-27T13:00:00+00:00", "2026-03-30T12:00:00+00:00"),
        ("2026-10-23 12:00", "2026-10-23T12:00:00+00:00", "2026-10-26T13:00:00+00:00"),
    ],
)
def test_over_a_daylight_saving_change_the_board_keeps_its_time_of_day(
    log: Log, friday: str, breached: str, monday: str
) -> None:
    """In Berlin the clocks change between Friday, 14:00, and Monday, 14:00."""
    log.do(ChangeSettings({"timezone": "Europe/Berlin", "country": "DE"}), by=FACILITATOR)
    at(log, friday, BERLIN)
    log.do(EditIssue(1, {"deadline": date(2026, 12, 1)}), by=WU)
    log.do(MakeUrgent(1), by=SUN)
    at(log, friday[:10] + " 14:00", BERLIN)
    recorded(log)
    log.passes(days=4)
    recorded(log)
    steps = log.issue.escalations
    assert [each.at.isoformat() for each in steps[:2]] == [breached, monday]
    assert [(each.level, each.to) for each in steps[:2]] == LADDER[:2]


def test_two_hours_are_two_hours_on_the_night_the_clocks_change(log: Log) -> None:
    """29 March 2026 in Berlin: from 01:30 on two hours are over at 04:30."""
    log.do(ChangeSettings({"timezone": "Europe/Berlin", "country": "DE"}), by=FACILITATOR)
    at(log, "2026-03-29 01:30", BERLIN)
    log.do(EditIssue(1, {"deadline": date(2026, 12, 1)}), by=WU)
    log.do(MakeUrgent(1), by=SUN)
    assert recorded(at(log, "2026-03-29 04:29", BERLIN)) == []
    assert recorded(at(log, "2026-03-29 04:30", BERLIN)) == [(Level.OWNER, WU, "03-29 04:30")]


def test_a_deadline_ends_with_the_day_on_the_board_also_when_the_clocks_change(log: Log) -> None:
    """Friday, 27 March 2026 in Berlin: Monday begins at 22:00 UTC, an hour earlier than Saturday did."""
    log.do(ChangeSettings({"timezone": "Europe/Berlin", "country": "DE"}), by=FACILITATOR)
    at(log, "2026-03-26 09:00", BERLIN)
    log.do(EditIssue(1, {"deadline": date(2026, 3, 27)}), by=WU)
    recorded(at(log, "2026-03-30 00:00", BERLIN))
    step = log.issue.escalations[0]
    assert step.since.isoformat() == "2026-03-27T23:00:00+00:00"
    assert step.at.isoformat() == "2026-03-29T22:00:00+00:00"


def test_an_answered_level_stops_the_climb_for_as_long_as_it_is_answered(log: Log) -> None:
    """Told on Monday; the owner says at 15:00 what is done, so the head is not told before Tuesday, 15:00."""
    recorded(at(log, "2024-04-01 09:00"))
    at(log, "2024-04-01 15:00")
    log.do(NoteMeasure(1, "今天重排封底"), by=WU)
    assert len(recorded(at(log, "2024-04-02 14:59"))) == 1
    log.do(NoteMeasure(1, "封底已重排，明天校对"), by=WU)
    assert len(recorded(at(log, "2024-04-03 14:58"))) == 1
    assert recorded(at(log, "2024-04-03 14:59"))[-1] == (Level.HEAD, CHEN, "04-03 14:59")


def test_what_a_facilitator_writes_down_for_others_answers_too(log: Log) -> None:
    recorded(at(log, "2024-04-01 09:00"))
    at(log, "2024-04-01 15:00")
    log.do(NoteMeasure(1, "吴工电话里说：明天交"), by=FACILITATOR)
    assert len(recorded(at(log, "2024-04-02 14:59"))) == 1


def test_a_new_deadline_ends_the_climb_and_missing_that_one_begins_another(log: Log) -> None:
    recorded(at(log, "2024-04-02 09:00"))
    log.do(EditIssue(1, {"deadline": date(2024, 4, 8)}), by=WU)
    assert due(at(log, "2024-04-08 09:00").state, log.moment) == ()
    assert escalated(log.state, log.issue, log.moment) is None
    assert recorded(at(log, "2024-04-09 09:00"))[2:] == [(Level.OWNER, WU, "04-09 00:00")]


def test_who_asks_has_not_answered_and_who_sends_back_neither(log: Log) -> None:
    recorded(at(log, "2024-04-01 09:00"))
    log.do(NoteMeasure(1, "怎么样了？"), by=SUN)
    log.do(ProposeClosed(1, "改好了"), by=WU)
    assert len(recorded(at(log, "2024-04-01 23:00"))) == 1
    at(log, "2024-04-02 08:00")
    log.do(SendBackIssue(1, "封底还是旧标志"), by=SUN)
    assert recorded(at(log, "2024-04-03 07:59"))[1:] == []
    assert recorded(at(log, "2024-04-03 08:00"))[1:] == [(Level.HEAD, CHEN, "04-03 08:00")]


def test_solved_verified_or_released_it_climbs_no_further(log: Log) -> None:
    recorded(at(log, "2024-04-01 09:00"))
    log.do(ProposeClosed(1, "改好了"), by=WU)
    log.do(VerifyIssue(1), by=SUN)
    assert len(recorded(at(log, "2024-04-30 09:00"))) == 1
    log.do(BlockTask(TRAINING, "产品手册", WU, urgent=False), by=WANG)
    log.do(UnblockTask(TRAINING), by=WANG)
    assert due(at(log, "2024-05-03 09:00").state, log.moment) == ()


def test_nothing_is_recorded_twice_after_other_things_were_taken_back(log: Log) -> None:
    recorded(at(log, "2024-04-02 09:00"))
    moved = log.written(EditIssue(1, {"deadline": date(2024, 4, 8)}), by=WU)
    handed = log.written(HandOverIssue(1, FENG), by=CHEN)
    log.take_back(handed, by=CHEN)
    log.take_back(moved, by=WU)
    assert log.written(RecordEscalations(), by=SUN) == []
    assert [level for level, *_ in recorded(at(log, "2024-04-03 09:00"))] == [
        Level.OWNER,
        Level.HEAD,
        Level.INITIATOR,
    ]


def test_nobody_is_told_twice_who_holds_two_levels(log: Log) -> None:
    """李明 owns it and heads the initiating department: after him only the sponsor is left."""
    log.do(HandOverIssue(1, LI), by=CHEN)
    assert [(level, to) for level, to, _ in recorded(at(log, "2024-05-20 09:00"))] == [
        (Level.OWNER, LI),
        (Level.SPONSOR, ZHENG),
    ]


def test_what_nobody_owns_is_told_to_the_department_that_has_to_resolve_it(log: Log) -> None:
    log.do(ReportIssue(1, "试讲没有讲师", department=SALES, deadline=FRIDAY), by=ZHAO)
    at(log, "2024-04-01 09:00")
    log.do(RecordEscalations(), by=SUN)
    assert climbed(log, log.state.one(Issue, 2)) == [(Level.HEAD, WANG, "04-01 00:00")]


def test_where_nobody_holds_any_level_it_is_the_facilitators(log: Log) -> None:
    log.do(EditInitiative(1, {"sponsor": None, "facilitator": FACILITATOR}), by=FACILITATOR)
    log.do(EditInitiative(1, {"department": None}), by=FACILITATOR)
    log.do(ReportIssue(1, "试讲没有讲师", deadline=FRIDAY), by=ZHAO)
    at(log, "2024-05-20 09:00")
    log.do(RecordEscalations(), by=SUN)
    assert [each.to for each in log.state.one(Issue, 2).escalations] == [FACILITATOR]


def test_a_block_with_a_promise_that_stands_climbs_to_the_first_level_only(log: Log) -> None:
    log.do(BlockTask(TRAINING, "产品手册", WU, urgent=False), by=WANG)
    log.do(EditIssue(2, {"deadline": date(2024, 4, 30)}), by=WANG)
    at(log, "2024-04-20 09:00")
    log.do(RecordEscalations(), by=SUN)
    assert [each.level for each in log.state.one(Issue, 2).escalations] == [Level.OWNER]


def test_a_block_whose_issue_was_closed_climbs_on_its_own(log: Log) -> None:
    log.do(BlockTask(TRAINING, "产品手册", WU, urgent=False), by=WANG)
    log.do(ProposeClosed(2, "手册给了"), by=WU)
    log.do(VerifyIssue(2, unblock=False), by=WANG)
    at(log, "2024-03-29 09:00")
    log.do(RecordEscalations(), by=SUN)
    assert climbed(log, log.task(TRAINING)) == [(Level.OWNER, WU, "03-29 00:00")]


def test_a_milestone_missed_by_more_than_the_limit_climbs_unless_its_owner_speaks() -> None:
    """Due on Wednesday, 20 March: 21, 22 and 25 are three working days, so it is Tuesday, the 26th."""
    log = at(Log(), "2024-03-26 09:00")
    log.do(RecordEscalations(), by=SUN)
    assert climbed(log, log.task(PLAN)) == [(Level.OWNER, LI, "03-26 00:00")]
    log.do(StartTask(PLAN), by=LI)
    at(log, "2024-03-27 08:59")
    log.do(RecordEscalations(), by=SUN)
    assert len(log.task(PLAN).escalations) == 1
    at(log, "2024-03-27 09:00")
    log.do(RecordEscalations(), by=SUN)
    # 李明 heads his own and the initiating department: next is the sponsor.
    assert climbed(log, log.task(PLAN))[1:] == [(Level.SPONSOR, ZHENG, "03-27 09:00")]
    log.do(HitMilestone(PLAN, 1, date(2024, 3, 27)), by=LI)
    assert escalated(log.state, log.task(PLAN), log.moment) is None


def test_before_follow_up_the_dates_of_milestones_are_plans() -> None:
    log = at(Log(), "2024-03-28 09:00")
    log.do(AdvanceStage(1, Stage.ASSIGN), by=FACILITATOR)
    assert due(log.state, log.moment) == ()


def test_limits_and_levels_are_settings_of_the_board(log: Log) -> None:
    log.do(ChangeSettings({"block_limit": 1, "escalation_days": 2}), by=FACILITATOR)
    log.do(BlockTask(TRAINING, "产品手册", WU, urgent=False), by=WANG)
    at(log, "2024-04-01 09:00")
    log.do(RecordEscalations(), by=SUN)
    assert climbed(log, log.state.one(Issue, 2)) == [
        (Level.OWNER, WU, "03-27 00:00"),
        (Level.HEAD, CHEN, "03-29 00:00"),
    ]


def test_a_board_climbs_only_its_own_levels(log: Log) -> None:
    log.do(ChangeSettings({"escalation_levels": ("sponsor", "owner")}), by=FACILITATOR)
    assert [(level, to) for level, to, _ in recorded(at(log, "2024-05-20 09:00"))] == [LADDER[0], LADDER[3]]


def test_where_nobody_holds_a_level_of_the_board_it_is_the_facilitators(log: Log) -> None:
    log.do(EditInitiative(1, {"sponsor": None, "facilitator": FACILITATOR}), by=FACILITATOR)
    log.do(ChangeSettings({"escalation_levels": ("sponsor",)}), by=FACILITATOR)
    assert [to for _, to, _ in recorded(at(log, "2024-05-20 09:00"))] == [FACILITATOR]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("escalation_levels", ()),
        ("escalation_levels", ("boss",)),
        ("urgent_minutes", 0),
        ("urgent_minutes", 50_000),
        ("weekly_days", 261),
        ("escalation_days", 0),
        ("block_limit", -1),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused_at_its_field(log: Log, field: str, value: object) -> None:
    with pytest.raises(Refused) as refused:
        log.do(ChangeSettings({field: value}), by=FACILITATOR)
    assert refused.value.field == field


def test_a_limit_that_another_program_wrote_takes_the_board_from_nobody(log: Log) -> None:
    far = log.state.settings.model_copy(update={"urgent_minutes": 10**12, "weekly_days": 10**12})
    log.state.put(far)
    log.do(MakeUrgent(1), by=SUN)
    assert clock_of(log.state, log.issue, log.moment.now) is not None
    log.do(ProposeClosed(1, "改好了"), by=WU)
    assert next_step(log.state, log.issue, log.moment) is not None


def test_anybody_who_may_write_records_it_and_nobody_takes_it_back(log: Log) -> None:
    at(log, "2024-04-01 09:00")
    assert not recordable(log.state, log.moment, log.person(GUEST))
    assert not recordable(log.state, log.moment, None)
    assert recordable(log.state, log.moment, log.person(ZHAO))
    with pytest.raises(NotAllowed):
        log.do(RecordEscalations(), by=GUEST)
    written = log.written(RecordEscalations(), by=ZHAO)
    assert [each.field for each in written] == ["escalations/1"]
    for person in (ZHAO, WU, SUN, LI):
        with pytest.raises(NotAllowed):
            log.take_back(written, by=person)
    assert not recordable(log.state, log.moment, log.person(ZHAO))


def test_before_its_time_there_is_nothing_to_record(log: Log) -> None:
    assert log.written(RecordEscalations(), by=FACILITATOR) == []


def test_a_step_says_to_whom_and_since_when(log: Log) -> None:
    recorded(at(log, "2024-04-02 09:00"))
    step = escalated(log.state, log.issue, log.moment)
    assert step is not None
    assert "陈工" in reason_text(log.state, step, log.moment).render("en")
    assert "03-30" in reason_text(log.state, step, log.moment).render("zh")
