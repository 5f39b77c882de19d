"""A step that is a list into which rows are typed where they will stand."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.widget import Widget

from screens.confirm.row_editor import HINT_LINES, EditCell, RowEditor, Values
from screens.widgets.cells import Line
from screens.widgets.line_list import LineList
from screens.widgets.rows import Heading, Row, Rows
from screens.wizard.page import ListPage
from store.errors import Refused
from store.language import Message, msg
from store.rules.calendar import workdays

if TYPE_CHECKING:
    from screens.wizard.screen import WizardScreen
    from store.board.line import Line as JournalLine
    from store.board.session import Changed
    from store.model.record import Record
    from store.rules.edit import Command

NEW: Final = ("new row",)
"""The key of the row that is being typed."""

Make = Callable[[Values, Hashable | None], "tuple[Command, ...]"]
Paste = Callable[[str, Hashable | None], "tuple[Command, ...]"]


@dataclass(slots=True)
class Entry:
    """A row that is being typed.

    draft: what it is kept under; `STEP.WHAT:initiatives/ID`. cells: to type into. make: the commands that
    save it, for the values and the row behind which it stands (null: the end of its list). key: of the row
    that is changed; null for new ones, and then enter begins the next. after, before: the rows it stands
    between; the first of them that is there counts. paste: the commands for several pasted lines. made: the
    key of the (last) row that a journal line made.
    """

    draft: str
    cells: Sequence[EditCell]
    make: Make
    key: Hashable | None = None
    after: Hashable | None = None
    before: Hashable | None = None
    paste: Paste | None = None
    made: Callable[[JournalLine], Hashable | None] = lambda line: None
    hints: Callable[[Values], Sequence[Message]] = lambda values: ()
    texts: Mapping[str, str] = field(default_factory=dict)
    seen: Sequence[Record] = ()


class RowPage(ListPage):
    """A subclass gives `keys`, `build` and opens entries; enter on a row is its `opened`."""

    DEFAULT_CSS = "RowPage { layers: default above; }"
    SIGNS: ClassVar[bool] = True

    def __init__(self, wizard: WizardScreen, step: str) -> None:
        super().__init__(wizard, step)
        self.editor = RowEditor()
        self._entry: Entry | None = None
        self._queue: list[Values | str] = []
        self.sending = False

    def compose_below(self) -> Iterable[Widget]:
        """The row that is typed, over the list."""
        yield self.editor

    # --- what a subclass gives

    def keys(self) -> list[Hashable]:
        """The rows from the top."""
        raise NotImplementedError

    def build(self, key: Hashable) -> Row:
        """The row of a key."""
        raise NotImplementedError

    def about(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """What makes the lines about the row of `key` for a width."""
        raise NotImplementedError

    def opened(self, key: Hashable) -> None:
        """Enter on a row."""

    def entry_named(self, what: str) -> Entry | None:
        """The entry whose draft is called `STEP.WHAT:…`; null when it makes no sense any more."""
        return None

    # --- rows

    @property
    def row_height(self) -> int:
        """Lines a row has."""
        return 2 if self.presenter else 1

    @property
    def key(self) -> Hashable | None:
        """The row under the cursor; null for the one that is being typed."""
        key = self.list.key
        return None if key == NEW else key

    def detail(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """Nothing about a row that is not there yet."""
        return self.about(key) if key != NEW and key in self.keys() else lambda room: ()

    def rows(self) -> Rows:
        """The keys, with room for what is typed."""
        keys = self.keys()
        if self.row_height == 2:
            keys = [key for key in keys if key != Heading()]  # the second lines keep the rows apart
        entry = self._entry
        blanks: list[Hashable] = [Heading()] * HINT_LINES
        if entry is not None and entry.key is not None:
            at = keys.index(entry.key) + 1 if entry.key in keys else len(keys)
            keys[at:at] = blanks
        elif entry is not None:
            at = self._place(keys, entry)
            keys[at:at] = [NEW, *blanks]
        return Rows(keys, lambda key: Row(()) if key == NEW else self.build(key))

    @staticmethod
    def _place(keys: Sequence[Hashable], entry: Entry) -> int:
        if entry.after in keys:
            return keys.index(entry.after) + 1
        return keys.index(entry.before) if entry.before in keys else len(keys)

    def show_page(self) -> None:
        """The rows, and what is typed at its place among them."""
        super().show_page()
        self._put()

    def lay_out(self) -> None:
        """The editor where its row is now; while one types, the room below belongs to the list."""
        super().lay_out()
        if self.typing and not self.has_class("side"):
            self.pane.display = self._rule.display = False
        self.call_after_refresh(self._put)

    def on_resize(self, event: events.Resize) -> None:
        """Once the list has its new size."""
        self.call_after_refresh(self._put)

    def _put(self) -> None:
        entry = self._entry
        if entry is None or not self.list.size.width:
            return
        key = entry.key if entry.key is not None else NEW
        self.list.move_to(key)
        source = self.rows()
        index = source.find(key)
        if index is None:
            return
        height = self.row_height
        y = index * height - round(self.list.scroll_y) + self.list.top_lines
        below = y + 1 + HINT_LINES - self.list.size.height
        if below > 0:
            self.list.jump(round(self.list.scroll_y) + below)
            y = index * height - round(self.list.scroll_y) + self.list.top_lines
        self.editor.put(0, y, self.list.size.width)

    # --- typing

    def type_row(self, entry: Entry, texts: Mapping[str, str] | None = None) -> None:
        """Let a row be typed; what was typed there before and not saved stands in it again."""
        why = self.session.read_only
        if why is not None:
            self.wizard.say(why, "warning")
            return
        if texts is None:
            kept = self.session.drafting.of(entry.draft)
            texts = kept.fields if kept is not None else None
            if kept is not None:
                self.wizard.say(msg("What you typed here before is back."))
        self._entry = entry
        self.list.show(self.rows())
        moment = self.session.moment()
        calendar = workdays(self.session.state.settings)
        self.editor.open(entry.cells, {**entry.texts, **(texts or {})}, entry.hints, moment.today, calendar)
        self._put()
        self.lay_out()
        self.wizard.refresh_frame()

    def resume(self, what: str, texts: Mapping[str, str]) -> None:
        """Go on with a row that was being typed when the program ended."""
        entry = self.entry_named(what)
        if entry is not None:
            self.type_row(entry, texts)

    def back(self) -> bool:
        """Esc, wherever the focus is."""
        if self._entry is None:
            return False
        self._leave()
        return True

    def on_row_editor_typed(self) -> None:
        """Keep it."""
        entry = self._entry
        if entry is None:
            return
        texts = self.editor.texts
        fresh = {cell.name: entry.texts.get(cell.name, "") for cell in entry.cells}
        if texts == fresh:
            self.session.drafting.forget(entry.draft)
        else:
            self.session.drafting.typed(entry.draft, texts)

    def on_row_editor_entered(self, event: RowEditor.Entered) -> None:
        """Save it; the next one can be typed at once."""
        entry = self._entry
        if entry is None:
            return
        self._queue.append(event.values)
        if entry.key is None:
            self.editor.type({})
        self._send()

    def on_row_editor_pasted(self, event: RowEditor.Pasted) -> None:
        """Several rows at once; in a row that is changed, one line."""
        entry = self._entry
        if entry is None:
            return
        if entry.paste is None or entry.key is not None:
            self.editor.type({**self.editor.texts, entry.cells[0].name: " ".join(event.text.split())})
            return
        self._queue.append(event.text)
        self.editor.type({})
        self._send()

    def on_row_editor_left(self) -> None:
        """Back to the list."""
        self._leave()

    def _send(self) -> None:
        """Write what is waiting, one after the other: each stands behind the one before."""
        entry = self._entry
        if entry is None or self.sending or not self._queue:
            return
        said = self._queue.pop(0)
        try:
            commands = self._commands(entry, said)
        except Refused as error:
            self._refused(said, error.message, error.field)
            return
        if not commands:
            self.session.drafting.forget(entry.draft)
            self._close()
            return
        self.sending = True

        def done(line: JournalLine | None) -> None:
            self.sending = False
            if not any(self.editor.texts.values()) or entry.key is not None:
                self.session.drafting.forget(entry.draft)
            if entry.key is not None:
                self._close()
                return
            key = entry.made(line) if line is not None else None
            entry.after = key if key is not None else entry.after
            self.show_page()
            self._send()

        def refused(message: Message, name: str | None) -> None:
            self.sending = False
            self._refused(said, message, name)

        self.wizard.carry_out(*commands, seen=entry.seen, done=done, refused=refused)

    @staticmethod
    def _commands(entry: Entry, said: Values | str) -> tuple[Command, ...]:
        if isinstance(said, str):
            assert entry.paste is not None
            return entry.paste(said, entry.after)
        return entry.make(said, entry.after)

    def _refused(self, said: Values | str, message: Message, name: str | None) -> None:
        """Say why at its cell, with what was typed in it again."""
        self._queue.clear()
        if isinstance(said, str):
            self.wizard.say(msg("Nothing was added: {why}", why=message), "warning")
            return
        if not any(self.editor.texts.values()):
            self.editor.type({cell: _text(value) for cell, value in said.items()})
        self.editor.refuse(message, name)

    def _leave(self) -> None:
        entry = self._entry
        if entry is not None and not self.sending:
            texts = self.editor.texts
            if texts != {cell.name: entry.texts.get(cell.name, "") for cell in entry.cells}:
                self.session.drafting.given_up(entry.draft, texts)
                self.wizard.say(msg("What you typed is there when you type here again."))
        self._close()

    def _close(self) -> None:
        entry, self._entry = self._entry, None
        self.editor.close()
        self.lay_out()
        self.list.focus()
        self.show_page()
        if entry is not None:
            for key in (entry.key, entry.after, entry.before):
                if key is not None and self.list.move_to(key):
                    break
        self.wizard.refresh_frame()

    @property
    def typing(self) -> bool:
        """Whether a row is being typed."""
        return self._entry is not None

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter on a row."""
        event.stop()
        if event.line_list is self.list:
            self.opened(event.key)

    def board_changed(self, changed: Changed) -> None:
        """As it reads now."""
        self.show_page()


def _text(value: object) -> str:
    return "" if value is None else str(value)


def draft_name(step: str, what: str, initiative: int) -> str:
    """What a row's draft is kept under."""
    return f"{step}.{what}:initiatives/{initiative}"
