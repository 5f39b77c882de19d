"""任务拆解: the outline of tasks, and whether they cover what the brief wants (DOMAIN.md stage 1.4)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from screens.confirm import acts
from screens.confirm import breakdown_lines as look
from screens.confirm.entry import Entry
from screens.confirm.moves import place_after
from screens.confirm.row_page import RowPage
from screens.confirm.task_entry import change_task, new_task
from screens.keys import Act
from screens.widgets.cells import Line, wrap
from screens.widgets.columns import Column
from screens.widgets.rows import Heading, Row
from store.language import Message, _, msg
from store.model.task import Serves, Task
from store.rules.brief import tasks_of
from store.rules.commands.breakdown import MoveTasks
from store.rules.commands.taking_out import TakeOutTask, is_untouched
from store.rules.commands.templates import ApplyTemplate
from store.rules.coverage import Coverage, Need, Pair, coverage, needs, suggested
from store.rules.lack import Place
from store.rules.stage1 import UNCOVERED

if TYPE_CHECKING:
    from screens.wizard.screen import WizardScreen
    from store.board.session import Changed

_MORE: Final = ("task", 0)


class BreakdownPage(RowPage):
    """The outline; with `c` the coverage view: every outcome and contribution with its tasks."""

    ACTS: ClassVar[tuple[Act, ...]] = acts.BREAKDOWN

    def __init__(self, wizard: WizardScreen, step: str) -> None:
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
        return found if self.presenter else [*found, _MORE]

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
        if key == _MORE:
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
            self.list.move_to(id_ or _MORE)

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

    # --- typing

    def opened(self, key: Hashable) -> None:
        """Change the task; link the need; merge the pair."""
        task, need, pair = self._task_of(key), self._need(key), self._pair(key)
        if key == _MORE:
            self.type_row(self._new(None))
        elif need is not None:
            self._serve(need)
        elif pair is not None:
            self._merge(pair.one, pair.other)
        elif task is not None and self.covering:
            self._link(task)
        elif task is not None:
            self.type_row(change_task(self.step, task))

    def entry_named(self, what: str) -> Entry | None:
        """`task`, `task.7`."""
        name, _dot, number = what.partition(".")
        if name != "task":
            return None
        task = self._task_of(int(number)) if number.isdecimal() else None
        if number:
            return change_task(self.step, task) if task is not None else None
        return self._new(None)

    def _new(self, after: int | None) -> Entry:
        return new_task(self.initiative, self.step, after, _MORE)

    # --- acts

    def reason_against(self, act: Act) -> Message | None:
        """Most are about a task of the outline."""
        if act is acts.COVERAGE:
            return None
        task = self._task_of(self.key)
        if act in (acts.UP, acts.DOWN, acts.SPLIT, acts.REMOVE, acts.MERGE) and task is None:
            return msg("There is no task under the cursor.")
        if act is acts.LINK and task is None and self._need(self.key) is None:
            return msg("There is no task under the cursor.")
        if act is acts.LINK and task is not None and not self._needs:
            return msg("The brief names no outcome, and no department has promised anything yet.")
        if act in (acts.UP, acts.DOWN, acts.ADD) and self.covering:
            return msg("In the outline; c goes back to it.")
        return super().reason_against(act)

    def action_add(self) -> None:
        """Below this one."""
        task = self._task_of(self.key)
        self.type_row(self._new(task.id if task is not None else None))

    def action_edit(self) -> None:
        """As enter."""
        if self.key is not None:
            self.opened(self.key)

    def action_coverage(self) -> None:
        """The other view."""
        task = self._task_of(self.key)
        self._show_coverage(not self.covering)
        if task is not None:
            self.list.move_to(task.id)
        self.list.focus()

    def _show_coverage(self, covering: bool) -> None:
        if covering is not self.covering:
            self.covering = covering
            self.lay_out()
            self.show_page()
            self.wizard.refresh_frame()

    def back(self) -> bool:
        """Out of the row, out of the coverage view."""
        if super().back():
            return True
        if self.covering:
            self.action_coverage()
            return True
        return False

    def action_up(self) -> None:
        """One place up."""
        self._move(-1)

    def action_down(self) -> None:
        """One place down."""
        self._move(1)

    def _move(self, by: int) -> None:
        task = self._task_of(self.key)
        if task is not None:
            after = place_after([each.id for each in self._tasks], task.id, by)
            if after is not None:
                self.wizard.carry_out(MoveTasks([task.id], after[0]))

    def action_remove(self) -> None:
        """Gone, or cancelled when somebody has claimed it or said something of it."""
        task = self._task_of(self.key)
        if task is not None:
            state = self.session.state
            reason = msg("taken out of the breakdown").render(state.settings.language)
            key, title = state.key_of(task), task.title
            self.wizard.carry_out(
                TakeOutTask(task.id, reason),
                seen=[task],
                said=msg("{key} {title} is out.", key=key, title=title)
                if is_untouched(state, task)
                else msg(
                    "{key} {title} is cancelled, not gone: somebody claimed it or spoke of it.",
                    key=key,
                    title=title,
                ),
            )

    def action_link(self) -> None:
        """What the task is there for; or who delivers the need."""
        task, need = self._task_of(self.key), self._need(self.key)
        if task is not None:
            self._link(task)
        elif need is not None:
            self._serve(need)

    def _link(self, task: Task) -> None:
        from screens.confirm.linking import choose_needs

        choose_needs(self.wizard, task, self._needs)

    def _serve(self, need: Need) -> None:
        from screens.confirm.linking import choose_tasks

        choose_tasks(self.wizard, need, self._tasks, self._needs)

    def action_split(self) -> None:
        """Several titles, one a line."""
        from screens.confirm.split import SplitDialog

        task = self._task_of(self.key)
        if task is not None:
            self.wizard.app.push_screen(SplitDialog(self.session, task))

    def action_merge(self) -> None:
        """Which one comes into this one?"""
        from screens.confirm.linking import choose_to_merge

        task = self._task_of(self.key)
        if task is not None:
            choose_to_merge(self.wizard, task, self._tasks, self._found.duplicates)

    def _merge(self, one: Task, other: Task) -> None:
        from screens.confirm.linking import merge

        merge(self.wizard, one, other)

    def action_usual(self) -> None:
        """All that are not there yet."""
        self.wizard.carry_out(
            ApplyTemplate(self.initiative, self.session.state.settings.language),
            said=msg("The usual tasks are in the outline."),
        )

    def board_changed(self, changed: Changed) -> None:
        """Others' rows flash."""
        super().board_changed(changed)
        self.flash(changed, Task.table)
