"""The claim step: table 1 as a grid, a row a task, a key a cell (DOMAIN.md stage 2.1)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, ClassVar, Final

from textual.screen import Screen

from screens.assign import acts
from screens.assign.describe import grid_date, missing_cell, task_lines, widest
from screens.assign.new_rows import NewRows
from screens.dialogs.actions import offer_acts
from screens.keys import Act
from screens.widgets.cells import Cell, Line
from screens.widgets.columns import Column
from screens.widgets.rows import Row, Rows
from screens.wizard.entry import EntryBar
from screens.wizard.page import ListPage
from store.language import Message, _, msg
from store.model.task import Priority, Progress, Task
from store.rules.commands.claiming import PlanTask
from store.rules.lack import Place
from store.rules.lacking import holes
from store.rules.say import PRIORITIES, department_name, person_name
from store.rules.signoff import rows_of

_AFTER: Final = {
    Priority.HIGH: Priority.MEDIUM,
    Priority.MEDIUM: Priority.LOW,
    Priority.LOW: Priority.HIGH,
}


class ClaimPage(ListPage):
    """Who does it, who helps, how urgent, from when to when; what is missing stands out."""

    SIDE_FROM: ClassVar[int] = 170
    ACTS: ClassVar[tuple[Act, ...]] = acts.IN_CLAIM

    _columns_shown: Sequence[Column] = ()

    def compose_below(self) -> Iterable[Any]:
        """Where new tasks are typed."""
        entry = EntryBar(id="new-tasks")
        self._new = NewRows(self.wizard, entry, self._show_newest)
        yield entry

    def columns(self) -> Sequence[Column]:
        """Table 1; a presenter sees what the room decides."""
        key = Column("key", _("No."), least=6)
        title = Column("title", _("Task"), least=12, ideal=16, weight=3)
        rows = rows_of(self.session.state, self.initiative)
        state = self.session.state
        departments = widest((department_name(state, task.department) for task in rows), 6, 10)
        owners = widest((person_name(state, task.owner) for task in rows), 6, 10)
        who = (
            Column("department", _("Dept."), least=6, ideal=departments),
            Column("owner", _("Owner"), least=4, ideal=owners),
        )
        days = (
            Column("start", _("Start"), least=self._day_cells),
            Column("due", _("Due"), least=self._day_cells),
        )
        priority = Column("priority", _("Prio."), least=4, ideal=6)
        if self.presenter:
            return (key, title, *who, priority, *days)
        return (
            key,
            title,
            *who,
            priority,
            *days,
            Column("criteria", _("Crit."), least=4, align="right", priority=1),
            Column("support", _("Support"), least=8, ideal=16, weight=2, priority=2),
        )

    @property
    def _day_cells(self) -> int:
        """Five, or ten where a year has to be said."""
        today = self.session.moment().today
        days = [
            day
            for task in rows_of(self.session.state, self.initiative)
            for day in (task.start, task.due)
            if day
        ]
        return max((len(grid_date(day, today)) for day in days), default=5)

    def show_page(self) -> None:
        """Dates of another year may need wider columns."""
        if self.columns() != self._columns_shown:
            self._columns_shown = self.columns()
            self.list.arrange_in(self._columns_shown, row_height=2 if self.presenter else 1)
        super().show_page()

    def in_hand(self) -> Place | None:
        """The task under the cursor."""
        return (Task.table, self.key) if isinstance(self.key, int) else None

    def rows(self) -> Rows:
        """Every task that is not cancelled, by number."""
        return Rows([task.id for task in rows_of(self.session.state, self.initiative)], self._row)

    def _row(self, key: Hashable) -> Row:
        state, today = self.session.state, self.session.moment().today
        task = state.get(Task, int(str(key)))
        if task is None:
            return Row((str(key),))
        lacking = holes(task)
        department = department_name(state, task.department)
        support = _(", ").join(
            dict.fromkeys(department_name(state, each.department) for each in task.support)
        )
        cells: tuple[Cell, ...] = (
            ((state.key_of(task), "accent"),),
            task.title,
            department or missing_cell(_("nobody")),
            person_name(state, task.owner) or (missing_cell(_("nobody")) if task.department else "-"),
            str(PRIORITIES[task.priority]),
            grid_date(task.start, today) if task.start else "-",
            grid_date(task.due, today) if task.due else missing_cell(_("none")),
            str(len(task.criteria)) if task.criteria else missing_cell(_("none")),
            support,
        )
        with_them = _("with {departments}", departments=support)
        below: Cell = (("   ", ""), (with_them, "muted")) if support else ""
        sign, style = ("!", "delayed") if any(hole.blocking for hole in lacking) else (" ", "")
        if not lacking:
            sign, style = "✓", "done"
        return Row(cells, sign, style, below=below)

    def detail(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """The task, and what its owner has on."""
        state, moment = self.session.state, self.session.moment()
        task = state.get(Task, int(str(key)))
        return lambda room: task_lines(state, moment, task, room) if task is not None else ()

    def nothing(self) -> str:
        """The first task."""
        return _("No task yet. + adds them, one a line; a pasted list becomes rows.")

    def on_mount(self) -> None:
        """A row that was being typed when the program ended stands there again."""
        if self._new.unfinished:
            self.call_after_refresh(self.action_new)

    def look_for(self, item: tuple[str, int]) -> None:
        """A task; with a form that was left unfinished, the form."""
        super().look_for(item)
        form = {
            "unfinished_claim": acts.DEPARTMENT,
            "unfinished_owner": acts.OWNER,
            "unfinished_plan": acts.PLAN,
        }.get(item[0])
        if form is not None:
            self.call_after_refresh(self.wizard.perform, form)

    # --- acts

    @property
    def here(self) -> Task | None:
        """The task under the cursor."""
        key = self.key
        return self.session.state.get(Task, key) if isinstance(key, int) else None

    def reason_against(self, act: Act) -> Message | None:
        """A closed task is as it is; the rest the commit judges."""
        if act is acts.NEW:
            return self.session.read_only
        task = self.here
        if task is None:
            return msg("There is no task under the cursor.")
        if act is acts.CLAIM_ACTIONS:
            return None
        if task.progress is Progress.DONE:
            return msg("{key} is done.", key=self.session.state.key_of(task))
        return self.session.read_only

    def on_line_list_opened(self, event: Any) -> None:
        """Enter on a row."""
        event.stop()
        self.action_offer()

    def action_offer(self) -> None:
        """What can be done to the row."""
        task = self.here
        if task is not None:
            key = self.session.state.key_of(task)
            offer_acts(self.wizard, self.ACTS, msg("{key} {title}", key=key, title=task.title))

    def action_department(self) -> None:
        """A department claims it."""
        from screens.assign.forms import OwnerForm

        self._ask(lambda task: OwnerForm(self.session, task, claim=True))

    def action_owner(self) -> None:
        """Who is responsible."""
        from screens.assign.forms import OwnerForm

        self._ask(lambda task: OwnerForm(self.session, task, claim=False))

    def action_plan(self) -> None:
        """From when to when."""
        from screens.assign.forms import PlanForm

        self._ask(lambda task: PlanForm(self.session, task))

    def action_priority(self) -> None:
        """The next priority."""
        task = self.here
        if task is not None:
            wanted = _AFTER[task.priority]
            key = self.session.state.key_of(task)
            said = msg("{key}: priority {priority}.", key=key, priority=PRIORITIES[wanted])
            self.wizard.carry_out(PlanTask(task.id, {"priority": wanted}), seen=[task], said=said)

    def action_support(self) -> None:
        """What a department supplies."""
        from screens.dialogs.status.add import SupportForm

        self._ask_status(SupportForm)

    def action_criterion(self) -> None:
        """How one knows that it is done."""
        from screens.dialogs.status.add import CriterionForm

        self._ask_status(CriterionForm)

    def action_milestone(self) -> None:
        """A named date."""
        from screens.dialogs.status.add import NewMilestoneForm

        self._ask_status(NewMilestoneForm)

    def action_edit(self) -> None:
        """All cells at once."""
        from screens.dialogs.status.edit import EditForm

        self._ask_status(EditForm)

    def action_cancel(self) -> None:
        """It will not be done."""
        from screens.dialogs.status.note import CancelForm

        self._ask_status(CancelForm)

    def action_remove(self) -> None:
        """Which entry of which list."""
        from screens.assign.removing import offer_entries

        task = self.here
        if task is not None:
            offer_entries(self.wizard, task)

    def _ask(self, make: Callable[[Task], Screen[Any]]) -> None:
        task = self.here
        if task is not None:
            self.app.push_screen(make(task))

    def _ask_status(self, make: Any) -> None:
        from screens.dialogs.status.dialog import StatusDialog

        self._ask(lambda task: StatusDialog(make(self.session, task)))

    # --- new rows

    def action_new(self) -> None:
        """Type them; what was typed before and not added stands there again."""
        self._new.open()

    def on_entry_bar_typed(self, event: EntryBar.Typed) -> None:
        """Keep it."""
        event.stop()
        self._new.keep()

    def on_entry_bar_entered(self, event: EntryBar.Entered) -> None:
        """A row, or as many as were pasted; what is refused stands in the line again, or is offered."""
        event.stop()
        self._new.entered(event.text)

    def _show_newest(self, line: Any) -> None:
        """It is on the disk, but the screen may not have heard of the change yet."""
        self.show_page()
        for change in line.changes if line is not None else ():
            if change.table == Task.table and change.field is None:
                self.list.move_to(change.id)

    def on_entry_bar_left(self, event: EntryBar.Left) -> None:
        """Back to the rows."""
        event.stop()
        self.list.focus()
