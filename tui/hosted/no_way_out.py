"""A program on a team's server: what Textual offers beyond the screen is closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from textual.app import App

from store.language import _

Result = TypeVar("Result")


class NoWayOut(App[Result]):
    """Put before an App's class: no suspending to a shell, no file, no browser.

    Each says so instead, through `notify`.
    """

    ENABLE_COMMAND_PALETTE = False

    def action_suspend_process(self) -> None:
        """Ctrl+z stays in the program."""
        self._say_no()

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Nothing comes in between."""
        self._say_no()
        yield

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """No file."""
        self._say_no()

    def save_screenshot(
        self, filename: str | None = None, path: str | None = None, time_format: str | None = None
    ) -> str:
        """No file; the name of none."""
        self._say_no()
        return ""

    def deliver_screenshot(
        self, filename: str | None = None, path: str | None = None, time_format: str | None = None
    ) -> str | None:
        """No file."""
        self._say_no()
        return None

    def deliver_text(self, *_what: Any, **_how: Any) -> str | None:
        """No file."""
        self._say_no()
        return None

    def deliver_binary(self, *_what: Any, **_how: Any) -> str | None:
        """No file."""
        self._say_no()
        return None

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """A browser would open on the server."""
        self._say_no()

    def _say_no(self) -> None:
        self.notify(_("Not on a team's server."), severity="warning")
