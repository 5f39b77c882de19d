"""An urgent meeting of the example that was held elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from store.model.issue import Issue
from store.rules.edit import Edit


@dataclass(frozen=True, slots=True)
class MetUrgently:
    """The urgent meeting about an issue began at `at` (UTC), without this program."""

    name: ClassVar[str] = "handle"

    issue: int
    at: datetime

    def apply(self, edit: Edit) -> None:
        """Stop the clock of the issue."""
        edit.set(edit.one(Issue, self.issue), meeting_at=self.at)
