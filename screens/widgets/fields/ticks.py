"""A list of things to tick off."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.message import Message as Event
from textual.widget import Widget

from screens.widgets.cells import Cell, width
from screens.widgets.columns import Column
from screens.widgets.fields.field import Field
from screens.widgets.line_list import LineList
from screens.widgets.rows import Heading, Row, Rows
from store.language import Message, msg

_MOST_LINES: Final = 10


@dataclass(frozen=True, slots=True)
class Tick:
    """One line to tick. key: unique in the list. note: in grey behind it. group: its heading, "" for none."""

    key: str
    text: str
    ticked: bool = False
    note: str = ""
    group: str = ""


class TickList(LineList):
    """`[✓] text`: space ticks the line under the cursor and goes to the next open one, or takes it back."""

    DEFAULT_CSS = "TickList { width: 2fr; background: $surface; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,x", "tick", msg("Tick").text, show=False, id="ticks.tick")
    ]

    class Changed(Event):
        """Something was ticked, or not any more."""

    def __init__(self, ticks: Sequence[Tick]) -> None:
        self._ticks = {tick.key: tick for tick in ticks}
        self.ticked = {tick.key for tick in ticks if tick.ticked}
        keys: list[Hashable] = []
        group = ""
        for tick in ticks:
            if tick.group != group:
                keys.append(Heading(tick.group))
                group = tick.group
            keys.append(tick.key)
        columns = [Column("tick", least=3), Column("text", least=10, weight=1, gap=1)]
        notes = max((width(tick.note) for tick in ticks), default=0)
        if notes:
            columns.append(Column("note", least=min(notes, 20), priority=1))
        super().__init__(columns, Rows(keys, self._row), signs=False)
        self.styles.height = min(_MOST_LINES, len(keys))
        first = next((tick.key for tick in ticks if not tick.ticked), None)
        if first is not None:
            self.move_to(first)

    def _row(self, key: Hashable) -> Row:
        tick = self._ticks[str(key)]
        on = tick.key in self.ticked
        box: Cell = (("[✓]" if on else "[ ]", "done" if on else "accent"),)
        return Row((box, tick.text, ((tick.note, "muted"),)), style="muted" if on else "")

    def set_ticked(self, keys: Iterable[str]) -> None:
        """These are ticked, and no others."""
        self.ticked = {key for key in keys if key in self._ticks}
        self.repaint()

    def clicked(self, key: Hashable, chain: int) -> None:
        """A click ticks its line or takes that back, and the cursor stays there."""
        self._toggle(str(key))

    def action_tick(self) -> None:
        """Tick the line under the cursor, or take that back."""
        key = self.key
        if key is None:
            return
        self._toggle(str(key))
        if key in self.ticked:
            keys = list(self._ticks)
            at = keys.index(str(key))
            following = (each for each in (*keys[at + 1 :], *keys[:at]) if each not in self.ticked)
            self.move_to(next(following, key))

    def _toggle(self, key: str) -> None:
        self.ticked ^= {key}
        self.patch([key])
        self.post_message(self.Changed())


class TicksField(Field):
    """Things to tick off as a field. `ticked` are the keys that are; `required` asks for one at least."""

    def __init__(self, name: str, label: Message, ticks: Sequence[Tick], *, required: bool = False) -> None:
        super().__init__(name, label, required=required)
        self._list = TickList(ticks)
        self._keys = [tick.key for tick in ticks]

    def compose_control(self) -> Iterable[Widget]:
        """The list."""
        yield self._list

    @property
    def ticked(self) -> frozenset[str]:
        """The keys of what is ticked."""
        return frozenset(self._list.ticked)

    @property
    def unanswered(self) -> bool:
        """Whether there is something left to tick, or nothing ticked where one is enough."""
        return not self._list.ticked if self.required else bool(self.open)

    @property
    def open(self) -> list[str]:
        """The keys of what is not, from the top."""
        return [key for key in self._keys if key not in self._list.ticked]

    @property
    def text(self) -> str:
        """The keys of what is ticked, with blanks between."""
        return " ".join(key for key in self._keys if key in self._list.ticked)

    @text.setter
    def text(self, text: str) -> None:
        self._list.set_ticked(text.split())
        self.post_message(self.Changed(self))

    def tick_here(self) -> None:
        """As space does."""
        self._list.action_tick()

    def on_tick_list_changed(self, event: TickList.Changed) -> None:
        """Ticking takes an error away."""
        event.stop()
        self.show_error(None)
        self.post_message(self.Changed(self))

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter goes on."""
        event.stop()
        self.post_message(self.Done(self))

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Nobody else's affair."""
        event.stop()
