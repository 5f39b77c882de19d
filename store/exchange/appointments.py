"""What of an initiative stands in a calendar: milestones, due dates, meetings, reviews, and tasks to do.

Names of entries stay the same for ever: they are made of the record's id, which is never given out twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from store.exchange.revisions import Past, Revision, Revisions
from store.language import Language, Message, msg
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.issue import Issue, IssueState
from store.model.meeting import Meeting
from store.model.risk import Risk
from store.model.state import State
from store.model.task import Milestone, Priority, Progress, Task
from store.rules.issues.views import STATES
from store.rules.meeting.kinds import title as meeting_title
from store.rules.say import department_name, person_name
from store.rules.status import WORDS, Status, expected, original, slip, status_of

_PRIORITIES: Final = {Priority.HIGH: 1, Priority.MEDIUM: 5, Priority.LOW: 9}
"""As iCalendar counts: 1 is the highest, 5 in the middle."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """An entry of a calendar. `begin` is a day, which it takes whole, or a moment (UTC) with its `end`."""

    name: str
    revision: Revision
    title: str
    text: str
    begin: date | datetime
    end: datetime | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class ToDo:
    """A task in a list of what is to be done. `priority` is 1, 5 or 9, `percent` 0 to 100 or null where
    nobody can tell, `finished` the moment (UTC) of its end."""

    name: str
    revision: Revision
    title: str
    text: str
    start: date | None
    due: date | None
    priority: int
    percent: int | None
    status: Status
    finished: datetime | None


class Appointments:
    """Those of one initiative; texts are in the board's language."""

    def __init__(self, state: State, initiative: Initiative, moment: Moment, revisions: Revisions) -> None:
        self.state = state
        self.initiative = initiative
        self.moment = moment
        self.revisions = revisions
        self.language: Language = state.settings.language
        self.tasks = [each for each in state.all(Task) if each.initiative == initiative.id]

    def all(self) -> list[Appointment]:
        """Every appointment by its name; what was in a calendar once and is gone is called off."""
        present = [*self._own(), *self._of_tasks(), *self._of_issues(), *self._of_risks(), *self._meetings()]
        names = {each.name for each in present}
        return sorted([*present, *self._gone(names)], key=lambda each: each.name)

    def to_do(self) -> list[ToDo]:
        """Every task."""
        return [self._to_do(task) for task in self.tasks]

    def _own(self) -> Iterator[Appointment]:
        if self.initiative.due is not None:
            title = msg("{code} {title}: due", code=self.initiative.code, title=self.initiative.title)
            yield self._day(self.initiative, None, title, [self.initiative.goal], self.initiative.due)

    def _of_tasks(self) -> Iterator[Appointment]:
        for task in self.tasks:
            what = self._what(task)
            day = expected(task)
            if day is not None:
                title = msg("{what}: due", what=what)
                if task.progress is Progress.DONE:
                    title = msg("{what}: due (done)", what=what)
                gone = task.progress is Progress.CANCELLED
                yield self._day(task, None, title, self._told(task), day, cancelled=gone)
            for milestone in task.milestones:
                yield self._milestone(task, milestone)

    def _milestone(self, task: Task, milestone: Milestone) -> Appointment:
        title = msg("{what}: {milestone}", what=self._what(task), milestone=milestone.title)
        if milestone.hit is not None:
            title = msg("{what}: {milestone} (reached)", what=self._what(task), milestone=milestone.title)
        gone = task.progress is Progress.CANCELLED
        day = milestone.hit or milestone.forecast or milestone.due
        return self._day(task, milestone.id, title, self._people(task), day, cancelled=gone)

    def _of_issues(self) -> Iterator[Appointment]:
        for issue in self.state.all(Issue):
            if issue.initiative != self.initiative.id or issue.deadline is None:
                continue
            title = msg("{what}: to be solved", what=self._what(issue))
            if issue.state is IssueState.CLOSED:
                title = msg("{what}: to be solved (closed)", what=self._what(issue))
            lines = [*self._people(issue), STATES[issue.state], issue.first_solution]
            yield self._day(issue, None, title, lines, issue.deadline)

    def _of_risks(self) -> Iterator[Appointment]:
        for risk in self.state.all(Risk):
            if risk.initiative == self.initiative.id and risk.next_review is not None:
                title = msg("{what}: review of the risk", what=self._what(risk))
                lines = [*self._people(risk), risk.trigger, risk.prevention]
                yield self._day(risk, None, title, lines, risk.next_review, cancelled=risk.closed is not None)

    def _meetings(self) -> Iterator[Appointment]:
        for meeting in self.state.all(Meeting):
            begin = meeting.opened or meeting.planned
            if meeting.initiative != self.initiative.id or begin is None:
                continue
            chair = person_name(self.state, meeting.chair)
            lines: list[Message | str] = [msg("Led by: {name}", name=chair)] if chair else []
            lines += [each.title for each in meeting.agenda]
            end = meeting.closed or begin + timedelta(minutes=meeting.minutes)
            yield Appointment(
                _name(Meeting.table, meeting.id, None),
                self.revisions.of(Meeting.table, meeting.id),
                meeting_title(self.state, meeting).render(self.language),
                self._text(lines),
                begin,
                max(end, begin + timedelta(minutes=1)),
                meeting.called_off,
            )

    def _gone(self, names: set[str]) -> Iterator[Appointment]:
        for past in self.revisions.past():
            name = _name(past.table, past.id, past.entry)
            begin = _parsed(past)
            if name in names or begin is None or self._initiative_of(past) != self.initiative.id:
                continue
            end = begin + timedelta(hours=1) if isinstance(begin, datetime) else None
            revision = self.revisions.of(past.table, past.id)
            yield Appointment(name, revision, past.title, "", begin, end, cancelled=True)

    def _initiative_of(self, past: Past) -> int | None:
        record = self.state.record(past.table, past.id)
        found = getattr(record, "initiative", None) if record is not None else None
        return found if past.initiative is None and isinstance(found, int) else past.initiative

    def _day(
        self,
        record: Initiative | Task | Issue | Risk,
        entry: int | None,
        title: Message,
        lines: Sequence[Message | str],
        day: date,
        *,
        cancelled: bool = False,
    ) -> Appointment:
        return Appointment(
            _name(record.table, record.id, entry),
            self.revisions.of(record.table, record.id),
            title.render(self.language),
            self._text(lines),
            day,
            None,
            cancelled,
        )

    def _to_do(self, task: Task) -> ToDo:
        met = sum(each.met for each in task.criteria)
        percent = {Progress.NOT_STARTED: 0, Progress.DONE: 100, Progress.CANCELLED: None}.get(
            task.progress, 100 * met // len(task.criteria) if task.criteria else None
        )
        day = task.finished if task.progress is Progress.DONE else None
        finished = datetime(day.year, day.month, day.day, 12, tzinfo=self.moment.zone) if day else None
        return ToDo(
            f"{Task.table}-{task.id}-todo",
            self.revisions.of(Task.table, task.id),
            self._what(task).render(self.language),
            self._text(self._told(task)),
            task.start,
            expected(task),
            _PRIORITIES[task.priority],
            percent,
            status_of(task),
            finished,
        )

    def _told(self, task: Task) -> list[Message | str]:
        """Where a task stands, in lines."""
        lines = [*self._people(task), msg("Status: {status}", status=WORDS[status_of(task)])]
        first = original(task)
        if slip(task) and first is not None:
            lines.append(msg("Original date: {day}", day=first))
        if task.block is not None:
            lines.append(msg("Waits for: {what}", what=task.block.waits_for))
        if task.deliverable:
            lines.append(msg("Deliverable: {what}", what=task.deliverable))
        return [*lines, *(f"{'✓' if each.met else '-'} {each.text}" for each in task.criteria)]

    def _people(self, item: Task | Issue | Risk) -> list[Message | str]:
        owner = person_name(self.state, item.owner)
        department = department_name(self.state, item.department)
        if owner and department:
            return [msg("Owner: {name} ({department})", name=owner, department=department)]
        if owner or department:
            return [msg("Owner: {name}", name=owner or department)]
        return []

    def _what(self, item: Task | Issue | Risk) -> Message:
        return msg("{key} {title}", key=self.state.key_of(item), title=item.title)

    def _text(self, lines: Sequence[Message | str]) -> str:
        said = [line.render(self.language) if isinstance(line, Message) else line for line in lines]
        return "\n".join(line for line in said if line)


def _name(table: str, id: int, entry: int | None) -> str:
    return f"{table}-{id}" if entry is None else f"{table}-{id}-milestone-{entry}"


def _parsed(past: Past) -> date | datetime | None:
    try:
        if past.table == Meeting.table:
            at = datetime.fromisoformat(past.date)
            return at if at.tzinfo is not None else None
        return date.fromisoformat(past.date)
    except ValueError:
        return None
