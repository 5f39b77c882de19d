"""From the rows of a spreadsheet to the tasks of an initiative: what can be imported, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, TypeVar

from pydantic import ValidationError

from store.errors import Refused
from store.exchange import cells
from store.exchange.headings import Headings
from store.exchange.keys import Keys, Row, number_in
from store.exchange.sheet import SheetRow
from store.language import Message, msg
from store.model.initiative import Initiative
from store.model.organisation import Person
from store.model.state import State
from store.model.task import Task
from store.rules.absences import personal_calendars
from store.rules.calendar import workdays
from store.rules.commands.claiming import first_day, last_day
from store.rules.dependencies import cycle, cycle_message, followers, in_order
from store.rules.edit import refusal
from store.rules.names import folded
from store.rules.naming import find_department, find_person
from store.rules.shared_owner import shared_owner

T = TypeVar("T")
_COLUMNS: Final = MappingProxyType({"title": "task", "criteria": "acceptance"})
"""The columns that fill fields of another name."""
_NO_TASK: Final = msg("There is no task in it.")


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not imported: its number in the spreadsheet, the field concerned, and why."""

    number: int
    field: str
    reason: Message


class Reader:
    """Reads rows against a board as it will be: departments, people and the initiative are there."""

    def __init__(self, state: State, initiative: Initiative, today: date, headings: Headings) -> None:
        self.state = state
        self.initiative = initiative
        self.today = today
        self.headings = headings
        self.calendar = workdays(state.settings)
        self.personal = personal_calendars(state)
        self.refused: list[RefusedRow] = []
        self.hints: list[RefusedRow] = []
        """What is odd about rows that are imported all the same."""
        self._bad: set[int] = set()
        own = [task for task in state.all(Task) if task.initiative == initiative.id]
        self._titles = {folded(task.title): task.id for task in own}
        self._numbers = {task.number: task for task in own}
        self._rows: list[Row] = []
        self.keys = Keys(state, initiative, ())

    def read(
        self, rows: Sequence[SheetRow], progress: Callable[[int, int], None]
    ) -> list[Mapping[str, object]]:
        """The fields of the tasks that can be imported, in the order of their ids."""
        self._number(rows)
        self.keys = Keys(self.state, self.initiative, self._rows)
        by_number = {row.number: row for row in self._rows}
        for done, row in enumerate(rows, 1):
            found = by_number.get(row.number)
            if found is not None:
                self._read(row, found)
            progress(done, len(rows))
        self._refuse_followers()
        self._refuse_cycles()
        self.refused.sort(key=lambda each: each.number)
        return self._kept()

    def _kept(self) -> list[Mapping[str, object]]:
        """Ids are given out in the order of the rows, so those of the rows after a refused one move up."""
        kept = [row for row in self._rows if row.number not in self._bad]
        first = self.state.last_ids.get(Task.table, 0) + 1
        ids = {row.id: first + at for at, row in enumerate(kept)}
        return [
            {
                **row.fields,
                "number": row.task,
                "dependencies": [{"id": key} for key in sorted(ids.get(key, key) for key in row.before)],
            }
            for row in kept
        ]

    def _number(self, rows: Sequence[SheetRow]) -> None:
        """Give every row its number: the one it brings (`NPL-7`, `7` where none was given out yet), else the
        next one. Ids stand for rows below zero until it is known which of them are imported."""
        last = self.state.last_numbers.get(self.initiative.id, 0)
        wanted = {row.number: self._wanted(self.headings.cell(row, "key"), last) for row in rows}
        following = max([last, *(number for number in wanted.values() if number)]) + 1
        taken: set[int | str] = set()
        for at, row in enumerate(rows, 1):
            title, label = self.headings.cell(row, "task"), self.headings.cell(row, "key")
            number = wanted[row.number]
            same = {each for each in (folded(label), number) if each}
            if same & taken:
                self._refuse(row.number, "key", msg("The key “{key}” stands in two rows.", key=label[:40]))
                continue
            taken |= same
            if number is None:
                number, following = following, following + 1
            self._rows.append(Row(row.number, title, label, -at, number))

    def _wanted(self, label: str, last: int) -> int | None:
        number = number_in(label, self.initiative.code, alone=not last)
        return number if number is not None and number > last else None

    def _read(self, row: SheetRow, found: Row) -> None:
        known = self._known_by(found.label)
        if known is not None:
            text = msg("{key} exists already; an import only adds tasks.", key=self.state.key_of(known))
            self._refuse(row.number, "key", text)
        self._title(found)
        today, calendar = self.today, self.calendar

        def cell(name: str) -> str:
            return self.headings.cell(row, name)

        owner, department = self._people(row)
        taken: dict[str, object] = {
            "title": found.title,
            "owner": owner.id if owner is not None else None,
            "department": department,
            "priority": self._take(row, "priority", lambda: cells.priority(cell("priority"))),
            "deliverable": cell("deliverable"),
            "criteria": [
                {"id": at, "text": text} for at, text in enumerate(cells.entries(cell("acceptance")), 1)
            ],
        }
        start = self._take(row, "start", lambda: cells.day(cell("start"), today, calendar))
        due = self._take(row, "due", lambda: cells.day(cell("due"), today, calendar))
        days = self._take(row, "working_days", lambda: cells.working_days(cell("working_days")))
        taken |= self._dates(row, start, due, days, owner)
        named = self._take(row, "milestones", lambda: cells.milestones(cell("milestones"), today, calendar))
        taken["milestones"] = [
            {"id": at, "title": title, "due": day} for at, (title, day) in enumerate(named or (), 1)
        ]
        supplied = self._take(
            row,
            "support",
            lambda: cells.support(cell("support"), cell("contribution"), self.state, today, calendar),
        )
        taken["support"] = [
            {"id": at, "department": each.department, "content": each.content, "due": each.due}
            for at, each in enumerate(supplied or (), 1)
        ]
        found.before = self._before(row, found, cell("depends_on"))
        found.fields = {name: value for name, value in taken.items() if value is not None}
        if row.number not in self._bad:
            self._build(found)

    def _build(self, found: Row) -> None:
        """The task as the board would hold it: lengths and characters are judged at the model's door."""
        entries = [{"id": key} for key in found.before]
        try:
            found.built = Task.model_validate(
                {
                    **found.fields,
                    "id": found.id,
                    "initiative": self.initiative.id,
                    "number": found.task,
                    "dependencies": entries,
                }
            )
        except ValidationError as error:
            refused = refusal(error)
            name = (refused.field or "title").partition("/")[0]
            self._refuse(found.number, _COLUMNS.get(name, name), refused.message)

    def _title(self, found: Row) -> None:
        if not found.title:
            self._refuse(found.number, "task", _NO_TASK)
            return
        name = folded(found.title)
        if name in self._titles:
            self._refuse(found.number, "task", msg("“{name}” exists already.", name=found.title[:40]))
        else:
            self._titles[name] = found.id

    def _people(self, row: SheetRow) -> tuple[Person | None, int | None]:
        """The owner, and the owning department, which is the owner's where none is named."""
        named, whose = self.headings.cell(row, "owner"), self.headings.cell(row, "department")
        department = None
        if not cells.is_nothing(whose):
            found = self._take(row, "department", lambda: find_department(self.state, whose))
            department = found.id if found is not None else None
        if cells.is_nothing(named):
            return None, department
        owner = self._take(row, "owner", lambda: self._owner(named, department))
        if owner is not None and department is None and row.number not in self._bad:
            department = owner.department
        return owner, department

    def _owner(self, named: str, department: int | None) -> Person:
        """One person; among several of the name the one of the owning department."""
        same = [
            person
            for person in self.state.all(Person)
            if person.department == department and folded(person.name) == folded(named)
        ]
        if len(same) == 1:
            return same[0]
        try:
            return find_person(self.state, named, field="owner")
        except Refused as refused:
            shared = shared_owner(self.state, named)
            if shared is None:
                raise
            offers: Message | str = ""
            for person in shared.people:
                offer = shared.offer(self.state, person)
                offers = msg("{one} Or: {other}", one=offers, other=offer) if offers else offer
            raise Refused(
                msg("{why} Possible: {offers}", why=refused.message, offers=offers), field="owner"
            ) from refused

    def _dates(
        self, row: SheetRow, start: date | None, due: date | None, days: int | None, owner: Person | None
    ) -> dict[str, object]:
        """Working days give the date that is missing; with both dates they are only compared."""
        calendar = self.personal.get(owner.id, self.calendar) if owner is not None else self.calendar
        if start is not None and due is not None:
            if due < start:
                text = msg("The task is due ({due}) before it starts ({start}).", due=due, start=start)
                self._refuse(row.number, "due", text)
            elif days is not None and (counted := calendar.between(calendar.next(start), due) + 1) != days:
                text = msg(
                    "From {start} to {due} are {counted} working days, not {days}; the dates stand.",
                    start=start,
                    due=due,
                    counted=counted,
                    days=days,
                )
                self.hints.append(RefusedRow(row.number, "working_days", text))
            return {"start": start, "due": due}
        if days is not None and start is not None:
            return {"start": start, "due": last_day(start, days, calendar)}
        if days is not None and due is not None:
            return {"start": first_day(due, days, calendar), "due": due}
        return {"start": start, "due": due, "working_days": days}

    def _before(self, row: SheetRow, own: Row, text: str) -> list[int]:
        """The ids of the tasks that come before: rows of the file, or tasks that are there."""
        found: dict[int, None] = {}
        for token, before in self.keys.meant(text):
            if before is None:
                reason = msg("There is no task “{key}” in the file or in the initiative.", key=token[:40])
                self._refuse(row.number, "depends_on", reason)
            elif before == own.id:
                self._refuse(row.number, "depends_on", msg("It waits for itself."))
            else:
                found[before] = None
        return list(found)

    def _known_by(self, label: str) -> Task | None:
        """The task of the initiative that the key names, so that nobody imports the same table twice."""
        return self._numbers.get(number_in(label, self.initiative.code, alone=False) or 0)

    def _refuse_followers(self) -> None:
        """What waits for a refused row would wait for nothing: it is refused too, and so on."""
        waiting: dict[int, list[Row]] = {}
        for row in self._rows:
            for key in row.before:
                waiting.setdefault(key, []).append(row)
        lost = [row for row in self._rows if row.number in self._bad]
        for row in lost:
            for follower in waiting.get(row.id, ()):
                if follower.number not in self._bad:
                    text = msg("It waits for row {number}, which is refused.", number=row.number)
                    self._refuse(follower.number, "depends_on", text)
                    lost.append(follower)

    def _refuse_cycles(self) -> None:
        tasks = {
            row.id: row.built for row in self._rows if row.built is not None and row.number not in self._bad
        }
        if len(in_order(tasks, followers(tasks.values()))) == len(tasks):
            return
        rows = {row.id: row for row in self._rows}
        for task in tasks.values():
            if rows[task.id].number in self._bad:
                continue
            found = cycle(task, tasks.get)
            if found:
                text = cycle_message(found, lambda each: f"{self.initiative.code}-{each.number}")
                for each in found[:-1]:
                    if rows[each.id].number not in self._bad:
                        self._refuse(rows[each.id].number, "depends_on", text)
        self._refuse_followers()

    def _take(self, row: SheetRow, name: str, read: Callable[[], T]) -> T | None:
        """What `read` finds; null, and the row refused, when it cannot be understood."""
        try:
            return read()
        except Refused as refused:
            self._refuse(row.number, name, refused.message)
            return None

    def _refuse(self, number: int, name: str, reason: Message) -> None:
        self._bad.add(number)
        self.refused.append(RefusedRow(number, name, reason))
