"""Closing a meeting: its minutes are frozen, and what it was for takes hold (DOMAIN.md, Meetings)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from store.errors import Refused
from store.language import Message, msg
from store.model.capture import Capture, CaptureKind
from store.model.issue import Issue
from store.model.meeting import Attended, ItemState, Meeting, MeetingKind
from store.model.minutes import Minutes
from store.model.organisation import Person
from store.model.requirement import Attendance, Attendee, Review
from store.model.task import Baseline, BaselineMilestone, Progress, Task
from store.model.text import TEXT_LIMIT
from store.rules.calendar import workdays
from store.rules.commands.meetings.holding import stopped
from store.rules.commands.meetings.opening import the_running
from store.rules.commands.meetings.planning import USUAL_MINUTES, add_meeting, of_that_kind
from store.rules.commands.telling import entry_with
from store.rules.edit import Edit
from store.rules.issues.stands import UNSOLVED
from store.rules.meeting.cadence import FOLLOWED_BY, next_begin
from store.rules.meeting.carry import carried_over
from store.rules.meeting.clock import reading
from store.rules.meeting.freezing import minutes_of
from store.rules.meeting.holes import holes
from store.rules.say import short_day

ANSWER_DAYS: Final = 3
"""Working days within which a question is answered that the kickoff left open."""
_WERE_THERE: Final = frozenset({Attended.PRESENT, Attended.LATE, Attended.LEFT})


@dataclass(frozen=True, slots=True)
class CloseMeeting:
    """It is over. `changes` are what changed on the board while it ran, a sentence each, up to the journal's
    line `until`.

    Plans the meeting that follows, unless `follow` is false: at `next_begin`, or when the cadence has it.
    What is missing is written down, what is left open is carried over. A kickoff fixes the baseline, and what
    was asked and not answered becomes an action; an alignment meeting records which departments were heard.
    """

    name: ClassVar[str] = "close_meeting"

    meeting: int
    changes: Sequence[str | Message] = ()
    next_begin: datetime | None = None
    follow: bool = True
    until: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused when it does not run; an urgent one at `owner` or `deadline` until there is a solution."""
        meeting = the_running(edit, self.meeting)
        if meeting.kind is MeetingKind.URGENT:
            _refuse_unsolved(edit, meeting)
        meeting = _off_the_table(edit, meeting)
        changes = list(self.changes)
        if meeting.kind is MeetingKind.KICKOFF:
            _questions_to_actions(edit, meeting)
            fixed = _fix_baseline(edit, meeting)
            if fixed:
                changes.append(msg("original dates of {count} tasks fixed as the baseline", count=fixed))
        elif meeting.kind is MeetingKind.ALIGNMENT:
            _record_heard(edit, meeting)
        after = edit.outcome()
        missing = [each.text for each in holes(after, meeting, edit.moment)]
        carried = carried_over(after, meeting, edit.moment)
        meeting = edit.set(meeting, closed=edit.moment.now, since=None, current=None)
        following = _plan_next(edit, meeting, self.next_begin) if self.follow else None
        edit.add(
            Minutes,
            **minutes_of(
                edit,
                meeting,
                changes=changes,
                holes=missing,
                carried=carried,
                next_begin=following.planned if following is not None else None,
            ),
            until=self.until,
            lasted=int(reading(meeting, edit.moment.now).total.total_seconds()),
        )


def _refuse_unsolved(edit: Edit, meeting: Meeting) -> None:
    """An urgent meeting ends with who solves it, and until when (stage 3.7), unless it is solved by then."""
    issue = edit.get(Issue, meeting.issue)
    if issue is None or issue.state not in UNSOLVED:
        return
    if issue.owner is None:
        raise Refused(msg("Who is to solve it? The urgent meeting ends with one owner."), field="owner")
    if issue.deadline is None:
        raise Refused(
            msg("By when is it to be solved? The urgent meeting ends with a deadline."), field="deadline"
        )
    if issue.deadline < edit.moment.today:
        raise Refused(
            msg("The deadline {day} has passed. By when is it solved now?", day=issue.deadline),
            field="deadline",
        )


def _off_the_table(edit: Edit, meeting: Meeting) -> Meeting:
    """The clock stands; the room is through with whatever it was at, even if it jumped away from it."""
    meeting = stopped(edit, meeting)
    agenda = tuple(
        entry_with(each, state=ItemState.DONE) if each.spent and each.state is ItemState.WAITING else each
        for each in meeting.agenda
    )
    return edit.set(meeting, agenda=agenda)


def _plan_next(edit: Edit, meeting: Meeting, begin: datetime | None) -> Meeting | None:
    """The meeting that follows: the one there is already, else a new one."""
    kind = FOLLOWED_BY.get(meeting.kind)
    if kind is None:
        return None
    if begin is None:
        cadence = next_begin(edit.state, meeting, edit.moment)
        begin = cadence.begin if cadence is not None else None
    there = of_that_kind(edit, meeting.initiative, kind, None)
    if there is not None:
        return there if there.planned is not None or there.running else edit.set(there, planned=begin)
    minutes = meeting.minutes if kind is meeting.kind else USUAL_MINUTES
    return add_meeting(edit, meeting.initiative, kind, planned=begin, minutes=minutes, chair=meeting.chair)


def _questions_to_actions(edit: Edit, meeting: Meeting) -> None:
    """A question that the kickoff left open is answered by one person by one day (stage 2.4)."""
    language, today = edit.state.settings.language, edit.moment.today
    due = workdays(edit.state.settings).add(today, ANSWER_DAYS)
    for each in edit.all(Capture):
        if (each.meeting, each.kind) != (meeting.id, CaptureKind.QUESTION) or each.settled is not None:
            continue
        person = edit.get(Person, each.person if each.person is not None else meeting.chair)
        if person is None:
            continue
        until = each.due if each.due is not None and each.due >= today else due
        text = msg("Answer the question: {question}", question=each.text).render(language)
        edit.add(
            Capture,
            initiative=each.initiative,
            meeting=meeting.id,
            item=each.item,
            kind=CaptureKind.ACTION,
            text=text[:TEXT_LIMIT],
            person=person.id,
            due=until,
            at=edit.moment.now,
            by=edit.author,
            task=each.task,
            issue=each.issue,
            risk=each.risk,
        )
        answer = msg(
            "became an action: {person}, {day}",
            person=person.name,
            day=short_day(until, today),
        )
        edit.set(each, answer=answer.render(language), settled=edit.moment.now, settled_by=edit.author)


def to_fix(tasks: Iterable[Task], meeting: Meeting) -> list[Task]:
    """The tasks whose baseline a kickoff fixes when it closes: not those that an earlier one fixed."""
    return [
        task
        for task in tasks
        if task.initiative == meeting.initiative
        and task.baseline is None
        and task.progress is not Progress.CANCELLED
    ]


def _fix_baseline(edit: Edit, meeting: Meeting) -> int:
    """Every task's dates as they are now, and of how many; those that an earlier kickoff fixed stay fixed
    (stage 2.4)."""
    tasks = to_fix(edit.all(Task), meeting)
    for task in tasks:
        milestones = tuple(BaselineMilestone(id=each.id, due=each.due) for each in task.milestones)
        edit.set(
            task,
            baseline=Baseline(at=edit.moment.now, start=task.start, due=task.due, milestones=milestones),
        )
    return len(tasks)


def _record_heard(edit: Edit, meeting: Meeting) -> None:
    """Which departments were in the alignment meeting; what was recorded by hand stays (stage 1.2)."""
    there: dict[int, set[int]] = {}
    called: set[int] = set()
    for each in meeting.attendance:
        person = edit.get(Person, each.id)
        if person is None or each.attended is Attended.EXPECTED:
            continue
        called.add(person.department)
        if each.attended in _WERE_THERE:
            there.setdefault(person.department, set()).add(person.id)
        elif each.deputy is not None:
            there.setdefault(person.department, set()).add(each.deputy)
    for review in edit.all(Review):
        if review.initiative != meeting.initiative or review.department not in called:
            continue
        people = there.get(review.department, set())
        if people:
            known = {each.id for each in review.people}
            spoke = tuple(Attendee(id=each) for each in sorted(known | people))
            edit.set(review, attendance=Attendance.PRESENT, people=spoke)
        elif review.attendance is Attendance.UNKNOWN:
            edit.set(review, attendance=Attendance.ABSENT)
