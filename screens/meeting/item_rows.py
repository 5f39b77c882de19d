"""Items that are lists: what earlier meetings left open, and the exceptions not walked one by one."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from screens.widgets.columns import Column
from screens.widgets.rows import Row, Rows
from screens.words import short_date
from store.language import _
from store.model.capture import Capture
from store.model.clock import Moment
from store.model.meeting import AgendaItem, ItemKind, Meeting
from store.model.requirement import Feasibility
from store.model.state import State
from store.model.task import Task
from store.rules.brief import brief_of, feasibility_name, point_in, reviews_of, said_of
from store.rules.meeting.carry import left_open
from store.rules.meeting.others import others
from store.rules.meeting.table import CAPTURED
from store.rules.say import department_name, person_name

_VERDICTS: Final = {
    Feasibility.FEASIBLE: ("✓", "done"),
    Feasibility.CONDITIONAL: ("!", "delayed"),
    Feasibility.INFEASIBLE: ("x", "late"),
}
LISTED: Final = frozenset({*CAPTURED, ItemKind.OTHERS, ItemKind.POINT})
"""The kinds of item that are shown as a list under a cursor."""
DEPARTMENT: Final = "department"
"""The first part of the key of a row that is the word of a department on a point of the brief."""


def stands_in(capture: Capture, item: AgendaItem | None) -> bool:
    """Whether a captured line stands in the list of that item."""
    kind = CAPTURED.get(item.kind) if item is not None else None
    return capture.kind is kind and capture.open


def columns(kind: ItemKind) -> tuple[Column, ...]:
    """When, who, what; for a point of the brief who says what."""
    if kind is ItemKind.POINT:
        return (
            Column("department", least=8, ideal=14),
            Column("said", least=10, ideal=14),
            Column("words", least=16, weight=1),
        )
    return (
        Column("key", least=7),
        Column("what", least=20, weight=1),
        Column("who", least=6, ideal=10),
        Column("due", least=8, align="right"),
    )


def rows(state: State, meeting: Meeting, item: AgendaItem, moment: Moment) -> Rows:
    """The lines of a list item; keys are table and id."""
    if item.kind is ItemKind.OTHERS:
        return _others(state, meeting, moment)
    if item.kind is ItemKind.POINT:
        return _departments(state, meeting, item)
    kind = CAPTURED[item.kind]
    found = {(Capture.table, each.id): each for each in left_open(state, meeting.initiative, (kind,))}
    today = moment.today

    def build(key: Hashable) -> Row:
        each = found[key]  # type: ignore[index]
        late = each.due is not None and each.due < today
        about = state.get(Task, each.task)
        return Row(
            (
                ((state.key_of(about), "accent"),) if about is not None else "",
                each.text,
                person_name(state, each.person),
                ((short_date(each.due, today), "late" if late else ""),) if each.due is not None else "",
            ),
            "!" if late else "-",
            "late" if late else "",
        )

    return Rows(list(found), build)


def _others(state: State, meeting: Meeting, moment: Moment) -> Rows:
    found = {(each.record.table, each.record.id): each for each in others(state, meeting, moment)}

    def build(key: Hashable) -> Row:
        line = found[key]  # type: ignore[index]
        said = _("{title}: {reason}", title=line.record.title, reason=line.text)
        return Row((((line.key, "accent"),), said, person_name(state, line.person), ""), line.sign)

    return Rows(list(found), build)


def _departments(state: State, meeting: Meeting, item: AgendaItem) -> Rows:
    """What each department says of a point of the brief."""
    reviews = {(DEPARTMENT, each.department): each for each in reviews_of(state, meeting.initiative)}
    part, ref = item.part, item.ref
    point = point_in(brief_of(state, meeting.initiative), part, ref) if part and ref is not None else None

    def build(key: Hashable) -> Row:
        review = reviews[key]  # type: ignore[index]
        name = department_name(state, review.department)
        said = said_of(review, point) if point is not None else None
        if said is None:
            return Row((name, ((_("not heard yet"), "muted"),), ""), "-", "not-started")
        sign, style = _VERDICTS[said.feasibility]
        words = said.condition
        if said.resources:
            needs = _("needs {text}", text=said.resources)
            words = f"{words}  {needs}" if words else needs
        return Row((name, str(feasibility_name(said.feasibility)), words), sign, style)

    return Rows(list(reviews), build)
