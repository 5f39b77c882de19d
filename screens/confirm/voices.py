"""What the departments said of a point of the brief, in words and as signs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from screens.widgets.cells import Line, wrap
from store.language import _
from store.model.organisation import Department
from store.model.requirement import Feasibility
from store.model.state import State
from store.rules.brief import BriefPoint, feasibility_name, is_stale, reviews_of, said_of

SIGNS: Final[Mapping[Feasibility, tuple[str, str]]] = {
    Feasibility.FEASIBLE: ("✓", ""),
    Feasibility.CONDITIONAL: ("~", "delayed"),
    Feasibility.INFEASIBLE: ("x", "blocked"),
}


def short_voices(state: State, initiative: int, point: BriefPoint) -> Line:
    """Who said what of it, as signs: `✓市场部 ~研发部`."""
    found: list[tuple[str, str]] = []
    for review in reviews_of(state, initiative):
        said = said_of(review, point)
        department = state.get(Department, review.department)
        if said is not None and department is not None:
            sign, style = SIGNS[said.feasibility]
            found += [(f"{sign}{department.name}", style or "muted"), ("  ", "")]
    return tuple(found)


def voices(state: State, initiative: int, point: BriefPoint, room: int) -> list[Line]:
    """What every department said of a point, one a line."""
    lines: list[Line] = []
    for review in reviews_of(state, initiative):
        said = said_of(review, point)
        department = state.get(Department, review.department)
        if said is None or department is None:
            continue
        sign, style = SIGNS[said.feasibility]
        text: list[tuple[str, str]] = [
            (f"{sign} ", style),
            (f"{department.name} ", "strong"),
            (str(feasibility_name(said.feasibility)), style or "muted"),
        ]
        if said.condition:
            text.append((f"  {said.condition}", ""))
        if said.resources:
            text.append(("  " + _("needs {what}", what=said.resources), "muted"))
        if is_stale(said, point):
            text.append(("  " + _("(it read differently then)"), "stale"))
        lines += wrap(tuple(text), room, 4)
    return lines
