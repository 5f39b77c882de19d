"""Figures of the review in words, for the meeting and for the document alike."""

from __future__ import annotations

from store.language import Message, msg
from store.model.state import State
from store.rules.review.punctuality import Rate
from store.rules.say import department_name


def percent(share: float) -> str:
    """A share of 0 to 1: `63%`."""
    return f"{share * 100:.0f}%"


def rate_said(part: int, whole: int) -> Message:
    """`5 of 8 (63%)`; a word where nothing is decided yet."""
    if not whole:
        return msg("none yet")
    return msg("{part} of {whole} ({share})", part=part, whole=whole, share=percent(part / whole))


def by_original_date(rate: Rate, late: int, overdue: int) -> Message:
    """How many tasks were done when they were first planned to be."""
    return msg(
        "Done by their original date: {rate}; done later {late}, overdue {overdue}.",
        rate=rate_said(rate.on_time, rate.decided),
        late=late,
        overdue=overdue,
    )


def counted(value: float | None) -> str:
    """A number as short as it can be said: `2`, `1.5`; a dash for none."""
    return "-" if value is None else f"{value:.1f}".removesuffix(".0")


def cause_name(state: State, id: int | None) -> Message:
    """Who caused a slip: a department, or the one that owns the task."""
    name = department_name(state, id)
    return msg("{name}", name=name) if name else msg("own cause")
