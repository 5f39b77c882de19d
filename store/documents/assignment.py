"""跨部门任务分配总表 (表1) with its signatures (DOMAIN.md stage 2.3). In the board's language.

A cell that lists things has one a line: `方案初稿：2024-03-20`. Where several departments support a task,
what they supply says whose it is: `研发部：核心卖点（2024-03-15）`. The import reads them like that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from store.documents.blocks import Block, Bullets, Cell, Document, Paragraph, Table, Tone, table
from store.documents.markdown import markdown
from store.documents.writer import Writer
from store.language import Language, Message, msg
from store.model.clock import Moment
from store.model.state import State
from store.model.task import Task
from store.rules.drift_words import drift_words
from store.rules.say import PRIORITIES
from store.rules.signoff import DepartmentSignoff, SignoffState, confirmed, rows_of, signoff

NAME: Message = msg("master assignment table (table 1)")
_SIGNED: dict[SignoffState, tuple[Message, Tone]] = {
    SignoffState.SIGNED: (msg("signed"), Tone.DONE),
    SignoffState.OUT_OF_DATE: (msg("changed since, to be signed again"), Tone.LATE),
    SignoffState.UNSIGNED: (msg("not signed"), Tone.QUIET),
}


def assignment_text(state: State, initiative: int, moment: Moment, language: Language | None = None) -> str:
    """Table 1 and who has signed it, in Markdown, for everyone's chat. Raises NotFound when it is gone."""
    return markdown(assignment_document(Writer(state, initiative, moment, language=language)))


def assignment_document(writer: Writer) -> Document:
    """Table 1 and who has signed it. A row that no department owns is signed for by nobody."""
    return writer.document(NAME, assignment_blocks(writer), wide=True)


def assignment_blocks(writer: Writer) -> Iterator[Block]:
    """The table, the signatures, and what changed since they were given."""
    state, initiative = writer.state, writer.initiative.id
    rows, signoffs = rows_of(state, initiative), signoff(state, initiative)
    signed = sum(each.state is SignoffState.SIGNED for each in signoffs)
    stands = msg("confirmed") if confirmed(state, initiative) else msg("not confirmed yet")
    said = msg("{stands} ({count} of {all} departments)", stands=stands, count=signed, all=len(signoffs))
    yield from writer.head(
        (msg("To be finished by"), writer.long(writer.initiative.due)),
        (msg("Sign-off"), said if signoffs else stands),
    )
    yield _table(writer, rows) if rows else Paragraph(writer.said(msg("There are no tasks yet.")))
    if signoffs:
        yield writer.heading(msg("Sign-off"))
        yield _signatures(writer, signoffs)
    changed = [writer.said(drift_words(state, drift)) for each in signoffs for drift in each.drift]
    if changed:
        yield writer.heading(msg("Changed since it was signed"))
        yield Bullets(tuple(dict.fromkeys(changed)))


def _table(writer: Writer, rows: Sequence[Task]) -> Table:
    columns = [
        writer.column(msg("Key"), 4, "key"),
        writer.column(msg("Task"), 8, "task"),
        writer.column(msg("Deliverable"), 6, "deliverable"),
        writer.column(msg("Acceptance criteria"), 9, "acceptance"),
        writer.column(msg("Owning department"), 5, "department"),
        writer.column(msg("Task owner"), 5, "owner"),
        writer.column(msg("Supporting departments"), 5, "support"),
        writer.column(msg("What they supply"), 8, "contribution"),
        writer.column(msg("Priority"), 3, "priority", choices=PRIORITIES.values()),
        writer.column(msg("Dependencies"), 5, "depends_on"),
        writer.column(msg("Start date"), 6, "start"),
        writer.column(msg("Due date"), 6, "due"),
        writer.column(msg("Milestones"), 11, "milestones"),
    ]
    return table(
        columns,
        [list(_row(writer, task)) for task in rows],
        key=1,
        comes_back="assignment",
        marks=[writer.state.key_of(task) for task in rows],
    )


def _row(writer: Writer, task: Task) -> Iterator[Cell | str]:
    yield writer.state.key_of(task)
    yield task.title
    yield task.deliverable
    yield "\n".join(each.text for each in task.criteria)
    yield writer.department(task.department)
    yield writer.person(task.owner)
    yield writer.listed(writer.department(each.department) for each in task.support)
    yield "\n".join(_supplied(writer, task))
    yield writer.said(PRIORITIES[task.priority])
    before = (writer.state.get(Task, each.id) for each in task.dependencies)
    yield writer.listed(writer.state.key_of(each) for each in before if each is not None)
    yield writer.day(task.start)
    yield writer.day(task.due)
    yield "\n".join(
        writer.said(msg("{label}: {text}", label=each.title, text=writer.plain(each.due)))
        for each in task.milestones
    )


def _supplied(writer: Writer, task: Task) -> Iterator[str]:
    """What each department supplies and by when; whose it is, where there are several things."""
    for each in task.support:
        said = msg("{text}", text=each.content)
        if each.due is not None:
            said = msg("{content} ({day})", content=each.content, day=writer.plain(each.due))
        if len(task.support) > 1:
            said = msg("{label}: {text}", label=writer.department(each.department), text=said)
        yield writer.said(said)


def _signatures(writer: Writer, signoffs: Sequence[DepartmentSignoff]) -> Table:
    """A line for each department; who has not signed may do it by hand."""
    columns = (
        writer.column(msg("Department"), 4),
        writer.column(msg("Head of the department"), 4),
        writer.column(msg("Tasks concerned"), 6),
        writer.column(msg("Signature"), 5),
        writer.column(msg("Signed on"), 4),
        writer.column(msg("State"), 5),
        writer.column(msg("Note"), 6),
    )
    return Table(columns, tuple(_signature(writer, each) for each in signoffs), key=0)


def _signature(writer: Writer, found: DepartmentSignoff) -> tuple[Cell, ...]:
    signature, (word, tone) = found.signature, _SIGNED[found.state]
    return (
        Cell(found.department.name),
        Cell(writer.person(found.head)),
        Cell(writer.listed(writer.state.key_of(task) for task in found.rows)),
        Cell(writer.person(signature.person) if signature is not None else ""),
        Cell(writer.at(signature.at) if signature is not None else ""),
        Cell(writer.said(word), tone=tone),
        Cell(writer.recorded_by(signature.recorded_by, signature.how) if signature is not None else ""),
    )
