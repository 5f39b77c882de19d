"""What the columns of a file that somebody else made mean: said by the person, remembered, or guessed.

A guess looks at the headings first, then at the values: people and departments of the board, days,
priorities, keys. It is always said, with why, and a person can say otherwise for each column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from store.errors import Refused
from store.exchange.alike import meant_by
from store.exchange.headings import BESIDE, FIELD_OF, HEADINGS, Headings
from store.exchange.sheet import SheetRow
from store.exchange.values import Values, kind_of
from store.language import msg
from store.model.state import State
from store.rules.names import folded

LEFT_OUT: Final = ""
"""The field of a column that is not imported."""
_LOOKED_AT: Final = 10
_VALUES: Final = 60
_SAMPLES: Final = 3
_LETTERS: Final = 26


class Why(StrEnum):
    """How it is known what a column means, the surest first."""

    GIVEN = "given"
    SAVED = "saved"
    HEADING = "heading"
    ALIKE = "alike"
    VALUES = "values"


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column: where it stands, its heading, the first values in it, the field that it fills (`LEFT_OUT` for
    none), and how that is known; null for one that nobody knows anything of."""

    at: int
    heading: str
    samples: tuple[str, ...]
    field: str = LEFT_OUT
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class FileColumns:
    """The columns of a file, and `row`, the number of the row that holds their headings. `doubled` is the
    heading of a column that means what another one does."""

    row: int
    columns: tuple[FileColumn, ...]
    doubled: str | None = None

    @property
    def shape(self) -> tuple[str, ...]:
        """What files of the same kind share: the headings, whatever their order."""
        return tuple(sorted(folded(column.heading) for column in self.columns if column.heading))

    @property
    def said(self) -> dict[str, str]:
        """Field by heading, as it is remembered for the next file of that shape."""
        return {folded(each.heading): each.field for each in self.columns if each.heading}

    def heading_of(self, field: str) -> str:
        """What the column that fills `field` is called in the file, by its letter where it has no heading."""
        found = next((each for each in self.columns if each.field == field), None)
        return found.heading or chr(ord("A") + found.at) if found is not None else ""

    def set(self, at: int, field: str) -> FileColumns:
        """With the column at `at` filling `field`; another one that did so is left out."""
        columns = []
        for each in self.columns:
            if each.at == at:
                columns.append(replace(each, field=field, why=Why.GIVEN))
            elif field and each.field == field:
                columns.append(replace(each, field=LEFT_OUT, why=Why.GIVEN))
            else:
                columns.append(each)
        return replace(self, columns=tuple(columns), doubled=None)

    def headings(self) -> Headings:
        """As the import reads them. Raises Refused at `file` without a column for the task or its key, and
        when two mean the same."""
        if self.doubled is not None:
            raise Refused(msg("Two columns mean the same: “{heading}”.", heading=self.doubled), field="file")
        found = {each.field: each.at for each in self.columns if each.field}
        if "task" not in found and not ("key" in found and len(found) > 1):
            raise Refused(
                msg(
                    "No column is called “task” or “子任务”. The headings known are: {headings}.",
                    headings=", ".join(f"{names[0]}/{names[1]}" for names in HEADINGS.values()),
                ),
                field="file",
            )
        unknown = tuple(each.heading for each in self.columns if not each.field and each.heading)
        return Headings(self.row, found, unknown)


def read_columns(
    rows: Sequence[SheetRow],
    state: State,
    today: date,
    *,
    given: Mapping[str, str] | None = None,
    saved: Mapping[str, str] | None = None,
) -> FileColumns:
    """The columns of a file. `given` and `saved` are fields by heading; `given` by a column's letter too.

    Raises Refused at `file` for an empty file, at `map` when a given heading is not there.
    """
    if not rows:
        raise Refused(msg("There is no row in it."), field="file")
    asked = {folded(heading): field for heading, field in (given or {}).items()}
    head = max(rows[:_LOOKED_AT], key=lambda row: _known(row, asked))
    if not _known(head, asked):
        # No heading says anything: the first row that is as wide as the table.
        widest = max(sum(1 for cell in row.cells if cell.strip()) for row in rows[:_LOOKED_AT])
        head = next(row for row in rows if sum(1 for cell in row.cells if cell.strip()) >= widest)
    body = [row for row in rows if row.number > head.number]
    width = max(len(row.cells) for row in [head, *body[:_VALUES]])
    columns = [FileColumn(at, _cell(head, at), _samples(body, at)) for at in range(width)]
    columns = [each for each in columns if each.heading or each.samples]
    columns = _given(columns, asked)
    columns = _remembered(columns, saved or {})
    columns, doubled = _by_heading(columns)
    columns = _alike(columns)
    columns = _by_values(columns, body, Values(state, today))
    return FileColumns(head.number, tuple(columns), doubled)


def field_named(text: str) -> str:
    """The field that a person calls so, in Chinese or English. Raises Refused at `map`."""
    name = folded(text)
    if name in ("", "-", "无", "none"):
        return LEFT_OUT
    found = FIELD_OF.get(name) or (name.replace(" ", "_") if name.replace(" ", "_") in HEADINGS else None)
    if found is None:
        raise Refused(
            msg(
                "“{text}” is none of the columns of table 1: {headings}.",
                text=text.strip()[:40],
                headings=", ".join(f"{names[0]}/{names[1]}" for names in HEADINGS.values()),
            ),
            field="map",
        )
    return found


def _cell(row: SheetRow, at: int) -> str:
    return " ".join(row.cells[at].split()) if at < len(row.cells) else ""


def _samples(body: Sequence[SheetRow], at: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in body[:_VALUES]:
        text = _cell(row, at)
        if text:
            found[text] = None
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def _known(row: SheetRow, asked: Mapping[str, str]) -> int:
    """How many headings of a row say what their column is; those that were given count more."""
    cells = {folded(cell.replace("_", " ")) for cell in row.cells if cell.strip()}
    exact = sum(1 for cell in cells if cell in FIELD_OF)
    alike = sum(1 for cell in cells if cell not in FIELD_OF and meant_by(cell))
    return 20 * len(cells & asked.keys()) + 4 * exact + (alike if exact or alike > 1 else 0)


def _given(columns: list[FileColumn], asked: Mapping[str, str]) -> list[FileColumn]:
    found = list(columns)
    for heading, field in asked.items():
        letter = ord(heading) - ord("a") if len(heading) == 1 and "a" <= heading <= "z" else None
        at = next((n for n, each in enumerate(found) if folded(each.heading) == heading), None)
        if at is None and letter is not None and letter < _LETTERS:
            at = next((n for n, each in enumerate(found) if each.at == letter), None)
        if at is None:
            names = ", ".join(each.heading for each in columns if each.heading)
            raise Refused(
                msg("No column is called “{heading}”. There are: {names}.", heading=heading, names=names),
                field="map",
            )
        found[at] = replace(found[at], field=field, why=Why.GIVEN)
    return found


def _remembered(columns: list[FileColumn], saved: Mapping[str, str]) -> list[FileColumn]:
    taken = {each.field for each in columns if each.field}
    found = []
    for each in columns:
        field = saved.get(folded(each.heading)) if each.why is None and each.heading else None
        if field is not None and field not in taken and (field == LEFT_OUT or field in HEADINGS):
            each = replace(each, field=field, why=Why.SAVED)
            taken |= {field} - {LEFT_OUT}
        found.append(each)
    return found


def _by_heading(columns: list[FileColumn]) -> tuple[list[FileColumn], str | None]:
    """By the known headings; a column that only counts the rows is the key where no other is."""
    taken = {each.field for each in columns if each.field}
    found, doubled = list(columns), None
    for beside in (False, True):
        for at, each in enumerate(found):
            name = folded(each.heading.replace("_", " "))
            field = FIELD_OF.get(name)
            if each.why is not None or field is None or (name in BESIDE) is not beside:
                continue
            if field not in taken:
                found[at] = replace(each, field=field, why=Why.HEADING)
                taken.add(field)
            elif not beside and not any(one.why is Why.GIVEN and one.field == field for one in columns):
                doubled = doubled or each.heading
    return found, doubled


def _alike(columns: list[FileColumn]) -> list[FileColumn]:
    """By headings that nearly say it, the surest first."""
    taken = {each.field for each in columns if each.field}
    found = list(columns)
    scored = []
    for at, each in enumerate(found):
        meant = meant_by(each.heading) if each.why is None and each.heading else None
        if meant is not None:
            scored.append((-meant[1], at, meant[0]))
    for _score, at, field in sorted(scored):
        if field not in taken:
            found[at] = replace(found[at], field=field, why=Why.ALIKE)
            taken.add(field)
    return found


def _by_values(columns: list[FileColumn], body: Sequence[SheetRow], values: Values) -> list[FileColumn]:
    """By what stands in the columns that are left, one of each kind; of two with days the first is start."""
    taken = {each.field for each in columns if each.field}
    found = list(columns)
    days = []
    for at, each in enumerate(found):
        if each.why is not None:
            continue
        cells = [_cell(row, each.at) for row in body[:_VALUES]]
        field = kind_of(each.heading, [cell for cell in cells if cell], values)
        if field == "due":
            days.append(at)
        elif field is not None and field not in taken:
            found[at] = replace(each, field=field, why=Why.VALUES)
            taken.add(field)
    for at, field in zip(days, ("due",) if len(days) == 1 else ("start", "due"), strict=False):
        if field not in taken and len(days) < 3:
            found[at] = replace(found[at], field=field, why=Why.VALUES)
    return found
