"""How issues are told in the example, until stage 4 has its own commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from store.model.issue import Issue
from store.rules.edit import Edit


@dataclass(frozen=True, slots=True)
class Report:
    """An issue of an initiative, in the author's name, found now."""

    name: ClassVar[str] = "report"

    initiative: int
    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Add it."""
        edit.add(
            Issue,
            initiative=self.initiative,
            number=edit.next_number(self.initiative),
            reporter=edit.author,
            reported=edit.moment.now,
            **self.fields,
        )


@dataclass(frozen=True, slots=True)
class Handle:
    """Take an issue further."""

    name: ClassVar[str] = "handle"

    issue: int
    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Set its fields."""
        edit.set(edit.one(Issue, self.issue), **self.fields)
