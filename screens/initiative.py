"""A screen about one initiative."""

from __future__ import annotations

from screens.stage_keys import StageKeysScreen
from store.model.initiative import Initiative


class InitiativeScreen(StageKeysScreen):
    """A screen about one initiative."""

    initiative: int
    """The id of the initiative."""

    def initiative_here(self) -> Initiative | None:
        """The one; null once somebody took it off the board."""
        return self.session.state.get(Initiative, self.initiative)
