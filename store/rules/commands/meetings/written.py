"""What minutes written elsewhere say, kept as if it had been captured (`store/rules/meeting/written.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from store.errors import Refused
from store.language import msg
from store.model.meeting import MeetingKind
from store.rules.commands.meetings.capturing import AddCapture
from store.rules.commands.meetings.planning import HoldMeeting, of_that_kind
from store.rules.edit import Edit


@dataclass(frozen=True, slots=True)
class ImportMinutes:
    """`captures` are kept for `initiative`: in the running meeting that they name, or between two.

    `begins`: in a meeting of that kind that begins now, the planned one if there is one; it is closed as any
    other, which shows what is still missing.
    """

    name: ClassVar[str] = "import"

    initiative: int
    captures: Sequence[AddCapture]
    begins: MeetingKind | None = None

    def apply(self, edit: Edit) -> None:
        """Refused as `HoldMeeting` and `AddCapture` are, and without a line."""
        if not self.captures:
            raise Refused(msg("There is nothing in it to be kept."), field="file")
        meeting: int | None = None
        if self.begins is not None:
            HoldMeeting(self.initiative, self.begins).apply(edit)
            held = of_that_kind(edit, self.initiative, self.begins, None)
            meeting = held.id if held is not None else None
        for capture in self.captures:
            where = capture if meeting is None else replace(capture, meeting=meeting, item=None)
            where.apply(edit)
