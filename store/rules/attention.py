"""What needs somebody to act now, who that is, and why: most harmful first (DOMAIN.md stages 3.5 and 3.6).

One line a task: its worst reason, the others beside it. The cost is the same for every task, whatever the
size of the board. On an archive nothing waits for anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from store.language import Message, msg
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.issue import Issue, IssueState
from store.model.organisation import Person
from store.model.state import State
from store.model.task import Block, Priority, Task
from store.rules.archive_here import archive_here
from store.rules.attention_line import Attention, Kind, Reason, by_harm
from store.rules.calendar import workdays
from store.rules.issues.escalation import escalated
from store.rules.issues.people import verifiers
from store.rules.issues.stands import UNSOLVED, days_late, stands, waits_too_long
from store.rules.issues.views import SIGNS as ISSUE_SIGNS
from store.rules.say import (
    days,
    department_name,
    due_words,
    head_of,
    moved,
    person_name,
    short_day,
    who_answers,
    working_days,
)
from store.rules.status import (
    SIGNS,
    STALE_SIGN,
    due_soon,
    is_late,
    is_open,
    is_stale,
    silence,
    slip,
    status_of,
)
from store.rules.urgent import UrgentClock, clocks


def attention(state: State, moment: Moment) -> list[Attention]:
    """Everything that needs somebody to act, most harmful first."""
    if archive_here(state) is not None:
        return []
    look = _Look(state, moment)
    open_tasks = (task for task in state.all(Task) if is_open(task))
    lines = [line for task in open_tasks if (line := look.line(task)) is not None]
    told = {line.issue.id for line in lines if line.issue is not None}
    lines += look.issue_lines(told)
    lines += look.verify_lines({line.issue.id for line in lines if line.issue is not None})
    return sorted(lines, key=by_harm)


def attention_of(state: State, task: Task, moment: Moment) -> Attention | None:
    """What is wrong with one task; null when nothing needs anybody to act."""
    if not is_open(task) or archive_here(state) is not None:
        return None
    return _Look(state, moment).line(task)


def urgent_issues(state: State, moment: Moment, told: Collection[int]) -> list[Attention]:
    """The issues whose clock runs, that are past their deadline or that nobody verifies, but for those that a
    task's line tells of; `told` are the ids of these."""
    return [] if archive_here(state) is not None else _Look(state, moment).issue_lines(told)


class _Look:
    """One look at a board at one moment; what all tasks share is worked out once."""

    def __init__(self, state: State, moment: Moment) -> None:
        self.state = state
        self.moment = moment
        self.today = moment.today
        self.settings = state.settings
        self.workdays = workdays(self.settings)
        self.clocks = {clock.issue.id: clock for clock in clocks(state, moment.now)}

    def line(self, task: Task) -> Attention | None:
        reasons = tuple(self._reasons(task))
        if not reasons:
            return None
        worst = reasons[0]
        sign = STALE_SIGN if worst.kind is Kind.STALE else SIGNS[status_of(task)]
        issue = self.state.get(Issue, task.block.issue) if task.block is not None else None
        return Attention(self.state.key_of(task), task, issue, sign, worst, reasons[1:])

    def issue_lines(self, told: Collection[int]) -> list[Attention]:
        """The issues in need that are not among `told`: urgent ones first, then those past their deadline,
        then those that nobody verifies."""
        found = [self._urgent_line(clock) for key, clock in self.clocks.items() if key not in told]
        late = (issue for issue in self.state.all(Issue) if days_late(issue, self.today))
        found += [
            self._late_line(each) for each in late if each.id not in told and each.id not in self.clocks
        ]
        waiting = (each for each in self.state.all(Issue) if waits_too_long(self.state, each, self.moment))
        found += [self._unverified_line(each) for each in waiting if each.id not in told]
        return found

    def verify_lines(self, told: Collection[int]) -> list[Attention]:
        """The issues that wait for somebody to verify them, apart from those that other lines tell of."""
        waiting = (each for each in self.state.all(Issue) if each.state is IssueState.TO_VERIFY)
        return [
            Attention(self.state.key_of(each), None, each, ISSUE_SIGNS[each.state], self._to_verify(each))
            for each in waiting
            if each.id not in told
        ]

    def _to_verify(self, issue: Issue, kind: Kind = Kind.TO_VERIFY) -> Reason:
        """Who is asked to verify it before others; it has waited for so many calendar days."""
        people = verifiers(self.state, issue)
        waits = (self.today - self.moment.day_of(issue.proposed)).days if issue.proposed is not None else 0
        what = msg("said to be solved, to be verified")
        if waits > 0:
            what = msg("said to be solved, waits {days} to be verified", days=days(waits))
        person, text = self._climbed(issue, people[0] if people else None, what)
        return Reason(kind, person, text, max(waits, 0), None)

    def _urgent_line(self, clock: UrgentClock) -> Attention:
        issue = clock.issue
        text = self._overdue(clock, msg("urgent: {what}", what=issue.title))
        person, text = self._climbed(issue, self._whose(issue), text)
        worst = Reason(Kind.URGENT, person, text, None, clock.deadline)
        return Attention(self.state.key_of(issue), None, issue, "#", worst)

    def _late_line(self, issue: Issue) -> Attention:
        person, text = self._climbed(issue, self._whose(issue), stands(self.state, issue, self.moment))
        worst = Reason(Kind.LATE, person, text, days_late(issue, self.today), issue.deadline)
        return Attention(self.state.key_of(issue), None, issue, "!", worst)

    def _unverified_line(self, issue: Issue) -> Attention:
        day = self.moment.day_of(issue.proposed or issue.reported)
        silent = self.workdays.between(day, self.today)
        worst = self._to_verify(issue, Kind.STALE)._replace(days=silent, deadline=day)
        return Attention(self.state.key_of(issue), None, issue, STALE_SIGN, worst)

    def _whose(self, issue: Issue) -> int | None:
        initiative = self.state.get(Initiative, issue.initiative)
        return issue.owner or (initiative.facilitator if initiative is not None else None)

    def _climbed(
        self, record: Issue | Task | None, person: int | None, text: Message
    ) -> tuple[int | None, Message]:
        """Who must act once it has climbed past `person`, with a word that it has (stage 4.3)."""
        step = escalated(self.state, record, self.moment) if record is not None else None
        if step is None or step.to is None or step.to == person:
            return person, text
        name = person_name(self.state, step.to)
        return step.to, msg("escalated to {person}: {what}", person=name, what=text)

    def _reasons(self, task: Task) -> Iterator[Reason]:
        """In the order of their kinds."""
        today, answers = self.today, who_answers(self.state, task)
        if task.block is not None:
            yield self._blocked(task, task.block)
        delay = task.delay
        if delay is not None and delay.forecast < today:
            passed = (today - delay.forecast).days
            text = msg(
                "the forecast {day} has passed by {days}",
                day=short_day(delay.forecast, today),
                days=days(passed),
            )
            yield Reason(Kind.FORECAST_PASSED, answers, text, passed, delay.forecast)
        elif delay is None and task.due is not None and is_late(task, today):
            late = (today - task.due).days
            text = msg("due {day}, {days} late", day=short_day(task.due, today), days=days(late))
            yield Reason(Kind.LATE, answers, text, late, task.due)
        yield from self._milestones(task, answers)
        if delay is not None and delay.forecast >= today:
            far = slip(task)
            text = msg("{slip}: {reason}", slip=moved(far.times, far.days), reason=delay.reason)
            yield Reason(Kind.DELAYED, answers, text, far.days, delay.forecast)
        if is_stale(task, self.moment, self.workdays, self.settings):
            yield self._stale(task, answers)
        yield from self._support(task)
        if due_soon(task, today, self.workdays):
            yield self._due(task, answers)

    def _blocked(self, task: Task, block: Block) -> Reason:
        text = msg(
            "waits for {what} from {person}",
            what=block.waits_for,
            person=self._place(block.release_by),
        )
        since = (self.today - self.moment.day_of(block.at)).days
        clock = self.clocks.get(block.issue) if block.issue is not None else None
        issue = self.state.get(Issue, block.issue)
        if issue is not None and issue.state is IssueState.TO_VERIFY:
            # Who supplies it has done so: the block goes with the verification.
            reason = self._to_verify(issue, Kind.BLOCKED)
            text = msg("{key} {what}", key=self.state.key_of(issue), what=reason.text)
            return reason._replace(text=text, days=since)
        climbing = issue if issue is not None and issue.state in UNSOLVED else task
        if clock is not None:
            text = self._overdue(clock, text)
        person, text = self._climbed(climbing, block.release_by, text)
        if clock is None:
            return Reason(Kind.BLOCKED, person, text, since)
        return Reason(Kind.URGENT, person, text, since, clock.deadline)

    def _overdue(self, clock: UrgentClock, text: Message) -> Message:
        return msg("no urgent meeting in time: {what}", what=text) if clock.breached else text

    def _milestones(self, task: Task, answers: int | None) -> Iterator[Reason]:
        """The milestone missed for longest stands for all."""
        missed = [
            (milestone.forecast or milestone.due, milestone.title)
            for milestone in task.milestones
            if milestone.hit is None and (milestone.forecast or milestone.due) < self.today
        ]
        if missed:
            day, title = min(missed)
            by = (self.today - day).days
            text = msg("milestone “{title}” missed by {days}", title=title, days=days(by))
            person, text = self._climbed(task if task.block is None else None, answers, text)
            yield Reason(Kind.MILESTONE_MISSED, person, text, by, day)

    def _stale(self, task: Task, answers: int | None) -> Reason:
        silent = silence(task, self.moment, self.workdays)
        text = msg("no update for {days}", days=working_days(silent))
        if task.priority is Priority.HIGH:
            text = msg("high priority, no update for {days}", days=working_days(silent))
        return Reason(Kind.STALE, answers, text, silent)

    def _support(self, task: Task) -> Iterator[Reason]:
        overdue = [
            each
            for each in task.support
            if each.received is None and each.due is not None and each.due < self.today
        ]
        for each in sorted(overdue, key=lambda support: support.due or self.today)[:1]:
            day = each.due or self.today
            text = msg(
                "{department} has not supplied “{content}”, due {day}",
                department=department_name(self.state, each.department),
                content=each.content,
                day=short_day(day, self.today),
            )
            head = head_of(self.state, each.department)
            yield Reason(Kind.SUPPORT_OVERDUE, head, text, (self.today - day).days, day)

    def _due(self, task: Task, answers: int | None) -> Reason:
        day = task.delay.forecast if task.delay is not None else task.due or self.today
        left = (day - self.today).days
        for entry in task.dependencies:
            before = self.state.get(Task, entry.id)
            if before is not None and is_open(before):
                text = msg(
                    "{due}, but {key} before it is not done",
                    due=due_words(left),
                    key=self.state.key_of(before),
                )
                return Reason(Kind.AT_RISK, answers, text, left, day)
        return Reason(Kind.DUE_SOON, answers, due_words(left), left, day)

    def _place(self, person: int | None) -> Message | str:
        """A person with the department, which tells where the help has to come from."""
        found = self.state.get(Person, person)
        if found is None:
            return "?"
        department = department_name(self.state, found.department)
        return msg("{department} {person}", department=department, person=found.name)
