"""What every dialog is: a panel in front of the screen, with a title, a line to speak in and its keys."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget

from screens.acting import ActingScreen
from screens.host import Tone
from screens.keys import Act, Group
from screens.widgets.footer import Footer
from screens.widgets.prose import Prose
from screens.widgets.status_line import StatusLine
from store.language import Message, msg

GIVE_UP = Act(
    "dialog.give-up",
    "give_up",
    ("escape",),
    msg("Give up"),
    msg("Close this; nothing is changed."),
    Group.SCREEN,
    1,
)
HELP_HERE = Act("dialog.help", "help", ("f1",), msg("Help"), msg("All keys here."), Group.ANYWHERE)


class Dialog(ActingScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A subclass gives its title and `compose_body`, and ends with `dismiss`; with null when given up."""

    DEFAULT_CSS = """
    Dialog { background: transparent; align: center middle; }
    Dialog > #panel {
        width: 100%; max-width: 84; height: auto; max-height: 100%;
        background: $surface; padding: 0;
    }
    Dialog > #panel > #title {
        height: 1; padding: 0 2; background: $primary; color: $background; text-style: bold;
    }
    Dialog > #panel > #body { height: auto; max-height: 100%; padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    Dialog > #panel > StatusLine { background: $surface; margin: 0 1; }
    Dialog > #panel > Footer { background: $surface; padding: 0 1; }
    """
    ACTS: ClassVar[tuple[Act, ...]] = (GIVE_UP, HELP_HERE)

    def __init__(self, title: Message) -> None:
        super().__init__()
        self._title = title
        self.closed = asyncio.Event()
        """It is gone: it ended, or what it stood in front of did."""

    def compose(self) -> ComposeResult:
        """The panel."""
        with Vertical(id="panel"):
            yield Prose(self._title, id="title")
            with VerticalScroll(id="body", can_focus=False):
                yield from self.compose_body()
            yield StatusLine()
            yield Footer(self.hints)

    def compose_body(self) -> Iterable[Widget]:
        """The widgets below the title."""
        return ()

    def say(self, message: Message, tone: Tone = "plain") -> None:
        """Say it inside the panel; once it is closed, on the screen behind."""
        if self.is_attached and self.app.screen is self:
            self.query_one(StatusLine).say(message, tone)
        else:
            super().say(message, tone)

    async def on_footer_chosen(self, event: Footer.Chosen) -> None:
        """A click on a key is the key."""
        await self.action_act(event.id)

    def on_unmount(self) -> None:
        """Who waits for its end need not wait for more."""
        self.closed.set()

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """End with `result`. What was opened in front of it closes first; one that is gone ends nothing:
        Textual would close whatever screen is in front instead, when a change is written after an escape.
        """
        if self not in self.app.screen_stack:
            return AwaitComplete()
        while self.app.screen is not self:
            self.app.pop_screen()
        return super().dismiss(result)

    def action_give_up(self) -> None:
        """Close without a result."""
        self.dismiss(None)

    def action_help(self) -> None:
        """All keys of this dialog."""
        self.host.show_help(self)
