"""Choosing what a task is there for, and which two tasks are one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from screens.confirm.breakdown_lines import kind_name, need_name
from screens.dialogs.choose import ChooseDialog, Option
from store.language import _, msg
from store.model.task import Task
from store.rules.commands.breakdown import ServeNeed, UnserveNeed
from store.rules.commands.regroup import MergeTasks
from store.rules.coverage import Need, Pair, suggested

if TYPE_CHECKING:
    from screens.wizard.wizard import Wizard


def choose_needs(wizard: Wizard, task: Task, wanted: Sequence[Need]) -> None:
    """What `task` serves: the likeliest first; one it serves already is taken off."""
    state = wizard.session.state
    likely = suggested(state, task, wanted)
    rest = [need for need in wanted if need not in likely]
    options = []
    for at, need in enumerate([*likely, *rest]):
        mine = any(each.id == task.id for each in need.tasks)
        note = str(kind_name(need.kind)) + ("" if need.tasks else _(", no task yet"))
        options.append(Option(at, need_name(state, need), note, "✓" if mine else ""))
    offered = [*likely, *rest]

    def take(chosen: Hashable | None) -> None:
        if isinstance(chosen, int):
            toggle(wizard, task, offered[chosen])

    title = msg("{key} {title}: what is it there for?", key=state.key_of(task), title=task.title)
    wizard.app.push_screen(ChooseDialog(title, options), take)


def choose_tasks(wizard: Wizard, need: Need, tasks: Sequence[Task], wanted: Sequence[Need]) -> None:
    """Which task delivers `need`: the likeliest first."""
    state = wizard.session.state
    likely = [task for task in tasks if need in suggested(state, task, wanted)]
    ordered = [*likely, *(task for task in tasks if task not in likely)]
    mine = {task.id for task in need.tasks}
    options = [
        Option(
            task.id, f"{state.key_of(task)} {task.title}", task.deliverable, "✓" if task.id in mine else ""
        )
        for task in ordered
    ]
    if not options:
        wizard.say(msg("There is no task yet."), "warning")
        return

    def take(chosen: Hashable | None) -> None:
        task = next((each for each in tasks if each.id == chosen), None)
        if task is not None:
            toggle(wizard, task, need)

    title = msg("Which task delivers “{need}”?", need=need_name(state, need))
    wizard.app.push_screen(ChooseDialog(title, options, find=len(options) > 12), take)


def toggle(wizard: Wizard, task: Task, need: Need) -> None:
    """Link them, or take the link off."""
    state = wizard.session.state
    serve = next(
        (
            each
            for each in task.serves
            if (each.kind, each.ref, each.department) == (need.kind, need.ref, need.department)
        ),
        None,
    )
    key, name = state.key_of(task), need_name(state, need)
    if serve is not None:
        wizard.carry_out(
            UnserveNeed(task.id, serve.id), said=msg("{key} is not there for “{need}”.", key=key, need=name)
        )
    else:
        wizard.carry_out(
            ServeNeed(task.id, need.kind, need.ref, need.department),
            said=msg("{key} delivers “{need}”.", key=key, need=name),
        )


def choose_to_merge(wizard: Wizard, task: Task, tasks: Sequence[Task], pairs: Sequence[Pair]) -> None:
    """Which other task comes into `task`: those that may be the same first."""
    state = wizard.session.state
    alike = {
        other.id
        for pair in pairs
        for one, other in ((pair.one, pair.other), (pair.other, pair.one))
        if one.id == task.id
    }
    others = sorted((each for each in tasks if each.id != task.id), key=lambda each: each.id not in alike)
    if not others:
        wizard.say(msg("There is no other task to merge with."), "warning")
        return
    options = [
        Option(
            each.id, f"{state.key_of(each)} {each.title}", _("perhaps the same") if each.id in alike else ""
        )
        for each in others
    ]

    def take(chosen: Hashable | None) -> None:
        other = next((each for each in others if each.id == chosen), None)
        if other is not None:
            merge(wizard, task, other)

    title = msg("{key} {title}: merge with which task?", key=state.key_of(task), title=task.title)
    wizard.app.push_screen(ChooseDialog(title, options, find=len(options) > 12), take)


def merge(wizard: Wizard, into: Task, other: Task) -> None:
    """One task of two."""
    state = wizard.session.state
    wizard.carry_out(
        MergeTasks(into.id, [other.id]),
        seen=[into, other],
        said=msg("{other} is part of {key} now.", other=state.key_of(other), key=state.key_of(into)),
    )
