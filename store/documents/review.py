"""复盘: the figures of the review as a document with charts (DOMAIN.md stage 4.6). In the board's language.

First what came of the dates, and why; then how the work together went (`review_together`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.documents.blocks import Bar, Bars, Block, Column, Document, table
from store.documents.dates import long_day
from store.documents.review_together import blocks as together
from store.documents.review_words import bucket_name, day_cell, department, heading, paragraph
from store.language import Language, Message, msg
from store.model.initiative import Initiative
from store.model.state import State
from store.rules.review.figures import Figures
from store.rules.review.numbers import Bucket
from store.rules.review.punctuality import Rate
from store.rules.review.words import by_original_date, cause_name, counted, percent, rate_said
from store.rules.say import days, moved, signed_days
from store.rules.slips import Move, MoveKind, SlipRow

_REASONS: Final = 10
"""So many reasons are told; the rest is small."""


def review_document(state: State, figures: Figures, language: Language | None = None) -> Document:
    """The figures to read and to hand round; in the board's language unless another is asked for."""
    language = language or state.settings.language
    initiative = state.one(Initiative, figures.initiative)
    title = msg("Review: {code} {title}", code=initiative.code, title=initiative.title)
    parts = [
        *_on_time(state, figures, language),
        *_distribution(figures, language),
        *_causes(state, figures, language),
        *_ledger(state, figures, language),
        *together(state, figures, language),
    ]
    return Document(title.render(language), tuple(parts), language)


def _on_time(state: State, figures: Figures, language: Language) -> Iterator[Block]:
    found = figures.punctuality
    yield heading(msg("On time"), language)
    lines = [
        msg("As of {day}, tasks: {count}.", day=long_day(figures.today, language), count=figures.tasks),
        by_original_date(found.tasks, found.done_late, found.overdue),
    ]
    if found.milestones.decided:
        said = rate_said(found.milestones.on_time, found.milestones.decided)
        lines.append(msg("Milestones reached on time: {rate}.", rate=said))
    if found.undated:
        lines.append(msg("Tasks without a date: {count}.", count=found.undated))
    yield paragraph(lines, language)
    bars = [
        Bar(department(state, each, language), rate.rate, _rate(rate, language))
        for each, rate in found.departments
        if rate.rate is not None
    ]
    if bars:
        yield Bars(tuple(bars), whole=1)


def _distribution(figures: Figures, language: Language) -> Iterator[Block]:
    found = figures.distribution
    if not found.count:
        return
    yield heading(msg("How far tasks slipped"), language)
    yield paragraph(
        [
            msg(
                "From the original date, in calendar days: median {middle}, average {average}, furthest "
                "{furthest}.",
                middle=counted(found.middle),
                average=counted(found.average),
                furthest=found.furthest or 0,
            )
        ],
        language,
    )
    yield Bars(
        tuple(Bar(_slip(each).render(language), each.count, str(each.count)) for each in found.buckets)
    )


def _causes(state: State, figures: Figures, language: Language) -> Iterator[Block]:
    found = figures.causes
    if not found.days:
        return
    yield heading(msg("Causes"), language)
    yield paragraph(
        [msg("Lost in all: {days}. Who caused it, and what it adds up to:", days=days(found.days))], language
    )
    yield Bars(
        tuple(
            Bar(
                cause_name(state, each.department).render(language),
                each.days,
                _adding_up(each.days, each.share, each.cumulated, language),
            )
            for each in found.causes
        )
    )
    yield paragraph([msg("Reasons that were told:")], language)
    yield Bars(
        tuple(
            Bar(
                each.reason or msg("not told").render(language),
                each.days,
                _adding_up(each.days, each.share, each.cumulated, language),
            )
            for each in found.reasons[:_REASONS]
        )
    )


def _ledger(state: State, figures: Figures, language: Language) -> Iterator[Block]:
    rows = [row for row in figures.slips.rows if row.moves]
    if not rows:
        return
    yield heading(msg("Slip ledger"), language)
    columns = [
        Column(msg("Task").render(language), 8),
        Column(msg("Original").render(language), 3),
        Column(msg("Now").render(language), 3),
        Column(msg("Slip").render(language), 4),
        Column(msg("Reasons").render(language), 10),
    ]
    cells = [
        (
            f"{row.key} {row.task.title}",
            day_cell(row.original, language),
            day_cell(row.end, language),
            _moved(row).render(language),
            _why(state, row, language),
        )
        for row in rows
    ]
    yield table(columns, cells, key=0)


def _moved(row: SlipRow) -> Message:
    return moved(row.told.times, row.days) if row.told.times else signed_days(row.days)


def _why(state: State, row: SlipRow, language: Language) -> str:
    """Each move with who caused it, the oldest first."""
    said: Message | None = None
    for move in row.moves:
        reason = _reason(move)
        if move.cause is not None:
            reason = msg(
                "{reason} ({department})", reason=reason, department=department(state, move.cause, language)
            )
        one = msg("{days} {why}", days=signed_days(move.days), why=reason)
        said = one if said is None else msg("{some}; {more}", some=said, more=one)
    return said.render(language) if said is not None else ""


def _reason(move: Move) -> Message:
    if move.kind is MoveKind.REPLANNED:
        return msg("new due date after the kickoff")
    if move.kind is MoveKind.OUTCOME:
        return msg("done earlier") if move.days < 0 else msg("done later than told")
    return msg("{text}", text=move.reason)


def _adding_up(count: int, part: float, cumulated: float, language: Language) -> str:
    said = msg(
        "{days}, {share} (up to here {sum})", days=days(count), share=percent(part), sum=percent(cumulated)
    )
    return said.render(language)


def _slip(bucket: Bucket) -> Message:
    if bucket.high is not None and bucket.high < 0:
        return msg("early")
    return msg("on the day") if bucket.high == 0 else bucket_name(bucket)


def _rate(rate: Rate, language: Language) -> str:
    return rate_said(rate.on_time, rate.decided).render(language)
