"""Keys that arrive together act one after the other.

Over a slow line several keys come in one read. Textual (see `known`) hands each to what has the focus at that
moment, and only then does the first one take effect: of `n` and a note typed behind it, the note would go to
the list, where its letters are lost. Here a key waits until the one before it has run its way, and, where
that opened a screen or moved the focus, until this stands. What saves and then leads elsewhere asks for more:
what is typed behind it is meant for where it leads, so it is `held` until one is there. That may take long,
where others write: then a key that leaves goes first, and what waited before it is not heard. A question that
comes up meanwhile has the keys; once it is answered they are held again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from textual import events

if TYPE_CHECKING:
    from textual.app import App
    from textual.message_pump import MessagePump
    from textual.timer import Timer
    from textual.widget import Widget

PATIENCE: Final = 0.5
"""Seconds after which the next key is heard where the way of the one before has broken off."""
MOST: Final = 10
"""As many times `PATIENCE` the next key waits on a machine that is slow: heard earlier it would go astray,
and what was typed as text would be taken for acts."""
HELD: Final = 2.0
"""Seconds for which a key is held where nothing is written; where something is, one can leave after them."""
LEAVING: Final = frozenset({"escape", "ctrl+c", "ctrl+q"})
"""The keys that leave, wherever one is."""
MOVING: Final = frozenset({"up", "down", "left", "right", "pageup", "pagedown", "home", "end"})
"""The keys that are kept down: nothing is told behind them, and none is to be slower than it must."""
LOOK: Final = 0.01
"""Seconds between two looks whether one is there."""
ROUNDS: Final = 4
"""How often a key goes its way before the next one may: enter in a field is told to the field, to the form,
and to what saves it, each time behind what waits there."""

Typed: TypeAlias = events.Key | events.Paste


class _Hold(NamedTuple):
    """Keys wait until `settled`, while `screen` is in front. Since `late` it takes long: they wait on only if
    it `lasts`."""

    settled: Callable[[], bool]
    screen: object
    late: float
    lasts: bool

    @property
    def over(self) -> bool:
        """Whether nobody has to wait for it any more."""
        return self.settled() or (not self.lasts and monotonic() >= self.late)


class InTurn:
    """What was typed and waits for its turn."""

    def __init__(self, app: App[Any], handle: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._handle = handle
        self._waiting: deque[Typed] = deque()
        self._holds: list[_Hold] = []
        self._turn = 0
        self._busy = False
        self._watchdog: Timer | None = None
        self._at: MessagePump | None = None
        """Whom the way of the key has come to; null once that is behind it."""
        self._stands: object = None
        """The screen that was in front when a key was let go last, or has been painted since."""

    async def hear(self, typed: Typed) -> None:
        """Let it act now, or when those before it have."""
        if not self._busy and not self._is_held():
            await self._let(typed)
            return
        self._waiting.append(typed)
        if not self._busy:
            self._wait()

    def hold(self, settled: Callable[[], bool], *, lasts: bool = False) -> None:
        """What is typed from now on waits until `settled`, for as long as that `lasts` or for two seconds;
        not what is typed into a question that comes up meanwhile."""
        self._holds.append(_Hold(settled, self._in_front, monotonic() + HELD, lasts))
        if not self._busy:
            self._wait()
        else:
            # Looked for from here, too: the way of the key may end on a screen that closes meanwhile.
            self._look_again(self._turn)

    def drop(self, before: float) -> None:
        """What came `before` and is held is not heard: something has come up that nobody could expect who
        typed it."""
        if self._is_held():
            self._waiting = deque(typed for typed in self._waiting if typed.time >= before)

    @property
    def _in_front(self) -> object:
        return self._app.screen if self._app.screen_stack else None

    async def _let(self, typed: Typed) -> None:
        self._busy = True
        self._turn += 1
        app = self._app
        before = (app.screen, app.focused) if app.screen_stack else (None, None)
        target: MessagePump = before[1] or before[0] or app
        turn = self._turn
        leads = isinstance(typed, events.Key) and not _stays_in(before[1], typed)
        self._at, self._stands = target, before[0]
        self._watch(turn)
        await self._handle(typed)
        self._follow(target, _Way(turn, target, before, 1, leads=leads))

    def _watch(self, turn: int, times: int = 1) -> None:
        """Go on in any case: what waits for a screen to be painted is lost with a screen that closes."""
        self._call_off_watch()
        self._watchdog = self._app.set_timer(PATIENCE, lambda: self._look_after(turn, times))

    def _call_off_watch(self) -> None:
        if self._watchdog is not None:
            self._watchdog.stop()
            self._watchdog = None

    async def _look_after(self, turn: int, times: int) -> None:
        self._watchdog = None  # it is this very one: stopped, it would end what it has begun
        if turn != self._turn or not self._busy:
            return
        if times == MOST or (self._at is not None and not self._at.is_running):
            await self._next(turn)
            return
        self._watch(turn, times + 1)
        if self._at is None and self._app.screen_stack:
            self._once_it_stands(turn)

    def _follow(self, node: MessagePump, way: _Way) -> None:
        """Go the way the key goes, behind it: from what has the focus up to the app."""
        self._at = node
        if not node.call_later(self._passed, node, way):
            self._at = self._app
            self._app.call_later(self._arrived, way)

    def _passed(self, node: MessagePump, way: _Way) -> None:
        above = node._parent
        if above is None or node is self._app:
            self._arrived(way)
        else:
            self._follow(above, way)

    def _arrived(self, way: _Way) -> None:
        app = self._app
        if app.screen_stack and (app.screen, app.focused) != way.before:
            self._once_it_stands(way.turn)
        elif (way.leads or self._waiting) and way.round < ROUNDS:
            self._follow(way.target, way._replace(round=way.round + 1))
        else:
            app.call_later(self._next, way.turn)

    async def _next(self, turn: int) -> None:
        if turn != self._turn or not self._busy:
            return
        if self._is_held() and not self._may_leave():
            self._call_off_watch()
            self._look_again(turn)
            return
        if self._app.screen_stack and (self._let_go() or self._app.screen is not self._stands):
            self._watch(turn)
            self._once_it_stands(turn)
            return
        self._call_off_watch()
        self._busy = False
        if self._waiting:
            await self._let(self._waiting.popleft())

    def _once_it_stands(self, turn: int) -> None:
        """It is painted, and has the focus that it asked of the app."""
        self._at, self._stands = None, self._app.screen
        self._app.screen.call_after_refresh(self._app.call_later, self._next, turn)

    def _is_held(self) -> bool:
        front = self._in_front
        return any(hold.screen is front and not hold.over for hold in self._holds)

    def _let_go(self) -> bool:
        """Forget what nobody waits for any more; whether there was anything. What a question has covered
        holds the keys again when that is answered."""
        covered = self._app.screen_stack[:-1]
        held = [hold for hold in self._holds if hold.screen in covered and not hold.over]
        some = len(held) < len(self._holds)
        self._holds = held
        return some

    def _may_leave(self) -> bool:
        """Whether it takes long and one wants to leave: then that key is the next."""
        leaving = [
            at
            for at, typed in enumerate(self._waiting)
            if isinstance(typed, events.Key) and typed.key in LEAVING
        ]
        if not leaving or all(monotonic() < hold.late for hold in self._holds):
            return False
        for _ in range(leaving[0]):
            self._waiting.popleft()
        return True

    def _wait(self) -> None:
        self._busy = True
        self._turn += 1
        self._look_again(self._turn)

    def _look_again(self, turn: int) -> None:
        self._app.set_timer(LOOK, lambda: self._next(turn))


class _Way(NamedTuple):
    """The way of one key. before: the screen and the focus when it was pressed; round: 1 behind the key
    itself; leads: whether it may be told on and on, even if nothing waits yet."""

    turn: int
    target: MessagePump
    before: tuple[object, object]
    round: int
    leads: bool


def _stays_in(focused: Widget | None, key: events.Key) -> bool:
    """Whether it only moves, or is a letter that a field takes."""
    return key.key in MOVING or (focused is not None and focused.check_consume_key(key.key, key.character))
