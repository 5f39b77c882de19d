"""The dialogs that any screen may bring about without knowing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

if TYPE_CHECKING:
    from screens.answers import Choice, Wish
    from screens.host import Actor
    from store.errors import Conflict, Locked
    from store.language import Message


class AskingApp(App[None]):
    """A part of the host (`screens/host.py`). Each dialog is loaded when it is first needed."""

    async def tell(self, title: Message, *paragraphs: Message) -> None:
        """Say something that must be read before one goes on. In a worker."""
        from screens.dialogs.message import MessageDialog

        await self.push_screen_wait(MessageDialog(title, *paragraphs))

    async def ask_about_conflict(self, conflict: Conflict, *, can_edit: bool) -> Choice | None:
        """Show both values and let the person choose; null when they gave up. In a worker."""
        from screens.dialogs.conflict import ConflictDialog

        return await self.push_screen_wait(ConflictDialog(conflict, can_edit=can_edit))

    async def ask_about_lock(self, locked: Locked) -> Wish | None:
        """Say who holds the board, and ask whether to wait; null when they gave up. In a worker."""
        from screens.dialogs.locked import LockedDialog

        return await self.push_screen_wait(LockedDialog(locked))

    def show_help(self, screen: Actor) -> None:
        """All keys of `screen`."""
        from screens.dialogs.help import HelpDialog

        self.push_screen(HelpDialog(screen))
