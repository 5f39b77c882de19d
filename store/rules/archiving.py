"""What belongs to an initiative, and what of it is open when it is to be archived (DOMAIN.md stage 4.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final

import orjson

from store.language import Message, msg
from store.model.absence import Absence
from store.model.archive import Archive, Loose, LooseEnd
from store.model.capture import Capture, CaptureKind
from store.model.initiative import Initiative
from store.model.issue import Issue, IssueState
from store.model.meeting import Meeting, MeetingKind
from store.model.organisation import Department, Person, Settings
from store.model.record import Record
from store.model.risk import Risk
from store.model.state import State
from store.model.task import Progress, Task
from store.model.template import Template
from store.model.text import LINE_LIMIT
from store.rules.meeting.kinds import title as title_of
from store.rules.references import refers
from store.rules.risks.register import Standing, standing_of
from store.rules.signoff import SignoffState, signoff

SHARED: Final = frozenset(cls.table for cls in (Settings, Department, Person, Absence, Template))
"""The tables of the board as a whole: an archive has all of them."""
POINTERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "task": "tasks",
        "issue": "issues",
        "risk": "risks",
        "meeting": "meetings",
        "brief": "briefs",
        "review": "reviews",
        "capture": "captures",
    }
)
"""Fields by which a record of a table that this program does not know may hang on one of an initiative."""
Owner = Callable[[str, int], int | None]
"""The initiative to which the record of a table and id belongs; null for what is the whole board's."""

WORDS: Final[Mapping[Loose, Message]] = MappingProxyType(
    {
        Loose.TASK: msg("task not done"),
        Loose.ISSUE: msg("issue not closed"),
        Loose.RISK: msg("risk that may still happen"),
        Loose.ACTION: msg("action not done"),
        Loose.QUESTION: msg("question not answered"),
        Loose.PARK: msg("parked, not taken up"),
        Loose.MEETING: msg("meeting planned or running"),
        Loose.SIGNATURE: msg("signature missing or out of date"),
        Loose.REVIEW: msg("no review was held"),
    }
)
"""An `archive_id` as the program gives them: what other programs wrote must not make a board read-only."""
_CAPTURES: Final = {
    CaptureKind.ACTION: Loose.ACTION,
    CaptureKind.QUESTION: Loose.QUESTION,
    CaptureKind.PARK: Loose.PARK,
}


def initiative_of(table: str, id: int, body: Mapping[str, Any], owner: Owner) -> int | None:
    """The initiative to which a record belongs, by what it says; null for what is the whole board's.

    Whatever has an `initiative` is of that one. A record of an unknown table that has none belongs to that of
    the record to which it points; when it points to none it is the board's, and goes along.
    """
    if table == Initiative.table:
        return id
    own = body.get("initiative")
    if isinstance(own, int):
        return own
    if table in SHARED:
        return None
    for field, other in POINTERS.items():
        key = body.get(field)
        found = owner(other, key) if isinstance(key, int) else None
        if found is not None:
            return found
    return None


def owners(state: State) -> Mapping[tuple[str, int], int | None]:
    """To which initiative every record of a board belongs."""
    found: dict[tuple[str, int], int | None] = {}
    # Those that point come after those that say it themselves.
    for own in (True, False):
        for table, record in state.records():
            body = _said(record)
            if isinstance(body.get("initiative"), int) is own:
                key = (table, record.id)
                found[key] = initiative_of(table, record.id, body, lambda *of: found.get(of))
    return found


def belonging(state: State, initiative: int) -> list[tuple[str, Record]]:
    """The initiative and every record that belongs to it, with its table's name."""
    whose = owners(state)
    return [(table, record) for table, record in state.records() if whose[table, record.id] == initiative]


def digest(tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
    """The SHA-256 of the sorted-key JSON of an initiative's records: what tells it from a forged one."""
    return sha256(orjson.dumps(tables, option=orjson.OPT_SORT_KEYS)).hexdigest()


def loose_ends(state: State, initiative: int) -> tuple[LooseEnd, ...]:
    """What is still open, in the order in which one settles it; empty when all is done."""
    found = [*_meetings(state, initiative), *_items(state, initiative)]
    found += [*_captures(state, initiative), *_signatures(state, initiative)]
    held = any(
        each.kind is MeetingKind.REVIEW and each.closed is not None
        for each in state.all(Meeting)
        if each.initiative == initiative
    )
    if not held:
        found.append((Loose.REVIEW, "", ""))
    return tuple(
        LooseEnd(id=place, kind=kind, key=key, title=_short(title))
        for place, (kind, key, title) in enumerate(found, 1)
    )


def sentence(end: LooseEnd) -> Message:
    """One thing that is open, as a line to read."""
    what = " ".join(part for part in (end.key, end.title) if part)
    if not what:
        return WORDS[end.kind]
    return msg("{what}: {why}", what=what, why=WORDS[end.kind])


def refers_from_outside(state: State, initiative: int) -> list[str]:
    """What of other initiatives refers to a record of this one, by name: it would point to nothing."""
    gone = {(table, record.id) for table, record in belonging(state, initiative)}
    return [
        state.key_of(record) if isinstance(record, (Task, Issue, Risk)) else f"{table} {record.id}"
        for table, record in state.records()
        if (table, record.id) not in gone and refers(record) & gone
    ]


def archived_as(state: State, code: str) -> Archive | None:
    """The archive of an initiative that is no longer on the board, by its code; null when there is none."""
    return next(
        (
            each
            for each in state.all(Archive)
            if each.code == code and state.get(Initiative, each.initiative) is None
        ),
        None,
    )


def gone_with(state: State, changed: Iterable[tuple[str, int]]) -> dict[int, Message]:
    """The initiatives (ids) among these records that are no longer on the board, and where they are now."""
    found: dict[int, Message] = {}
    for table, id in changed:
        if table == Initiative.table and state.get(Initiative, id) is None:
            where = next((each for each in state.all(Archive) if each.initiative == id), None)
            found[id] = (
                msg("{code} was archived: {file}", code=where.code, file=where.file)
                if where is not None
                else msg("This initiative is no longer on the board.")
            )
    return found


def _said(record: Record) -> Mapping[str, Any]:
    extra = record.__pydantic_extra__
    return record.__dict__ | extra if extra else record.__dict__


def _meetings(state: State, initiative: int) -> Iterator[tuple[Loose, str, str]]:
    language = state.settings.language
    for each in state.all(Meeting):
        if each.initiative == initiative and (each.running or each.ahead):
            yield Loose.MEETING, "", title_of(state, each).render(language)


def _items(state: State, initiative: int) -> Iterator[tuple[Loose, str, str]]:
    for task in state.all(Task):
        if task.initiative == initiative and task.progress not in (Progress.DONE, Progress.CANCELLED):
            yield Loose.TASK, state.key_of(task), task.title
    for issue in state.all(Issue):
        if issue.initiative == initiative and issue.state is not IssueState.CLOSED:
            yield Loose.ISSUE, state.key_of(issue), issue.title
    for risk in state.all(Risk):
        if risk.initiative == initiative and standing_of(state, risk) is Standing.OPEN:
            yield Loose.RISK, state.key_of(risk), risk.title


def _captures(state: State, initiative: int) -> Iterator[tuple[Loose, str, str]]:
    for each in state.all(Capture):
        if each.initiative == initiative and each.open:
            yield _CAPTURES[each.kind], "", each.text


def _signatures(state: State, initiative: int) -> Iterator[tuple[Loose, str, str]]:
    for each in signoff(state, initiative):
        if each.state is not SignoffState.SIGNED:
            yield Loose.SIGNATURE, "", each.department.name


def _short(text: str) -> str:
    return " ".join(text.split())[:LINE_LIMIT]
