"""A row that is typed where it will stand: its cells side by side, what was understood of them below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message as Event
from textual.widgets import Input

from screens.widgets.cells import Line, wrap
from screens.widgets.columns import Column, arrange
from screens.widgets.detail_pane import DetailPane
from screens.widgets.prose import Prose
from screens.wizard.entry import RowInput
from store.errors import Refused
from store.language import Message, current, msg
from store.rules.dates import spoken, understand

if TYPE_CHECKING:
    from store.rules.workdays import Workdays

Value = str | date | None
Values = Mapping[str, Value]
"""What is typed, by the names of the cells; a date as it was understood."""

HINT_LINES: Final = 2
"""How many lines below the cells say what was understood."""
_MOST_CELLS: Final = 5
_MARGIN: Final = 4


@dataclass(frozen=True, slots=True)
class EditCell:
    """A cell to type into. `column` says how wide it is; `hint` stands in it while it is empty. `wanted`: as
    long as it is empty the row is pointed out."""

    name: str
    column: Column
    hint: Message
    kind: Literal["text", "date"] = "text"
    limit: int = 200
    wanted: bool = False


class RowEditor(Vertical):
    """Cells over the place of a row. Tab goes on, enter saves, esc leaves; a page puts it there."""

    DEFAULT_CSS = """
    RowEditor {
        position: absolute; layer: above; display: none; height: auto; background: $surface;
    }
    RowEditor > Horizontal { height: 1; }
    RowEditor .sign { width: 4; color: $text-primary; text-style: bold; }
    RowEditor > DetailPane { height: 2; background: $surface; scrollbar-size-vertical: 0; }
    """

    class Typed(Event):
        """What stands in the cells has changed: time to keep a draft."""

    class Entered(Event):
        """Enter: save the row. values: of the cells, dates understood."""

        def __init__(self, values: Values) -> None:
            super().__init__()
            self.values = values

    class Pasted(Event):
        """Several lines were pasted. text: with what was typed before the first."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Event):
        """Esc, or enter in an empty row."""

    def __init__(self) -> None:
        super().__init__()
        self._inputs = [RowInput(at_once=self._key) for _at in range(_MOST_CELLS)]
        self._sign = Prose("|+", classes="sign")
        self._below = DetailPane()
        self._cells: Sequence[EditCell] = ()
        self._hints: Callable[[Values], Sequence[Message]] = lambda values: ()
        self._calendar: tuple[date, Workdays] | None = None
        self._error: Message | None = None
        self._again = False

    def compose(self) -> ComposeResult:
        """The cells, and what is said of them."""
        with Horizontal():
            yield self._sign
            yield from self._inputs
        yield self._below

    # --- opening

    def open(
        self,
        cells: Sequence[EditCell],
        texts: Mapping[str, str],
        hints: Callable[[Values], Sequence[Message]],
        today: date,
        calendar: Workdays,
        *,
        again: bool,
    ) -> None:
        """Show `cells` with `texts` in them, and begin in the first that is wanted and empty; in a new row in
        the first of all. `hints` says what may be better, never what is refused. `again`: once a row is
        entered the next one can be typed."""
        self._again = again
        self._cells, self._hints, self._calendar = cells, hints, (today, calendar)
        self._error = None
        for index, field in enumerate(self._inputs):
            used = index < len(cells)
            field.display = used
            if used:
                field.max_length = cells[index].limit
                field.placeholder = str(cells[index].hint)
        self.display = True
        self.type(texts)
        lacking = (at for at, cell in enumerate(cells) if cell.wanted and not texts.get(cell.name))
        if any(texts.values()):
            self.screen.set_focus(self._inputs[next(lacking, 0)])

    def close(self) -> None:
        """Hide it."""
        self.display = False

    def type(self, texts: Mapping[str, str]) -> None:
        """Put `texts` into the cells, nothing into those not named, and begin at the first."""
        for cell, field in zip(self._cells, self._inputs, strict=False):
            field.value = texts.get(cell.name, "")
            field.cursor_position = len(field.value)
        self._error = None
        self.screen.set_focus(self._inputs[0])
        self._tell()

    def put(self, x: int, y: int, width: int, columns: Sequence[Column]) -> None:
        """Stand at that place of the page, so wide; cells under the list's `columns` of the same names."""
        self.styles.offset = (x, y)
        self.styles.width = width
        room = max(10, width - _MARGIN - 1)
        listed = {each.column.name: each for each in arrange(tuple(columns), room)}
        names = [cell.name for cell in self._cells]
        own = arrange(tuple(cell.column for cell in self._cells), room)
        places = [listed[name] for name in names] if all(name in listed for name in names) else own
        end = 0
        for field, place in zip(self._inputs, places, strict=False):
            field.styles.width = place.width
            field.styles.margin = (0, 0, 0, place.x - end)
            end = place.x + place.width
        self._tell()

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return bool(self.display)

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the cells."""
        return {cell.name: field.value for cell, field in zip(self._cells, self._inputs, strict=False)}

    def refuse(self, message: Message, name: str | None) -> None:
        """Say what is wrong, with the cursor in the cell of that name."""
        self._error = message
        for cell, field in zip(self._cells, self._inputs, strict=False):
            if cell.name == (name or "").rpartition("/")[2]:
                self.screen.set_focus(field)
        self._tell()

    # --- what is typed

    def values(self) -> Values:
        """What is typed. Raises Refused at the cell that is not understood."""
        found: dict[str, Value] = {}
        for cell, field in zip(self._cells, self._inputs, strict=False):
            text = field.value.strip()
            if cell.kind == "text":
                found[cell.name] = text
            elif not text:
                found[cell.name] = None
            else:
                found[cell.name] = self._day(cell, text)
        return found

    def _day(self, cell: EditCell, text: str) -> date:
        assert self._calendar is not None
        try:
            return understand(text, *self._calendar)
        except Refused as error:
            raise Refused(error.message, field=cell.name) from error

    def _understood(self) -> tuple[Values, list[str]]:
        """The values as far as they are understood, and the dates said back."""
        found: dict[str, Value] = {}
        said: list[str] = []
        for cell, field in zip(self._cells, self._inputs, strict=False):
            text = field.value.strip()
            found[cell.name] = text
            if cell.kind == "date":
                found[cell.name] = None
                try:
                    day = self._day(cell, text) if text else None
                except Refused:
                    continue
                if day is not None and self._calendar is not None:
                    found[cell.name] = day
                    today, calendar = self._calendar
                    words = spoken(day, today, current())
                    why = calendar.reason(day)
                    said.append(
                        words if why is None else str(msg("{day}, a day off: {why}", day=words, why=why))
                    )
        return found, said

    def _tell(self) -> None:
        values, said = self._understood()
        empty = not any(field.value.strip() for field in self._inputs)
        error = self._error
        hints = [] if empty or error is not None else self._hints(values)

        def lines(room: int) -> list[Line]:
            room -= _MARGIN + 2
            found: list[Line] = []
            if error is not None:
                found += wrap(((f"! {error}", "late"),), room, 2)
            if said:
                found += wrap(((", ".join(said), "muted"),), room)
            for hint in hints:
                found += wrap(((f"? {hint}", "stale"),), room, 2)
            if empty and error is None:
                found.append(((str(_HOW if len(self._cells) > 1 else _HOW_ONE), "muted"),))
            return [((" " * _MARGIN, ""), *line) for line in found[:HINT_LINES]]

        self._below.show(lines)

    # --- keys

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is understood, and keep it."""
        event.stop()
        if self.is_open:
            self._error = None
            self._tell()
            self.post_message(self.Typed())

    def _enter(self) -> None:
        if not any(field.value.strip() for field in self._inputs):
            self.post_message(self.Left())
            return
        try:
            values = self.values()
        except Refused as error:
            self.refuse(error.message, error.field)
        else:
            self.post_message(self.Entered(values))
            if self._again:
                self.type({})

    def on_row_input_lines(self, event: RowInput.Lines) -> None:
        """Several rows at once."""
        event.stop()
        self.post_message(self.Pasted(f"{self._inputs[0].value}{event.text}"))

    def _key(self, key: str) -> bool:
        """From cell to cell, saving, and out."""
        step = {"tab": 1, "shift+tab": -1}.get(key)
        if step is not None:
            shown = self._inputs[: len(self._cells)]
            here = next((at for at, field in enumerate(shown) if field is self.screen.focused), 0)
            self.screen.set_focus(shown[(here + step) % len(shown)])
        elif key == "escape":
            self.post_message(self.Left())
        elif key in _SAVE_KEYS:
            self._enter()
        else:
            return False
        return True


_SAVE_KEYS: Final = ("enter", "ctrl+s", "f3")
"""Enter, and those that save a form."""
_HOW: Final = msg("tab to the next cell, enter adds the row and begins the next, esc ends")
_HOW_ONE: Final = msg("enter adds the row and begins the next, esc ends")
