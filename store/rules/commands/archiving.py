"""Taking an initiative out of the board into its archive, and back (DOMAIN.md stage 4.6).

The archive is a file, which no command writes: `store/board/archive.py` does so before the line is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from store.errors import Refused
from store.language import Message, msg
from store.model.archive import Archive
from store.model.initiative import Initiative
from store.model.organisation import Department, Person
from store.model.record import Record
from store.model.state import State
from store.rules.archiving import archived_as, belonging, loose_ends, refers_from_outside
from store.rules.commands.fields import check_unique
from store.rules.edit import Edit
from store.rules.references import refers


@dataclass(frozen=True, slots=True)
class ArchiveInitiative:
    """It goes, with all that belongs to it; an `Archive` says where to. `force`: whatever is open."""

    name: ClassVar[str] = "archive"

    initiative: int
    archive_id: str
    board: str
    file: str
    digest: str
    at: datetime
    force: bool = False

    def apply(self, edit: Edit) -> None:
        """Refused at `force` when something is open, and when another initiative refers to it."""
        initiative = edit.one(Initiative, self.initiative)
        ends = loose_ends(edit.state, initiative.id)
        if ends and not self.force:
            raise Refused(still_open(initiative, len(ends)), field="force")
        outside = refers_from_outside(edit.state, initiative.id)
        if outside:
            raise Refused(
                msg(
                    "{code} cannot be archived as long as {others} refers to it.",
                    code=initiative.code,
                    others=", ".join(outside[:3]),
                ),
                field="initiative",
            )
        for table, record in belonging(edit.state, initiative.id):
            if not isinstance(record, Archive):
                edit.remove(record, table)
        edit.add(
            Archive,
            initiative=initiative.id,
            code=initiative.code,
            title=initiative.title,
            archive_id=self.archive_id,
            board=self.board,
            file=self.file,
            digest=self.digest,
            at=self.at,
            by=edit.author,
            open=ends,
        )


@dataclass(frozen=True, slots=True)
class UnarchiveInitiative:
    """It comes back from its archive, as it was. `records` are what the archive holds, by table and id; of
    people and departments only those come back that it needs and the board no longer has."""

    name: ClassVar[str] = "unarchive"

    archive: Archive
    digest: str
    records: Mapping[tuple[str, int], Record] = field(repr=False)
    own: frozenset[tuple[str, int]] = field(repr=False)

    def apply(self, edit: Edit) -> None:
        """Refused at `file` when the archive is not the one that the board's trail tells of."""
        known = next((each for each in edit.all(Archive) if each.archive_id == self.archive.archive_id), None)
        if known is None:
            raise Refused(_not_archived(edit.state, self.archive), field="file")
        if known.digest != self.digest:
            raise Refused(
                msg("{code} is not in this file as it was archived; nothing was changed.", code=known.code),
                field="file",
            )
        titles = ((other, other.title) for other in edit.all(Initiative))
        check_unique(known.title, titles, None, "file")
        edit.remove(known)
        waiting = sorted(self.own)
        while waiting:
            table, id = waiting.pop()
            record = self.records[table, id]
            edit.bring_back(record, table)
            for other, key in sorted(refers(record)):
                needed = self.records.get((other, key))
                if isinstance(needed, (Person, Department)) and edit.get(type(needed), key) is None:
                    waiting.append((other, key))


def still_open(initiative: Initiative, count: int) -> Message:
    """Why an initiative is not archived yet."""
    return msg("{code}: {count} things are still open.", code=initiative.code, count=count)


def _not_archived(state: State, archive: Archive) -> Message:
    if state.get(Initiative, archive.initiative) is not None:
        return msg(
            "{code} is on the board; this file is of an archiving that does not hold.", code=archive.code
        )
    other = archived_as(state, archive.code)
    if other is not None:
        return msg("{code} was archived again since, into {file}.", code=archive.code, file=other.file)
    return msg("The board knows nothing of this archive.")
