"""A file of ours beside the board: whose it is, which tables it holds, and what is different in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from store.errors import Refused
from store.exchange.back.compare import Compared, compare
from store.exchange.back.file import BackFile, BackTable
from store.exchange.back.meaning import Meaning
from store.language import Language, msg
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.standing import Standing
from store.model.state import State
from store.rules.codes import initiative_of
from store.rules.names import folded

TABLES: Final = ("assignment", "progress", "issues")
"""The tables that come back, in the order in which they are taken in."""
Stands = Callable[[str, int, Language], Standing]
"""`stands(table, initiative, language)`: a table as it stands now (`store/documents/standing.py`)."""
_SHARE: Final = 0.6
"""From which share of its columns on a table without marks is known by its headings."""


@dataclass(frozen=True, slots=True)
class ReturnedTable:
    """One table: what is different in it, how it stands now, and how its cells are read."""

    compared: Compared
    standing: Standing
    meaning: Meaning

    @property
    def name(self) -> str:
        """Which table it is."""
        return self.compared.name


@dataclass(frozen=True, slots=True)
class Returned:
    """The tables of a file of an initiative. `blind`: nobody knows what was written out, so that what was
    changed on the board meanwhile cannot be told from what the file changes."""

    initiative: Initiative
    tables: tuple[ReturnedTable, ...]
    blind: bool

    @property
    def unchanged(self) -> bool:
        """Whether the file says nothing new at all."""
        found = (each.compared for each in self.tables)
        return not any(each.changes or each.added or each.refused for each in found)


def returned(
    state: State, file: BackFile, stands: Stands, moment: Moment, *, board: str, code: str | None = None
) -> Returned:
    """What a file of ours says that the board `board` does not. `code`: the initiative that is meant.

    Raises Refused at `file`, saying which it is, for the file of another board or initiative, and for one
    without a table that is known.
    """
    initiative = _initiative(state, file, board, code)
    language = file.stamp.language if file.stamp is not None else state.settings.language
    stamped = {each.name: each for each in file.stamp.tables} if file.stamp is not None else {}
    found: dict[str, ReturnedTable] = {}
    for table in file.tables:
        name = table.name or _by_headings(table, initiative.id, language, stands)
        if name not in TABLES or name in found:
            continue
        standing = stands(name, initiative.id, language)
        meaning = Meaning(state, moment.today, standing)
        compared = compare(table, stamped.get(name), standing, meaning.same)
        found[name] = ReturnedTable(compared, standing, meaning)
    if not found:
        raise Refused(
            msg("There is no table 1, 2 or 3 in this file that could be taken in again."), field="file"
        )
    ordered = tuple(found[name] for name in TABLES if name in found)
    return Returned(initiative, ordered, any(each.name not in stamped for each in ordered))


def _initiative(state: State, file: BackFile, board: str, code: str | None) -> Initiative:
    stamp = file.stamp
    if stamp is not None and stamp.board and stamp.board != board:
        raise Refused(
            msg("This file is of another board, of its initiative {code}.", code=stamp.initiative),
            field="file",
        )
    of = stamp.initiative if stamp is not None else _code_of(file)
    if code is not None and of and folded(code) != folded(of):
        raise Refused(
            msg("This file is of {code}, not of {other}.", code=of, other=code.strip().upper()), field="file"
        )
    named = of or code
    if not named:
        raise Refused(msg("Of which initiative? Give --initiative CODE."), field="initiative")
    found = initiative_of(state, named)
    if found is None:
        raise Refused(msg("This file is of {code}, which is not on this board.", code=named), field="file")
    return found


def _code_of(file: BackFile) -> str:
    """The initiative that most marks name."""
    codes = Counter(
        row.mark.rpartition("-")[0] for table in file.tables for row in table.rows if "-" in row.mark
    )
    return codes.most_common(1)[0][0] if codes else ""


def _by_headings(table: BackTable, initiative: int, language: Language, stands: Stands) -> str:
    """The table whose columns the headings are; empty for none."""
    there = {folded(heading) for heading in table.headings if heading}
    best, most = "", 0.0
    for name in TABLES:
        standing = stands(name, initiative, language)
        fields = {field for title, field in standing.titles.items() if field and title in there}
        share = len(fields) / len(standing.names) if standing.names else 0.0
        if share >= _SHARE and share > most:
            best, most = name, share
    return best
