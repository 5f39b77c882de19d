"""What one comes in to on a team's server: the boards one may see, by name; opening one opens that board."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.message import Message as Event

from screens.acting import ActingScreen
from screens.host import Tone
from screens.keys import Act, Group, key_of
from screens.widgets.cells import Line
from screens.widgets.columns import Column
from screens.widgets.footer import Footer, Hint
from screens.widgets.header import Header
from screens.widgets.line_list import LineList
from screens.widgets.rows import Row, Rows
from screens.widgets.status_line import StatusLine
from store.language import Message, _, msg
from store.rules.say import short_day

OPEN = Act("boards.open", "open", ("enter",), msg("Open"), msg("Open the board."), Group.ITEM, footer=1)
HELP = Act(
    "help", "help", ("?", "f1"), msg("Help"), msg("All keys of this screen."), Group.ANYWHERE, footer=3
)
LANGUAGE = Act(
    "language", "language", ("f10",), msg("中文 / English"), msg("Switch the language."), Group.LOOK, footer=4
)
QUIT = Act("back", "quit", ("q",), msg("Leave"), msg("Leave the server."), Group.ANYWHERE, footer=2)
ESCAPE = Act("boards.escape", "escape", ("escape",), msg("Leave"), msg("Twice: leave."), Group.ANYWHERE)


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """A board of the list: its name, who has it open, and the day of its newest change if it is known."""

    name: str
    here: tuple[str, ...] = ()
    changed: date | None = None


class BoardsScreen(ActingScreen[None]):
    """A list under one line that says whose it is."""

    DEFAULT_CSS = """
    BoardsScreen { layout: vertical; background: $background; overflow: hidden; }
    BoardsScreen #boards { height: 1fr; margin-top: 1; }
    """
    ACTS: ClassVar[tuple[Act, ...]] = (OPEN, QUIT, HELP, LANGUAGE, ESCAPE)

    class Chosen(Event):
        """A board is to be opened; null: the person leaves.

        name: of the board.
        """

        def __init__(self, name: str | None) -> None:
            super().__init__()
            self.name = name

    def __init__(self, entries: Sequence[BoardEntry], person: str, today: date, at: str | None) -> None:
        """The boards in their order; who came in; the day it is; the board under the cursor at first."""
        super().__init__()
        self._entries = {entry.name: entry for entry in entries}
        self._person = person
        self._today = today
        self._at = at
        self._leaving = False

    def compose(self) -> ComposeResult:
        """Whose boards, the boards, what was said, the keys."""
        yield Header(self._title, self._whose, lambda: ())
        yield LineList(
            self._columns(),
            Rows(list(self._entries), self._row),
            signs=False,
            header=True,
            empty=_("You have no board on this server yet; ask who runs it."),
            id="boards",
        )
        yield StatusLine()
        yield Footer(self._hints)

    def on_mount(self) -> None:
        """The cursor on the board one comes from."""
        self.boards.focus()
        if self._at in self._entries:
            self.boards.move_to(self._at)

    @property
    def boards(self) -> LineList:
        """The list."""
        return self.query_one("#boards", LineList)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter on a board."""
        event.stop()
        self.post_message(self.Chosen(str(event.key)))

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Who goes on to another line does not leave."""
        event.stop()
        self._leaving = False

    def action_open(self) -> None:
        """Open the board under the cursor."""
        if self.boards.key is not None:
            self.post_message(self.Chosen(str(self.boards.key)))

    def action_quit(self) -> None:
        """Leave."""
        self.post_message(self.Chosen(None))

    def action_escape(self) -> None:
        """Twice, as one may come here by pressing it once too often."""
        if self._leaving:
            self.action_quit()
        self._leaving = True
        self.say(msg("q or esc once more leaves. Everything is saved."))

    def action_help(self) -> None:
        """The keys."""
        self.host.show_help(self)

    def action_language(self) -> None:
        """The other language."""
        self.host.switch_language()

    async def perform(self, act: Act) -> None:
        """Whatever else is done: leaving has to be asked for twice anew."""
        self._leaving = self._leaving and act is ESCAPE
        await super().perform(act)

    def say(self, message: Message, tone: Tone = "plain") -> None:
        """Say it in the line above the keys."""
        self.query_one(StatusLine).say(message, tone)

    def refresh_text(self) -> None:
        """All of it in the language of the interface."""
        self.query_one(StatusLine).lay_out()
        self.boards.say_when_empty(_("You have no board on this server yet; ask who runs it."))
        self.boards.arrange_in(self._columns())
        for part in (*self.query(Header), *self.query(Footer)):
            part.repaint()

    def _title(self, room: int) -> Line:
        del room
        return ((_("Duiqi: your boards"), "strong"),)

    def _whose(self) -> Line:
        return ((self._person, ""),)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("name", _("Board"), least=16, ideal=32),
            Column("changed", _("Changed"), least=8, ideal=10, priority=1),
            Column("here", _("Here now"), least=10, weight=1, priority=2),
        )

    def _row(self, key: Hashable) -> Row:
        entry = self._entries[str(key)]
        changed = short_day(entry.changed, self._today) if entry.changed is not None else ""
        return Row((entry.name, changed, ((_(", ").join(entry.here), "muted"),)))

    def _hints(self) -> Sequence[Hint]:
        keymap = self.host.keymap_of_person
        return [_hint(act, key_of(act, keymap)) for act in self._footed()]

    def _footed(self) -> Iterable[Act]:
        return (act for act in self.acts() if act.footer)


def _hint(act: Act, key: str) -> Hint:
    return Hint(act.id, key, str(act.label), act.footer)
