"""Keys that arrive together act one after the other.

Over a slow line several keys come in one read. Textual (see `known`) hands each to what has the focus at that
moment, and only then does the first one take effect: of `n` and a note typed behind it, the note would go to
the list, where its letters are lost. Here a key waits until the one before it has run its way, and, where
that opened a screen or moved the focus, until this stands.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from textual import events

if TYPE_CHECKING:
    from textual.app import App
    from textual.message_pump import MessagePump
    from textual.timer import Timer

PATIENCE: Final = 0.5
"""Seconds after which the next key is heard whatever became of the one before."""

Typed: TypeAlias = events.Key | events.Paste


class InTurn:
    """What was typed and waits for its turn."""

    def __init__(self, app: App[Any], handle: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._handle = handle
        self._waiting: deque[Typed] = deque()
        self._turn = 0
        self._busy = False
        self._watchdog: Timer | None = None

    async def hear(self, typed: Typed) -> None:
        """Let it act now, or when those before it have."""
        if self._busy:
            self._waiting.append(typed)
        else:
            await self._let(typed)

    async def _let(self, typed: Typed) -> None:
        self._busy = True
        self._turn += 1
        app = self._app
        before = (app.screen, app.focused) if app.screen_stack else (None, None)
        target: MessagePump = before[1] or before[0] or app
        turn = self._turn
        self._watchdog = app.set_timer(PATIENCE, lambda: self._next(turn))
        await self._handle(typed)
        self._follow(target, turn, before)

    def _follow(self, node: MessagePump, turn: int, before: tuple[object, object]) -> None:
        """Go the way the key goes, behind it: from what has the focus up to the app."""
        if not node.call_later(self._passed, node, turn, before):
            self._app.call_later(self._arrived, turn, before)

    def _passed(self, node: MessagePump, turn: int, before: tuple[object, object]) -> None:
        above = node._parent
        if above is None or node is self._app:
            self._arrived(turn, before)
        else:
            self._follow(above, turn, before)

    def _arrived(self, turn: int, before: tuple[object, object]) -> None:
        app = self._app
        if not app.screen_stack or (app.screen, app.focused) == before:
            app.call_later(self._next, turn)
        else:
            app.screen.call_after_refresh(self._next, turn)

    async def _next(self, turn: int) -> None:
        if turn != self._turn or not self._busy:
            return
        if self._watchdog is not None:
            self._watchdog.stop()
            self._watchdog = None
        self._busy = False
        if self._waiting:
            await self._let(self._waiting.popleft())
