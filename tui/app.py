"""The program around the screens: what others change, the theme, the language, the keys of one's own."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message as Event
from textual.notifications import SeverityLevel
from textual.screen import Screen

from screens.acting import ActingScreen
from screens.dialogs.asking import AskingApp
from screens.host import Tone
from screens.session import Session
from store import language
from store.board.own import own_folder
from store.board.personal import Memory
from store.errors import NotAllowed
from store.language import Message, msg
from tui import keymap, themes
from tui.navigation import NavigatingApp
from tui.terminal import SafeApp

if TYPE_CHECKING:
    from screens.live import Live
    from store.board.board import Board
    from store.board.session import Changed


class DuiqiApp(SafeApp[None], AskingApp, NavigatingApp):
    """Runs the screens on one board."""

    TITLE = "Duiqi"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS_PATH = "app.tcss"

    class _Changed(Event):
        """The board has changed; handed over from the thread that noticed."""

        def __init__(self, changed: Changed) -> None:
            super().__init__()
            self.changed = changed

    class _DraftTrouble(Event):
        """What is typed cannot be kept as a draft."""

        def __init__(self, trouble: Message) -> None:
            super().__init__()
            self.trouble = trouble

    def __init__(
        self,
        session: Session,
        *,
        crash_log: Path,
        keys: tuple[dict[str, str], list[Message]] = ({}, []),
    ) -> None:
        super().__init__(crash_log)
        self._session = session
        self._live: Live | None = None
        self._keymap_of_person, self._complaints = keys
        for theme in themes.THEMES:
            self.register_theme(theme)
        self._memory = Memory(own_folder())
        self.theme = themes.preferred(chosen=self._memory.theme).name
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_keymap(self._keymap_of_person)

    # --- what screens may ask (screens/host.py)

    @property
    def session(self) -> Session:
        """The board and who looks at it."""
        return self._session

    @property
    def keymap_of_person(self) -> dict[str, str]:
        """What the person has put on other keys."""
        return self._keymap_of_person

    @property
    def hosted(self) -> bool:
        """Whether this is a team's server."""
        return not self._session.reach.may_run_programs

    def say(self, message: Message, severity: Tone = "plain") -> None:
        """One line at the foot of the screen in front; a dialog says it inside itself."""
        for screen in reversed(self._acting_screens()):
            if type(screen).say is not ActingScreen.say:
                screen.say(message, severity)
                return

    def why_not_send(self) -> Message | None:
        """Why nothing goes to chat groups: it is switched off, or this is a team's server."""
        from store.chat.desk import why_not_send

        return why_not_send(hosted=self.hosted)

    @property
    def folder_for_files(self) -> Path:
        """Where files were saved last."""
        return self._memory.folder or self.session.board.path.parent

    def remember_folder(self, folder: Path) -> None:
        """A file was saved there."""
        self._memory.saved_into(folder)

    def identify(self, person: int | None) -> None:
        """Write as that person from now on, and remember it for this board."""
        try:
            self.session.board.identify(person)
        except NotAllowed as error:
            self.say(error.message, "warning")
            return
        if self.session.presence is not None:
            self.session.presence.identify(self.session.person)
        if not self.hosted and person is not None:
            self._memory.is_person(self.session.board.id, person)

    def switch_language(self) -> None:
        """The other language, on every screen of the stack."""
        language.use("en" if language.current() == "zh" else "zh")
        self._memory.prefer(language=language.current())
        for screen in self._acting_screens():
            screen.refresh_text()

    def switch_theme(self) -> None:
        """The next theme."""
        self.theme = themes.after(self.theme).name
        self._memory.prefer(theme=self.theme)

    # --- its own

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        """The screens that show through the one in front.

        Textual (8.2) asks those behind whether they hide something, not the one in front: a change on Home
        would have the whole of the screen before it painted again.
        """
        if self.screen_stack and self.screen_stack[-1].styles.background.a == 1:
            return []
        return super()._background_screens

    def refresh_css(self, animate: bool = True) -> None:
        """The theme that was chosen before there is a screen is known to the stylesheet already."""
        if self.screen_stack:
            super().refresh_css(animate)

    def get_default_screen(self) -> Screen[None]:
        """Home, or who I am when nobody knows."""
        from screens.home.home_screen import HomeScreen

        return HomeScreen()

    def on_mount(self) -> None:
        """Hear of changes; say what was noticed at the start."""
        self._unsubscribe = self.session.board.subscribe(self._hear)
        self.call_after_refresh(self._go_live)
        self.session.tell_of_drafts = self._tell_of_drafts
        for notice in (*self.session.board.notices, *self._complaints):
            self.call_after_refresh(self.say, notice, "warning")
        if self.session.read_only is not None:
            self.call_after_refresh(self.say, self.session.read_only, "warning")

    def on_unmount(self) -> None:
        """Hear no more."""
        self._unsubscribe()
        if self._live is not None:
            self._live.stop()

    def _go_live(self) -> None:
        """Once the first screen stands: what watches is slow to load."""
        from screens.live import Live

        if not gc.isenabled():
            # What is loaded stays: looking through it again and again would cost 20 ms each time.
            gc.freeze()
            gc.enable()
        self._live = Live(self.session, self.say, self._met)
        self.run_worker(self._live.listen(), group="live", name="others' changes")
        self.run_worker(self._live.meet(), group="live", name="who is here")
        self.run_worker(self._live.climb(), group="live", name="what has climbed")

    def _tell_of_drafts(self, message: Message) -> None:
        # In another thread, for which the program's own one may be waiting.
        self.post_message(self._DraftTrouble(message))

    def on_duiqi_app__draft_trouble(self, event: _DraftTrouble) -> None:
        """What is typed cannot be kept."""
        self.say(event.trouble, "warning")

    def _met(self) -> None:
        for screen in self._acting_screens():
            screen.people_changed()

    def _acting_screens(self) -> list[ActingScreen[Any]]:
        """Those of the stack that stand: one that is being opened has nothing yet to say it with."""
        return [each for each in self.screen_stack if isinstance(each, ActingScreen) and each.is_mounted]

    async def on_event(self, event: events.Event) -> None:
        """Others see that somebody sits here."""
        if isinstance(event, events.Key) and self.session.presence is not None:
            self.session.presence.key_pressed(self.session.board.clock.now())
        await super().on_event(event)

    def _hear(self, changed: Changed) -> None:
        self.post_message(self._Changed(changed))

    def on_duiqi_app__changed(self, event: _Changed) -> None:
        """Tell every screen of the stack, and the person what was noticed."""
        for notice in event.changed.notices:
            self.say(notice, "warning")
        self.leave_what_is_gone(event.changed)
        for screen in self.screen_stack:
            if isinstance(screen, ActingScreen):
                screen.hear(event.changed)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """What the terminal has to say stands where everything is said."""
        self.say(msg("{text}", text=message), "plain" if severity == "information" else severity)

    def action_help_quit(self) -> None:
        """Ctrl+c, as people press it to get out: copies in a field, and here says how one leaves."""
        self.say(msg("q at Home leaves Duiqi; ctrl+q leaves at once. Everything acknowledged is saved."))

    @property
    def may_start_programs(self) -> bool:
        """On a team's server none."""
        return not self.hosted

    def action_suspend_process(self) -> None:
        """On a team's server there is no way out to a shell."""
        if not self.hosted:
            super().action_suspend_process()


def run_board(board: Board) -> int:
    """Show an open board until the person leaves, and close it. Returns the exit code."""
    return run(Session(board), DuiqiApp)


def run(session: Session, app: type[DuiqiApp]) -> int:
    """The same in an `app` of one's own, for a session that reaches more or less."""
    gc.disable()  # until the first screen stands
    try:
        crash_log = own_folder() / "crash.log"
        return app(session, crash_log=crash_log, keys=keymap.read(keymap.path())).run_to_exit_code()
    finally:
        gc.enable()
        session.close()
