"""What every record of a board is: a frozen pydantic model that belongs to one table.

The files of records do without `from __future__ import annotations`: pydantic would evaluate 400 texts at
every start.
"""

import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any, ClassVar, Final, TypeAlias

from pydantic import BaseModel, ConfigDict

Json: TypeAlias = bool | int | float | str | list[Any] | dict[str, Any] | None
"""A JSON value, as it stands in the journal and in the TinyDB file."""

_TABLES: Final[dict[str, "type[Record]"]] = {}


class Entry(BaseModel):
    """An item of a list inside a record: a criterion, a milestone, a note. `id` is unique within its list.

    Entries are addressed by id (`milestones/2`), so that two people can change two entries at once.
    Lists are kept in the order of the ids.
    """

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    id: int


class Row(Entry):
    """An entry that people move; `rank` is its place, null as long as it stands where it came in."""

    rank: int | None = None


class Record(BaseModel):
    """One row of a table. `id` is the TinyDB document id and is never given out twice.

    Fields that a newer program added are kept as they are (`extra="allow"`), so an older program can work on
    the same board without losing them.
    """

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    table: ClassVar[str] = ""
    unguarded: ClassVar[frozenset[str]] = frozenset()
    """Fields on which two people cannot clash, such as who updated last."""

    id: int

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Enter the class in the list of tables."""
        super().__pydantic_init_subclass__(**kwargs)
        if cls.table:
            _TABLES[cls.table] = cls

    def body(self) -> dict[str, Any]:
        """The record as the JSON object that its table keeps: all fields but the id."""
        return self.model_dump(mode="json", exclude={"id"})


class UnknownRecord(Record):
    """A row of a table that this program does not know. Kept, never shown."""


@lru_cache(maxsize=1)
def tables() -> Mapping[str, type[Record]]:
    """Every table's record class by table name. A new table is a new file in this package, nothing else."""
    package = import_module("store.model")
    for module in pkgutil.iter_modules(package.__path__):
        import_module(f"store.model.{module.name}")
    return dict(_TABLES)


def record_class(table: str) -> type[Record]:
    """The class of a table's records; `UnknownRecord` for a table of a newer program."""
    # Most boards have few of the tables; the files of the others are not read for them.
    return _TABLES.get(table) or tables().get(table, UnknownRecord)
