"""What the lines say of a table that comes back: a cell before and after, or what is only read."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from screens.widgets.columns import Column
from screens.widgets.rows import Heading, Row
from store.exchange.back.compare import CellChange
from store.exchange.back.plan import BackPlan
from store.exchange.back.returned import Returned
from store.language import _, msg

TABLES: Final = {
    "assignment": msg("Table 1, master assignment table"),
    "progress": msg("Table 2, progress tracking table"),
    "issues": msg("Table 3, issue log"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A line that is only read: of a row that is not taken in, or of the file."""

    where: str
    text: str


def columns() -> tuple[Column, ...]:
    """Which cell, what stands on the board, what in the file, and what becomes of it."""
    return (
        Column("key", _("Key"), least=7, ideal=8),
        Column("column", _("Column"), least=8, ideal=14),
        Column("now", _("On the board"), least=10, weight=1),
        Column("new", _("In the file"), least=10, weight=1),
        Column("taken", _("Becomes"), least=8, ideal=10),
    )


def keys_of(found: Returned, plan: BackPlan) -> list[Hashable]:
    """The lines, table by table: cells are named by table, mark and field; then what is not taken in."""
    keys: list[Hashable] = []
    for table in found.tables:
        heading = str(TABLES.get(table.name, msg("{name}", name=table.name)))
        keys += [Heading(), Heading(heading)] if keys else [Heading(heading)]
        keys += [(table.name, *each.key) for each in table.compared.changes]
        keys += [Told("", _("row {row} is new", row=each.row)) for each in table.compared.added]
        if not table.compared.changes and not table.compared.added:
            keys.append(Told("", _("nothing differs")))
        keys += [Told("", str(hint)) for hint in table.compared.hints]
        if table.compared.gone:
            gone = _(", ").join(table.compared.gone)
            keys.append(Told("", _("Not in the file, and left as they are: {keys}.", keys=gone)))
    if plan.refused:
        keys += [Heading(), Heading(_("Not taken in"), str(len(plan.refused)))]
        keys += [
            Told(each.mark or _("row {row}", row=each.row), f"{each.heading} {each.reason}".strip())
            for each in plan.refused
        ]
    return keys


def told_row(told: Told) -> Row:
    """A line that is only read."""
    return Row((((told.where, "muted"),), ((told.text, "late" if told.where else "muted"),)))


def change_row(change: CellChange, *, taken: bool, undecided: bool, refused: bool) -> Row:
    """A cell: `taken` from the file or left as it is, still to be decided, or refused with its row."""
    word = _("decide") if undecided else _("the file's") if taken else _("as it is")
    odd = undecided or refused
    if refused:
        word = _("refused")
    return Row(
        (
            change.mark,
            change.heading,
            ((on_a_line(change.now), "muted"),),
            ((on_a_line(change.new), "strong"),),
            ((word, "late" if odd else "" if taken else "muted"),),
        ),
        sign="!" if odd else "+" if taken else "-",
        sign_style="late" if odd else "",
    )


def on_a_line(text: str) -> str:
    """What stands in a cell, its lines behind each other."""
    return " / ".join(text.split("\n")) or _("(nothing)")
