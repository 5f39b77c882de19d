"""The urgent clock in words: how long until the meeting must be open, or for how long it should have been."""

from __future__ import annotations

from datetime import datetime, timedelta

from screens.widgets.cells import Line, Piece
from store.language import _
from store.rules.urgent import UrgentClock


def digits(left: timedelta) -> str:
    """`01:12:40`, without a sign."""
    seconds = abs(int(left.total_seconds()))
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}:{seconds % 60:02}"


def urgent_line(clock: UrgentClock, more: int) -> Line:
    """The clock that ends first, and how many others run."""
    others = f" +{more}" if more else ""
    if clock.breached:
        return ((_("overdue {time}", time=digits(clock.remaining)) + others, "blocked"),)
    return ((_("urgent {time}", time=digits(clock.remaining)) + others, "late"),)


def meeting_words(deadline: datetime, now: datetime) -> Piece:
    """How many hours and minutes are left to open the meeting, or since when it should be open."""
    left = deadline - now
    time = digits(left)[:5]
    if left > timedelta():
        return (_("urgent meeting within {time}", time=time), "late")
    return (_("urgent meeting overdue by {time}", time=time), "blocked")
