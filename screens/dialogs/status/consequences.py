"""What a new forecast pushes, in words, before it is saved (DOMAIN.md stage 3.4)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from screens.widgets.cells import Line, Piece, width, wrap
from screens.words import date_with_weekday, short_date, slip_text
from store.language import _
from store.model.organisation import Department

if TYPE_CHECKING:
    from store.model.state import State
    from store.rules.schedule import Consequences

_MOST: Final = 4
_MOST_HELD: Final = 2


def lines(state: State, found: Consequences, today: date, label: int, room: int) -> list[Line]:
    """The tasks, milestones and departments that are pushed, what holds, and the end of the initiative.

    `label` is the width of the labels at the left, `room` that of all, in cells.
    """
    rows: list[tuple[str, list[Line]]] = []
    if found.pushed:
        keys = max(width(state.key_of(each.task)) for each in found.pushed[:_MOST])
        pushed: list[Line] = []
        for each in found.pushed[:_MOST]:
            key = state.key_of(each.task)
            pushed.append(
                (
                    (f"{key}{' ' * (keys - width(key))} ", ""),
                    (f"{each.task.title}  ", ""),
                    *_moved(each.was, each.now, today),
                )
            )
        if len(found.pushed) > _MOST:
            pushed.append(((_("and {count} more", count=len(found.pushed) - _MOST), "muted"),))
        rows.append((_("Pushes"), pushed))
    if found.milestones:
        steps: list[Line] = []
        for step in found.milestones[:_MOST]:
            name = _("“{text}”", text=step.milestone.title)
            steps.append(((f"{state.key_of(step.task)} {name}  ", ""), *_moved(step.was, step.now, today)))
        if len(found.milestones) > _MOST:
            steps.append(((_("and {count} more", count=len(found.milestones) - _MOST), "muted"),))
        rows.append((_("Milestones"), steps))
    if found.held:
        rows.append((_("Holds"), [_held(state, found)]))
    names = [
        department.name for id_ in found.departments if (department := state.get(Department, id_)) is not None
    ]
    if names:
        rows.append((_("Concerns"), [((_(", ").join(names), ""),)]))
    if not found.pushed and not found.milestones:
        rows.insert(0, (_("Pushes"), [((_("nothing else"), "muted"),)]))
    rows.append((_("All ends"), [_end(found, today)]))
    return [
        line
        for name, items in rows
        for index, item in enumerate(items)
        for line in _labelled(name if index == 0 else "", item, label, room)
    ]


def _labelled(name: str, item: Line, label: int, room: int) -> list[Line]:
    blank = " " * max(1, label - width(name))
    return wrap(((name + blank, "muted"), *item), room, label)


def _moved(was: date, now: date, today: date) -> tuple[Piece, ...]:
    return (
        (f"{short_date(was, today)} -> {short_date(now, today)} ", "delayed"),
        (slip_text((now - was).days), "delayed"),
    )


def _held(state: State, found: Consequences) -> Line:
    parts = [
        _("{key} keeps its date, {days} working days to spare", key=state.key_of(each.task), days=each.slack)
        for each in found.held[:_MOST_HELD]
    ]
    if len(found.held) > _MOST_HELD:
        parts.append(_("and {count} more", count=len(found.held) - _MOST_HELD))
    return ((_("; ").join(parts), "muted"),)


def _end(found: Consequences, today: date) -> Line:
    before, after = found.end_before, found.end_after
    if after is None:
        return (("-", "muted"),)
    if before is None or before == after:
        return ((f"{date_with_weekday(after, today)} ", ""), (_("as before"), "muted"))
    return (
        (f"{short_date(before, today)} -> {date_with_weekday(after, today)} ", "late"),
        (slip_text((after - before).days), "late"),
    )
