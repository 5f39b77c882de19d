"""Scenario templates: what comes with the program, and what the team made of it (DOMAIN.md, "Words")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from store.language import LANGUAGES, Language
from store.model.initiative import Initiative, Scenario
from store.model.template import AgendaLine, Template, UsualTask
from store.rules.brief import Records
from store.rules.names import folded
from store.rules.order import ordered
from store.rules.template_texts import TEXTS
from store.rules.workdays import Workdays


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A usual task laid into the time of an initiative; `due` is null where that is not known."""

    usual: UsualTask
    due: date | None


def template(records: Records, scenario: Scenario, language: Language) -> Template:
    """The team's own template, or the built-in one, which has the id 0."""
    return stored(records, scenario, language) or built_in(scenario, language)


def stored(records: Records, scenario: Scenario, language: Language) -> Template | None:
    """What the team made of a template; null while it is as it came."""
    found = (each for each in records.all(Template) if (each.scenario, each.language) == (scenario, language))
    return next(found, None)


@lru_cache(maxsize=8)
def built_in(scenario: Scenario, language: Language) -> Template:
    """The template that comes with the program."""
    text = TEXTS[language][scenario]
    return Template(
        id=0,
        scenario=scenario,
        language=language,
        hint=text.hint,
        cadence=text.cadence,
        agenda=tuple(
            AgendaLine(id=at, title=title, minutes=minutes)
            for at, (title, minutes) in enumerate(text.agenda, 1)
        ),
        tasks=tuple(
            UsualTask(
                id=at,
                title=each.title,
                deliverable=each.deliverable,
                criterion=each.criterion,
                milestone=each.milestone,
                share=each.share,
            )
            for at, each in enumerate(text.tasks, 1)
        ),
    )


def usual_milestone(records: Records, initiative: Initiative, title: str) -> str:
    """The milestone that a task of that title usually has in such an initiative; empty when it is none of the
    usual tasks, or has none."""
    for language in LANGUAGES:
        for usual in template(records, initiative.scenario, language).tasks:
            if usual.milestone and folded(usual.title) == folded(title):
                return usual.milestone
    return ""


def minutes(template: Template) -> int:
    """How long the agenda takes in all."""
    return sum(line.minutes for line in template.agenda)


def planned(
    template: Template,
    start: date,
    end: date | None,
    calendar: Workdays,
    chosen: Sequence[int] | None = None,
) -> list[PlannedTask]:
    """The usual tasks (those `chosen` by id; all when null) between two days, each due on a working day.

    `end` is the day on which all is to be done; without it nothing has a date.
    """
    tasks = [each for each in ordered(template.tasks) if chosen is None or each.id in chosen]
    worked: list[date] = []
    if end is not None and end >= start:
        days = (date.fromordinal(day) for day in range(start.toordinal(), end.toordinal() + 1))
        worked = [day for day in days if calendar.is_workday(day)] or [end]
    return [PlannedTask(each, _due(each.share, worked)) for each in tasks]


def _due(share: int, worked: Sequence[date]) -> date | None:
    """The working day after which `share` per cent of the days are over; null when there is none."""
    return worked[max(0, -(-len(worked) * share // 100) - 1)] if worked else None
