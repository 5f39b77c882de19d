"""The alignment meeting's agenda: the scenario's template, the brief point by point (DOMAIN.md stage 1.2)."""

from __future__ import annotations

from store.model.initiative import Initiative, Scenario
from store.model.meeting import ItemKind
from store.model.requirement import Review
from store.model.state import State
from store.model.template import AgendaLine
from store.rules.brief import BriefPoint, brief_of, points_of, reviews_of, said_of
from store.rules.meeting.draft import Draft
from store.rules.order import ordered
from store.rules.templates import template


def alignment(state: State, initiative: int) -> list[Draft]:
    """The lines of the template; the one with the most minutes is the one that goes through the brief, and
    becomes its points, in the order of the brief.

    The first line opens with background and goals. An incident has no time to go point by point.
    """
    record = state.one(Initiative, initiative)
    lines = ordered(template(state, record.scenario, state.settings.language).agenda)
    points = [] if record.scenario is Scenario.URGENT_INCIDENT else points_of(brief_of(state, initiative))
    longest = max(lines, key=lambda line: line.minutes, default=None)
    found: list[Draft] = []
    for at, line in enumerate(lines):
        if line is longest and points:
            found += _points(line, points, reviews_of(state, initiative))
            continue
        kind = ItemKind.GOAL if at == 0 else ItemKind.TOPIC
        found.append(Draft(kind, line.title, wanted=line.minutes))
    return found or [Draft(ItemKind.GOAL, record.title, wanted=5)]


def _points(line: AgendaLine, points: list[BriefPoint], reviews: list[Review]) -> list[Draft]:
    """A point on which nobody has spoken yet has twice the time of one that was settled before."""
    weights = [
        1 if reviews and all(said_of(each, point) is not None for each in reviews) else 2 for point in points
    ]
    each = line.minutes / sum(weights)
    return [
        Draft(
            ItemKind.POINT,
            point.line.text,
            line.title,
            point.line.id,
            point.part,
            wanted=max(round(each * weight), 1),
        )
        for point, weight in zip(points, weights, strict=True)
    ]
