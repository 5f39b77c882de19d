"""What records refer to: for what must exist, and for what cannot be taken out."""

from __future__ import annotations

from store.model.absence import Absence
from store.model.capture import Capture
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.meeting import Meeting
from store.model.minutes import Minutes
from store.model.organisation import Department, Person
from store.model.passage import Passage
from store.model.record import Record
from store.model.requirement import Brief, Confirmation, Review
from store.model.risk import Risk
from store.model.signature import Signature
from store.model.task import Task

REFERRING: tuple[type[Record], ...] = (
    Task,
    Issue,
    Initiative,
    Department,
    Person,
    Signature,
    Absence,
    Passage,
    Brief,
    Review,
    Confirmation,
    Risk,
    Meeting,
    Capture,
    Minutes,
)
"""The tables whose records refer to others."""


def refers(record: Record) -> set[tuple[str, int]]:
    """What a record refers to, as tables and ids."""
    found: list[tuple[type[Record], int | None]] = []
    if isinstance(record, Task):
        found = [(Department, record.department), (Person, record.owner), (Initiative, record.initiative)]
        found += [(Department, support.department) for support in record.support]
        found += [(Task, dependency.id) for dependency in record.dependencies]
        if record.block is not None:
            found += [(Person, record.block.release_by), (Issue, record.block.issue)]
        if record.delay is not None:
            found.append((Department, record.delay.cause))
    elif isinstance(record, Issue):
        found = [(Initiative, record.initiative), (Department, record.department), (Risk, record.risk)]
        found += [(Person, record.owner), (Person, record.reporter)]
        found += [(Person, record.proposed_by), (Person, record.verified_by), (Person, record.urgent_by)]
        found += [(Task, touched.id) for touched in record.tasks]
    elif isinstance(record, Initiative):
        people = (record.facilitator, record.sponsor)
        found = [(Department, record.department), *((Person, person) for person in people)]
    elif isinstance(record, Department):
        found = [(Person, record.head)]
    elif isinstance(record, Person):
        found = [(Department, record.department), (Person, record.deputy)]
    elif isinstance(record, Signature):
        # The rows are what they were: a task that is gone is a change for the eye, not a broken board.
        people = (record.person, record.recorded_by)
        found = [(Initiative, record.initiative), (Department, record.department)]
        found += [(Person, person) for person in people]
    elif isinstance(record, Brief):
        found = [(Initiative, record.initiative)]
    elif isinstance(record, Review):
        found = [(Initiative, record.initiative), (Department, record.department)]
        found += [(Person, attendee.id) for attendee in record.people]
    elif isinstance(record, Confirmation):
        people = (record.person, record.recorded_by)
        found = [(Initiative, record.initiative), (Department, record.department)]
        found += [(Person, person) for person in people]
    elif isinstance(record, Risk):
        people = (record.owner, record.raised_by)
        found = [(Initiative, record.initiative), (Department, record.department), (Issue, record.issue)]
        found += [(Person, person) for person in people]
    elif isinstance(record, Absence):
        found = [(Person, record.person)]
    elif isinstance(record, Meeting):
        people = (record.chair, record.presenter)
        found = [(Initiative, record.initiative), (Issue, record.issue)]
        found += [(Person, person) for person in people]
        found += [(Person, one) for each in record.attendance for one in (each.id, each.deputy)]
    elif isinstance(record, Capture):
        found = [(Initiative, record.initiative), (Meeting, record.meeting), (Task, record.task)]
        found += [(Issue, record.issue), (Risk, record.risk)]
        found += [(Person, person) for person in (record.person, record.by, record.settled_by)]
    elif isinstance(record, Minutes):
        found = [(Initiative, record.initiative), (Meeting, record.meeting)]
    elif isinstance(record, Passage):
        found = [(Initiative, record.initiative), (Person, record.by)]
    return {(cls.table, key) for cls, key in found if key is not None}
