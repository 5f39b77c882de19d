"""Taking an entry out of a task: a support, a criterion, a milestone, a dependency."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING

from screens.dialogs.choose import ChooseDialog, Option
from screens.words import field_name
from store.language import msg
from store.model.task import Task
from store.rules.commands import RemoveEntry
from store.rules.say import department_name

if TYPE_CHECKING:
    from screens.wizard.wizard import Wizard
    from store.model.state import State


def offer_entries(wizard: Wizard, task: Task, only: str = "") -> None:
    """Show the entries of `task` (of the list `only`, if given), and take the chosen one out."""
    options = [each for each in _options(wizard.session.state, task) if not only or each.sign == only]
    key = wizard.session.state.key_of(task)
    if not options:
        wizard.say(msg("{key} has nothing that could be taken out.", key=key), "warning")
        return

    def take(chosen: Hashable | None) -> None:
        if isinstance(chosen, tuple):
            name, entry = chosen
            wizard.carry_out(
                RemoveEntry(task.id, name, entry), seen=[task], said=msg("{key}: taken out.", key=key)
            )

    shown = [Option(each.key, each.name, each.note) for each in options]
    wizard.app.push_screen(ChooseDialog(msg("{key}: take out what?", key=key), shown), take)


def _options(state: State, task: Task) -> Iterator[Option]:
    """`sign` is the list's name."""
    for support in task.support:
        note = f"{department_name(state, support.department)} {support.content}"
        yield Option(("support", support.id), field_name("", "support"), note, sign="support")
    for criterion in task.criteria:
        yield Option(("criteria", criterion.id), field_name("", "criteria"), criterion.text, sign="criteria")
    for milestone in task.milestones:
        note = f"{milestone.title} {milestone.due}"
        yield Option(("milestones", milestone.id), field_name("", "milestones"), note, sign="milestones")
    for dependency in task.dependencies:
        before = state.get(Task, dependency.id)
        note = f"{state.key_of(before)} {before.title}" if before is not None else "?"
        yield Option(
            ("dependencies", dependency.id), field_name("", "dependencies"), note, sign="dependencies"
        )
