"""The four stages of an initiative: the keys that open them, and the question which one."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Final

from screens.keys import Act, Group
from screens.words import STAGES
from store.language import _, msg
from store.model.initiative import Initiative, Stage

if TYPE_CHECKING:
    from screens.host import Actor

CONFIRM: Final = Act(
    "stage.1",
    "confirm",
    ("1",),
    msg("Confirm needs"),
    msg("Open stage 1 of the initiative: brief, alignment, confirmation, breakdown."),
    Group.SCREEN,
)
ASSIGN: Final = Act(
    "stage.2",
    "assign",
    ("2",),
    msg("Assign"),
    msg("Open stage 2 of the initiative: claim, order, sign-off."),
    Group.SCREEN,
)
FOLLOW_UP: Final = Act(
    "stage.3",
    "follow_up",
    ("3",),
    msg("Follow up"),
    msg("Open the initiative's follow-up board."),
    Group.SCREEN,
)
RESOLVE: Final = Act(
    "stage.4",
    "resolve",
    ("4",),
    msg("Resolve"),
    msg("Open stage 4 of the initiative: issues."),
    Group.SCREEN,
)
STAGES_OF: Final = Act(
    "stages",
    "stages",
    ("f10",),
    msg("Stages"),
    msg("Open another stage of the initiative."),
    Group.SCREEN,
)
STAGE_KEYS: Final = (CONFIRM, ASSIGN, FOLLOW_UP, RESOLVE)
"""What a screen has that shows one initiative: its `action_confirm`, `action_assign` and so on."""
ROUND: Final = Act(
    "round.open",
    "round",
    ("3",),
    msg("Update round"),
    msg("Walk through the updates that are due, one item a page."),
)
"""On the board of stage 3 its key starts the stage's wizard."""
_STAGE_OF: Final = {
    CONFIRM.id: Stage.CONFIRM,
    ASSIGN.id: Stage.ASSIGN,
    FOLLOW_UP.id: Stage.FOLLOW_UP,
    RESOLVE.id: Stage.RESOLVE,
}


def stage_of(act: Act) -> Stage | None:
    """The stage that one of `STAGE_KEYS` opens; null for other acts."""
    return _STAGE_OF.get(act.id)


def ask_for_stage(screen: Actor, initiative: Initiative) -> None:
    """Let the person choose a stage of `initiative`, and show it."""
    from screens.dialogs.choose import ChooseDialog, Option

    options = [
        Option(stage, f"{int(stage)} {name}", _("where it stands") if stage is initiative.stage else "")
        for stage, name in STAGES.items()
    ]

    def go(chosen: Hashable | None) -> None:
        if isinstance(chosen, Stage):
            screen.host.open_stage(initiative.id, chosen)

    title = msg("{code}: which stage?", code=initiative.code)
    screen.app.push_screen(ChooseDialog(title, options, at=initiative.stage), go)
