"""Moving impossible dates to the earliest possible ones, shown before it is done (DOMAIN.md stage 2.2)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from screens.assign.describe import grid_date
from screens.dialogs.choose import ChooseDialog, Option
from store.language import _, msg
from store.model.task import Task
from store.rules.commands.scheduling import RepairDates
from store.rules.critical_path import Impossible

if TYPE_CHECKING:
    from screens.wizard.screen import WizardScreen


def offer_repair(wizard: WizardScreen, every: Sequence[Impossible], here: Task | None) -> None:
    """The row under the cursor alone, if it is one of them, or all, each with the date it would get."""
    state, today = wizard.session.state, wizard.session.moment().today

    def moved(each: Impossible) -> str:
        return f"{state.key_of(each.task)} {grid_date(each.due, today)} -> {grid_date(each.possible, today)}"

    only = next((each for each in every if here is not None and each.task.id == here.id), None)
    options: list[Option] = []
    if only is not None:
        options.append(Option(only.task.id, str(msg("Only this one")), moved(only)))
    if only is None or len(every) > 1:
        notes = _(", ").join(moved(each) for each in every[:3])
        options.append(Option("all", str(msg("All {count}", count=len(every))), notes))

    def take(chosen: Hashable | None) -> None:
        if chosen is not None:
            tasks = [chosen] if isinstance(chosen, int) else None
            wizard.carry_out(RepairDates(wizard.initiative, tasks), said=msg("The dates are possible now."))

    wizard.app.push_screen(ChooseDialog(msg("Move to the earliest possible dates"), options), take)
