"""All figures of the review of an initiative (DOMAIN.md stage 4.6). Pure: the trail is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from store.model.clock import Moment
from store.model.issue import Issue
from store.model.meeting import Meeting
from store.model.state import State
from store.model.task import Progress, Task
from store.rules.calendar import workdays
from store.rules.review.causes import Pareto, pareto
from store.rules.review.discipline import Discipline, discipline
from store.rules.review.forecasts import ForecastFigures, forecast_figures
from store.rules.review.issues import IssueFigures, issue_figures
from store.rules.review.meetings import MeetingFigures, meeting_figures
from store.rules.review.past import Past
from store.rules.review.punctuality import Distribution, Punctuality, distribution, punctuality
from store.rules.review.waited import Waited, waited
from store.rules.slips import Ledger, ledger


@dataclass(frozen=True, slots=True)
class Figures:
    """What an initiative was like, up to `today`. `tasks` counts those that are not cancelled."""

    initiative: int
    today: date
    tasks: int
    punctuality: Punctuality
    slips: Ledger
    distribution: Distribution
    causes: Pareto
    waited: Waited
    issues: IssueFigures
    forecasts: ForecastFigures
    meetings: MeetingFigures
    discipline: Discipline


def figures(state: State, initiative: int, moment: Moment, past: Past) -> Figures:
    """The figures of an initiative, from the board as it stands and what the trail says of its course."""
    tasks = [each for each in state.all(Task) if each.initiative == initiative]
    issues = [each for each in state.all(Issue) if each.initiative == initiative]
    slips = ledger(state, initiative)
    days = workdays(state.settings)
    return Figures(
        initiative,
        moment.today,
        sum(each.progress is not Progress.CANCELLED for each in tasks),
        punctuality(tasks, moment.today),
        slips,
        distribution(slips, moment.today),
        pareto(slips),
        waited(state, tasks, moment, past),
        issue_figures(issues, moment, past, days, state.settings.urgent_minutes),
        forecast_figures(tasks, moment),
        meeting_figures(each for each in state.all(Meeting) if each.initiative == initiative),
        discipline(state, initiative, tasks, moment, past),
    )
