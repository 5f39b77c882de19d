"""The screen that every screen of the program is: a header, its own body, what was said, the keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.app import ComposeResult
from textual.screen import ScreenResultType
from textual.timer import Timer
from textual.widget import Widget

from screens.acting import ActingScreen, BoardChanged
from screens.dialogs.chat.acts import CALL, COPY, OUTBOX, SEND
from screens.host import Tone
from screens.keys import Act, Group, key_of, shown
from screens.widgets.cells import Line, Piece, joined
from screens.widgets.footer import Footer, Hint
from screens.widgets.header import Header
from screens.widgets.status_line import StatusLine
from screens.widgets.urgent_text import urgent_line
from store.language import Message, _, msg
from store.model.initiative import Initiative, Stage
from store.model.meeting import Meeting
from store.rules.urgent import clocks

if TYPE_CHECKING:
    from textual import events

    from store.chat.telling import Wish
    from store.rules.meeting.capture_place import Focus

__all__ = ["BoardChanged", "DuiqiScreen"]

_REST: Final = 0.15
"""Seconds until what follows from others' changes is painted: by then all of fifty screens show them."""
_OF_STAGE: Final = {
    Stage.CONFIRM: "brief",
    Stage.ASSIGN: "assignment",
    Stage.FOLLOW_UP: "progress",
    Stage.RESOLVE: "issues",
}
_FUNCTION_KEY: Final = re.compile(r"f[0-9]{1,2}").fullmatch

HELP = Act(
    "help", "help", ("?", "f1"), msg("Help"), msg("All keys of this screen."), Group.ANYWHERE, footer=2
)
COMMANDS = Act(
    "commands",
    "commands",
    (":", "ctrl+p"),
    msg("Commands"),
    msg("Find anything that can be done here by its name."),
    Group.ANYWHERE,
)
UNDO = Act(
    "undo",
    "undo",
    ("u", "f4"),
    msg("Undo"),
    msg("Take back my newest change of this session."),
    Group.ANYWHERE,
)
REDO = Act("redo", "redo", ("U", "f6"), msg("Redo"), msg("Bring back what I took back last."), Group.ANYWHERE)
JUMP = Act(
    "jump",
    "jump",
    ("g", "ctrl+g"),
    msg("Go to"),
    msg("Go to an item by its number, such as NPL-7."),
    Group.ANYWHERE,
)
BACK = Act("back", "back", ("escape", "q"), msg("Back"), msg("Back to the screen before."), Group.ANYWHERE, 2)
CAPTURE = Act(
    "capture",
    "capture",
    ("a", "f2"),
    msg("Capture"),
    msg("Keep what is said in one line: a decision, action, question, risk, issue, note, or to be parked."),
    Group.ANYWHERE,
    footer=4,
)
REPORT = Act(
    "report",
    "report",
    ("i",),
    msg("Report issue"),
    msg("Report an issue in under a minute, what one looks at linked to it."),
    Group.ANYWHERE,
)
MEETING = Act(
    "meeting",
    "meeting",
    ("m",),
    msg("Meeting"),
    msg("To the meeting that runs, at the item on the table; else to the meetings of the initiative."),
    Group.ANYWHERE,
    footer=4,
)
FOLLOW = Act(
    "meeting.follow",
    "follow",
    ("f", "f11"),
    msg("Follow"),
    msg("Follow the presenter: to the item on the table of the meeting that runs."),
    Group.ANYWHERE,
)
CALL_URGENT = Act(
    "meeting.call-urgent",
    "call_urgent",
    ("M",),
    msg("Call urgent meeting"),
    msg("The urgent meeting about the issue whose time runs out first begins now, with those concerned."),
    Group.ANYWHERE,
)
RISKS = Act(
    "risks",
    "risks",
    (),
    msg("Risks"),
    msg("The risk register of the initiative, with its matrix."),
    Group.ANYWHERE,
)
NUMBERS = Act(
    "numbers",
    "numbers",
    (),
    msg("Review"),
    msg("The initiative in numbers: review, slips, who waits on whom."),
    Group.ANYWHERE,
)
IMPORT = Act(
    "import",
    "import",
    (),
    msg("Import a file"),
    msg("Tasks from a spreadsheet, our own tables filled in, or minutes, into the initiative in focus."),
    Group.ANYWHERE,
)
DOCUMENTS = Act(
    "documents",
    "documents",
    ("E",),
    msg("Documents"),
    msg("The documents of the initiative: read them, save them as Word, Excel or another file."),
    Group.ANYWHERE,
)
LANGUAGE = Act("language", "language", (), msg("中文 / English"), msg("Switch the language."), Group.LOOK)
THEME = Act("theme", "theme", (), msg("Colours"), msg("Light, dark, monochrome."), Group.LOOK)
WRITE_AGAIN = Act(
    "write-again",
    "write_again",
    (),
    msg("Write again"),
    msg("Stop looking only, and change the board again."),
    Group.LOOK,
)


class DuiqiScreen(ActingScreen[ScreenResultType]):
    """A subclass gives `compose_body`, `title_line` and its own `ACTS`."""

    DEFAULT_CSS = """
    DuiqiScreen { layout: vertical; background: $background; overflow: hidden; }
    """
    ACTS: ClassVar[tuple[Act, ...]] = (
        HELP,
        COMMANDS,
        UNDO,
        REDO,
        JUMP,
        CAPTURE,
        REPORT,
        MEETING,
        RISKS,
        NUMBERS,
        IMPORT,
        DOCUMENTS,
        FOLLOW,
        CALL_URGENT,
        SEND,
        COPY,
        CALL,
        OUTBOX,
        BACK,
        LANGUAGE,
        THEME,
        WRITE_AGAIN,
    )

    DOCUMENT: ClassVar[str] = ""
    """The document that one means here, by its name in `store/documents/catalogue.py`; "": that of the
    initiative's stage."""

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

    # --- the frame

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

    def hints(self) -> Sequence[Hint]:
        """The keys in the footer: the acts that have a rank there; those of a meeting while one runs."""
        keymap = self.host.keymap_of_person
        meets = any(meeting.running for meeting in self.session.state.all(Meeting))
        quiet = () if meets else (CAPTURE.id, MEETING.id)
        return [
            Hint(act.id, key_of(act, keymap), str(act.label), act.footer, self.reason_against(act) is None)
            for act in self.acts()
            if act.footer and act.id not in quiet
        ]

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

    def reason_against(self, act: Act) -> Message | None:
        """Nobody can change a board that is open for reading only; undo included."""
        if act in (UNDO, REDO) or act.id in (CAPTURE.id, REPORT.id):
            return self.session.read_only
        if act.id == IMPORT.id:
            return self.session.reach.why_not_read or self.session.read_only
        if act.id == FOLLOW.id and not any(each.running for each in self.session.state.all(Meeting)):
            return msg("No meeting is running.")
        if act.id in (CALL_URGENT.id, CALL.id):
            from screens.dialogs.calling import to_call

            found = to_call(self.session.state, self.session.moment().now, self.in_focus())
            return msg("No urgent clock is running.") if found is None else None
        if act == WRITE_AGAIN and not self.session.reading_only:
            return msg("You are not looking only.")
        return None

    async def on_footer_chosen(self, event: Footer.Chosen) -> None:
        """A click on a key is the key."""
        await self.action_act(event.id)

    async def action_act(self, id: str) -> None:
        """A key: what was said before it is over."""
        if self._status.said:
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
        from store.rules.commands.issues.escalating import RecordEscalations

        me = self.session.person
        if self.session.read_only is not None or me is None or me.role is Role.GUEST:
            return
        for clock in clocks(self.session.state, self.session.moment().now):
            if clock.breached and clock.issue.breached_at is None and clock.issue.id not in self._noticed:
                self._noticed.add(clock.issue.id)
                self.carry_out(RecordEscalations(), quiet=True, refused=lambda _why, _field: None)

    @property
    def in_sight(self) -> bool:
        """Whether it is in front, or behind nothing but dialogs."""
        stack = self.app.screen_stack
        if self not in stack:  # just closed: the timer ends a moment later
            return False
        above = stack[stack.index(self) + 1 :]
        return all(screen.is_modal for screen in above)

    # --- what every screen can do

    def action_back(self) -> None:
        """To the screen before."""
        self.dismiss()

    def action_help(self) -> None:
        """All keys of this screen."""
        self.host.show_help(self)

    def action_commands(self) -> None:
        """Everything by its name."""
        from screens.dialogs.actions import offer_acts

        offer_acts(self, self.acts(), msg("What would you like to do?"), find=True)

    def action_jump(self) -> None:
        """Ask for a number and go there."""
        from screens.dialogs.jump import ask_and_jump

        ask_and_jump(self)

    def in_focus(self) -> Focus:
        """Where one looks, for what is captured from here; a screen that is about an initiative says so."""
        from store.rules.meeting.capture_place import Focus

        return Focus()

    def action_capture(self) -> None:
        """One line, kept where one looks."""
        from screens.dialogs.capture import capture_from

        capture_from(self, self.in_focus())

    def action_report(self) -> None:
        """An issue, found where one looks."""
        from screens.dialogs.issue.report import report_from

        report_from(self, self.in_focus())

    def action_meeting(self) -> None:
        """To the meeting that runs."""
        self.host.open_meeting(self.in_focus().initiative)

    def action_follow(self) -> None:
        """Where the presenter is; `m` leads to the meetings there are when none runs."""
        self.host.open_meeting(self.in_focus().initiative)

    def action_call_urgent(self) -> None:
        """At once: two hours are short, and undo takes it back."""
        from screens.dialogs.calling import call_first

        call_first(self)

    def to_tell(self) -> Wish:
        """What this screen tells the chat group: the digest of the initiative in focus, unless it has more to
        say."""
        from store.chat.telling import Kind, Wish

        return Wish(Kind.DIGEST, self.in_focus().initiative)

    def action_send_to_chat(self) -> None:
        """Seen first, then sent."""
        from screens.dialogs.chat.acts import send

        send(self, self.to_tell())

    def action_copy_for_chat(self) -> None:
        """The same as text."""
        from screens.dialogs.chat.acts import copy

        copy(self, self.to_tell())

    def action_send_call(self) -> None:
        """About the item under the cursor, else what is most urgent."""
        from screens.dialogs.chat.acts import send_call

        send_call(self)

    def action_outbox(self) -> None:
        """What is not through."""
        from screens.dialogs.chat.acts import show_outbox

        show_outbox(self)

    def action_risks(self) -> None:
        """The register of the initiative in focus."""
        self.host.open_risks(self.in_focus().initiative)

    def action_numbers(self) -> None:
        """The numbers of the initiative in focus."""
        self.host.open_numbers(self.in_focus().initiative)

    def action_import(self) -> None:
        """A file, into the initiative in focus."""
        self.host.open_import(self, self.in_focus().initiative)

    def action_documents(self) -> None:
        """The documents of the initiative in focus, the one first that has to do with this screen."""
        initiative = self.in_focus().initiative
        self.host.open_documents(initiative, self.DOCUMENT or self._of_stage(initiative))

    def _of_stage(self, initiative: int | None) -> str:
        found = self.session.state.get(Initiative, initiative)
        return _OF_STAGE[found.stage] if found is not None else _OF_STAGE[Stage.CONFIRM]

    def action_language(self) -> None:
        """The other language, at once."""
        self.host.switch_language()

    def action_theme(self) -> None:
        """The next theme."""
        self.host.switch_theme()

    def action_write_again(self) -> None:
        """End looking only."""
        self.session.reading_only = False
        self.refresh_frame()
