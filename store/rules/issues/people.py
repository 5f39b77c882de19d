"""Who has to do with an issue: handles it, is concerned by it, may verify it (DOMAIN.md stages 4.2 and 4.3).

Everybody on the way up that an issue climbs may act on it, or nobody could answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from store.model.initiative import Initiative
from store.model.issue import Issue, Measure, MeasureKind
from store.model.organisation import Department, Person, Role
from store.model.task import Task
from store.rules.brief import Records

People: TypeAlias = list[int]


def handlers(records: Records, issue: Issue) -> People:
    """Who may take it in hand: the owner and their deputy, the heads, and the last step of escalation."""
    initiative = records.get(Initiative, issue.initiative)
    known = [issue.owner, _deputy(records, issue.owner), head_above(records, issue)]
    known += [_head(records, issue.department)]
    if initiative is not None:
        known += [_head(records, initiative.department), initiative.facilitator, initiative.sponsor]
    return _each(known)


def concerned(records: Records, issue: Issue) -> People:
    """The reporter first, then who answers for the tasks it touches, then who handles it."""
    known = [issue.reporter, _deputy(records, issue.reporter)]
    for entry in issue.tasks:
        task = records.get(Task, entry.id)
        if task is not None:
            known += [task.owner, _deputy(records, task.owner), _head(records, task.department)]
    return _each([*known, *handlers(records, issue)])


def fixers(records: Records, issue: Issue) -> frozenset[int]:
    """Whose fix it is, so that somebody else verifies it: everybody who had a hand in it since it was opened,
    or reopened, last.

    That is who was responsible for it, noted a measure, or said that it is solved; a reporter who says so of
    what others had to solve has verified it with that. Where nobody else is left who could verify it, as in a
    small team, it is the fix of who is responsible and of who said that it is solved: it takes two people in
    any case.
    """
    since = _since_reopened(issue)
    # Where it is not written from whom it went, whoever handed it over had it.
    had = _some(
        issue.owner,
        *(each.was or each.by for each in since if each.kind is MeasureKind.HANDED_OVER),
    )
    hands = had | _some(*(each.by for each in since if each.kind is MeasureKind.MEASURE))
    if not had or issue.proposed_by != issue.reporter or issue.reporter in hands:
        hands |= _some(issue.proposed_by)
    return hands if _able(records, issue) - hands else _some(issue.owner, issue.proposed_by)


def _since_reopened(issue: Issue) -> tuple[Measure, ...]:
    reopened = (at for at, each in enumerate(issue.measures) if each.kind is MeasureKind.REOPENED)
    return issue.measures[max(reopened, default=-1) + 1 :]


def _able(records: Records, issue: Issue) -> frozenset[int]:
    """Who could verify it, were it nobody's fix."""
    facilitators = [each.id for each in records.all(Person) if each.role is Role.FACILITATOR]
    people = (records.get(Person, each) for each in (*concerned(records, issue), *facilitators))
    return frozenset(each.id for each in people if each is not None and each.role is not Role.GUEST)


def _some(*people: int | None) -> frozenset[int]:
    return frozenset(person for person in people if person is not None)


def verifiers(records: Records, issue: Issue) -> People:
    """Who may verify it: everybody concerned but those whose fix it is; the reporter first."""
    own = fixers(records, issue)
    return [person for person in concerned(records, issue) if person not in own]


def calmers(records: Records, issue: Issue) -> People:
    """Who may say that it is less bad than it was said to be: who said so, and the initiating department."""
    initiative = records.get(Initiative, issue.initiative)
    known = [issue.reporter, issue.urgent_by]
    if initiative is not None:
        known += [_head(records, initiative.department), initiative.facilitator, initiative.sponsor]
    return _each(known)


def head_above(records: Records, issue: Issue) -> int | None:
    """The head over who handles it; of the department that has to resolve it, as long as nobody does."""
    owner = records.get(Person, issue.owner)
    return _head(records, owner.department if owner is not None else issue.department)


def _head(records: Records, department: int | None) -> int | None:
    found = records.get(Department, department)
    return found.head if found is not None else None


def _deputy(records: Records, person: int | None) -> int | None:
    found = records.get(Person, person)
    return found.deputy if found is not None else None


def _each(people: Iterable[int | None]) -> People:
    return [person for person in dict.fromkeys(people) if person is not None]
