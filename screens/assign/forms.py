"""The forms of the claim step: which department, who, from when to when (DOMAIN.md stage 2.1)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from textual.widget import Widget

from screens.assign.describe import person_line
from screens.assign.fields import ClaimingField, OwnerField
from screens.dialogs.choose import ChooseDialog, Option
from screens.dialogs.form import FormDialog
from screens.dialogs.status.edit import date_field
from screens.widgets.fields import DateField, Field, Form, LineField
from screens.widgets.prose import Prose
from store.board.line import Line as JournalLine
from store.language import Message, msg
from store.model.organisation import Department, Person
from store.model.task import Task
from store.rules.absences import calendar_of
from store.rules.calendar import workdays
from store.rules.commands import AddDepartment, AddPerson
from store.rules.commands.claiming import ClaimTask, NameOwner, PlanTask, working_days_of
from store.rules.say import any_of, working_days
from store.rules.shared_owner import SharedOwner, several_names, shared_owner

if TYPE_CHECKING:
    from screens.session import Session
    from store.rules.edit import Command


class TaskForm(FormDialog[JournalLine]):
    """A form about one task, as its author saw it; ends with the journal's line."""

    def __init__(self, session: Session, task: Task, name: str, doing: Message) -> None:
        self.key = session.state.key_of(task)
        title = msg("{key} {title}  {doing}", key=self.key, title=task.title, doing=doing)
        super().__init__(title, draft=f"{name}:{task.table}/{task.id}")
        self._by = session
        self.about = task
        self.opened_on = task
        """What the fields showed at first: what still says the same was not typed, whatever others wrote."""

    def write(self, *commands: Command, said: Message) -> None:
        """Carry it out, and close once it is on the disk."""
        said = msg("{key}: {said}.", key=self.key, said=said)
        self.carry_out(
            *commands,
            seen=[self.about],
            said=said,
            done=self.dismiss,
            refused=self.refuse,
            edit_again=self._take_newest,
        )

    def _take_newest(self) -> None:
        self.about = self.session.state.get(Task, self.about.id) or self.about


class OwnerForm(TaskForm):
    """Exactly one owner, and with `claim` the department before. What a person has on stands in sight."""

    def __init__(self, session: Session, task: Task, *, claim: bool) -> None:
        doing = msg("claim") if claim else msg("owner")
        super().__init__(session, task, "claim" if claim else "owner", doing)
        self._claim = claim

    def fields(self) -> Iterable[Field]:
        """The department, if it is claimed anew; the person."""
        state = self._by.state
        self._department = ClaimingField("department", msg("Department"), state, picked=self.about.department)
        self._owner = OwnerField("owner", msg("Owner"), state, self._by.moment(), picked=self.about.owner)
        return (self._department, self._owner) if self._claim else (self._owner,)

    def compose_body(self) -> Iterable[Widget]:
        """Below the fields what the person has on."""
        yield from super().compose_body()
        yield Prose("", id="load", classes="muted")

    def on_mount(self) -> None:
        """Say what cannot be seen."""
        if self._claim:
            self.say(msg("The owner may stay empty: a hole that is closed before sign-off."))
        self.call_after_refresh((self._department if self._claim else self._owner).focus_control)

    def on_form_changed(self, event: Form.Changed) -> None:
        """What the person has on, this task counted as theirs."""
        owner = self._owner.picked
        text = ""
        if owner is not None:
            also = self.about.model_copy(update={"owner": owner})
            text = person_line(self._by.state, self._by.moment(), owner, also)
        self.query_one("#load", Prose).say(text)

    def save(self) -> None:
        """Claim; or first what was typed that is not known here."""
        if self._claim and self._department.unknown:
            self._offer_department(self._department.unknown)
        elif self._owner.unknown:
            self._offer_owner(self._owner.unknown)
        else:
            self._claim_it(self._wanted_department, self._wanted_owner)

    @property
    def _wanted_department(self) -> int | None:
        """What was typed; else the department as it is now."""
        typed = self._department.picked if self._claim else self.opened_on.department
        return typed if typed != self.opened_on.department else self._now.department

    @property
    def _wanted_owner(self) -> int | None:
        """What was typed; else the owner as it is now."""
        typed = self._owner.picked
        return typed if typed != self.opened_on.owner else self._now.owner

    @property
    def _now(self) -> Task:
        return self._by.state.get(Task, self.about.id) or self.about

    def _claim_it(self, department: int | None, owner: int | None) -> None:
        state = self._by.state
        person = state.get(Person, owner)
        if self._claim:
            if department is None and person is not None:
                department = person.department
            name = state.get(Department, department)
            said = msg("{who} has it", who=name.name) if name is not None else msg("given back")
            if person is not None:
                said = msg("{person} owns it", person=person.name)
            self.write(ClaimTask(self.about.id, department, owner), said=said)
        else:
            said = msg("{person} owns it", person=person.name) if person else msg("nobody owns it")
            self.write(NameOwner(self.about.id, owner), said=said)

    # --- what is not on the board yet

    def _offer_department(self, name: str) -> None:
        def take(chosen: Hashable | None) -> None:
            if chosen is not None:
                self._make(AddDepartment(name), Department.table, lambda made: self._claimed_by(made))

        option = Option("add", str(msg("Add the department {name}", name=name)))
        title = msg("There is no department {name} on this board.", name=name)
        self.app.push_screen(ChooseDialog(title, [option]), take)

    def _claimed_by(self, department: int) -> None:
        name = self._owner.unknown
        if name:
            self._make(
                AddPerson(name, department), Person.table, lambda made: self._claim_it(department, made)
            )
        else:
            self._claim_it(department, self._wanted_owner)

    def _offer_owner(self, typed: str) -> None:
        shared = shared_owner(self._by.state, typed)
        if shared is not None:
            self._offer_one(shared)
            return
        names = several_names(typed)
        if names:
            text = msg("A task has exactly one owner: {names}? The others support.", names=any_of(names))
            self.refuse(text, "owner")
            return
        state = self._by.state
        wanted = self._wanted_department
        departments = sorted(state.all(Department), key=lambda each: (each.id != wanted, each.id))
        options = [
            Option(each.id, str(msg("Add {name} to {department}", name=typed, department=each.name)))
            for each in departments
        ]

        def take(chosen: Hashable | None) -> None:
            if isinstance(chosen, int):
                department = wanted or chosen
                self._make(
                    AddPerson(typed, chosen), Person.table, lambda made: self._claim_it(department, made)
                )

        title = msg("{name} is not known here.", name=typed)
        self.app.push_screen(ChooseDialog(title, options), take)

    def _offer_one(self, shared: SharedOwner) -> None:
        """Several were named: one owns, the others support."""
        state = self._by.state
        people = {person.id: person for person in shared.people}
        options = [Option(each.id, str(shared.offer(state, each))) for each in shared.people]

        def take(chosen: Hashable | None) -> None:
            person = people.get(chosen) if isinstance(chosen, int) else None
            if person is not None:
                said = msg("{person} owns it", person=person.name)
                self.write(shared.command(state, self.about.id, person), said=said)

        title = msg("A task has exactly one owner. Who is it?")
        self.app.push_screen(ChooseDialog(title, options), take)

    def _make(self, command: Command, table: str, then: Callable[[int], None]) -> None:
        """Write a new person or department, and go on with its id."""

        def made(line: JournalLine | None) -> None:
            for change in line.changes if line is not None else ():
                if change.table == table and change.field is None:
                    then(change.id)

        self.wait_for(command, made)

    def wait_for(self, command: Command, done: Callable[[JournalLine | None], None]) -> None:
        """Write something that comes before what the form says; the draft stays until that is written."""
        super(FormDialog, self).carry_out(command, done=done, refused=self.refuse)


class PlanForm(TaskForm):
    """From when to when: two of start, due and working days give the third."""

    def __init__(self, session: Session, task: Task) -> None:
        super().__init__(session, task, "plan", msg("dates"))

    def fields(self) -> Iterable[Field]:
        """Start, due, working days."""
        task = self.about
        days = working_days_of(task, workdays(self._by.state.settings))
        self._start = date_field(self._by, "start", msg("Start"), task.start)
        self._due = self._due_field(task)
        self._days = LineField(
            "working_days",
            msg("Working days"),
            text=str(days or ""),
            hint=msg("with one of the dates it gives the other"),
            limit=4,
            replaced=True,
        )
        self._had = days
        return (self._start, self._due, self._days)

    def _due_field(self, task: Task) -> DateField:
        calendar = calendar_of(self._by.state, task.owner)

        def beside(day: date) -> Message | None:
            start = self._start.day
            if start is None or day < start:
                return None
            taken = task.model_copy(update={"start": start, "due": day, "working_days": None})
            return working_days(working_days_of(taken, calendar) or 0)

        return DateField(
            "due",
            msg("Due"),
            today=self._by.moment().today,
            calendar=calendar,
            text=task.due.isoformat() if task.due else "",
            beside=beside,
        )

    def on_mount(self) -> None:
        """Begin at the top."""
        self.call_after_refresh(self._start.focus_control)

    def save(self) -> None:
        """What was typed anew; dates win over days that were only counted from them."""
        typed = self._days.value
        if typed and not typed.isdecimal():
            self.refuse(msg("Working days are a number."), "working_days")
            return
        fields: dict[str, object] = {}
        if self._start.day != self.opened_on.start:
            fields["start"] = self._start.day
        if self._due.day != self.opened_on.due:
            fields["due"] = self._due.day
        days = int(typed) if typed else None
        if days != self._had or (fields and days is not None and not (self._start.day and self._due.day)):
            fields["working_days"] = days
        if not fields:
            self.dismiss(None)
            return
        self.write(PlanTask(self.about.id, fields), said=msg("dates are set"))
