"""The header of a stage's screen: the initiative, its four stages, where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.widgets.cells import Line, Piece, fit, width
from screens.words import STAGES
from store.model.initiative import Initiative, Stage
from store.model.issue import Issue, IssueState

if TYPE_CHECKING:
    from store.model.state import State

_LEAST_TITLE: Final = 8


def stage_title(state: State, initiative: int, here: Stage, room: int) -> Line:
    """`NPL 新品上市推广  1✓ 2✓ [3 跟进] 4 问题 2` in at most `room` cells; the title gives way first."""
    found = state.get(Initiative, initiative)
    if found is None:
        return ()
    issues = sum(
        1
        for issue in state.all(Issue)
        if issue.initiative == initiative and issue.state is not IssueState.CLOSED
    )
    stages: list[Piece] = []
    for stage in Stage:
        count = f" {issues}" if stage is Stage.RESOLVE and issues else ""
        text = f"{int(stage)} {STAGES[stage]}{count}" if stage is here or count else str(int(stage))
        done = "✓" if stage < found.stage and stage is not here else ""
        style = "accent" if stage is here else "muted"
        stages += [(f"[{text}]" if stage is here else f"{text}{done}", style), (" ", "")]
    taken = sum(width(text) for text, _style in stages)
    code = width(found.code) + 1
    left = room - taken - code - 2
    if left < _LEAST_TITLE:
        return ((f"{found.code} ", "strong"), *fit(((found.title, ""),), max(0, room - code)))
    title = fit(((found.title, "strong"),), min(width(found.title), left))
    return ((f"{found.code} ", "accent"), *title, ("  ", ""), *stages)
