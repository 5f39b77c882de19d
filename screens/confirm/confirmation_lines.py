"""What the rows of the confirmation look like: who confirmed which wording, and what changed since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Final

from screens.confirm.room_lines import for_the_room
from screens.widgets.cells import Cell, Line, Piece, cut, wrap
from screens.widgets.columns import Column
from screens.widgets.rows import Row
from store.language import _
from store.model.organisation import Department, Person
from store.model.requirement import Attendance, Confirmation, Feasibility
from store.model.state import State as Records
from store.rules.brief import BETWEEN, brief_of, part_name, points_of, review_of
from store.rules.confirmation import (
    Difference,
    Standing,
    State,
    contribution_reading,
    point_reading,
)
from store.rules.order import ordered

_NAMED: Final = 16
COLUMNS: Final = (
    Column("name", least=10, ideal=14),
    Column("head", least=8, ideal=10),
    Column("state", least=20, weight=1),
)


def standing_row(records: Records, initiative: int, standing: Standing, zone: tzinfo, presenter: bool) -> Row:
    """`✓ 研发部 陈工 11-20 15:40 本人`."""
    department = records.get(Department, standing.department)
    head = records.get(Person, department.head if department is not None else None)
    sign, style, words = _state(records, initiative, standing, zone)
    return Row(
        (
            ((department.name if department else "?", "strong"),),
            ((head.name if head else _("no head yet"), "" if head else "muted"),),
            ((_("confirmed") if presenter and sign == "✓" else words, style),),
        ),
        sign=sign,
        sign_style="accent" if standing.state is State.CONFIRMED else style,
    )


def _state(records: Records, initiative: int, standing: Standing, zone: tzinfo) -> tuple[str, str, str]:
    given = standing.confirmation
    if given is None:
        review = review_of(records, initiative, standing.department)
        if review is not None and review.attendance is Attendance.ABSENT:
            return "?", "stale", _("not heard yet, not confirmed")
        return "-", "muted", _("not confirmed yet")
    if standing.state is State.OUTDATED:
        return "!", "delayed", _("changed since: {count} points", count=len(standing.changes))
    department = records.get(Department, standing.department)
    by_head = department is not None and given.person == department.head
    return "✓", "", _briefly(records, given, zone) if by_head else _how(records, given, zone)


def _briefly(records: Records, given: Confirmation, zone: tzinfo) -> str:
    """Beside the name of the head, who gave it."""
    when = _when(given.at, zone)
    if given.recorded_by is None:
        return _("v{version}  {when} in person", version=given.version, when=when)
    by = records.get(Person, given.recorded_by)
    return _(
        "v{version}  {when} recorded by {by} ({how})",
        version=given.version,
        when=when,
        by=by.name if by is not None else "?",
        how=given.how,
    )


def _how(records: Records, given: Confirmation, zone: tzinfo) -> str:
    when = _when(given.at, zone)
    person = records.get(Person, given.person)
    name = person.name if person is not None else "?"
    if given.recorded_by is None:
        return _("v{version}  {when} {name}, themself", version=given.version, when=when, name=name)
    by = records.get(Person, given.recorded_by)
    return _(
        "v{version}  {when} {name}, recorded by {by} ({how})",
        version=given.version,
        when=when,
        name=name,
        by=by.name if by is not None else "?",
        how=given.how,
    )


def _when(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%m-%d %H:%M}"


def change_row(change: Difference) -> Row:
    """What read otherwise: `目标  10 万台 -> 12 万台`."""
    return Row(((), (), change_line(change)), style="muted")


def change_line(change: Difference) -> Line:
    """One difference on a line; what is new or gone says so."""
    label: Piece = (f"{change.label}  ", "muted")
    was, now = str(change.before), str(change.after)
    if not was:
        return (label, (_("new") + "  ", "accent"), (now, ""))
    if not now:
        return (label, (_("gone") + "  ", "late"), (was, ""))
    before, after = was.split(BETWEEN), now.split(BETWEEN)
    if len(before) != len(after) or len(before) == 1:
        return (label, (was, "muted"), (" -> ", "accent"), (now, ""))
    pieces: list[Piece] = [label]
    if before[0] == after[0]:
        pieces.append((f"{cut(before[0], _NAMED)}  ", ""))
    for old, new in zip(before, after, strict=True):
        if old != new:
            pieces += [(old, "muted"), (" -> ", "accent"), (f"{new}  ", "strong")]
    return tuple(pieces)


def standing_for_the_room(
    records: Records, initiative: int, standing: Standing, zone: tzinfo, room: int
) -> Sequence[Line]:
    """What the department answers for, what changed since it did, and the question to ask aloud."""
    department = records.get(Department, standing.department)
    name = department.name if department is not None else "?"
    head = records.get(Person, department.head if department is not None else None)
    asked = head.name if head is not None else name
    question: Cell = _(
        "{who}, does {department} confirm the brief as it reads now?", who=asked, department=name
    )
    if standing.state is State.CONFIRMED and standing.confirmation is not None:
        question = (("✓ ", "accent"), (_how(records, standing.confirmation, zone), ""))
    facts: list[tuple[str, Cell]] = [
        (_("Changed") if not at else "", change_line(change)) for at, change in enumerate(standing.changes)
    ]
    review = review_of(records, initiative, standing.department)
    promised = ordered(review.contributions) if review is not None else []
    facts += [
        ("" if at else _("Contributes"), str(contribution_reading(each))) for at, each in enumerate(promised)
    ]
    title = ((f"{name}  ", "strong"), (head.name if head is not None else "", "muted"))
    return for_the_room(title, facts, question, room)


def about(records: Records, initiative: int, standing: Standing, zone: tzinfo, room: int) -> list[Line]:
    """What changed since; else what the department confirms: its contributions, then the brief."""
    lines: list[Line] = []
    if standing.confirmation is not None:
        lines += wrap(((_how(records, standing.confirmation, zone), "muted"),), room)
    for change in standing.changes:
        lines += wrap(change_line(change), room, 4)
    if standing.changes:
        return lines
    review = review_of(records, initiative, standing.department)
    for each in ordered(review.contributions) if review is not None else ():
        lines += wrap(((_("Contributes") + "  ", "muted"), (str(contribution_reading(each)), "")), room, 4)
    for said in review.points if review is not None else ():
        if said.feasibility is not Feasibility.FEASIBLE or said.resources:
            lines += wrap(((_("Said") + "  ", "muted"), (str(point_reading(said)), "")), room, 4)
    brief = brief_of(records, initiative)
    version = _("Version {version} of the brief", version=brief.version if brief is not None else 1)
    lines += wrap(((version, "heading"),), room)
    for point in points_of(brief):
        lines += wrap(((f"{part_name(point.part)}  ", "muted"), (str(point.told), "")), room, 4)
    return lines
