"""A screen about one initiative, with the keys that lead to the initiative's stages."""

from __future__ import annotations

from screens.base import DuiqiScreen
from screens.dialogs.stages import ask_for_stage
from store.model.initiative import Initiative, Stage


class InitiativeScreen(DuiqiScreen[None]):
    """What `1` to `4` do, and the list of the stages for whoever types without digits."""

    initiative: int
    """The id of the initiative."""

    def action_confirm(self) -> None:
        """Stage 1 of the initiative."""
        self.host.open_stage(self.initiative, Stage.CONFIRM)

    def action_assign(self) -> None:
        """Stage 2 of the initiative."""
        self.host.open_stage(self.initiative, Stage.ASSIGN)

    def action_follow_up(self) -> None:
        """Stage 3 of the initiative."""
        self.host.open_stage(self.initiative, Stage.FOLLOW_UP)

    def action_resolve(self) -> None:
        """Stage 4 of the initiative."""
        self.host.open_stage(self.initiative, Stage.RESOLVE)

    def action_stages(self) -> None:
        """Another stage, without its number."""
        ask_for_stage(self, self.session.state.one(Initiative, self.initiative))
