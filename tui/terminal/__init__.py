"""All that stands between the program and a real terminal. `SafeApp` brings it together."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from time import monotonic
from typing import Final, TypeVar

from rich.console import RenderableType
from rich.text import Text
from textual import events, on
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.widget import Widget
from textual.worker import WorkerFailed

from store.language import _
from store.model.text import visible
from tui.terminal.crash import CrashLog
from tui.terminal.in_turn import InTurn, Typed
from tui.terminal.input import InputFailed, TerminalDriver, TerminalSpeaksOtherwise
from tui.terminal.keys import is_han, plain_key
from tui.terminal.output import Harmless

Result = TypeVar("Result")

SWITCH: Final = 0.0005
"""Seconds for which one thread goes on before another gets its turn. A change is written in a thread that
must run again after each call to the system, under the board's lock: a long paint is not to hold it up there.
"""
HINT_REST: Final = 10.0
"""Seconds between two hints that the input method is on."""


class SafeApp(App[Result]):
    """An App for a real terminal: hostile text, odd input, signals and mistakes leave it standing.

    - Everything painted passes `Harmless`; input comes through `TerminalDriver`.
    - Full-width signs and letters count as their plain keys wherever no field takes text, and Han text there
      brings a hint.
    - An unexpected exception is written to `crash_log` and ends the program with a sentence and exit code 1.
      Without a terminal (tests) it is raised as usual.
    - Nothing repeats on the screen by itself: no animation, no blinking cursor.
    """

    def __init__(self, crash_log: Path) -> None:
        super().__init__()
        self._crash_log = CrashLog(crash_log)
        self._crashed = False
        self._on_terminal = False
        self._harmless = Harmless()
        self._hint_after = 0.0
        self._in_turn = InTurn(self, self._on_typed)
        self.animation_level = "none"

    def run_to_exit_code(self) -> int:
        """Run in the terminal. 0 after an ordinary end, 1 after a crash, 128 + n after the signal n."""
        self._on_terminal = True
        sys.setswitchinterval(SWITCH)
        with self._crash_log.catching():
            self.run()
        return 1 if self._crashed else self.return_code or 0

    def get_driver_class(self) -> type[Driver]:
        """Textual's choice, with `TerminalDriver` in the place of the driver for Linux and macOS."""
        usual = super().get_driver_class()
        return TerminalDriver if usual is LinuxDriver else usual

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, then the last pass."""
        return [*super().get_line_filters(), self._harmless]

    def exit(
        self,
        result: Result | None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """End the program. A `message` that is a text is printed as it reads, without markup or controls."""
        shown = Text(visible(message, lines=True)) if isinstance(message, str) else message
        super().exit(result, return_code, shown)

    async def on_event(self, event: events.Event) -> None:
        """What is typed acts in turn."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            await self._in_turn.hear(event)
        else:
            await super().on_event(event)

    def hold_keys(self, settled: Callable[[], bool], *, lasts: bool = False) -> None:
        """What is typed from now on waits until `settled`: for as long as that `lasts`, with a way out after
        two seconds, or for two seconds. Not what is typed into a question that comes up meanwhile."""
        self._in_turn.hold(settled, lasts=lasts)

    def drop_keys(self, *, before: float = inf) -> None:
        """What was typed `before`, by the clock that does not go backwards, and is held is heard no more."""
        self._in_turn.drop(before)

    async def _on_typed(self, event: Typed) -> None:
        """Let full-width keys count as plain ones where nothing takes text."""
        if isinstance(event, events.Key) and not self._takes_text(event):
            if plain := plain_key(event.key, event.character):
                event = events.Key(*plain)
            elif is_han(event.character):
                self._hint_at_input_method()
        await super().on_event(event)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy `text`, as far as it can be seen, to the clipboard of whoever sits at the terminal."""
        from tui.terminal import clipboard

        text = clipboard.plain(text)
        self._clipboard = text
        if self._driver is not None:
            self._driver.write(clipboard.request(text, os.environ))
        if self._on_terminal and self.may_start_programs and os.environ.get("TMUX"):
            self.run_worker(lambda: clipboard.tell_tmux(text, os.environ), group="clipboard", thread=True)

    @property
    def may_start_programs(self) -> bool:
        """Whether another program of this machine may be asked for something."""
        return True

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A blinking cursor costs 2.6 KB/s over SSH."""
        stop_blinking(event.widget)

    def on_load(self) -> None:
        """From here on there is a loop whose stray exceptions would go to the screen."""
        if self._on_terminal:
            asyncio.get_running_loop().set_exception_handler(self._crash_log.on_loop_exception)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a notification, from widgets and screens too. Always literal text, whatever `markup` says."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    @on(TerminalSpeaksOtherwise)
    def hint_at_encoding(self) -> None:
        """Say what to change when keys arrive in another encoding."""
        self.notify(
            _("Some keys cannot be read. Please set the terminal's character encoding to UTF-8."),
            severity="warning",
        )

    @on(InputFailed)
    def crash_on_input(self, event: InputFailed) -> None:
        """Without a keyboard there is no going on."""
        self._handle_exception(event.error)

    def _handle_exception(self, error: Exception) -> None:
        if not self._on_terminal:
            super()._handle_exception(error)
            return
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self._crashed:
            # What falls after the first mistake is mostly its consequence: logged, not told.
            self._crash_log.write(cause, datetime.now(UTC))
        else:
            self._crashed = True
            self.exit(return_code=1, message=str(self._crash_log.report(cause, datetime.now(UTC))))

    def _takes_text(self, event: events.Key) -> bool:
        focused = self.focused if self.screen_stack else None
        return focused is not None and focused.check_consume_key(event.key, event.character)

    def _hint_at_input_method(self) -> None:
        if monotonic() >= self._hint_after:
            self._hint_after = monotonic() + HINT_REST
            self.notify(_("The input method is on: press Shift, or use Enter."))


def stop_blinking(widget: Widget) -> None:
    """Make the cursor of a field steady."""
    if getattr(widget, "cursor_blink", False):
        widget.cursor_blink = False  # type: ignore[attr-defined] # of Input and TextArea, slow to import here
