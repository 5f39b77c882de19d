"""Moving impossible dates to the earliest possible ones, all of it shown before it is done (stage 2.2)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from screens.assign.describe import grid_date
from screens.dialogs.choose import ChooseDialog, Option
from store.language import _, msg
from store.model.state import State
from store.model.task import Task
from store.rules.commands.scheduling import RepairDates, moved_milestones
from store.rules.critical_path import Impossible
from store.rules.say import listed

if TYPE_CHECKING:
    from screens.wizard.wizard import Wizard

ALL = "all"
_MANY = 8


def offer_repair(wizard: Wizard, every: Sequence[Impossible], here: Task | None) -> None:
    """The row under the cursor alone, if it is one of them, or all; below, each date that would move."""
    state, today = wizard.session.state, wizard.session.moment().today
    only = next((each for each in every if here is not None and each.task.id == here.id), None)
    options: list[Option] = []
    if only is not None:
        options.append(Option(only.task.id, str(msg("Only this one")), state.key_of(only.task)))
    if only is None or len(every) > 1:
        keys = listed([state.key_of(each.task) for each in every[:4]])
        options.append(Option(ALL, str(msg("All {count}", count=len(every))), str(keys)))
    shown = [only] if only is not None else []
    shown += [each for each in every if each is not only][: _MANY - len(shown)]
    for at, each in enumerate(shown):
        key = state.key_of(each.task)
        group = str(msg("{key} {title}", key=key, title=each.task.title))
        for number, (name, note) in enumerate(_moves(state, each, today)):
            options.append(Option((at, number), name, note, reason=_NO_CHOICE, group=group))

    def take(chosen: Hashable | None) -> None:
        if chosen is not None:
            tasks = [chosen] if isinstance(chosen, int) else None
            wizard.carry_out(RepairDates(wizard.initiative, tasks), said=msg("The dates are possible now."))

    wizard.app.push_screen(ChooseDialog(msg("Move to the earliest possible dates"), options), take)


_NO_CHOICE = msg("This is what moves; choose above.")


def _moves(state: State, found: Impossible, today: date) -> Iterator[tuple[str, str]]:
    """Start, due and milestones, each with its day before and after."""

    def arrow(before: date, after: date) -> str:
        return f"{grid_date(before, today)} -> {grid_date(after, today)}"

    if found.task.start is not None and found.task.start != found.start:
        yield _("Start"), arrow(found.task.start, found.start)
    yield _("Due"), arrow(found.due, found.repair)
    for before, after in zip(found.task.milestones, moved_milestones(state, found), strict=True):
        if before.due != after.due:
            yield _("Milestone {title}", title=before.title), arrow(before.due, after.due)
