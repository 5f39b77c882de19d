"""Tables 1, 2 and 3 as they stand now, cell by cell, to compare a file with that comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from store.documents.blocks import Cell, Table
from store.documents.catalogue import CATALOGUE
from store.documents.writer import Writer
from store.documents.xlsx_cell import fitted, reckoned
from store.language import LANGUAGES, Language, Message
from store.model.clock import Moment
from store.model.stamp import StampedTable, plain
from store.model.standing import Standing
from store.model.state import State
from store.rules.issues.views import SEVERITIES, STATES
from store.rules.names import folded
from store.rules.say import PRIORITIES
from store.rules.status import WORDS

TABLES: Final = ("assignment", "progress", "issues")
"""The tables that come back, by the names of their documents."""
_LISTS: Final[Mapping[tuple[str, str], Sequence[tuple[str, Message]]]] = MappingProxyType(
    {
        ("assignment", "priority"): [(each.value, said) for each, said in PRIORITIES.items()],
        ("progress", "status"): [(each.value, said) for each, said in WORDS.items()],
        ("issues", "severity"): [(each.value, said) for each, said in SEVERITIES.items()],
        ("issues", "state"): [(each.value, said) for each, said in STATES.items()],
    }
)


def standing(state: State, name: str, initiative: int, moment: Moment, language: Language) -> Standing:
    """A table of an initiative, one of `TABLES`; without a row where there is none. Raises NotFound."""
    tables = {each: _table(state, name, initiative, moment, each) for each in LANGUAGES}
    own = tables[language]
    titles: dict[str, str] = {}
    for table in tables.values():
        titles |= {folded(column.title): column.field for column in table.columns}
    words = {
        field: {folded(said.render(each)): value for each in (language, *LANGUAGES) for value, said in known}
        for (table_name, field), known in _LISTS.items()
        if table_name == name
    }
    return Standing(
        _stamped(name, own, language),
        titles,
        tuple(column.field for column in own.columns),
        {column.field: column.title for column in own.columns if column.field},
        words,
    )


def _table(state: State, name: str, initiative: int, moment: Moment, language: Language) -> Table:
    blocks = CATALOGUE[name].write(Writer(state, initiative, moment, language=language)).blocks
    found = (block for block in blocks if isinstance(block, Table) and block.comes_back == name)
    return next(found, Table((), (), comes_back=name))


def _stamped(name: str, table: Table, language: Language) -> StampedTable:
    fields = tuple(column.field for column in table.columns if column.field)
    rows = {
        mark: tuple(
            _plain(cell, language) for column, cell in zip(table.columns, row, strict=True) if column.field
        )
        for mark, row in zip(table.marks, table.rows, strict=True)
    }
    return StampedTable(name, "", fields, rows)


def _plain(cell: Cell, language: Language) -> str:
    value = cell.value if cell.value is not None and reckoned(cell.value) else None
    return plain(value if value is not None else fitted(cell.text, language))
