"""需求确认: who confirmed which wording of the brief, and what changed since (DOMAIN.md stage 1.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from store.language import Message, msg
from store.model.initiative import Initiative
from store.model.organisation import Department
from store.model.requirement import Brief, Confirmation, Contribution, Part, Point, Review
from store.rules.brief import (
    BETWEEN,
    Line,
    Records,
    asked,
    brief_of,
    confirmations_of,
    feasibility_name,
    part_name,
    review_of,
    together,
    told,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a department confirms: the brief, and what it said and promised itself."""

    initiating: int | None = None
    due: date | None = None
    background: str = ""
    goals: tuple[Line, ...] = ()
    outcomes: tuple[Line, ...] = ()
    times: tuple[Line, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    points: tuple[Point, ...] | None = None
    """What the department said of each; null where that is not known."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that reads differently: `before` or `after` is empty for what is new or gone.

    `field` is the field of the brief, `entry` the id in a list.
    """

    field: str
    label: Message
    before: Message | str
    after: Message | str
    entry: int | None = None


class State(StrEnum):
    """Where a department stands with its confirmation."""

    MISSING = "missing"
    OUTDATED = "outdated"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Standing:
    """A department concerned, its newest confirmation, and what changed since that was given."""

    department: int
    confirmation: Confirmation | None
    changes: tuple[Difference, ...] = ()

    @property
    def state(self) -> State:
        """Confirmed as it reads now, confirmed as it read before, or not confirmed."""
        if self.confirmation is None:
            return State.MISSING
        return State.OUTDATED if self.changes else State.CONFIRMED


def standings(records: Records, initiative: int) -> list[Standing]:
    """Every department concerned and where it stands, the initiating one first."""
    given = confirmations_of(records, initiative)
    departments = dict.fromkeys([*asked(records, initiative), *given])
    return [standing(records, initiative, each, given.get(each)) for each in departments]


def standing(
    records: Records, initiative: int, department: int, confirmation: Confirmation | None
) -> Standing:
    """Where one department stands with its newest `confirmation`."""
    if confirmation is None:
        return Standing(department, None)
    now = present_wording(records, initiative, department)
    return Standing(department, confirmation, tuple(diff(records, confirmed_wording(confirmation), now)))


def present_wording(records: Records, initiative: int, department: int) -> Wording:
    """What `department` would confirm now."""
    record = records.get(Initiative, initiative)
    review = review_of(records, initiative, department)
    return wording(record, brief_of(records, initiative), review)


def wording(initiative: Initiative | None, brief: Brief | None, review: Review | None) -> Wording:
    """What stands in these records."""
    return Wording(
        initiating=initiative.department if initiative is not None else None,
        due=initiative.due if initiative is not None else None,
        background=brief.background if brief is not None else "",
        goals=brief.goals if brief is not None else (),
        outcomes=brief.outcomes if brief is not None else (),
        times=brief.times if brief is not None else (),
        contributions=review.contributions if review is not None else (),
        points=review.points if review is not None else (),
    )


def confirmed_wording(confirmation: Confirmation) -> Wording:
    """What a department confirmed."""
    return Wording(
        confirmation.initiating,
        confirmation.due,
        confirmation.background,
        confirmation.goals,
        confirmation.outcomes,
        confirmation.times,
        confirmation.contributions,
        confirmation.points,
    )


def diff(records: Records, before: Wording, after: Wording) -> list[Difference]:
    """What reads differently, field by field and row by row. Moving rows changes nothing."""
    return list(_differences(records, before, after))


def _differences(records: Records, before: Wording, after: Wording) -> Iterator[Difference]:
    if before.initiating != after.initiating:
        names = (_department(records, before.initiating), _department(records, after.initiating))
        yield Difference("department", msg("initiating department"), *names)
    if before.due != after.due:
        yield Difference("due", msg("due"), _day(before.due), _day(after.due))
    if before.background != after.background:
        yield Difference("background", msg("background"), before.background, after.background)
    lists: list[tuple[Part, Sequence[Line], Sequence[Line]]] = [
        (Part.GOALS, before.goals, after.goals),
        (Part.OUTCOMES, before.outcomes, after.outcomes),
        (Part.TIMES, before.times, after.times),
    ]
    for part, old, new in lists:
        was, now = {each.id: told(each) for each in old}, {each.id: told(each) for each in new}
        yield from _rows(part.value, part_name(part), was, now)
    was, now = _said(before.contributions), _said(after.contributions)
    yield from _rows("contributions", msg("own contribution"), was, now)
    if before.points is not None and after.points is not None:
        # A verdict on a point that reads differently now is one the brief's own difference shows already.
        gone = {each.id for each in before.points} - {each.id for each in after.points}
        spoken = {each.id: point_reading(each) for each in before.points if each.id not in gone}
        yield from _rows(
            "points", msg("own word"), spoken, {each.id: point_reading(each) for each in after.points}
        )


def _rows(
    field: str, label: Message, was: Mapping[int, Message | str], now: Mapping[int, Message | str]
) -> Iterator[Difference]:
    for key in sorted(was.keys() | now.keys()):
        if was.get(key) != now.get(key):
            yield Difference(field, label, was.get(key, ""), now.get(key, ""), key)


def _said(contributions: Sequence[Contribution]) -> dict[int, Message]:
    return {each.id: contribution_reading(each) for each in contributions}


def contribution_reading(contribution: Contribution) -> Message:
    """All that a contribution says, on one line."""
    return together([contribution.content, contribution.due])


def point_reading(point: Point) -> Message:
    """What a department said of a point, on one line: feasible or not, condition, resources."""
    needs = msg("needs {what}", what=point.resources) if point.resources else ""
    said = together([feasibility_name(point.feasibility), point.condition, needs])
    return msg("{point}: {said}", point=point.reading.split(BETWEEN)[0], said=said)


def _day(day: date | None) -> Message | str:
    return msg("{day}", day=day) if day is not None else ""


def _department(records: Records, department: int | None) -> str:
    found = records.get(Department, department)
    return found.name if found is not None else ""
