"""任务拆解: the outline of tasks, and whether they cover what the brief wants (DOMAIN.md stage 1.4)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

from screens.confirm import acts
from screens.confirm.breakdown_list import MORE, BreakdownList
from screens.confirm.entry import Entry
from screens.confirm.moves import place_after
from screens.confirm.task_entry import change_task, new_task
from screens.keys import Act
from store.language import Message, msg
from store.model.task import Task
from store.rules.commands.breakdown import MoveTasks
from store.rules.commands.taking_out import TakeOutTask, is_untouched
from store.rules.commands.templates import ApplyTemplate
from store.rules.coverage import Need


class BreakdownPage(BreakdownList):
    """The outline; with `c` the coverage view: every outcome and contribution with its tasks."""

    ACTS: ClassVar[tuple[Act, ...]] = acts.BREAKDOWN

    # --- typing

    def opened(self, key: Hashable) -> None:
        """Change the task; link the need; merge the pair."""
        task, need, pair = self._task_of(key), self._need(key), self._pair(key)
        if key == MORE:
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
        return new_task(self.initiative, self.step, after, MORE)

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
