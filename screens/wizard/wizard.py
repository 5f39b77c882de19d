"""A wizard as its steps know it."""

from __future__ import annotations

from screens.initiative import InitiativeScreen
from store.rules.lack import Lack


class Wizard(InitiativeScreen):
    """What a step may ask of `screen.py`, which is made of steps."""

    def look(self) -> None:
        """Let others see where I am: the cursor is on another record."""
        raise NotImplementedError

    async def go_to_gap(self, gap: Lack) -> None:
        """Show what is missing, where it can be given."""
        raise NotImplementedError
