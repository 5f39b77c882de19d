"""All that is known of one task, for the pane beside or below the board."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from screens.followup.rows import STYLES
from screens.followup.trail import told
from screens.widgets.cells import Line, Piece, joined, width, wrap
from screens.widgets.urgent_text import meeting_words
from screens.words import short_date, slip_text, weekday
from store.language import _
from store.model.issue import Issue
from store.model.organisation import Department, Person
from store.model.task import Milestone, Support, Task
from store.rules.attention_line import Kind
from store.rules.say import PRIORITIES, moved
from store.rules.status import (
    SIGNS,
    STALE_SIGN,
    WORDS,
    MilestoneKind,
    expected,
    is_open,
    milestone_state,
    slip,
    status_of,
)
from store.rules.urgent import deadline_of

if TYPE_CHECKING:
    from screens.followup.overview import Overview
    from store.board.line import Line as JournalLine

_GAP: Line = (("  ", ""),)
_ELSEWHERE = frozenset({Kind.URGENT, Kind.BLOCKED, Kind.MILESTONE_MISSED, Kind.DELAYED, Kind.SUPPORT_OVERDUE})
"""Reasons that a section of their own tells."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, one item a line where there is room for that.

    note: beside the heading, such as how many are done.
    """

    label: str
    items: tuple[Line, ...]
    note: str = ""


def lines(
    overview: Overview, task: Task, trail: Sequence[JournalLine] | None, room: int, *, tall: bool
) -> list[Line]:
    """What the pane says of `task` in `room` cells; `trail` is null while it is being read.

    Tall, every item has a line of its own; else items stand side by side, and short sections share a line.
    """
    found = _head(overview, task, room, tall=tall)
    every = list(sections(overview, task, trail, tall=tall))
    return [*found, *(_tall(every, room) if tall else _compact(every, room))]


def _head(overview: Overview, task: Task, room: int, *, tall: bool) -> list[Line]:
    status = status_of(task)
    title: Line = ((overview.state.key_of(task), "accent"), ("  ", ""), (task.title, "title"))
    facts: list[Piece] = [(f"{SIGNS[status]} {WORDS[status]}", STYLES[status])]
    if is_open(task) and overview.is_stale(task):
        facts += [(f"  {STALE_SIGN} ", "stale"), (_("silent"), "stale")]
    if overview.is_late(task):
        facts += [("  ", ""), (_("late"), "late")]
    if tall:
        facts += [("  ", ""), (_("priority {priority}", priority=PRIORITIES[task.priority]), "")]
    department = overview.state.get(Department, task.department)
    owner = overview.state.get(Person, task.owner)
    who = f"{department.name if department else '-'} {owner.name if owner else _('nobody')}"
    facts.append((f"  {who}", ""))
    dates = _dates(overview, task)
    if not tall:
        return [line for part in ((*title, *_GAP, *facts, *_GAP, *dates),) for line in wrap(part, room, 2)]
    head = [*wrap(title, room), *wrap(tuple(facts), room), *wrap(dates, room)]
    if task.deliverable:
        head += wrap(((_("Deliverable"), "muted"), ("  ", ""), (task.deliverable, "")), room, 2)
    return head


def _dates(overview: Overview, task: Task) -> Line:
    today = overview.moment.today
    if task.finished is not None and not is_open(task):
        return (
            (
                _(
                    "due {due}, finished {day}",
                    due=_day(overview, task.due),
                    day=_day(overview, task.finished),
                ),
                "",
            ),
        )
    if task.due is None:
        return ((_("no due date"), "muted"),)
    day = expected(task) or task.due
    pieces: list[Piece] = [(_("due {due}", due=short_date(task.due, today)), "")]
    if day != task.due:
        pieces.append((f" -> {short_date(day, today)} {weekday(day)} ", ""))
        pieces.append((slip_text((day - task.due).days), "delayed"))
    else:
        pieces.append((f" {weekday(day)}", ""))
    return tuple(pieces)


def sections(
    overview: Overview, task: Task, trail: Sequence[JournalLine] | None, *, tall: bool
) -> Iterator[Section]:
    """What there is to say, the most pressing first; nothing is said of what there is none of."""
    yield from _block(overview, task)
    yield from _wrong(overview, task)
    yield from _criteria(task, tall=tall)
    yield from _milestones(overview, task)
    yield from _support(overview, task)
    yield from _neighbours(overview, task, tall=tall)
    yield from _slips(overview, task)
    if not trail:
        yield from _notes(overview, task)
    if trail is None:
        yield Section(_("Trail"), (((_("reading.."), "muted"),),))
    elif trail:
        told_lines = tuple(told(line, task.id, overview.state, overview.moment) for line in trail)
        yield Section(_("Trail"), told_lines)


def _block(overview: Overview, task: Task) -> Iterator[Section]:
    if task.block is None or not is_open(task):
        return
    block, state = task.block, overview.state
    person = state.get(Person, block.release_by)
    text = _(
        "waits for {what} from {person}, since {day}",
        what=block.waits_for,
        person=person.name if person else "?",
        day=_day(overview, overview.moment.day_of(block.at)),
    )
    pieces: list[Piece] = [(text, "blocked")]
    issue = state.get(Issue, block.issue)
    if issue is not None:
        pieces.append((f"  {state.key_of(issue)}", "muted"))
        deadline = deadline_of(issue, state.settings.urgent_minutes)
        if deadline is not None:
            pieces += [("  ", ""), meeting_words(deadline, overview.moment.now)]
    yield Section(_("Blocked"), (tuple(pieces),))


def _wrong(overview: Overview, task: Task) -> Iterator[Section]:
    """The reasons that stand nowhere else in the pane."""
    line = overview.line(task.id)
    if line is None:
        return
    every = (line.worst, *line.extra)
    reasons = [str(reason.text) for reason in every if reason.kind not in _ELSEWHERE]
    if reasons:
        yield Section(_("Why now"), tuple(((reason, "delayed"),) for reason in reasons))


def _criteria(task: Task, *, tall: bool) -> Iterator[Section]:
    if not task.criteria:
        return
    met = sum(criterion.met for criterion in task.criteria)
    items = tuple(
        (
            (f"{'✓' if each.met else '-'} ", "done" if each.met else ""),
            (each.text, "muted" if each.met else ""),
        )
        for each in task.criteria
        if tall or not each.met
    )
    yield Section(_("Accepted when"), items, f"{met}/{len(task.criteria)}")
    if task.exception:
        yield Section(_("Exception"), (((task.exception, "delayed"),),))


def _milestones(overview: Overview, task: Task) -> Iterator[Section]:
    items = tuple(_milestone(overview, each) for each in sorted(task.milestones, key=lambda each: each.due))
    if items:
        yield Section(_("Milestones"), items)


def _milestone(overview: Overview, milestone: Milestone) -> Line:
    state = milestone_state(milestone, overview.moment.today)
    due = _day(overview, milestone.due)
    match state.kind:
        case MilestoneKind.HIT:
            late = ((f" {slip_text(state.days)}", "muted"),) if state.days > 0 else ()
            return (("✓ ", "done"), (f"{milestone.title} {_day(overview, milestone.hit)}", "muted"), *late)
        case MilestoneKind.MISSED:
            sign, style = "!", "late"
        case MilestoneKind.DUE:
            sign, style = ("!", "delayed") if state.slip > 0 else ("-", "")
    moved_to = f" -> {_day(overview, milestone.forecast)}" if milestone.forecast else ""
    return ((f"{sign} ", style), (f"{milestone.title} ", ""), (f"{due}{moved_to}", style))


def _support(overview: Overview, task: Task) -> Iterator[Section]:
    items = tuple(_supplied(overview, each) for each in task.support)
    if items:
        yield Section(_("Support"), items)


def _supplied(overview: Overview, support: Support) -> Line:
    department = overview.state.get(Department, support.department)
    what = f"{department.name if department else '?'}: {support.content} "
    if support.received is not None:
        came = _("came {day}", day=_day(overview, support.received))
        return (("✓ ", "done"), (f"{what}{came}", "muted"))
    if support.due is None:
        return (("- ", ""), (what, ""), (_("not yet"), "muted"))
    late = support.due < overview.moment.today
    due = _("due {day}, not here yet", day=_day(overview, support.due))
    return (("! " if late else "- ", "late" if late else ""), (what, ""), (due, "late" if late else "muted"))


def _neighbours(overview: Overview, task: Task, *, tall: bool) -> Iterator[Section]:
    before = [each for entry in task.dependencies if (each := overview.state.get(Task, entry.id)) is not None]
    if before:
        yield Section(_("After"), tuple(_named(overview, each, tall=tall) for each in before))
    after = overview.followers(task.id)
    if after:
        yield Section(_("Before"), tuple(_named(overview, each, tall=tall) for each in after))


def _named(overview: Overview, task: Task, *, tall: bool) -> Line:
    status = status_of(task)
    style = STYLES[status]
    title = f" {task.title}" if tall else ""
    return ((f"{SIGNS[status]} ", style), (f"{overview.state.key_of(task)}{title}", ""))


def _slips(overview: Overview, task: Task) -> Iterator[Section]:
    if not task.forecasts:
        return
    far = slip(task)
    items: list[Line] = []
    was = task.due
    for forecast in task.forecasts:
        cause = overview.state.get(Department, forecast.cause)
        why = forecast.reason
        if cause is not None:
            why = _("{reason}, caused by {who}", reason=why, who=cause.name)
        dates = f"{_day(overview, was)} -> {_day(overview, forecast.date)}"
        items.append(((f"{dates} ", "delayed"), (why, "")))
        was = forecast.date
    yield Section(str(moved(far.times, far.days)), tuple(items))


def _notes(overview: Overview, task: Task) -> Iterator[Section]:
    items: list[Line] = []
    for note in reversed(task.notes):
        who = overview.state.get(Person, note.by)
        day = _day(overview, overview.moment.day_of(note.at))
        items.append(((f"{day} {who.name if who else ''} ", "muted"), (note.text, "")))
    if items:
        yield Section(_("Notes"), tuple(items))


def _day(overview: Overview, day: date | None) -> str:
    return short_date(day, overview.moment.today) if day is not None else "-"


def _tall(every: Sequence[Section], room: int) -> list[Line]:
    found: list[Line] = []
    for section in every:
        note = f"  {section.note}" if section.note else ""
        found += [(), ((section.label, "heading"), (note, "muted"))]
        for item in section.items:
            found += wrap(((" ", ""), *item), room, 3)
    return found


def _compact(every: Sequence[Section], room: int) -> list[Line]:
    found: list[Line] = []
    taken = room
    for section in every:
        line = _in_line(section)
        wide = sum(width(text) for text, _style in line)
        if found and taken + len(_BETWEEN) + wide <= room:
            found[-1] = (*found[-1], (_BETWEEN, ""), *line)
            taken += len(_BETWEEN) + wide
            continue
        broken = wrap(line, room, min(6, width(section.label) + 2))
        found += broken
        taken = wide if len(broken) == 1 else room
    return [joined(line) for line in found]


_BETWEEN = "   "


def _in_line(section: Section) -> Line:
    pieces: list[Piece] = [(section.label, "heading"), (f" {section.note}".rstrip(), ""), ("  ", "")]
    for index, item in enumerate(section.items):
        if index:
            pieces.append((" / ", "rule"))
        pieces.extend(item)
    return tuple(piece for piece in pieces if piece[0])
