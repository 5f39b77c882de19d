"""The frame of a screen: the header with who is here and the urgent clock, what was said, the keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from textual.app import ComposeResult
from textual.screen import ScreenResultType
from textual.timer import Timer
from textual.widget import Widget

from screens.acting import ActingScreen, BoardChanged
from screens.host import Tone
from screens.keys import shown
from screens.widgets.cells import Line, Piece, joined
from screens.widgets.footer import Footer
from screens.widgets.header import Header
from screens.widgets.status_line import StatusLine
from screens.widgets.urgent_text import urgent_line
from store.language import Message, _, msg
from store.rules.urgent import clocks

if TYPE_CHECKING:
    from textual import events

_REST: Final = 0.3
"""Seconds until what follows from others' changes is painted: by then all of fifty screens show them."""
_FUNCTION_KEY: Final = re.compile(r"f[0-9]{1,2}").fullmatch


class FramedScreen(ActingScreen[ScreenResultType]):
    """A subclass gives `compose_body` and `title_line`."""

    DEFAULT_CSS = """
    FramedScreen { layout: vertical; background: $background; overflow: hidden; }
    """

    def compose(self) -> ComposeResult:
        """The frame and the body."""
        self._header = Header(self.title_line, self.right_line, self._clock_line)
        self._footer = Footer(self.hints)
        yield self._header
        yield from self.compose_body()
        yield self._status
        yield self._footer

    def compose_body(self) -> Iterable[Widget]:
        """The widgets between the header and the foot; give one of them the height `1fr`."""
        return ()

    _ticker: Timer | None = None
    _header: Header | None = None
    _footer: Footer | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._status = StatusLine()
        self._noticed: set[int] = set()
        self._put_off: dict[Callable[[], object], None] = {}

    # --- what stands in it

    def title_line(self, room: int) -> Line:
        """What stands at the left of the header, in at most `room` cells: where one is."""
        return ((self.session.state.settings.name, "strong"),)

    def place_line(self) -> Line:
        """What a screen puts before who is here, at the right of the header."""
        return ()

    def right_line(self) -> Line:
        """What stands at the right of the header, before the urgent clock: who is here."""
        parts = [self.place_line(), self._people_line()]
        pieces: list[Piece] = []
        for part in parts:
            if part:
                pieces += [("  ", ""), *part] if pieces else part
        return joined(pieces)

    def _people_line(self) -> Line:
        count = len(self.session.people)
        return ((_("{count} here", count=count), ""),) if count > 1 else ()

    def people_changed(self) -> None:
        """Others came, went, or look elsewhere. Heard even before the screen stands, and after."""
        if self._header is not None:
            self._header.repaint()

    def _clock_line(self) -> Line:
        running = clocks(self.session.state, self.session.moment().now)
        return urgent_line(running[0], len(running) - 1) if running else ()

    def refresh_frame(self) -> None:
        """Paint the header and the keys again where they read differently now: the cursor moved, say."""
        # A change may come in before the screen stands, and while it is being taken down.
        for part in (self._header, self._footer):
            if part is not None and part.is_attached:
                part.repaint()

    def refresh_text(self) -> None:
        """The frame in the language of the interface; a subclass adds its own, calling this too."""
        self._status.lay_out()
        self.refresh_frame()

    def say(self, message: Message, tone: Tone = "plain") -> None:
        """Say it in the line above the keys; on a screen that is being opened, as soon as it is there."""
        self._status.say(message, tone)

    async def on_footer_chosen(self, event: Footer.Chosen) -> None:
        """A click on a key is the key."""
        await self.action_act(event.id)

    async def action_act(self, id: str) -> None:
        """A key: what was said before it is over."""
        if self._status.said and self.app.screen is self:
            self._status.clear()
        await super().action_act(id)

    def on_key(self, event: events.Key) -> None:
        """A key that nothing here knows: silence would leave one wondering."""
        typed = event.character or ""
        if (typed.isascii() and typed.isprintable() and typed.strip()) or _FUNCTION_KEY(event.key):
            self.say(
                msg(
                    "{key} does nothing here; ? shows what does.",
                    key=shown(event.key if len(typed) != 1 else typed),
                )
            )

    def on_mount(self) -> None:
        """Start the clock, if one runs."""
        self._keep_time()

    def on_board_changed(self, event: BoardChanged) -> None:
        """A change may start or stop the clock, and allow or forbid a key."""
        if self.is_covered:
            return
        self._keep_time()
        if event.changed.own:
            self.call_after_refresh(self.refresh_frame)
        else:
            self.at_rest(self.refresh_frame)

    def at_rest(self, work: Callable[[], object]) -> None:
        """Do `work` in a moment, once however often it is asked for until then: what others changed is
        painted first, on every screen there is, and what follows from it when all of them show it.
        """
        if not self._put_off:
            self.set_timer(_REST, self._catch_up)
        self._put_off[work] = None

    def _catch_up(self) -> None:
        work, self._put_off = self._put_off, {}
        for each in work:
            each()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """What changed while another screen was in front."""
        self._keep_time()
        self.refresh_frame()

    def _keep_time(self) -> None:
        """Tick while an urgent clock runs, and only then: an idle screen sends nothing."""
        if self._clock_line():
            if self._ticker is None:
                self._ticker = self.set_interval(1.0, self._tick)
        elif self._ticker is not None:
            self._ticker.stop()
            self._ticker = None

    def _tick(self) -> None:
        if self.in_sight:
            self.query_one(Header).tick()
            self._record_breach()

    def _record_breach(self) -> None:
        """Whoever notices first that the time for an urgent meeting ran out has it recorded, once."""
        from store.model.organisation import Role

        me = self.session.person
        if self.session.read_only is not None or me is None or me.role is Role.GUEST:
            return
        for clock in clocks(self.session.state, self.session.moment().now):
            if clock.breached and clock.issue.breached_at is None and clock.issue.id not in self._noticed:
                from store.rules.commands.issues.escalating import RecordEscalations

                self._noticed.add(clock.issue.id)
                self.carry_out(RecordEscalations(), quiet=True, refused=lambda _why, _field: None, held=False)

    @property
    def in_sight(self) -> bool:
        """Whether it is in front, or behind nothing but dialogs."""
        stack = self.app.screen_stack
        if self not in stack:  # just closed: the timer ends a moment later
            return False
        above = stack[stack.index(self) + 1 :]
        return all(screen.is_modal for screen in above)
