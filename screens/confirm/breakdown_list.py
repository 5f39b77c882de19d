"""The rows of the breakdown: the outline, and in the coverage view what is wanted with what delivers it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Final

from screens.confirm import breakdown_lines as look
from screens.confirm.row_page import RowPage
from screens.widgets.cells import Line, wrap
from screens.widgets.columns import Column
from screens.widgets.rows import Heading, Row
from store.language import _
from store.model.task import Serves, Task
from store.rules.brief import tasks_of
from store.rules.coverage import Coverage, Need, Pair, coverage, needs, suggested
from store.rules.lack import Place
from store.rules.stage1 import UNCOVERED

if TYPE_CHECKING:
    from screens.wizard.wizard import Wizard
    from store.board.session import Changed

MORE: Final = ("task", 0)
"""The line that begins a task."""


class BreakdownList(RowPage):
    """The outline; with `c` the coverage view: every outcome and contribution with its tasks."""

    def __init__(self, wizard: Wizard, step: str) -> None:
        super().__init__(wizard, step)
        self.covering = False
        """Whether the coverage view is shown."""
        self._found = Coverage((), (), (), (), (), ())
        self._needs: list[Need] = []
        self._work_out()

    def _work_out(self) -> None:
        state = self.session.state
        self._found = coverage(state, self.initiative)
        self._needs = needs(state, self.initiative)

    # --- the look of it

    def show_page(self) -> None:
        """Work out the coverage anew."""
        self._work_out()
        super().show_page()

    def columns(self) -> Sequence[Column]:
        """Of the outline, or of the coverage view."""
        return look.coverage_columns() if self.covering else look.columns(self.presenter)

    def keys(self) -> list[Hashable]:
        """The tasks in their order; or the needs, then what is not needed or there twice."""
        if self.covering:
            return self._coverage_keys()
        found: list[Hashable] = [task.id for task in self._tasks]
        return found if self.presenter else [*found, MORE]

    def _coverage_keys(self) -> list[Hashable]:
        found: list[Hashable] = []
        for kind in (Serves.OUTCOME, Serves.CONTRIBUTION, Serves.TIME):
            of_kind = [need for need in self._needs if need.kind is kind]
            if of_kind:
                served = sum(bool(need.tasks) for need in of_kind)
                gap = [Heading()] if found else []
                found += [*gap, Heading(str(look.kind_name(kind)), f"{served}/{len(of_kind)}")]
                found += [("need", need.kind, need.department, need.ref) for need in of_kind]
        if self._found.idle:
            found += [Heading(), Heading(_("Tasks that serve nothing"))]
            found += [task.id for task in self._found.idle]
        if self._found.duplicates:
            found += [Heading(), Heading(_("Perhaps the same work twice"))]
            found += [("pair", pair.one.id, pair.other.id) for pair in self._found.duplicates]
        return found

    def build(self, key: Hashable) -> Row:
        """One row."""
        state = self.session.state
        if key == MORE:
            return look.add_row()
        need, pair, task = self._need(key), self._pair(key), self._task_of(key)
        if need is not None:
            return look.need_row(state, need, self.session.moment().today)
        if pair is not None:
            return look.pair_row(state, pair)
        if task is None:
            return Row(())
        return (
            look.idle_row(state, task)
            if self.covering
            else look.task_row(state, task, self._found, self.presenter)
        )

    def about(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """What is said of the task, or what the need is."""
        state = self.session.state
        task, need, pair = self._task_of(key), self._need(key), self._pair(key)
        if task is not None:
            likely = suggested(state, task, self._needs) if not task.serves else []
            return lambda room: look.about_task(state, task, self._found, self._needs, likely, room)
        if pair is not None:
            return lambda room: wrap(((look.same_as(state, pair, pair.other), ""),), room)
        if need is not None:
            words = _("enter names the task that delivers it.") if not need.tasks else ""
            return lambda room: [
                *wrap(((look.need_name(state, need), "strong"),), room),
                *wrap(((words, "muted"),), room),
            ]
        hint = _("Indented lines below a pasted line are its criteria; “Deliverable: …” is what it delivers.")
        return lambda room: wrap(((hint, "muted"),), room)

    def for_the_room(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """The task or the need at hand."""
        state, today = self.session.state, self.session.moment().today
        task, need = self._task_of(key), self._need(key)
        if task is not None:
            return lambda room: look.task_for_the_room(state, task, self._found, self._needs, room)
        if need is not None:
            return lambda room: look.need_for_the_room(state, need, today, room)
        return self.about(key)

    def nothing(self) -> str:
        """Nothing to cover yet."""
        if self.covering:
            return _("The brief names no outcome, and no department has promised anything yet. c goes back.")
        return _("There is no task yet. + begins the first one.")

    @property
    def _tasks(self) -> list[Task]:
        return tasks_of(self.session.state, self.initiative)

    def look_for(self, item: Place) -> None:
        """A task, in the outline; the first need without one, in the coverage view."""
        kind, id_ = item
        if kind == UNCOVERED and self._found.uncovered:
            need = self._found.uncovered[0]
            self._show_coverage(True)
            self.list.move_to(("need", need.kind, need.department, need.ref))
        elif kind == Task.table:
            self._show_coverage(False)
            self.list.move_to(id_ or MORE)

    def _task_of(self, key: Hashable) -> Task | None:
        return self.session.state.get(Task, key) if isinstance(key, int) else None

    def _need(self, key: Hashable) -> Need | None:
        return next(
            (need for need in self._needs if ("need", need.kind, need.department, need.ref) == key), None
        )

    def _pair(self, key: Hashable) -> Pair | None:
        return next(
            (pair for pair in self._found.duplicates if ("pair", pair.one.id, pair.other.id) == key), None
        )

    def _show_coverage(self, covering: bool) -> None:
        if covering is not self.covering:
            self.covering = covering
            self.lay_out()
            self.show_page()
            self.wizard.refresh_frame()

    def board_changed(self, changed: Changed) -> None:
        """Others' rows flash."""
        super().board_changed(changed)
        self.flash(changed, Task.table)
