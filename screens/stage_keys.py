"""A screen that shows initiatives, with the keys that lead to the stages of one."""

from __future__ import annotations

from screens.base import DuiqiScreen
from screens.dialogs.stages import ask_for_stage
from store.model.initiative import Initiative, Stage


class StageKeysScreen(DuiqiScreen[None]):
    """What `1` to `4` do, and the list of the stages for whoever types without digits."""

    def initiative_here(self) -> Initiative | None:
        """The initiative whose stages the keys lead to; null when there is none."""
        raise NotImplementedError

    def action_confirm(self) -> None:
        """Stage 1 of the initiative."""
        self._open_stage(Stage.CONFIRM)

    def action_assign(self) -> None:
        """Stage 2 of the initiative."""
        self._open_stage(Stage.ASSIGN)

    def action_follow_up(self) -> None:
        """Stage 3 of the initiative."""
        self._open_stage(Stage.FOLLOW_UP)

    def action_resolve(self) -> None:
        """Stage 4 of the initiative."""
        self._open_stage(Stage.RESOLVE)

    def _open_stage(self, stage: Stage) -> None:
        initiative = self.initiative_here()
        if initiative is not None:
            self.host.open_stage(initiative.id, stage)

    def action_stages(self) -> None:
        """Another stage, without its number."""
        initiative = self.initiative_here()
        if initiative is not None:
            ask_for_stage(self, initiative)
