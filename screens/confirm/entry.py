"""A row that is being typed: its cells, what saves it, and where it will stand."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from screens.confirm.row_editor import EditCell, Values
from store.language import Message

if TYPE_CHECKING:
    from store.board.line import Line as JournalLine
    from store.model.record import Record
    from store.rules.edit import Command

Make = Callable[[Values, Hashable | None], "tuple[Command, ...]"]
Paste = Callable[[str, Hashable | None], "tuple[Command, ...]"]

_ROWS: Final = "rows"


@dataclass(slots=True, eq=False)
class Entry:
    """A row that is being typed.

    draft: what it is kept under; `STEP.WHAT:initiatives/ID`. cells: to type into. make: the commands that
    save it, for the values and the row behind which it stands (null: the end of its list). key: of the row
    that is changed; null for new ones, and then enter begins the next. after, before: the rows it stands
    between; the first of them that is there counts. paste: the commands for several pasted lines. made: the
    key of the (last) row that a journal line made. seen: the records as they were when one began.
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
    back: list[dict[str, str] | str] = field(default_factory=list)
    """Rows to be typed again, by the names of their cells, or pasted ones as text: they were not written."""
    left: dict[str, str] = field(default_factory=dict)
    """What stood in the cells when they were left."""

    @property
    def fresh(self) -> dict[str, str]:
        """What stands in the cells before anything is typed."""
        return {cell.name: self.texts.get(cell.name, "") for cell in self.cells}

    def commands(self, said: Values | str) -> tuple[Command, ...]:
        """What saves a row, or several pasted ones. Raises Refused where it is not understood."""
        if not isinstance(said, str):
            return self.make(said, self.after)
        assert self.paste is not None
        return self.paste(said, self.after)

    def take(self, kept: Mapping[str, str]) -> dict[str, str]:
        """Go on with a draft: what stands in the cells; rows that were not written are `back`."""
        rows: object = json.loads(kept.get(_ROWS, "[]"))
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, str):
                self.back.append(row)
            elif isinstance(row, dict):
                self.back.append({str(name): str(text) for name, text in row.items()})
        texts = {name: text for name, text in kept.items() if name != _ROWS}
        if not any(texts.values()) and self.back and isinstance(self.back[0], dict):
            texts = self.back.pop(0)  # type: ignore[assignment]
        return texts

    def kept(self, texts: Mapping[str, str], waiting: Sequence[Values | str]) -> dict[str, str]:
        """The draft: `texts` of the cells, and the rows that are not on the disk. Empty: nothing to keep."""
        rows = [*(said if isinstance(said, str) else typed(said) for said in waiting), *self.back]
        # Of a row that was there only what was touched: others may change the rest of it meanwhile.
        fresh = self.fresh if self.key is not None else {}
        shown = {name: text for name, text in texts.items() if text != fresh.get(name, "")}
        return {**shown, _ROWS: json.dumps(rows, ensure_ascii=False)} if rows else shown


def typed(values: Values) -> dict[str, str]:
    """The values of a row as they are typed again."""
    return {name: "" if value is None else str(value) for name, value in values.items()}


def draft_name(step: str, what: str, initiative: int) -> str:
    """What a row's draft is kept under."""
    return f"{step}.{what}:initiatives/{initiative}"
