"""What the cells of one row say, against a board on which the departments and people are there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from store.errors import Refused
from store.exchange import cells
from store.exchange.headings import Headings
from store.exchange.owners import Owners, is_nobody
from store.exchange.sheet import SheetRow
from store.language import Message, msg
from store.model.organisation import Person
from store.model.state import State
from store.rules.absences import personal_calendars
from store.rules.calendar import workdays
from store.rules.commands.claiming import first_day, last_day
from store.rules.naming import find_department
from store.rules.workdays import Workdays

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not imported: its number in the spreadsheet, the field concerned, and why."""

    number: int
    field: str
    reason: Message


class RowCells:
    """Reads cells; what cannot be understood is noted in `refused`, and its row in `bad`."""

    def __init__(self, state: State, today: date, headings: Headings) -> None:
        self.state = state
        self.today = today
        self.headings = headings
        self.calendar = workdays(state.settings)
        self.refused: list[RefusedRow] = []
        self.hints: list[RefusedRow] = []
        """What is odd about rows that are imported all the same."""
        self.bad: set[int] = set()
        self._personal = personal_calendars(state)
        self._owners = Owners(state)

    def text(self, row: SheetRow, name: str) -> str:
        """What a row holds for a field; empty when it has no such column."""
        return self.headings.cell(row, name)

    def take(self, row: SheetRow, name: str, read: Callable[[], T]) -> T | None:
        """What `read` finds; null, and the row refused, when it cannot be understood."""
        try:
            return read()
        except Refused as refused:
            self.refuse(row.number, name, refused.message)
            return None

    def refuse(self, number: int, name: str, reason: Message) -> None:
        """The row of that number is not imported."""
        self.bad.add(number)
        self.refused.append(RefusedRow(number, name, reason))

    def people(self, row: SheetRow) -> tuple[Person | None, int | None]:
        """The owner, and the owning department, which is the owner's where none is named."""
        named, whose = self.text(row, "owner"), self.text(row, "department")
        department = None
        if not cells.is_nothing(whose):
            found = self.take(row, "department", lambda: find_department(self.state, whose, whole=True))
            department = found.id if found is not None else None
        if is_nobody(named):
            return None, department
        owner = self.take(row, "owner", lambda: self.owner(named, department))
        if owner is not None and department is None and row.number not in self.bad:
            department = owner.department
        return owner, department

    def owner(self, named: str, department: int | None) -> Person:
        """One person; among several of the name the one of the owning department. Raises Refused."""
        return self._owners.named(named, department)

    def days(self, row: SheetRow) -> tuple[date | None, date | None, int | None]:
        """Start, due and working days, as far as they are said."""
        start = self.take(row, "start", lambda: self.day(self.text(row, "start")))
        due = self.take(row, "due", lambda: self.day(self.text(row, "due")))
        days = self.take(row, "working_days", lambda: cells.working_days(self.text(row, "working_days")))
        return start, due, days

    def day(self, text: str) -> date | None:
        """A day as it is typed. Raises Refused."""
        return cells.day(text, self.today, self.calendar)

    def milestones(self, row: SheetRow) -> list[tuple[str, date]]:
        """The milestones, each with its day."""
        text = self.text(row, "milestones")
        return self.take(row, "milestones", lambda: cells.milestones(text, self.today, self.calendar)) or []

    def support(self, row: SheetRow) -> list[cells.Supplied]:
        """Who supplies what."""
        departments, contents = self.text(row, "support"), self.text(row, "contribution")
        return (
            self.take(
                row,
                "support",
                lambda: cells.support(departments, contents, self.state, self.today, self.calendar),
            )
            or []
        )

    def dates(
        self, row: SheetRow, start: date | None, due: date | None, days: int | None, owner: int | None
    ) -> dict[str, object]:
        """Working days give the date that is missing; with both dates they are only compared."""
        calendar = self.calendar_of(owner)
        if start is not None and due is not None:
            if due < start:
                text = msg("The task is due ({due}) before it starts ({start}).", due=due, start=start)
                self.refuse(row.number, "due", text)
            elif days is not None:
                self.compare(row, start, due, days, calendar)
            return {"start": start, "due": due}
        if days is not None and start is not None:
            return {"start": start, "due": last_day(start, days, calendar)}
        if days is not None and due is not None:
            return {"start": first_day(due, days, calendar), "due": due}
        return {"start": start, "due": due, "working_days": days}

    def compare(self, row: SheetRow, start: date, due: date, days: int, calendar: Workdays) -> None:
        """A hint when the dates are not as many working days apart as the file says."""
        counted = calendar.between(calendar.next(start), due) + 1
        if counted == days:
            return
        text = msg(
            "From {start} to {due} are {counted} working days, not {days}; the dates stand.",
            start=start,
            due=due,
            counted=counted,
            days=days,
        )
        self.hints.append(RefusedRow(row.number, "working_days", text))

    def calendar_of(self, person: int | None) -> Workdays:
        """The calendar by which somebody works."""
        return self._personal.get(person, self.calendar) if person is not None else self.calendar
