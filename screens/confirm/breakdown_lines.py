"""What the rows of the outline and of the coverage view look like."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from screens.confirm.alignment_lines import department_name
from screens.confirm.room_lines import for_the_room
from screens.widgets.cells import Cell, Line, Piece, wrap
from screens.widgets.columns import Column
from screens.widgets.rows import Row
from screens.words import short_date
from store.language import Message, _, msg
from store.model.state import State
from store.model.task import Serves, Task
from store.rules.coverage import Coverage, Need, Pair

_KINDS: Final = {
    Serves.OUTCOME: msg("Expected outcomes"),
    Serves.CONTRIBUTION: msg("Contributions"),
    Serves.TIME: msg("Time requirements"),
}


def columns(presenter: bool) -> tuple[Column, ...]:
    """The outline: what, what it delivers, how it is checked, what it is there for."""
    criteria = Column("criteria", _("Checked by"), least=10, ideal=16, weight=3)
    return (
        Column("key", "", least=7),
        Column("title", _("Task"), least=16, ideal=20, weight=3),
        Column("deliverable", _("Deliverable"), least=10, ideal=14, weight=2),
        *(() if presenter else (criteria,)),
        Column("serves", _("Serves"), least=6, align="right"),
    )


def kind_name(kind: Serves) -> Message:
    """The heading of its kind in the coverage view."""
    return _KINDS[kind]


def task_row(state: State, task: Task, found: Coverage, presenter: bool) -> Row:
    """A task; `?` where it lacks something, `!` where something contradicts, ✓ when all is there."""
    first = task.criteria[0].text if task.criteria else ""
    more = f" +{len(task.criteria) - 1}" if len(task.criteria) > 1 else ""
    checked = ((first or _("how checked?"), "" if first else "stale"), (more, "muted"))
    bad, lacking = _faults(task, found)
    serves = str(len(task.serves)) if task.serves else "-"
    return Row(
        (
            ((state.key_of(task), "muted"),),
            ((task.title, "strong" if presenter else ""),),
            ((task.deliverable or _("what?"), "" if task.deliverable else "stale"),),
            *(() if presenter else (checked,)),
            ((serves, "" if task.serves else "stale"),),
        ),
        sign="!" if bad else "?" if lacking else "✓",
        sign_style="delayed" if bad else "stale" if lacking else "muted",
    )


def _faults(task: Task, found: Coverage) -> tuple[bool, bool]:
    doubled = any(task.id in (pair.one.id, pair.other.id) for pair in found.duplicates)
    late = any(each.task.id == task.id for each in found.late)
    lacking = any(task.id == each.id for each in (*found.bare, *found.unchecked, *found.idle))
    return doubled or late, lacking


def about_task(
    state: State, task: Task, found: Coverage, wanted: Sequence[Need], suggested: Sequence[Need], room: int
) -> list[Line]:
    """What is wrong, then criteria, what it serves, and what it may serve."""
    lines: list[Line] = []
    for each in found.late:
        if each.task.id == task.id:
            lines += wrap(((f"! {each.message}", "delayed"),), room, 2)
    for pair in found.duplicates:
        if task.id in (pair.one.id, pair.other.id):
            other = pair.other if pair.one.id == task.id else pair.one
            lines += wrap(((f"! {same_as(state, pair, other)}", "delayed"),), room, 2)
    for criterion in task.criteria:
        lines += wrap(((_("Checked by") + "  ", "muted"), (criterion.text, "")), room, 4)
    serves = [need for need in wanted if any(one.id == task.id for one in need.tasks)]
    if serves:
        words = _(", ").join(need_name(state, need) for need in serves)
        lines += wrap(((_("Serves") + "  ", "muted"), (words, "")), room, 4)
    elif suggested:
        text = _("Serves nothing yet. Perhaps: {need} (t links it)", need=need_name(state, suggested[0]))
        lines += wrap(((f"? {text}", "stale"),), room, 2)
    elif wanted:
        text = _("No outcome and no contribution needs it: t links one.")
        lines += wrap(((f"? {text}", "stale"),), room, 2)
    if not task.criteria:
        text = _("How does one see that it is done? e writes it.")
        lines += wrap(((f"? {text}", "stale"),), room, 2)
    return lines


def task_for_the_room(
    state: State, task: Task, found: Coverage, wanted: Sequence[Need], room: int
) -> Sequence[Line]:
    """What it delivers, how one sees that it is done, what it is there for; what the room has to settle."""
    serves = _(", ").join(need_name(state, need) for need in wanted if task.id in _ids(need))
    facts: list[tuple[str, Cell]] = [(_("Deliverable"), task.deliverable)]
    facts += [(_("Checked by") if not at else "", each.text) for at, each in enumerate(task.criteria)]
    facts.append((_("Serves"), serves))
    question = next((str(each.message) for each in found.late if each.task.id == task.id), "")
    if not task.criteria:
        question = _("How does one see that it is done?")
    if not task.deliverable:
        question = _("What is handed over when it is done?")
    title = ((f"{state.key_of(task)}  ", "accent"), (task.title, "strong"))
    return for_the_room(title, facts, question, room)


def need_for_the_room(state: State, need: Need, today: date, room: int) -> Sequence[Line]:
    """What is wanted, by when, and which tasks deliver it."""
    tasks = [
        (_("Delivered by") if not at else "", f"{state.key_of(task)} {task.title}")
        for at, task in enumerate(need.tasks)
    ]
    due = short_date(need.date, today) if need.date is not None else ""
    question = "" if need.tasks else _("Which task delivers it?")
    return for_the_room(need_name(state, need), [(_("By"), due), *tasks], question, room)


def _ids(need: Need) -> set[int]:
    return {task.id for task in need.tasks}


def same_as(state: State, pair: Pair, other: Task) -> str:
    """That two tasks are, or may be, one."""
    key, title = state.key_of(other), other.title
    if pair.same:
        return _("The same as {key} {title}: M merges them.", key=key, title=title)
    return _("Perhaps the same as {key} {title}: M merges them.", key=key, title=title)


def need_name(state: State, need: Need) -> str:
    """`推广方案`, `研发部 核心卖点`."""
    return f"{department_name(state, need.department)} {need.text}" if need.department else need.text


def need_row(state: State, need: Need, today: date) -> Row:
    """An outcome or contribution, and the tasks that deliver it."""
    due = short_date(need.date, today) if need.date is not None else ""
    pieces: list[Piece] = []
    for task in need.tasks:
        pieces += [(state.key_of(task), "muted"), (f" {task.title}  ", "")]
    return Row(
        (
            ((need_name(state, need), ""), (f"  {due}", "muted")),
            tuple(pieces) or ((_("no task"), "stale"),),
        ),
        sign="✓" if need.tasks else "?",
        sign_style="muted" if need.tasks else "stale",
    )


def idle_row(state: State, task: Task) -> Row:
    """A task that serves nothing."""
    return Row((((state.key_of(task), "muted"), (f" {task.title}", "")), ""), sign="?", sign_style="stale")


def pair_row(state: State, pair: Pair) -> Row:
    """Two tasks that may be one."""
    return Row(
        (
            ((state.key_of(pair.one), "muted"), (f" {pair.one.title}", "")),
            ((state.key_of(pair.other), "muted"), (f" {pair.other.title}", "")),
        ),
        sign="!",
        sign_style="delayed",
    )


def coverage_columns() -> tuple[Column, ...]:
    """What is wanted, and what delivers it."""
    return (
        Column("need", _("Wanted"), least=24, weight=1),
        Column("tasks", _("Delivered by"), least=20, weight=1),
    )


def add_row() -> Row:
    """The last line of the outline, which begins a new task."""
    return Row(("", _("+ a task")), style="muted")
