"""What the pane says about a row of the order step: what it waits for, what waits for it, what cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from screens.assign.describe import compact, grid_date
from screens.widgets.cells import Line, wrap
from store.language import _
from store.model.state import State
from store.model.task import Task
from store.rules.critical_path import Impossible
from store.rules.say import person_name
from store.rules.timeline import Bar, Timeline

_TITLED: Final = 4
_KEYED: Final = 5


def order_lines(state: State, line: Timeline, bar: Bar, room: int, *, legend: bool) -> list[Line]:
    """`legend` explains the signs of the bars at the end."""
    task = bar.task
    head: Line = ((f"{state.key_of(task)} ", "accent"), (task.title, "strong"))
    lines = wrap(head, room, 2)
    wrong = next((each for each in line.schedule.impossible if each.task.id == task.id), None)
    if wrong is not None:
        lines += wrap((("! " + _impossible(state, line, wrong), "delayed"),), room, 2)
    return lines + compact(list(_parts(state, line, bar, legend=legend)), room)


def _impossible(state: State, line: Timeline, wrong: Impossible) -> str:
    today, before = line.today, wrong.because
    due, day = grid_date(wrong.due, today), grid_date(wrong.possible, today)
    if before is None:
        return _(
            "Due {due} is impossible: {person} is away too long. R moves it to {day}.",
            due=due,
            person=person_name(state, wrong.task.owner),
            day=day,
        )
    ends = line.schedule.tasks.get(before.id)
    end = ends.earliest_finish if ends is not None else before.due or today
    return _(
        "Due {due} is impossible: {because} ends only on {end}. R moves it to {day}.",
        due=due,
        because=f"{state.key_of(before)} {before.title}",
        end=grid_date(end, today),
        day=day,
    )


def _neighbours(state: State, tasks: Sequence[Task], *, titles: bool) -> str:
    """The first few with their titles, or more by their keys alone; and how many more."""
    most = _TITLED if titles else _KEYED
    names = [state.key_of(each) + (f" {each.title}" if titles else "") for each in tasks[:most]]
    text = " / ".join(names) if titles else " ".join(names)
    if len(tasks) > most:
        return _("{names} and {count} more", names=text, count=len(tasks) - most)
    return text


def _parts(state: State, line: Timeline, bar: Bar, *, legend: bool) -> Iterator[Line]:
    today, plan = line.today, line.schedule
    for label, ids in ((_("After"), bar.before), (_("Before"), bar.after)):
        tasks = [each for id_ in ids if (each := state.get(Task, id_)) is not None]
        if tasks:
            yield ((f"{label}  ", "heading"), (_neighbours(state, tasks, titles=not legend), ""))
    if legend:
        yield (
            (
                _(
                    "= task  # critical  - done  . slack  o milestone  ✓ reached  ] planned end  : today  "
                    "^ before it  v after it  < > further on"
                ),
                "muted",
            ),
        )
    words = _("{days} working days", days=plan.tasks[bar.task.id].working_days)
    owner = person_name(state, bar.task.owner)
    yield ((_("Length") + "  ", "heading"), (f"{words}  {owner}".rstrip(), ""))
    if bar.critical:
        yield ((_("Critical: each day later moves the end"), "accent"),)
    else:
        yield ((_("Slack") + "  ", "heading"), (_("{days} working days", days=bar.slack), ""))
    if bar.moved and bar.was_due is not None:
        dates = f"{grid_date(bar.was_due, today)} -> {grid_date(bar.end, today)}"
        yield ((_("Planned against now") + "  ", "heading"), (dates, "delayed"))
    if plan.start and plan.end:
        span = f"{grid_date(plan.start, today)}..{grid_date(plan.end, today)}"
        text = _("{span}, {days} working days", span=span, days=plan.length)
        yield ((_("All of it") + "  ", "heading"), (text, ""))
