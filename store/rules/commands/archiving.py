"""Taking an initiative out of the board into its archive, and back (DOMAIN.md stage 4.6).

The archive is a file, which no command writes: `store/board/archive.py` does so before the line is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, TypeVar

from store.errors import Refused
from store.language import Message, msg
from store.model.archive import Archive
from store.model.initiative import Initiative
from store.model.organisation import Department, Person, Role
from store.model.record import Record
from store.model.state import State
from store.rules.archiving import archived_as, belonging, loose_ends, refers_from_outside
from store.rules.commands.fields import check_unique
from store.rules.edit import Edit
from store.rules.references import refers
from store.rules.uniqueness import taken_names

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class ArchiveInitiative:
    """It goes, with all that belongs to it; an `Archive` says where to. `force`: whatever is open."""

    name: ClassVar[str] = "archive"

    initiative: int
    archive_id: str
    board: str
    file: str
    digest: str
    people: str
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
            people=self.people,
            at=self.at,
            by=edit.author,
            open=ends,
        )


@dataclass(frozen=True, slots=True)
class UnarchiveInitiative:
    """It comes back from its archive, as it was: `own` of the `records`, which are what the archive holds, by
    table and id.

    People and departments that it refers to and the board no longer has come back with it, by their names:
    who was gone has no account and no rights. `digest` and `people` are those of what the archive holds.
    """

    name: ClassVar[str] = "unarchive"

    archive: Archive
    digest: str
    people: str
    records: Mapping[tuple[str, int], Record] = field(repr=False)
    own: frozenset[tuple[str, int]] = field(repr=False)

    def apply(self, edit: Edit) -> None:
        """Refused at `file` when the archive is not the one that the board's trail tells of, when somebody
        who has to come back is not who was archived, and when a name is taken by now."""
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
        gone = self._gone(edit.state)
        if gone and known.people not in ("", self.people):
            raise Refused(
                msg(
                    "{code} is not in this file with the people it was archived with; nothing was changed.",
                    code=known.code,
                ),
                field="file",
            )
        for taken in taken_names(edit.state, gone):
            raise Refused(
                msg("{taken} Give the one that is on the board another name first.", taken=taken),
                field="file",
            )
        edit.remove(known)
        for table, id in sorted(self.own):
            edit.bring_back(self.records[table, id], table)
        for each in gone:
            edit.bring_back(each, each.table)

    def _gone(self, state: State) -> list[Record]:
        """The people and departments that it refers to and the board no longer has, as they come back."""
        needed = {key for id in self.own for key in refers(self.records[id])}
        people = {each.id: each for each in self._missing(state, Person, needed)}
        needed |= {(Department.table, each.department) for each in people.values()}

        def there(person: int | None) -> Person | None:
            return people.get(person or 0) or state.get(Person, person)

        back: list[Record] = []
        for department in self._missing(state, Department, needed):
            head = there(department.head)
            heads = head is not None and head.department == department.id
            back.append(department if heads else department.model_copy(update={"head": None}))
        for person in people.values():
            deputy = person.deputy if there(person.deputy) is not None else None
            plain = {"role": Role.MEMBER, "logins": (), "deputy": deputy}
            back.append(person.model_copy(update=plain))
        return back

    def _missing(self, state: State, cls: type[R], keys: Iterable[tuple[str, int]]) -> list[R]:
        gone = (self.records.get(key) for key in sorted(keys) if state.record(*key) is None)
        return [record for record in gone if isinstance(record, cls)]


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
