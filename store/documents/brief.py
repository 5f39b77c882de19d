"""任务需求说明书: what is wanted and to what standard (DOMAIN.md stage 1.1). In the board's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from store.documents.blocks import Block, Document, Paragraph, table
from store.documents.writer import Writer
from store.language import Message, msg
from store.model.initiative import Scenario
from store.model.requirement import Brief, Goal, Outcome, Part
from store.model.task import Serves
from store.rules.brief import brief_of, lines_of, tasks_of
from store.rules.confirmation import State as Word
from store.rules.confirmation import standings

NAME: Final = msg("requirement brief")
SCENARIOS: Final[Mapping[Scenario, Message]] = MappingProxyType(
    {
        Scenario.MAJOR_PROJECT: msg("Major project"),
        Scenario.PROCESS_IMPROVEMENT: msg("Process improvement"),
        Scenario.URGENT_INCIDENT: msg("Urgent incident"),
        Scenario.ROUTINE_COOPERATION: msg("Routine"),
    }
)


def brief_document(writer: Writer) -> Document:
    """The brief as it reads now; of one that nobody began, its headings."""
    return writer.document(NAME, brief_blocks(writer))


def brief_blocks(writer: Writer) -> Iterator[Block]:
    """Background, goals, outcomes, time."""
    brief = brief_of(writer.state, writer.initiative.id)
    record = writer.initiative
    yield from writer.head(
        (msg("Scenario"), SCENARIOS[record.scenario]),
        (msg("To be finished by"), writer.long(record.due)),
        (msg("Version"), str(brief.version) if brief is not None else ""),
        (msg("Confirmation"), confirmation_said(writer)),
    )
    if record.goal:
        yield from writer.section(msg("In one sentence"), [Paragraph(record.goal)])
    background = brief.background if brief is not None else ""
    yield from writer.section(msg("Background"), [Paragraph(background)] if background else [])
    yield from writer.section(msg("Goals"), list(_goals(writer, brief)))
    yield from writer.section(msg("Expected outcomes"), list(_outcomes(writer, brief)))
    yield from writer.section(msg("Time requirements"), list(_times(writer, brief)))


def confirmation_said(writer: Writer) -> Message:
    """How many departments have confirmed the brief as it reads now."""
    found = standings(writer.state, writer.initiative.id)
    given = sum(each.state is Word.CONFIRMED for each in found)
    stands = msg("confirmed") if found and given == len(found) else msg("not confirmed yet")
    if not found:
        return stands
    return msg("{stands} ({count} of {all} departments)", stands=stands, count=given, all=len(found))


def _goals(writer: Writer, brief: Brief | None) -> Iterator[Block]:
    rows = [
        (goal.text, goal.measure, goal.target, writer.day(goal.date))
        for goal in lines_of(brief, Part.GOALS)
        if isinstance(goal, Goal)
    ]
    if rows:
        columns = [
            writer.column(msg("Goal"), 8),
            writer.column(msg("Measured by"), 5),
            writer.column(msg("Target"), 5),
            writer.column(msg("By"), 4),
        ]
        yield table(columns, rows, key=0)


def _outcomes(writer: Writer, brief: Brief | None) -> Iterator[Block]:
    """Each with the tasks that deliver it, once there are tasks."""
    delivered: dict[int, list[str]] = {}
    for task in tasks_of(writer.state, writer.initiative.id):
        for serve in task.serves:
            if serve.kind is Serves.OUTCOME:
                delivered.setdefault(serve.ref, []).append(writer.state.key_of(task))
    rows = [
        (outcome.text, writer.day(outcome.date), writer.listed(delivered.get(outcome.id, ())))
        for outcome in lines_of(brief, Part.OUTCOMES)
        if isinstance(outcome, Outcome)
    ]
    if rows:
        columns = [
            writer.column(msg("Expected outcome"), 8),
            writer.column(msg("By"), 4),
            writer.column(msg("Delivered by"), 4),
        ]
        yield table(columns, rows, key=0)


def _times(writer: Writer, brief: Brief | None) -> Iterator[Block]:
    rows = [(limit.text, writer.day(limit.date)) for limit in lines_of(brief, Part.TIMES)]
    if rows:
        columns = [writer.column(msg("Time requirement"), 8), writer.column(msg("By"), 4)]
        yield table(columns, rows, key=0)
