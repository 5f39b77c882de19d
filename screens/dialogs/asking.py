"""The dialogs that any screen may bring about without knowing them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from textual.app import App

from screens.host import host_of

if TYPE_CHECKING:
    from screens.answers import Choice, Wish
    from screens.dialogs.dialog import Dialog
    from screens.host import Actor
    from store.errors import Conflict, Locked
    from store.language import Message

Answer = TypeVar("Answer")


class AskingApp(App[None]):
    """A part of the host (`screens/host.py`). Each dialog is loaded when it is first needed."""

    async def tell(self, title: Message, *paragraphs: Message) -> None:
        """Say something that must be read before one goes on. In a worker."""
        from screens.dialogs.message import MessageDialog

        await self._put(lambda: MessageDialog(title, *paragraphs))

    async def ask_about_conflict(self, conflict: Conflict, *, can_edit: bool) -> Choice | None:
        """Show both values and let the person choose; null when they gave up. In a worker."""
        from screens.dialogs.conflict import ConflictDialog

        return await self._put(lambda: ConflictDialog(conflict, can_edit=can_edit))

    async def ask_about_lock(self, locked: Locked) -> Wish | None:
        """Say who holds the board, and ask whether to wait; null when they gave up. In a worker."""
        from screens.dialogs.locked import LockedDialog

        return await self._put(lambda: LockedDialog(locked))

    async def _put(self, question: Callable[[], Dialog[Answer]]) -> Answer | None:
        """Ask until it is answered. What closes behind a question takes it along, as a form that is saved
        meanwhile: then it is put again, as what it is about would be lost without a word."""
        while True:
            dialog = question()
            answer = self.push_screen(dialog, wait_for_dismiss=True)
            self._hear_nothing_yet(dialog)
            closed = asyncio.create_task(dialog.closed.wait())
            try:
                await asyncio.wait((answer, closed), return_when=asyncio.FIRST_COMPLETED)
            finally:
                closed.cancel()
            if answer.done():
                return answer.result()
            if not self.screen.is_attached:
                return None

    def _hear_nothing_yet(self, dialog: Dialog[Answer]) -> None:
        """It comes in the middle of what one types, which does not answer it."""
        host, painted, laid_out = host_of(dialog.app), asyncio.Event(), monotonic()

        def lies() -> None:
            nonlocal laid_out
            laid_out = monotonic()

        def stands() -> None:
            # What comes while it is being painted may be an answer to it.
            host.drop_keys(before=laid_out)
            painted.set()

        host.hold_keys(painted.is_set)
        dialog.call_later(lies)
        dialog.call_after_refresh(stands)

    def show_help(self, screen: Actor) -> None:
        """All keys of `screen`."""
        from screens.dialogs.help import HelpDialog

        self.push_screen(HelpDialog(screen))
