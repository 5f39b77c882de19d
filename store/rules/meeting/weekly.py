"""The weekly meeting's agenda: only what needs the room, what goes well in one line (DOMAIN.md stage 3.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from store.language import Message, msg
from store.model.capture import CaptureKind
from store.model.clock import Moment
from store.model.issue import Issue, IssueState, Severity
from store.model.meeting import AgendaItem, ItemKind, Meeting, MeetingKind
from store.model.risk import Risk
from store.model.state import State
from store.model.task import Task
from store.rules.attention import attention
from store.rules.attention_line import Attention, Kind
from store.rules.issues.stands import stands
from store.rules.meeting.carry import last_closed, left_open, not_reached, put_off
from store.rules.meeting.difference import Difference, summary
from store.rules.meeting.difference import Kind as Change
from store.rules.meeting.draft import Draft, fitting
from store.rules.risks.register import due_reviews
from store.rules.say import short_day
from store.rules.status import is_open

_MINUTES: Final = {
    Kind.URGENT: (6, 4),
    Kind.BLOCKED: (5, 3),
    Kind.FORECAST_PASSED: (5, 3),
    Kind.LATE: (5, 3),
    Kind.MILESTONE_MISSED: (4, 2),
    Kind.DELAYED: (4, 3),
    Kind.STALE: (2, 1),
    Kind.SUPPORT_OVERDUE: (3, 2),
    Kind.AT_RISK: (3, 2),
}
"""What an exception takes when there is time, and below which it is not worth beginning."""
_SEVERITY: Final = {Severity.SEVERE: 0, Severity.MODERATE: 1, Severity.MINOR: 2}


@dataclass(frozen=True, slots=True)
class _Left:
    """What the last meeting did not get to, and what it put off, by kind and record."""

    unreached: frozenset[tuple[ItemKind, int | None]] = frozenset()
    parked: frozenset[tuple[ItemKind, int | None]] = frozenset()
    topics: tuple[AgendaItem, ...] = ()

    @classmethod
    def by(cls, meeting: Meeting | None) -> _Left:
        """What a meeting left."""
        if meeting is None:
            return cls()
        unreached, parked = not_reached(meeting), put_off(meeting)
        topics = tuple(each for each in (*parked, *unreached) if each.kind is ItemKind.TOPIC)
        return cls(
            frozenset((each.kind, each.ref) for each in unreached),
            frozenset((each.kind, each.ref) for each in parked),
            topics,
        )

    def first(self, draft: Draft) -> bool:
        """Whether it was left over: such items come first among their like."""
        return (draft.kind, draft.ref) in self.unreached or (draft.kind, draft.ref) in self.parked

    def marked(self, draft: Draft) -> Draft:
        """With a word that it was left over."""
        if (draft.kind, draft.ref) in self.parked:
            return replace(draft, why=msg("{why} (put off last time)", why=draft.why))
        if (draft.kind, draft.ref) in self.unreached:
            return replace(draft, why=msg("{why} (not reached last time)", why=draft.why))
        return draft


def weekly(
    state: State, initiative: int, moment: Moment, minutes: int, looked: Sequence[Difference] | None
) -> list[Draft]:
    """The items in their order. Where there is no time for all one by one, the rest is one item."""
    since = looked or ()
    last = last_closed(state, initiative, MeetingKind.WEEKLY)
    left = _Left.by(last)
    lines = exceptions(state, initiative, moment)
    walked = _walked(state, lines, since, left)
    walked += _issues(state, initiative, lines, moment, left)
    walked += _risks(state, initiative, moment, left)
    first = [_changes(state, initiative, moment, looked)]
    last_ones = [
        *(_topic(each) for each in left.topics),
        *_captured(state, initiative, moment),
        _smooth(state, initiative, lines, since),
    ]
    taken, others = fitting(walked, minutes - sum(each.least for each in (*first, *last_ones)))
    return [*first, *taken, *others, *last_ones]


def exceptions(state: State, initiative: int, moment: Moment) -> list[Attention]:
    """What needs the room, the most harmful first. What is only due soon does not."""
    found = []
    for line in attention(state, moment):
        record = line.task or line.issue
        if line.kind in _MINUTES and record is not None and record.initiative == initiative:
            found.append(line)
    return found


def open_issues(state: State, initiative: int, moment: Moment) -> list[Issue]:
    """The issues that are not closed: urgent ones first, then those past their deadline, then by severity."""
    found = [
        each
        for each in state.all(Issue)
        if each.initiative == initiative and each.state is not IssueState.CLOSED
    ]
    today = moment.today

    def harm(issue: Issue) -> tuple[bool, bool, bool, int, date, int]:
        overdue = issue.deadline is not None and issue.deadline < today
        urgent = issue.urgent_since is not None and issue.meeting_at is None
        waits = issue.state is IssueState.TO_VERIFY
        return (
            waits,
            not urgent,
            not overdue,
            _SEVERITY[issue.severity],
            issue.deadline or date.max,
            issue.id,
        )

    return sorted(found, key=harm)


def due_risks(state: State, initiative: int, moment: Moment) -> list[Risk]:
    """The risks whose review is due, and the heavy ones that have no day for it; the heaviest first."""
    return due_reviews(state, initiative, moment.today)


def _walked(
    state: State, lines: Sequence[Attention], since: Sequence[Difference], left: _Left
) -> list[Draft]:
    ranked: list[tuple[int, bool, int, Draft]] = []
    told = set()
    for at, line in enumerate(lines):
        wanted, least = _MINUTES[line.kind]
        record = line.task or line.issue
        if record is None:
            continue
        kind = ItemKind.TASK if line.task is not None else ItemKind.ISSUE
        draft = Draft(kind, record.title, line.reason, record.id, wanted=wanted, least=least)
        told.add((kind, record.id))
        ranked.append((line.kind, not left.first(draft), at, left.marked(draft)))
    for change in since:
        task = state.get(Task, change.task) if change.kind is Change.AT_RISK else None
        if task is not None and (ItemKind.TASK, task.id) not in told:
            draft = Draft(ItemKind.TASK, task.title, change.text, task.id, wanted=3, least=2)
            told.add((ItemKind.TASK, task.id))
            ranked.append((Kind.AT_RISK, not left.first(draft), len(lines) + task.number, left.marked(draft)))
    # What was put off comes back even when it is no exception any more; last among the exceptions.
    for kind, ref in left.parked:
        task = state.get(Task, ref) if kind is ItemKind.TASK else None
        if task is not None and is_open(task) and (kind, ref) not in told:
            draft = Draft(kind, task.title, msg("put off last time"), task.id, wanted=3, least=2)
            ranked.append((Kind.DUE_SOON, False, task.number, draft))
    return [draft for *_, draft in sorted(ranked, key=lambda each: each[:3])]


def _issues(
    state: State, initiative: int, lines: Sequence[Attention], moment: Moment, left: _Left
) -> list[Draft]:
    told = {line.issue.id for line in lines if line.issue is not None}
    found = []
    for issue in open_issues(state, initiative, moment):
        if issue.id in told:
            continue
        short = issue.state is IssueState.TO_VERIFY
        found.append(
            Draft(
                ItemKind.ISSUE,
                issue.title,
                stands(state, issue, moment),
                issue.id,
                wanted=2 if short else 4,
                least=1 if short else 2,
            )
        )
    return _left_first(found, left)


def _risks(state: State, initiative: int, moment: Moment, left: _Left) -> list[Draft]:
    found = [
        Draft(ItemKind.RISK, risk.title, risk_stands(risk), risk.id, wanted=3, least=2)
        for risk in due_risks(state, initiative, moment)
    ]
    return _left_first(found, left)


def risk_stands(risk: Risk) -> Message:
    """How heavy a risk is, in numbers."""
    if risk.probability is None or risk.impact is None:
        return msg("not weighed yet")
    return msg(
        "probability {probability} x impact {impact}", probability=risk.probability, impact=risk.impact
    )


def _left_first(found: Sequence[Draft], left: _Left) -> list[Draft]:
    return [left.marked(each) for each in sorted(found, key=lambda each: not left.first(each))]


def _changes(state: State, initiative: int, moment: Moment, since: Sequence[Difference] | None) -> Draft:
    last = last_closed(state, initiative, MeetingKind.WEEKLY) or last_closed(
        state, initiative, MeetingKind.KICKOFF
    )
    if last is None or last.closed is None:
        return Draft(ItemKind.CHANGES, msg("Where we stand"), msg("the first weekly meeting"), wanted=3)
    day = short_day(moment.day_of(last.closed), moment.today)
    title = msg("What changed since {day}", day=day)
    if since is None:
        return Draft(ItemKind.CHANGES, title, wanted=3)
    return Draft(ItemKind.CHANGES, title, summary(since), wanted=min(1 + -(-len(since) // 4), 5))


def _topic(item: AgendaItem) -> Draft:
    return Draft(ItemKind.TOPIC, item.title, msg("left from last time"), wanted=max(item.minutes, 1))


def _captured(state: State, initiative: int, moment: Moment) -> Iterator[Draft]:
    """What earlier meetings left open, an item a kind."""
    overdue = sum(
        each.due is not None and each.due < moment.today
        for each in left_open(state, initiative, (CaptureKind.ACTION,))
    )
    kinds = (
        (ItemKind.ACTIONS, CaptureKind.ACTION, msg("Actions to do"), 8),
        (ItemKind.QUESTIONS, CaptureKind.QUESTION, msg("Decisions wanted"), 8),
        (ItemKind.PARKED, CaptureKind.PARK, msg("Parking lot"), 5),
    )
    for item, kind, name, most in kinds:
        count = len(left_open(state, initiative, (kind,)))
        if count:
            title = msg("{what}: {count}", what=name, count=count)
            late = msg("{count} overdue", count=overdue)
            why = late if kind is CaptureKind.ACTION and overdue else msg("left open by earlier meetings")
            yield Draft(item, title, why, wanted=min(1 + count, most), least=min(2, 1 + count // 3))


def _smooth(state: State, initiative: int, lines: Sequence[Attention], since: Sequence[Difference]) -> Draft:
    """What goes well is one line."""
    wrong = {line.task.id for line in lines if line.task is not None}
    wrong |= {each.task for each in since if each.kind is Change.AT_RISK and each.task is not None}
    own = [task for task in state.all(Task) if task.initiative == initiative]
    well = sum(is_open(task) and task.id not in wrong for task in own)
    done = sum(each.kind is Change.DONE for each in since)
    title = msg("On track: {count}", count=well)
    why: Message | str = msg("{count} done since last time", count=done) if done else ""
    return Draft(ItemKind.SMOOTH, title, why, wanted=1, least=1)
