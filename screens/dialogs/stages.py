"""The four stages of an initiative, and which of them there is a screen for."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from screens.dialogs.choose import ChooseDialog, Option
from screens.words import STAGES
from store.language import _, msg
from store.model.initiative import Initiative, Stage

if TYPE_CHECKING:
    from screens.host import Actor


def ask_for_stage(screen: Actor, initiative: Initiative) -> None:
    """Let the person choose a stage of `initiative`, and show it."""
    there = screen.host.stages()
    options = [
        Option(
            stage,
            f"{int(stage)} {name}",
            _("where it stands") if stage is initiative.stage else "",
            reason=None if stage in there else msg("This stage has no screen in this version yet."),
        )
        for stage, name in STAGES.items()
    ]

    def go(chosen: Hashable | None) -> None:
        if isinstance(chosen, Stage):
            screen.host.open_stage(initiative.id, chosen)

    title = msg("{code}: which stage?", code=initiative.code)
    screen.app.push_screen(ChooseDialog(title, options, at=initiative.stage), go)
