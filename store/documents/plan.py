"""进度计划: earliest and latest dates, slack, critical path (DOMAIN.md stage 2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.documents.blocks import Block, Bullets, Cell, Document, Paragraph, Table, Tone, table
from store.documents.writer import Writer
from store.language import msg
from store.rules.critical_path import Impossible, Schedule, TaskDates, schedule_of
from store.rules.say import working_days

NAME: Final = msg("schedule")


def plan_document(writer: Writer) -> Document:
    """The schedule by the board's calendar and the absences of its people."""
    return writer.document(NAME, plan_blocks(writer), wide=True)


def plan_blocks(writer: Writer) -> Iterator[Block]:
    """From when to when, what decides the end, and the dates of each task."""
    found = schedule_of(writer.state, writer.initiative.id, writer.moment)
    if found.start is None or found.end is None:
        yield from writer.head()
        yield Paragraph(writer.said(msg("There are no tasks yet.")))
        return
    keys = [writer.state.key_of(found.tasks[each].task) for each in found.critical_path]
    yield from writer.head(
        (msg("Begins"), writer.long(found.start)),
        (msg("Ends"), writer.long(found.end)),
        (msg("Length"), working_days(found.length)),
        (msg("Critical path"), " -> ".join(keys)),
    )
    yield _table(writer, found)
    yield Paragraph(
        writer.said(
            msg(
                "Slack is by how many working days a task can slip before the end moves; a critical task has "
                "none."
            )
        )
    )
    if found.impossible:
        yield writer.heading(msg("Due dates that cannot be kept"))
        yield Bullets(tuple(_impossible(writer, each) for each in found.impossible))


def _table(writer: Writer, plan: Schedule) -> Table:
    columns = [
        writer.column(msg("Key"), 4),
        writer.column(msg("Task"), 9),
        writer.column(msg("Task owner"), 4),
        writer.column(msg("Working days"), 3, right=True),
        writer.column(msg("Earliest start"), 6),
        writer.column(msg("Earliest finish"), 6),
        writer.column(msg("Latest start"), 6),
        writer.column(msg("Latest finish"), 6),
        writer.column(msg("Slack"), 3, right=True),
        writer.column(msg("Critical"), 3),
    ]
    return table(columns, [list(_row(writer, each)) for each in plan.tasks.values()], key=1)


def _row(writer: Writer, dates: TaskDates) -> Iterator[Cell | str]:
    yield writer.state.key_of(dates.task)
    yield dates.task.title
    yield writer.person(dates.task.owner)
    yield Cell(str(dates.working_days), dates.working_days)
    yield writer.day(dates.earliest_start)
    yield writer.day(dates.earliest_finish)
    yield writer.day(dates.latest_start)
    yield writer.day(dates.latest_finish)
    yield Cell(str(dates.slack), dates.slack)
    yield Cell(writer.said(msg("critical")), tone=Tone.LATE) if dates.critical else ""


def _impossible(writer: Writer, wrong: Impossible) -> str:
    state = writer.state
    what = f"{state.key_of(wrong.task)} {wrong.task.title}"
    due, possible = writer.plain(wrong.due), writer.plain(wrong.possible)
    if wrong.because is None:
        return writer.said(
            msg("{what}: due {due}, possible from {possible}", what=what, due=due, possible=possible)
        )
    return writer.said(
        msg(
            "{what}: due {due}, possible from {possible} because of {key}",
            what=what,
            due=due,
            possible=possible,
            key=state.key_of(wrong.because),
        )
    )
