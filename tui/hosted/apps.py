"""The two programs of a hosted session: the list of boards, and one of them open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.screen import Screen

from screens.acting import ActingScreen
from screens.boards.boards_screen import BoardEntry, BoardsScreen
from screens.dialogs.asking import AskingApp
from screens.host import Tone
from store import language
from store.board.own import own_folder
from store.board.paths import Paths
from store.board.personal import Memory
from store.board.presence import who_is_here
from store.language import Message, msg
from store.model.clock import Clock, SystemClock
from tui import themes
from tui.app import DuiqiApp
from tui.hosted.crashing import AccountsCrashLog
from tui.hosted.no_way_out import NoWayOut
from tui.terminal import SafeApp

if TYPE_CHECKING:
    from screens.session import Session

LOOK_EVERY: Final = 30.0
"""Seconds between two looks at whether the person may still be here."""


class BoardsApp(NoWayOut[None], SafeApp[None], AskingApp):
    """Shows the boards of a person until one is chosen (`chosen`) or they leave."""

    TITLE = "Duiqi"
    CSS_PATH = "../app.tcss"

    def __init__(
        self,
        boards: Mapping[str, Path],
        person: str,
        crash_log: Path,
        *,
        at: str | None,
        said: Message | None,
        clock: Clock | None = None,
    ) -> None:
        """`boards` by name; `at`: under the cursor; `said`: what there is to say first."""
        super().__init__(crash_log)
        self._crash_log = AccountsCrashLog(crash_log)
        self._clock: Clock = clock or SystemClock()
        self.chosen: str | None = None
        self.keymap_of_person: dict[str, str] = {}
        self.hosted = True
        self._boards = boards
        self._person = person
        self._at = at
        self._said = said
        self._memory = Memory(own_folder())
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = themes.preferred(chosen=self._memory.theme).name

    def get_default_screen(self) -> Screen[None]:
        """The list."""
        now = self._clock.now()
        entries = [_entry(name, path, now) for name, path in self._boards.items()]
        return BoardsScreen(entries, self._person, now.astimezone().date(), self._at)

    def on_mount(self) -> None:
        """Say what happened before."""
        if self._said is not None:
            self.call_after_refresh(self.say, self._said, "warning")

    def on_boards_screen_chosen(self, event: BoardsScreen.Chosen) -> None:
        """Open that, or leave."""
        self.chosen = event.name
        self.exit()

    def say(self, message: Message, severity: Tone = "plain") -> None:
        """One line at the foot."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, ActingScreen) and type(screen).say is not ActingScreen.say:
                screen.say(message, severity)
                return

    def switch_language(self) -> None:
        """The other language."""
        language.use("en" if language.current() == "zh" else "zh")
        self._memory.prefer(language=language.current())
        for screen in self.screen_stack:
            if isinstance(screen, ActingScreen):
                screen.refresh_text()

    def notify(self, message: str, **_options: object) -> None:
        """What the terminal has to say."""
        self.say(msg("{text}", text=message), "warning")


class HostedApp(NoWayOut[None], DuiqiApp):
    """A board on a team's server, until it is left or the person is sent away."""

    CSS_PATH = "../app.tcss"

    def __init__(
        self,
        session: Session,
        *,
        crash_log: Path,
        keys: tuple[dict[str, str], list[Message]] = ({}, []),
        welcome: Callable[[], Message | None] = lambda: None,
    ) -> None:
        """`welcome` says why the person may no longer be here; null while they may."""
        super().__init__(session, crash_log=crash_log, keys=keys)
        self._crash_log = AccountsCrashLog(crash_log)
        self._welcome = welcome
        self.left_for_good = False
        self.sent_away: Message | None = None

    def on_mount(self) -> None:
        """Look now and then whether the person was taken out."""
        self.set_interval(LOOK_EVERY, self._look)

    def _look(self) -> None:
        self.sent_away = self._welcome()
        if self.sent_away is not None:
            self.exit(return_code=3)

    async def action_quit(self) -> None:
        """Ctrl+q leaves the server as well."""
        self.left_for_good = True
        self.exit()


def _entry(name: str, path: Path, now: datetime) -> BoardEntry:
    here = dict.fromkeys(each.name for each in who_is_here(path, now) if each.name)
    return BoardEntry(name, tuple(here), _changed(path))


def _changed(path: Path) -> date | None:
    try:
        return datetime.fromtimestamp(Paths.of(path).journal.stat().st_mtime, UTC).astimezone().date()
    except OSError:
        return None
