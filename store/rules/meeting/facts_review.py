"""What a review meeting looks at: the figures of `duiqi review`, as far as the board itself knows them
(DOMAIN.md stage 4.6). What only the journal knows stands in the numbers of the initiative."""

from __future__ import annotations

from collections.abc import Iterator

from store.language import Message, msg
from store.model.clock import Moment
from store.model.issue import Issue, IssueState
from store.model.meeting import Meeting
from store.model.state import State
from store.rules.brief import tasks_of
from store.rules.meeting.facts import Fact, fact
from store.rules.review.causes import Bar, pareto
from store.rules.review.forecasts import forecast_figures
from store.rules.review.meetings import meeting_figures
from store.rules.review.punctuality import distribution, punctuality
from store.rules.review.words import by_original_date, cause_name, counted, percent, rate_said
from store.rules.say import days, signed_days
from store.rules.slips import Ledger, ledger

_TASKS = 20


def figures(state: State, initiative: int, moment: Moment) -> Iterator[Fact | None]:
    """On time, how far it slipped, forecasts, issues, and the meetings: planned against actual."""
    tasks = tasks_of(state, initiative)
    kept = punctuality(tasks, moment.today)
    lines = [by_original_date(kept.tasks, kept.done_late, kept.overdue)]
    if kept.milestones.decided:
        said = rate_said(kept.milestones.on_time, kept.milestones.decided)
        lines.append(msg("Milestones reached on time: {rate}.", rate=said))
    yield fact(msg("Tasks"), lines)
    found = ledger(state, initiative)
    far = distribution(found, moment.today)
    if far.count:
        yield fact(
            msg("Slips"),
            [
                msg("Slipped in all: {days}", days=days(found.days)),
                msg(
                    "From the original date, in calendar days: median {middle}, average {average}, furthest "
                    "{furthest}.",
                    middle=counted(far.middle),
                    average=counted(far.average),
                    furthest=far.furthest or 0,
                ),
            ],
        )
    told = forecast_figures(tasks, moment)
    if told.outcomes:
        said = rate_said(told.held, len(told.outcomes))
        yield fact(msg("Forecasts"), [msg("Forecasts that held: {rate}.", rate=said)])
    yield from _issues(state, initiative)
    yield from _meetings(state, initiative)


def slips(state: State, initiative: int) -> Iterator[Fact | None]:
    """By who caused them, the most days first: what share of all, and what it moved."""
    found = ledger(state, initiative)
    for bar in pareto(found).causes:
        share = msg(
            "{days}, {share} (up to here {sum})",
            days=days(bar.days),
            share=percent(bar.share),
            sum=percent(bar.cumulated),
        )
        if bar.department is None:
            label = cause_name(state, None)
        else:
            label = msg("caused by {department}", department=cause_name(state, bar.department))
        yield fact(label, [share, *_moved(found, bar)], _TASKS)


def _moved(found: Ledger, bar: Bar) -> list[Message]:
    """What one cause moved, the furthest first."""
    parts = [(part, row) for row in found.rows for part in row.parts if part.cause == bar.department]
    parts.sort(key=lambda each: (-each[0].days, each[1].task.number))
    return [
        msg(
            "{what}: {moved}, {why}",
            what=msg("{key} {title}", key=row.key, title=row.task.title),
            moved=signed_days(part.days),
            why=part.reason or msg("not told"),
        )
        for part, row in parts
    ]


def _issues(state: State, initiative: int) -> Iterator[Fact | None]:
    issues = [each for each in state.all(Issue) if each.initiative == initiative]
    if issues:
        over = sum(each.state is IssueState.CLOSED for each in issues)
        yield fact(msg("Issues"), [msg("closed {rate}", rate=rate_said(over, len(issues)))])


def _meetings(state: State, initiative: int) -> Iterator[Fact | None]:
    held = (each for each in state.all(Meeting) if each.initiative == initiative)
    every = meeting_figures(held).kinds[0]
    if every.count:
        said = msg(
            "Held {count}, planned {planned} min, took {took} min; longer than planned: {over}.",
            count=every.count,
            planned=every.planned,
            took=every.took,
            over=every.overran,
        )
        yield fact(msg("Meetings"), [said])
