"""The second half of the review: waiting, issues, forecasts, meetings, updates (DOMAIN.md stage 4.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from store.documents.blocks import Bar, Bars, Block, Column, table
from store.documents.review_words import bucket_name, day_cell, department, heading, paragraph
from store.language import Language, Message, msg
from store.model.state import State
from store.rules.issues.views import SEVERITIES
from store.rules.meeting.kinds import KINDS
from store.rules.review.figures import Figures
from store.rules.review.numbers import Bucket
from store.rules.review.words import counted, percent, rate_said
from store.rules.say import days, listed, signed_days, working_days
from store.rules.waiting import Cell, WaitKind

_OF_ALL: Final = msg("all issues")
_WAITS: Final = {
    WaitKind.SUPPORT: msg("support"),
    WaitKind.DEPENDENCY: msg("predecessor"),
    WaitKind.BLOCK: msg("block"),
}


def blocks(state: State, figures: Figures, language: Language) -> Iterator[Block]:
    """What comes after dates and causes."""
    yield from _waiting(state, figures, language)
    yield from _issues(figures, language)
    yield from _forecasts(state, figures, language)
    yield from _meetings(figures, language)
    yield from _updates(state, figures, language)


def _waiting(state: State, figures: Figures, language: Language) -> Iterator[Block]:
    found = figures.waited
    if found.blocked:
        yield heading(msg("Blocked, in working days by department"), language)
        yield paragraph([msg("Blocks: {count}.", count=found.blocks)], language)
        yield Bars(
            tuple(
                Bar(department(state, each, language), count, working_days(count).render(language))
                for each, count in found.blocked
            )
        )
    if found.matrix.cells:
        yield heading(msg("Who waited on whom, in working days"), language)
        yield Bars(tuple(_waited(state, cell, language) for cell in found.matrix.cells))


def _waited(state: State, cell: Cell, language: Language) -> Bar:
    label = f"{department(state, cell.waiter, language)} -> {department(state, cell.on, language)}"
    kinds = listed([_WAITS[each] for each in dict.fromkeys(wait.kind for wait in cell.waits)])
    said = msg("{days}: {what}", days=days(cell.days), what=kinds)
    return Bar(label, cell.days, said.render(language))


def _issues(figures: Figures, language: Language) -> Iterator[Block]:
    found = figures.issues
    every = found.closings[0]
    if not every.reported:
        return
    yield heading(msg("Issues"), language)
    lines = []
    for each in found.closings:
        if each.reported:
            said = rate_said(each.closed, each.reported)
            what = SEVERITIES[each.severity] if each.severity is not None else _OF_ALL
            line = msg("{what}: closed {rate}", what=what, rate=said)
            if each.middle is not None:
                line = msg(
                    "{what}; working days: median {middle}, longest {longest}",
                    what=line,
                    middle=counted(each.middle),
                    longest=each.longest,
                )
            lines.append(line)
    if found.urgent:
        said = rate_said(found.met, found.met + found.breached)
        lines.append(msg("urgent ones with a meeting in time: {rate}", rate=said))
    if found.reopened:
        lines.append(msg("reopened: {count}", count=found.reopened))
    yield paragraph(lines, language)
    yield from _spread(msg("Working days from report to close:"), found.to_close, language)
    yield from _spread(msg("Working days for which the open ones stand:"), found.ages, language)


def _spread(name: Message, found: Sequence[Bucket], language: Language) -> Iterator[Block]:
    if any(each.count for each in found):
        yield paragraph([name], language)
        yield Bars(tuple(Bar(_days(each).render(language), each.count, str(each.count)) for each in found))


def _days(bucket: Bucket) -> Message:
    return msg("the same day") if bucket.high == 0 else bucket_name(bucket)


def _forecasts(state: State, figures: Figures, language: Language) -> Iterator[Block]:
    found = figures.forecasts
    if not found.outcomes:
        return
    yield heading(msg("Forecasts against outcomes"), language)
    lines = [
        msg("Forecasts that held: {rate}.", rate=rate_said(found.held, len(found.outcomes))),
        msg(
            "Off by {off} days on average; bias {bias:+.1f} days, above 0: too hopeful.",
            off=counted(found.off),
            bias=found.bias or 0.0,
        ),
    ]
    yield paragraph(lines, language)
    columns = [
        Column(msg("Task").render(language), 8),
        Column(msg("Told on").render(language), 3),
        Column(msg("Forecast").render(language), 3),
        Column(msg("Done on").render(language), 3),
        Column(msg("Off by").render(language), 3),
    ]
    rows = [
        (
            f"{state.key_of(each.task)} {each.task.title}",
            day_cell(each.told, language),
            day_cell(each.forecast, language),
            day_cell(each.finished, language) if each.finished else msg("not done yet").render(language),
            signed_days(each.error).render(language) if each.error else msg("on the day").render(language),
        )
        for each in found.outcomes
    ]
    yield table(columns, rows, key=0)


def _meetings(figures: Figures, language: Language) -> Iterator[Block]:
    found = figures.meetings
    every = found.kinds[0]
    if not every.count:
        return
    yield heading(msg("Meetings: planned against actual minutes"), language)
    line = msg(
        "Held {count}, planned {planned} min, took {took} min; longer than planned: {over}.",
        count=every.count,
        planned=every.planned,
        took=every.took,
        over=every.overran,
    )
    yield paragraph([line], language)
    bars: list[Bar] = []
    for each in found.kinds[1:]:
        if each.kind is None:
            continue
        name = msg("{what} ({count})", what=KINDS[each.kind], count=each.count).render(language)
        planned = msg("planned {count} min", count=each.planned).render(language)
        took = msg("took {count} min", count=each.took).render(language)
        bars += [Bar(name, each.planned, planned, "="), Bar("", each.took, took)]
    yield Bars(tuple(bars))


def _updates(state: State, figures: Figures, language: Language) -> Iterator[Block]:
    every = figures.discipline.all
    if every.rate is None:
        return
    yield heading(msg("Update discipline"), language)
    lines = [
        msg(
            "Updates: {updates}. The cadence was kept on {share} of the days.",
            updates=every.updates,
            share=percent(every.rate),
        ),
        msg(
            "Silent for too long on {silent} of {watched} days, summed over tasks; the longest silence was "
            "{longest}.",
            silent=every.silent,
            watched=every.watched,
            longest=working_days(every.longest),
        ),
    ]
    yield paragraph(lines, language)
    yield Bars(
        tuple(
            Bar(
                department(state, each, language),
                kept.rate,
                rate_said(kept.watched - kept.silent, kept.watched).render(language),
            )
            for each, kept in figures.discipline.departments
            if kept.rate is not None
        ),
        whole=1,
    )
