"""One item of the update round, large and calm: what it is, why it is here, what to ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from screens.widgets.cells import Line, Piece, joined, width, wrap
from screens.words import date_with_weekday, short_date, slip_text
from store.language import _
from store.model.clock import Moment
from store.model.organisation import Department, Person
from store.model.state import State
from store.model.task import Milestone, Support, Task
from store.rules.attention import attention_of
from store.rules.calendar import workdays
from store.rules.nudge import question
from store.rules.say import PRIORITIES, moved, working_days
from store.rules.status import (
    SIGNS,
    WORDS,
    MilestoneKind,
    expected,
    is_open,
    last_heard,
    milestone_state,
    silence,
    slip,
    status_of,
)

_MARGIN: Final = 4
_MOST_STEPS: Final = 4
_MOST_WAITING: Final = 3
_READABLE: Final = 96
"""Longer lines than this are hard to read from the back of a room."""


def lines(state: State, moment: Moment, task: Task, told: bool, room: int, height: int) -> list[Line]:
    """The page of `task` in `room` cells; `told`: something was said of it in this round.

    As much space between its parts as `height` lines allow without anything falling below them.
    """
    room = min(room, _READABLE)
    parts = [_head(state, moment, task, told, room), *_body(state, moment, task, room)]
    tight = sum(len(part) for part in parts) + 2
    spare = height - tight
    found: list[Line] = []
    for index, part in enumerate(parts):
        # Below the head and below the question first, then between all parts, while it fits.
        if index <= 2 or spare >= len(parts) - 3:
            found.append(())
        found += part
    return found


def _body(state: State, moment: Moment, task: Task, room: int) -> list[list[Line]]:
    """Labels at the left, what they name beside them."""
    rows = [*_rows(state, moment, task)]
    label = max(width(name) for name, _items in rows) + 3
    found: list[list[Line]] = []
    for name, items in rows:
        part: list[Line] = []
        for index, item in enumerate(items):
            text = name if index == 0 else ""
            blank = " " * (label - width(text))
            part += wrap(((" " * _MARGIN, ""), (text + blank, "muted"), *item), room, _MARGIN + label)
        found.append(part)
    return found


def style_of(task: Task) -> str:
    """The style of a task's status."""
    return status_of(task).value.replace("_", "-")


def _head(state: State, moment: Moment, task: Task, told: bool, room: int) -> list[Line]:
    status, style = status_of(task), style_of(task)
    title: Line = (
        (f" {SIGNS[status]}", style),
        ("  ", ""),
        (state.key_of(task), "accent"),
        ("  ", ""),
        (task.title, "strong"),
    )
    owner, department = state.get(Person, task.owner), state.get(Department, task.department)
    who: list[Piece] = [(" " * _MARGIN, ""), (owner.name if owner else _("nobody owns it yet"), "strong")]
    deputy = state.get(Person, owner.deputy if owner else None)
    if deputy is not None:
        who += [(" ", ""), (_("(deputy {name})", name=deputy.name), "muted")]
    if department is not None:
        who.append((f"  {department.name}", ""))
    who.append((f"  {WORDS[status]}", style))
    who.append(("  " + _("priority {priority}", priority=PRIORITIES[task.priority]), "muted"))
    found = [*wrap(title, room, _MARGIN), *wrap(joined(who), room, _MARGIN)]
    if told and task.updated is not None:
        by = state.get(Person, task.updated.by)
        local = task.updated.at.astimezone(moment.zone)
        text = _("told at {time} by {name}", time=f"{local:%H:%M}", name=by.name if by else _("somebody"))
        found.append(((" " * (_MARGIN - 2), ""), (f"✓ {text}", "done")))
    return found


def _rows(state: State, moment: Moment, task: Task) -> Iterator[tuple[str, list[Line]]]:
    """The labels and what stands beside them, the most important first."""
    if is_open(task):
        yield _("Ask"), [((str(question(state, task, moment)), "strong"),)]
        yield _("Why now"), _reasons(state, moment, task)
    yield _("Date"), [_dates(moment, task)]
    if task.milestones:
        yield _("Milestones"), _milestones(moment, task)
    if task.criteria:
        yield _("Accepted"), [_criteria(task)]
    if task.support:
        yield _("Support"), _support(state, moment, task)
    waiting = _waiting(state, task)
    if waiting:
        yield _("Waits for it"), [waiting]
    yield _("Last word"), [_last_word(state, moment, task)]


def _reasons(state: State, moment: Moment, task: Task) -> list[Line]:
    line = attention_of(state, task, moment)
    if line is not None:
        style = style_of(task)
        return [
            ((str(reason.text), style if reason is line.worst else ""),)
            for reason in (line.worst, *line.extra)
        ]
    silent = working_days(silence(task, moment, workdays(state.settings)))
    return [((_("its regular update is due, the last word is {days} old", days=silent), ""),)]


def _dates(moment: Moment, task: Task) -> Line:
    today, day = moment.today, expected(task)
    if task.due is None or day is None:
        return ((_("no due date"), "muted"),)
    if day == task.due:
        return ((date_with_weekday(day, today), ""),)
    far = slip(task)
    return (
        (_("originally {due}", due=date_with_weekday(task.due, today)), ""),
        ("  ", ""),
        (_("now {day}", day=date_with_weekday(day, today)), "delayed"),
        (f" {slip_text((day - task.due).days)}", "delayed"),
        (f"  {moved(far.times, far.days)}" if far.times > 1 else "", "muted"),
    )


def _milestones(moment: Moment, task: Task) -> list[Line]:
    """What is still to be reached; what was reached is one line."""
    ordered = sorted(task.milestones, key=lambda each: each.due)
    hit = [each for each in ordered if each.hit is not None]
    ahead = [each for each in ordered if each.hit is None]
    found = [_milestone(moment, each) for each in ahead[:_MOST_STEPS]]
    if len(ahead) > _MOST_STEPS:
        found.append(((_("and {count} more", count=len(ahead) - _MOST_STEPS), "muted"),))
    if hit:
        names = _(", ").join(f"{each.title} {short_date(each.hit or each.due, moment.today)}" for each in hit)
        found.append((("✓ ", "done"), (names, "muted")))
    return found


def _milestone(moment: Moment, milestone: Milestone) -> Line:
    where, today = milestone_state(milestone, moment.today), moment.today
    dates = short_date(milestone.due, today)
    if milestone.forecast is not None:
        dates = f"{dates} -> {short_date(milestone.forecast, today)}"
    if where.kind is MilestoneKind.MISSED:
        late = _("missed by 1 day") if where.days == 1 else _("missed by {days} days", days=where.days)
        return (("! ", "late"), (f"{milestone.title} {dates}  ", ""), (late, "late"))
    style = "delayed" if where.slip > 0 else ""
    return (("! " if style else "- ", style), (f"{milestone.title} {dates}", style))


def _criteria(task: Task) -> Line:
    met = sum(each.met for each in task.criteria)
    left = _(", ").join(each.text for each in task.criteria if not each.met)
    count = f"{met}/{len(task.criteria)}"
    if not left:
        return ((f"{count} ", "done"), (_("all met"), "done"))
    return ((f"{count}  ", ""), (_("still open: {what}", what=left), "muted"))


def _support(state: State, moment: Moment, task: Task) -> list[Line]:
    return [_supplied(state, moment, each) for each in task.support]


def _supplied(state: State, moment: Moment, support: Support) -> Line:
    department = state.get(Department, support.department)
    what = _(
        "{department}: {content}", department=department.name if department else "?", content=support.content
    )
    if support.received is not None:
        return (("✓ ", "done"), (f"{what} {short_date(support.received, moment.today)}", "muted"))
    if support.due is None:
        return (("- ", ""), (what, ""))
    late = support.due < moment.today
    due = _("due {day}, not here yet", day=short_date(support.due, moment.today))
    return (
        ("! " if late else "- ", "late" if late else ""),
        (f"{what}  ", ""),
        (due, "late" if late else "muted"),
    )


def _waiting(state: State, task: Task) -> Line:
    """The tasks that start after this one, with who waits."""
    found: list[str] = []
    for other in state.all(Task):
        if is_open(other) and any(entry.id == task.id for entry in other.dependencies):
            owner = state.get(Person, other.owner)
            found.append(f"{state.key_of(other)} {other.title}{f' {owner.name}' if owner else ''}")
    if not found:
        return ()
    pieces: list[Piece] = [(_(", ").join(found[:_MOST_WAITING]), "")]
    if len(found) > _MOST_WAITING:
        pieces.append(("  " + _("and {count} more", count=len(found) - _MOST_WAITING), "muted"))
    return tuple(pieces)


def _last_word(state: State, moment: Moment, task: Task) -> Line:
    """The newest note; without one, when somebody told something last."""
    today = moment.today
    if task.notes:
        note = max(task.notes, key=lambda each: each.at)
        by = state.get(Person, note.by)
        when = short_date(moment.day_of(note.at), today)
        said = _("“{text}”", text=note.text.replace("\n", " "))
        return ((f"{when} {by.name if by else ''} ", "muted"), (said, ""))
    if task.updated is not None:
        by = state.get(Person, task.updated.by)
        when = short_date(moment.day_of(task.updated.at), today)
        return ((f"{when} {by.name if by else ''}", "muted"),)
    heard = last_heard(task, moment)
    text = _("none since {day}", day=short_date(heard, today)) if heard else _("none yet")
    return ((text, "muted"),)
