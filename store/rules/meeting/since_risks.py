"""What became of a risk between two states of a board (DOMAIN.md stages 3.6 and 4.4)."""

from __future__ import annotations

from collections.abc import Iterator

from store.language import Message, msg
from store.model.issue import Issue
from store.model.risk import Risk
from store.model.state import State
from store.rules.meeting.difference import Kind
from store.rules.say import department_name


def told_of_risk(state: State, before: Risk | None, risk: Risk) -> Iterator[tuple[Kind, Message]]:
    """Seen first, happened, struck off, taken up again, heavier or lighter. `before`: as it was, null when
    nobody had seen it."""
    if before is None:
        name = department_name(state, risk.department)
        yield Kind.RISK_NEW, msg("seen by {name}", name=name) if name else msg("new")
    issue = state.get(Issue, risk.issue)
    if issue is not None and (before is None or before.issue != issue.id):
        yield Kind.RISK_HAPPENED, msg("it is {issue} now", issue=state.key_of(issue))
    if before is None:
        return
    if risk.closed is not None:
        if before.closed is None:
            yield Kind.RISK_GONE, msg("{text}", text=risk.closed_why)
        return
    if before.closed is not None:
        yield Kind.RISK_BACK, msg("may happen")
    was, weight = before.weight, risk.weight
    if was is not None and weight is not None and was != weight:
        text = msg("{before} -> {after}", before=was, after=weight)
        note = risk.scores[-1].note if len(risk.scores) > len(before.scores) else ""
        if note:
            text = msg("{what}: {why}", what=text, why=note)
        yield Kind.RISK_ROSE if weight > was else Kind.RISK_FELL, text
