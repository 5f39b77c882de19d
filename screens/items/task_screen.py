"""A screen with a task at hand: the keys that tell its status, the same wherever there is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from screens.base import DuiqiScreen
from screens.dialogs.actions import offer_acts
from screens.dialogs.chat.acts import CALL_ABOUT_ITEM
from screens.dialogs.status import acts
from screens.dialogs.status.reasons import reason_against
from screens.everywhere import CALL_URGENT, REPORT
from screens.keys import Act, Group, keys_of
from store.language import Message, msg
from store.model.task import Task
from store.rules.commands import AddNote, AffirmTask, BlockTask, CompleteTask, StartTask, UnblockTask
from store.rules.dependencies import done_words
from store.rules.urgent import clocks

if TYPE_CHECKING:
    from screens.dialogs.status.form import StatusForm
    from screens.session import Session
    from store.board.line import Line as JournalLine
    from store.rules.meeting.capture_place import Focus

    MakeForm = Callable[[Session, Task], StatusForm]
    Repeat = Callable[[Task], None]


_ON_TASK: Final = frozenset(act.id for act in acts.ON_TASK)


class TaskScreen(DuiqiScreen[None]):
    """A subclass gives `task_at_hand`, and may override `told`."""

    ACTS: ClassVar[tuple[Act, ...]] = acts.ON_TASK
    _repeat: Repeat | None = None
    _reasons: tuple[Task, Message | None, dict[str, Message | None]] | None = None

    def task_at_hand(self) -> Task | None:
        """The task that the keys act on, as it is shown; null when there is none."""
        raise NotImplementedError

    def nothing_at_hand(self) -> Message:
        """Why there is no task that the keys could act on."""
        return msg("There is no task under the cursor.")

    def in_focus(self) -> Focus:
        """The task at hand, and its initiative."""
        from store.rules.meeting.capture_place import Focus

        task = self.task_at_hand()
        return Focus(task.initiative, (Task.table, task.id)) if task is not None else Focus()

    def told(self, line: JournalLine | None) -> None:
        """Something was said of the task and is on the disk."""

    def reason_against(self, act: Act) -> Message | None:
        """What the rules say against doing it to this task now."""
        if act.id not in _ON_TASK:
            return super().reason_against(act)
        task = self.task_at_hand()
        if task is None:
            return self.nothing_at_hand()
        if act is acts.REPEAT and self._repeat is None:
            return msg("Nothing was said of any task yet.")
        known = self._reasons
        read_only = self.session.read_only
        if known is None or known[0] is not task or known[1] != read_only:
            known = self._reasons = (task, read_only, {})
        if act.id not in known[2]:
            known[2][act.id] = reason_against(self.session, act, task)
        return known[2][act.id]

    # --- at once

    def action_start(self) -> None:
        """Work has begun."""
        self._with_task(self._start)

    def action_affirm(self) -> None:
        """Nothing new."""
        self._with_task(self._affirm)

    def action_complete(self) -> None:
        """At once when every criterion is met, else ask."""
        self._with_task(self._complete)

    def action_repeat(self) -> None:
        """The same as of the last task."""
        if self._repeat is not None:
            self._with_task(self._repeat)

    def action_nudge(self) -> None:
        """A message for the chat."""
        from screens.dialogs.message import copied_for_chat
        from store.rules.nudge import nudge

        task = self.task_at_hand()
        if task is not None:
            copied_for_chat(self.app, nudge(self.session.state, task, self.session.moment()))

    # --- with a form

    def action_postpone(self) -> None:
        """Why, until when, what it pushes."""
        from screens.dialogs.status.postpone import PostponeForm

        self.ask(PostponeForm)

    def action_block(self) -> None:
        """What it waits for; on a blocked task, that it goes on."""
        from screens.dialogs.status.block import BlockForm, UnblockForm

        task = self.task_at_hand()
        if task is not None:
            self.ask(UnblockForm if task.block is not None else BlockForm)

    def action_unblock(self) -> None:
        """It goes on."""
        from screens.dialogs.status.block import UnblockForm

        self.ask(UnblockForm)

    def action_note(self) -> None:
        """One line."""
        from screens.dialogs.status.note import NoteForm

        self.ask(NoteForm)

    def action_recover(self) -> None:
        """The original date holds again."""
        from screens.dialogs.status.note import RecoverForm

        self.ask(RecoverForm)

    def action_reopen(self) -> None:
        """Taken up again."""
        from screens.dialogs.status.note import ReopenForm

        self.ask(ReopenForm)

    def action_cancel(self) -> None:
        """It will not be done."""
        from screens.dialogs.status.note import CancelForm

        self.ask(CancelForm)

    def action_tick(self) -> None:
        """What has come about."""
        from screens.dialogs.status.tick import TickForm

        self.ask(TickForm)

    def action_edit(self) -> None:
        """What it is."""
        from screens.dialogs.status.edit import EditForm

        self.ask(EditForm)

    def action_move_milestone(self) -> None:
        """Another day for a milestone."""
        from screens.dialogs.status.milestone import MilestoneForm

        self.ask(MilestoneForm)

    def action_add_support(self) -> None:
        """What a department supplies."""
        from screens.dialogs.status.add import SupportForm

        self.ask(SupportForm)

    def action_add_dependency(self) -> None:
        """What comes before."""
        from screens.dialogs.status.add import DependencyForm

        self.ask(DependencyForm)

    def action_add_criterion(self) -> None:
        """One more criterion."""
        from screens.dialogs.status.add import CriterionForm

        self.ask(CriterionForm)

    def action_add_milestone(self) -> None:
        """One more date."""
        from screens.dialogs.status.add import NewMilestoneForm

        self.ask(NewMilestoneForm)

    def offer_actions(self) -> None:
        """All that can be done to the task at hand, and why the rest cannot be done now."""
        task = self.task_at_hand()
        if task is not None:
            key = self.session.state.key_of(task)
            offered = sorted(self._acts_on(task), key=lambda act: self.reason_against(act) is not None)
            offer_acts(self, offered, msg("{key} {title}", key=key, title=task.title))

    # --- how

    def _acts_on(self, task: Task) -> list[Act]:
        """All of them, and reporting an issue; on a blocked task unblocking stands first, under the key of
        blocking, and before it, while its clock runs, the urgent meeting."""
        report = replace(REPORT, group=Group.ITEM)
        if task.block is None:
            return [*acts.ON_TASK, report]
        keys = keys_of(acts.BLOCK, self.host.keymap_of_person)
        rest = [act for act in acts.ON_TASK if act not in (acts.BLOCK, acts.UNBLOCK)]
        running = clocks(self.session.state, self.session.moment().now)
        urgent = any(clock.task is not None and clock.task.id == task.id for clock in running)
        call = [replace(CALL_URGENT, group=Group.ITEM), CALL_ABOUT_ITEM] if urgent else []
        return [*call, replace(acts.UNBLOCK, keys=keys), *rest, report]

    def ask(self, make: MakeForm, typed: dict[str, str] | None = None) -> None:
        """Show the form that `make` makes for the task at hand, `typed` standing in it."""
        from screens.dialogs.status.dialog import StatusDialog

        task = self.task_at_hand()
        if task is None:
            return
        form = make(self.session, task)

        def close(line: JournalLine | None) -> None:
            if line is not None:
                self._remember(make, form)
                self.told(line)

        self.app.push_screen(StatusDialog(form, typed), close)

    def _with_task(self, do: Repeat) -> None:
        task = self.task_at_hand()
        if task is not None:
            do(task)

    def _start(self, task: Task) -> None:
        self._tell(task, StartTask(task.id), msg("under way now"))
        self._repeat = self._start

    def _affirm(self, task: Task) -> None:
        self._tell(task, AffirmTask(task.id), msg("nothing new"))
        self._repeat = self._affirm

    def _complete(self, task: Task) -> None:
        if all(criterion.met for criterion in task.criteria):
            state = self.session.state
            said = done_words(task, lambda key: state.get(Task, key), state.key_of)
            self._tell(task, CompleteTask(task.id), said)
        else:
            from screens.dialogs.status.complete import CompleteForm

            self.ask(CompleteForm)
        self._repeat = self._complete

    def _tell(
        self,
        task: Task,
        command: StartTask | AffirmTask | CompleteTask | AddNote | BlockTask | UnblockTask,
        said: Message,
    ) -> None:
        key = self.session.state.key_of(task)
        self.carry_out(command, seen=[task], said=msg("{key}: {said}.", key=key, said=said), done=self.told)

    def _remember(self, make: MakeForm, form: StatusForm) -> None:
        """What `.` does next: at once where nothing has to differ, else the form with what was typed."""
        if form.NAME == "complete":
            self._repeat = self._complete
            return
        (command, *_others) = form.commands() or (None,)
        if isinstance(command, AddNote | BlockTask | UnblockTask):
            self._repeat = lambda task: self._tell(task, replace(command, task=task.id), form.SAID)
        elif form.NAME in ("postpone", "cancel", "tick"):
            typed = {name: text for name, text in form.snapshot().items() if name not in form.ASKED_AGAIN}
            self._repeat = lambda task: self.ask(make, typed if form.NAME != "tick" else None)
