"""需求确认纪要: what the alignment meeting agreed, and who confirmed it (DOMAIN.md stages 1.2 and 1.3).

In the board's language.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.documents.blocks import Block, Bullets, Cell, Document, Table, Tone, table
from store.documents.brief import confirmation_said
from store.documents.risks import weight_cell
from store.documents.writer import Writer
from store.language import Message, msg
from store.model.meeting import Meeting, MeetingKind
from store.model.requirement import Attendance, Feasibility, Goal, Review
from store.rules.brief import (
    BriefPoint,
    Line,
    asked,
    attendance_name,
    brief_of,
    is_stale,
    points_of,
    review_of,
    reviews_of,
    said_of,
)
from store.rules.confirmation import Standing, standings
from store.rules.confirmation import State as Word
from store.rules.order import ordered
from store.rules.risks.register import rows as risk_rows
from store.rules.say import head_of, listed

NAME: Final = msg("confirmation minutes")
_ATTENDED: Final = {
    Attendance.PRESENT: Tone.DONE,
    Attendance.HEARD: Tone.DONE,
    Attendance.ABSENT: Tone.LATE,
    Attendance.UNKNOWN: Tone.QUIET,
}
_CONFIRMED: Final = {
    Word.CONFIRMED: (msg("confirmed"), Tone.DONE),
    Word.OUTDATED: (msg("changed since, to be confirmed again"), Tone.LATE),
    Word.MISSING: (msg("not confirmed yet"), Tone.QUIET),
}


def confirmation_document(writer: Writer) -> Document:
    """The confirmation minutes as they stand."""
    return writer.document(NAME, confirmation_blocks(writer), wide=True)


def confirmation_blocks(writer: Writer) -> Iterator[Block]:
    """Who was there, each point of the brief, resources, contributions, risks, confirmations."""
    state, initiative = writer.state, writer.initiative.id
    brief = brief_of(state, initiative)
    yield from writer.head(
        (msg("Alignment meeting"), _held(writer)),
        (msg("Version of the brief"), str(brief.version) if brief is not None else ""),
        (msg("Confirmation"), confirmation_said(writer)),
    )
    yield from writer.section(msg("Attendance"), list(_attendance(writer)))
    yield from writer.section(msg("The brief, point by point"), list(_points(writer)))
    yield from writer.section(msg("What the departments contribute"), list(_contributions(writer)))
    yield from writer.section(msg("Risks seen"), list(_risks(writer)))
    found = standings(state, initiative)
    yield from writer.section(msg("Confirmed by the departments"), [_confirmations(writer, found)])
    changed = [line for each in found for line in _changes(writer, each)]
    if changed:
        yield writer.heading(msg("Changed since it was confirmed"))
        yield Bullets(tuple(changed))


def _held(writer: Writer) -> str:
    """When the newest alignment meeting was held."""
    held = [
        each.opened
        for each in writer.state.all(Meeting)
        if each.initiative == writer.initiative.id and each.kind is MeetingKind.ALIGNMENT and each.opened
    ]
    return writer.long_at(max(held)) if held else ""


def _attendance(writer: Writer) -> Iterator[Block]:
    rows = []
    for department in asked(writer.state, writer.initiative.id):
        review = review_of(writer.state, writer.initiative.id, department)
        attended = review.attendance if review is not None else Attendance.UNKNOWN
        people = [writer.person(each.id) for each in review.people] if review is not None else []
        rows.append(
            (
                writer.department(department),
                writer.person(head_of(writer.state, department)),
                Cell(writer.said(attendance_name(attended)), tone=_ATTENDED[attended]),
                writer.listed(people),
            )
        )
    if rows:
        columns = [
            writer.column(msg("Department"), 4),
            writer.column(msg("Head of the department"), 4),
            writer.column(msg("Attendance"), 4),
            writer.column(msg("Spoke for it"), 5),
        ]
        yield table(columns, rows, key=0)


def _points(writer: Writer) -> Iterator[Block]:
    """A row for each point: which departments find it feasible, under which condition, or not; and what they
    need for it."""
    brief = brief_of(writer.state, writer.initiative.id)
    reviews = reviews_of(writer.state, writer.initiative.id)
    rows = [_point(writer, reviews, point) for point in points_of(brief)]
    if rows:
        columns = [
            writer.column(msg("Point of the brief"), 9),
            writer.column(msg("Found feasible"), 6),
            writer.column(msg("Feasible with a condition"), 8),
            writer.column(msg("Not feasible"), 6),
            writer.column(msg("Resources needed"), 6),
            writer.column(msg("Not heard yet"), 4),
        ]
        yield table(columns, rows, key=0)


def _point(writer: Writer, reviews: list[Review], point: BriefPoint) -> tuple[Cell, ...]:
    said: dict[Feasibility, list[str]] = {each: [] for each in Feasibility}
    needs: list[str] = []
    spoke = set()
    for review in reviews:
        found = said_of(review, point)
        if found is None:
            continue
        spoke.add(review.department)
        name = msg("{name}", name=writer.department(review.department))
        if is_stale(found, point):
            name = msg("{name} (on an older wording)", name=name)
        told = msg("{label}: {text}", label=name, text=found.condition) if found.condition else name
        said[found.feasibility].append(writer.said(told))
        if found.resources:
            needs.append(writer.said(msg("{label}: {text}", label=name, text=found.resources)))
    unheard = [each for each in asked(writer.state, writer.initiative.id) if each not in spoke]
    return (
        Cell(writer.said(_reading(writer, point.line))),
        Cell(writer.listed(said[Feasibility.FEASIBLE])),
        _told(said[Feasibility.CONDITIONAL], Tone.LATE),
        _told(said[Feasibility.INFEASIBLE], Tone.BLOCKED),
        Cell("\n".join(needs)),
        Cell(writer.listed(map(writer.department, unheard))),
    )


def _reading(writer: Writer, line: Line) -> Message | str:
    """A point of the brief, with what it says beside its words."""
    said = [line.measure, line.target] if isinstance(line, Goal) else []
    if line.date is not None:
        said.append(writer.plain(line.date))
    told = [each for each in said if each]
    return msg("{what} ({text})", what=line.text, text=listed(told)) if told else line.text


def _told(lines: list[str], tone: Tone) -> Cell:
    return Cell("\n".join(lines), tone=tone if lines else None)


def _contributions(writer: Writer) -> Iterator[Block]:
    rows = [
        (writer.department(review.department), each.content, writer.day(each.due))
        for review in reviews_of(writer.state, writer.initiative.id)
        for each in ordered(review.contributions)
    ]
    if rows:
        columns = [
            writer.column(msg("Department"), 3),
            writer.column(msg("What it contributes"), 9),
            writer.column(msg("By"), 3),
        ]
        yield table(columns, rows, key=1)


def _risks(writer: Writer) -> Iterator[Block]:
    rows = [
        (
            each.key,
            each.risk.title,
            writer.department(each.risk.department),
            weight_cell(writer, each),
            each.risk.prevention,
            writer.person(each.risk.owner),
        )
        for each in risk_rows(writer.state, writer.initiative.id, writer.moment)
        if each.risk.department is not None
    ]
    if rows:
        columns = [
            writer.column(msg("Key"), 2),
            writer.column(msg("Risk"), 8),
            writer.column(msg("Seen by"), 3),
            writer.column(msg("Risk level"), 3),
            writer.column(msg("Preventive measures"), 7),
            writer.column(msg("Responsible"), 3),
        ]
        yield table(columns, rows, key=1)


def _confirmations(writer: Writer, found: list[Standing]) -> Table:
    """A line for each department; who has not confirmed may sign by hand."""
    columns = (
        writer.column(msg("Department"), 4),
        writer.column(msg("Head of the department"), 4),
        writer.column(msg("Confirmed by"), 4),
        writer.column(msg("Confirmed on"), 4),
        writer.column(msg("Version"), 2, right=True),
        writer.column(msg("State"), 5),
        writer.column(msg("Note"), 6),
    )
    return Table(columns, tuple(_confirmed(writer, each) for each in found), key=0)


def _confirmed(writer: Writer, found: Standing) -> tuple[Cell, ...]:
    given, (word, tone) = found.confirmation, _CONFIRMED[found.state]
    return (
        Cell(writer.department(found.department)),
        Cell(writer.person(head_of(writer.state, found.department))),
        Cell(writer.person(given.person) if given is not None else ""),
        Cell(writer.at(given.at) if given is not None else ""),
        Cell(str(given.version), given.version) if given is not None else Cell(""),
        Cell(writer.said(word), tone=tone),
        Cell(writer.recorded_by(given.recorded_by, given.how) if given is not None else ""),
    )


def _changes(writer: Writer, found: Standing) -> Iterator[str]:
    """What reads differently now from what the department confirmed."""
    for each in found.changes:
        nothing = msg("(nothing)")
        what = msg(
            "{what}: {before} -> {after}",
            what=msg("{label}: {text}", label=writer.department(found.department), text=each.label),
            before=each.before or nothing,
            after=each.after or nothing,
        )
        yield writer.said(what)
