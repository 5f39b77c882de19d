"""问题反馈与处理表 (表3): every issue from its report to its result (DOMAIN.md stage 4).

Its columns by the names of the import are the fields of an issue; `title` holds the title and, on the lines
below it, the description, and `tasks` the keys of those it touches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from store.documents.blocks import Block, Cell, Document, Paragraph, Table, Tone, table
from store.documents.build import ordered
from store.documents.tones import ISSUE_TONES
from store.documents.writer import Writer
from store.language import Message, msg
from store.model.issue import Issue, Severity
from store.model.task import Task
from store.rules.issues.stands import days_late
from store.rules.issues.views import SEVERITIES, STATES

NAME: Final = msg("issue log (table 3)")


def issues_document(writer: Writer) -> Document:
    """Table 3, the closed ones included."""
    return writer.document(NAME, issues_blocks(writer), wide=True)


def issues_blocks(writer: Writer) -> Iterator[Block]:
    """How many there are, and each of them."""
    rows = ordered(writer.state, Issue, writer.initiative.id)
    counts = writer.counted(msg("Issues"), (each.state for each in rows), STATES)
    yield from writer.head(*counts)
    yield _table(writer, rows) if rows else Paragraph(writer.said(msg("There are no issues.")))


def _table(writer: Writer, rows: Sequence[Issue]) -> Table:
    severe = any(each.severity is Severity.SEVERE for each in rows)
    columns = [
        writer.column(msg("Key"), 4, "key"),
        writer.column(msg("Issue and description"), 10, "title"),
        writer.column(msg("Severity"), 4, "severity", choices=SEVERITIES.values()),
        writer.column(msg("Tasks affected"), 4, "tasks"),
        writer.column(msg("Impact"), 7, "impact"),
        writer.column(msg("First solution"), 8, "first_solution"),
        writer.column(msg("Responsible"), 4, "owner"),
        writer.column(msg("Deadline"), 6, "deadline"),
        writer.column(msg("State"), 4, "state", choices=STATES.values()),
        writer.column(msg("Measures taken"), 9, "measures"),
        writer.column(msg("Result"), 8, "result"),
    ]
    if severe:
        columns += [
            writer.column(msg("Cause"), 6, "cause"),
            writer.column(msg("How it is prevented"), 6, "prevention"),
        ]
    columns += [writer.column(msg("Reported"), 7), writer.column(msg("Verified by"), 7)]
    return table(
        columns,
        [list(_row(writer, issue, severe=severe)) for issue in rows],
        key=1,
        comes_back="issues",
        marks=[writer.state.key_of(issue) for issue in rows],
    )


def _row(writer: Writer, issue: Issue, *, severe: bool) -> Iterator[Cell | str]:
    state = writer.state
    late = days_late(issue, writer.moment.today) > 0
    tasks = (state.get(Task, each.id) for each in issue.tasks)
    yield state.key_of(issue)
    yield "\n".join(filter(None, (issue.title, issue.description)))
    tone = Tone.BLOCKED if issue.severity is Severity.SEVERE else None
    yield Cell(writer.said(SEVERITIES[issue.severity]), tone=tone)
    yield writer.listed(state.key_of(each) for each in tasks if each is not None)
    yield issue.impact
    yield issue.first_solution
    yield writer.person(issue.owner)
    yield writer.day(issue.deadline, Tone.LATE if late else None)
    yield Cell(writer.said(STATES[issue.state]), tone=ISSUE_TONES[issue.state])
    yield "\n".join(_measures(writer, issue))
    yield issue.result
    if severe:
        yield issue.cause
        yield issue.prevention
    yield f"{writer.person(issue.reporter)} {writer.at(issue.reported)}".strip()
    closed = f" {writer.at(issue.closed)}" if issue.closed is not None else ""
    yield f"{writer.person(issue.verified_by)}{closed}".strip()


def _measures(writer: Writer, issue: Issue) -> Iterator[str]:
    for each in issue.measures:
        day = writer.plain(writer.moment.day_of(each.at))
        said: Message = msg(
            "{label}: {text}", label=f"{day} {writer.person(each.by)}".strip(), text=each.text
        )
        yield writer.said(said)
