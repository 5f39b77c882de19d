"""What the pane says of an issue: all of its row of table 3, its measures, escalations and trail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from screens.resolve.issue_rows import STYLES, touched
from screens.resolve.issue_trail import told
from screens.widgets.cells import Line, Piece, wrap
from screens.widgets.urgent_text import meeting_words
from screens.words import short_date
from store.language import Message, _, msg
from store.model.issue import Issue, IssueState, Measure, MeasureKind
from store.rules.issues.escalation import next_step, reason_text
from store.rules.issues.views import SEVERITIES, STATES, IssueLine
from store.rules.say import department_name, person_name

if TYPE_CHECKING:
    from screens.resolve.issue_views import IssueLog
    from store.board.line import Line as JournalLine

_KINDS: Final = {
    MeasureKind.MEASURE: msg("measure taken"),
    MeasureKind.HANDED_OVER: msg("handed over"),
    MeasureKind.SENT_BACK: msg("sent back"),
    MeasureKind.REOPENED: msg("reopened"),
    MeasureKind.CHECKED: msg("seen"),
}


def lines(log: IssueLog, line: IssueLine, trail: Sequence[JournalLine] | None, room: int) -> list[Line]:
    """What it is about first, then what was done; `trail` is null while it is read."""
    found: list[Line] = []
    for each in _parts(log, line):
        found += wrap(each, room, 2)
    if trail is None:
        found += wrap(((_("reading.."), "muted"),), room)
    else:
        for entry in trail:
            found += wrap(told(entry, line.issue.id, log.state, log.moment), room, 2)
    return found


def _parts(log: IssueLog, line: IssueLine) -> Iterator[Line]:
    issue = line.issue
    yield ((line.key, "accent"), ("  ", ""), (issue.title, "title"))
    yield from _standing(log, line)
    for label, text in (
        (_("In detail"), issue.description),
        (_("Impact"), issue.impact),
        (_("First solution"), issue.first_solution),
    ):
        yield from _texts(label, text)
    for measure in issue.measures:
        yield _measure(log, measure)
    yield from _climbed(log, issue)
    for label, text in (
        (_("Result"), issue.result),
        (_("Cause"), issue.cause),
        (_("Prevented by"), issue.prevention),
    ):
        yield from _texts(label, text)


def _standing(log: IssueLog, line: IssueLine) -> Iterator[Line]:
    """`处理中  严重  赵敏  11-25 前  涉及 NPL-6`; who found it and when; the clock."""
    issue, today = line.issue, log.moment.today
    pieces: list[Piece] = [
        (str(STATES[issue.state]), STYLES[issue.state]),
        (f"  {SEVERITIES[issue.severity]}", ""),
        (f"  {line.next}", "late" if line.late else ""),
    ]
    department = department_name(log.state, line.department)
    if department:
        pieces.append((f"  {department}", "muted"))
    keys = touched(log, line)
    if keys:
        pieces.append(("  " + _("touches {keys}", keys=" ".join(keys)), ""))
    yield tuple(pieces)
    day = short_date(log.moment.day_of(issue.reported), today)
    who = person_name(log.state, issue.reporter) or "?"
    reported: list[Piece] = [(_("found {day} by {person}", day=day, person=who), "muted")]
    if issue.state is IssueState.TO_VERIFY and issue.proposed is not None:
        day = short_date(log.moment.day_of(issue.proposed), today)
        who = person_name(log.state, issue.proposed_by) or "?"
        reported.append((_("; said to be solved {day} by {person}", day=day, person=who), "muted"))
    yield tuple(reported)
    if line.clock is not None:
        yield (meeting_words(line.clock.deadline, log.moment.now),)


def _texts(label: str, text: str) -> Iterator[Line]:
    """The first line behind its label, the others below."""
    parts = [part for part in text.splitlines() if part.strip()]
    for at, part in enumerate(parts):
        yield ((label, "heading"), ("  ", ""), (part, "")) if at == 0 else (("  ", ""), (part, ""))


def _measure(log: IssueLog, measure: Measure) -> Line:
    day = short_date(log.moment.day_of(measure.at), log.moment.today)
    who = person_name(log.state, measure.by) or "?"
    label: Message = _KINDS[measure.kind]
    return ((f"{label} ", "heading"), (f"{day} {who} ", "muted"), (measure.text.replace("\n", " "), ""))


def _climbed(log: IssueLog, issue: Issue) -> Iterator[Line]:
    for step in issue.escalations:
        day = short_date(log.moment.day_of(step.at), log.moment.today)
        text = str(reason_text(log.state, step, log.moment))
        yield ((_("escalated"), "heading"), (f" {day} ", "muted"), (text, "late"))
    coming = next_step(log.state, issue, log.moment)
    if coming is not None and issue.escalations:
        at = coming.at.astimezone(log.moment.zone)
        who = person_name(log.state, coming.to) or "?"
        when = f"{short_date(at.date(), log.moment.today)} {at:%H:%M}"
        yield ((_("next to {name} on {when}, if nobody answers", name=who, when=when), "muted"),)
