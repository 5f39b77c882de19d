"""任务进度跟踪表 (表2): how each task stands, and who said so (DOMAIN.md stage 3). In the board's language.

Its columns by the names of the import: `status`, `forecast`, `reason` and `cause` say a delay, `waits_for`
and `release_by` a block, `note` is the newest one. The others name the task and are only read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from store.documents.blocks import Block, Cell, Document, Paragraph, Table, Tone, table
from store.documents.build import ordered
from store.documents.tones import STATUS_TONES
from store.documents.writer import Writer
from store.language import Message, msg
from store.model.task import Milestone, Task
from store.rules.calendar import workdays
from store.rules.health import health
from store.rules.say import days, listed, moved, signed_days
from store.rules.status import (
    WORDS,
    MilestoneKind,
    Status,
    days_late,
    is_late,
    is_stale,
    milestone_state,
    slip,
    status_of,
)

NAME: Final = msg("progress tracking table (table 2)")


def progress_document(writer: Writer) -> Document:
    """Table 2, the cancelled tasks included."""
    return writer.document(NAME, progress_blocks(writer), wide=True)


def progress_blocks(writer: Writer) -> Iterator[Block]:
    """How the initiative stands as a whole, and its tasks."""
    rows = ordered(writer.state, Task, writer.initiative.id)
    yield from writer.head(*_whole(writer))
    yield _table(writer, rows) if rows else Paragraph(writer.said(msg("There are no tasks yet.")))


def _whole(writer: Writer) -> Iterator[tuple[Message, Message | str]]:
    found = health(writer.state, writer.initiative, writer.moment)
    if not found.total:
        return
    counts = [
        msg("{label} {value}", label=WORDS[status], value=found.counts[status])
        for status in Status
        if found.counts[status]
    ]
    yield (
        msg("Progress"),
        msg(
            "{done} of {total} tasks done ({percent}%): {counts}",
            done=found.done,
            total=found.total,
            percent=found.percent,
            counts=listed(counts),
        ),
    )
    if found.end is not None:
        said: Message | str = writer.long(found.end)
        if found.slip:
            said = msg("{what}, {more}", what=said, more=signed_days(found.slip))
        yield msg("Expected to end"), said


def _table(writer: Writer, rows: Sequence[Task]) -> Table:
    columns = [
        writer.column(msg("Key"), 4, "key"),
        writer.column(msg("Task"), 8, "task"),
        writer.column(msg("Owning department"), 5, "department"),
        writer.column(msg("Task owner"), 5, "owner"),
        writer.column(msg("Milestones"), 11),
        writer.column(msg("Due date"), 6, "due"),
        writer.column(msg("Status"), 4, "status", choices=WORDS.values()),
        writer.column(msg("Expected"), 6, "forecast"),
        writer.column(msg("Deviation"), 5),
        writer.column(msg("Reason for the delay"), 7, "reason"),
        writer.column(msg("Caused by"), 4, "cause"),
        writer.column(msg("Waits for"), 6, "waits_for"),
        writer.column(msg("Released by"), 4, "release_by"),
        writer.column(msg("Last updated"), 7),
        writer.column(msg("Note"), 8, "note"),
    ]
    return table(
        columns,
        [list(_row(writer, task)) for task in rows],
        key=1,
        comes_back="progress",
        marks=[writer.state.key_of(task) for task in rows],
    )


def _row(writer: Writer, task: Task) -> Iterator[Cell | str]:
    today = writer.moment.today
    status, delay, block = status_of(task), task.delay, task.block
    yield writer.state.key_of(task)
    yield task.title
    yield writer.department(task.department)
    yield writer.person(task.owner)
    yield "\n".join(writer.said(_milestone(writer, each)) for each in task.milestones)
    yield writer.day(task.due, Tone.LATE if is_late(task, today) else None)
    yield Cell(writer.said(WORDS[status]), tone=STATUS_TONES[status])
    yield writer.day(delay.forecast if delay is not None else None)
    yield writer.said(_deviation(writer, task))
    yield delay.reason if delay is not None else ""
    yield writer.department(delay.cause) if delay is not None else ""
    yield block.waits_for if block is not None else ""
    yield writer.person(block.release_by) if block is not None else ""
    yield _updated(writer, task)
    yield task.notes[-1].text if task.notes else ""


def _milestone(writer: Writer, milestone: Milestone) -> Message:
    """A milestone, its date, and what became of it."""
    found = milestone_state(milestone, writer.moment.today)
    what = msg("{label}: {text}", label=milestone.title, text=writer.plain(milestone.due))
    if found.kind is MilestoneKind.HIT:
        if found.days > 0:
            return msg("{what}, reached {days} late", what=what, days=days(found.days))
        return msg("{what}, reached", what=what)
    if milestone.forecast is not None and milestone.forecast != milestone.due:
        what = msg("{what}, now {day}", what=what, day=writer.plain(milestone.forecast))
    if found.kind is MilestoneKind.MISSED:
        return msg("{what}, missed by {days}", what=what, days=days(found.days))
    return what


def _deviation(writer: Writer, task: Task) -> Message | str:
    """How far it moved, and whether it is late or silent."""
    found = slip(task)
    facts: list[Message | str] = [moved(found.times, found.days)] if found else []
    late = days_late(task, writer.moment.today)
    if late:
        facts.append(msg("{days} past due", days=days(late)))
    settings = writer.state.settings
    if is_stale(task, writer.moment, workdays(settings), settings):
        facts.append(msg("no update for too long"))
    return listed(facts)


def _updated(writer: Writer, task: Task) -> str:
    if task.updated is None:
        return ""
    return f"{writer.person(task.updated.by)} {writer.at(task.updated.at)}".strip()
