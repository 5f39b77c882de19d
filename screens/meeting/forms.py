"""Forms of a meeting: one more item; when it is, how long, who leads; what an urgent one ends with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import TYPE_CHECKING, Final

from screens.dialogs.form import FormDialog
from screens.widgets.fields import DateField, Field, LineField, PersonField
from store.language import msg
from store.rules.calendar import workdays
from store.rules.commands.meetings.planning import AddItem, EditMeeting
from store.rules.commands.meetings.urgent import PromiseSolution

if TYPE_CHECKING:
    from screens.session import Session
    from store.model.issue import Issue
    from store.model.meeting import Meeting

_MINUTES: Final = 5


class AddItemDialog(FormDialog[None]):
    """A topic in words, and its minutes."""

    def __init__(self, meeting: int) -> None:
        super().__init__(msg("One more item"), draft=f"agenda:meetings/{meeting}")
        self._meeting = meeting

    def fields(self) -> Iterable[Field]:
        """What, and how long."""
        self._what = LineField("title", msg("What about"), limit=120, required=True)
        self._minutes = LineField("minutes", msg("Minutes"), text=str(_MINUTES), limit=3, required=True)
        return (self._what, self._minutes)

    def save(self) -> None:
        """Add it at the end."""
        minutes = whole(self._minutes.value)
        if minutes is None:
            self.refuse(msg("A number of minutes, such as 5."), "minutes")
            return
        self.carry_out(
            AddItem(self._meeting, self._what.value, minutes),
            refused=self.refuse,
            done=lambda line: self.dismiss(None),
        )


class WhenDialog(FormDialog[None]):
    """Day and time, the minutes there are, who leads."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(msg("When is the meeting?"), draft=f"when:meetings/{meeting.id}")
        self._meeting = meeting

    def fields(self) -> Iterable[Field]:
        """In the order in which one says it."""
        state, moment = self.session.state, self.session.moment()
        planned = self._meeting.planned
        local = planned.astimezone(moment.zone) if planned is not None else None
        self._day = DateField(
            "planned",
            msg("Day"),
            today=moment.today,
            calendar=workdays(state.settings),
            text=local.date().isoformat() if local is not None else "",
        )
        self._time = LineField(
            "time", msg("Time"), text=f"{local:%H:%M}" if local else "", limit=5, hint=msg("such as 10:00")
        )
        self._minutes = LineField(
            "minutes", msg("Minutes"), text=str(self._meeting.minutes), limit=3, required=True
        )
        self._chair = PersonField("chair", msg("Led by"), state, picked=self._meeting.chair)
        return (self._day, self._time, self._minutes, self._chair)

    def save(self) -> None:
        """All four at once."""
        minutes, clock, day = whole(self._minutes.value), clock_time(self._time.value), self._day.day
        if minutes is None:
            self.refuse(msg("A number of minutes, such as 5."), "minutes")
            return
        if self._time.value and clock is None:
            self.refuse(msg("A time of day, such as 10:00."), "time")
            return
        zone = self.session.moment().zone
        planned = datetime.combine(day, clock or time(10), zone) if day is not None else None
        self.carry_out(
            EditMeeting(self._meeting.id, planned=planned, minutes=minutes, chair=self._chair.picked),
            seen=[self._meeting],
            refused=self.refuse,
            done=lambda line: self.dismiss(None),
        )


class SolutionDialog(FormDialog[bool]):
    """Who solves an issue, until when, beginning with what: an urgent meeting ends with it."""

    def __init__(self, session: Session, issue: Issue) -> None:
        key = session.state.key_of(issue)
        super().__init__(
            msg("{key} {title}: the solution", key=key, title=issue.title),
            draft=f"solution:issues/{issue.id}",
        )
        self._issue = issue

    def fields(self) -> Iterable[Field]:
        """One owner, one day, the first step."""
        state, moment, issue = self.session.state, self.session.moment(), self._issue
        self._owner = PersonField("owner", msg("Who solves it"), state, picked=issue.owner, required=True)
        self._deadline = DateField(
            "deadline",
            msg("By when"),
            today=moment.today,
            calendar=workdays(state.settings),
            text=issue.deadline.isoformat() if issue.deadline is not None else "",
            required=True,
        )
        first = issue.first_solution.partition("\n")[0]
        self._first = LineField("first_solution", msg("First solution"), text=first, limit=200)
        return (self._owner, self._deadline, self._first)

    def save(self) -> None:
        """Promise it."""
        issue, first = self._issue, self._first.value
        several = "\n" in issue.first_solution and first == issue.first_solution.partition("\n")[0]
        self.carry_out(
            PromiseSolution(issue.id, self._owner.picked, self._deadline.day, "" if several else first),
            seen=[issue],
            said=msg("The solution has an owner and a deadline."),
            refused=self.refuse,
            done=lambda _line: self.dismiss(True),
        )


def whole(typed: str) -> int | None:
    """A whole number as typed; null when it is none."""
    return int(typed) if typed.strip().isdecimal() and len(typed.strip()) < 5 else None


def clock_time(typed: str) -> time | None:
    """`10:00`, `9：30`, `14`, `下午` is not understood; null when it is no time of day."""
    text = typed.strip().replace("：", ":").replace("点", ":").rstrip(":")
    hours, _, minutes = text.partition(":")
    if not hours.isdecimal() or (minutes and not minutes.isdecimal()) or len(hours) > 2 or len(minutes) > 2:
        return None
    if int(hours) > 23 or int(minutes or 0) > 59:
        return None
    return time(int(hours), int(minutes or 0))
