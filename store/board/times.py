"""How far this machine's clock can be believed: the board's time is that of its newest change.

Times in a journal never go backwards, so a line from a clock that is ahead moves everybody's today. What
somebody does is written with the time they have; what a program does by itself, on opening or once a minute,
must not move it far: a clock that is wrong looks like a board that nobody touched for long.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from store.language import Message, msg

CLOCK_BEHIND: Final = timedelta(seconds=2)
"""By so much the clock may be behind the newest change before anybody is told."""
CLOCK_AHEAD: Final = timedelta(days=14)
"""By so much it may be ahead before what a program would record by itself waits for somebody's change."""


def is_far_ahead(now: datetime, newest: datetime) -> bool:
    """Whether nothing but this clock says that so much time has passed since the newest change (both UTC)."""
    return now - newest > CLOCK_AHEAD


def put_right_at(now: datetime, newest: datetime) -> datetime:
    """The time of a line by which a program puts a board right by itself: now, unless that moves it far."""
    return newest if is_far_ahead(now, newest) else max(now, newest)


def behind(newest: datetime) -> Message:
    """What is said of a clock that is behind."""
    return msg(
        "This machine's clock is behind the newest change of the board ({at} UTC); changes are "
        "recorded with that time.",
        at=f"{newest:%Y-%m-%d %H:%M}",
    )


def ahead(now: datetime, newest: datetime) -> Message:
    """What is said of a clock that is far ahead, when there is something to record."""
    return msg(
        "This machine's clock says {now} UTC, {days} days after the newest change of the board. If that is "
        "right, what has climbed meanwhile is recorded after the first change that somebody makes; if not, "
        "set the clock first.",
        now=f"{now:%Y-%m-%d %H:%M}",
        days=(now - newest).days,
    )
