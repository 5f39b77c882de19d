"""Why somebody must act, as it is told outside the screens."""

from __future__ import annotations

from datetime import datetime

from store.language import Message, msg
from store.model.clock import Moment
from store.rules.attention_line import Reason


def reason_told(reason: Reason, moment: Moment) -> Message:
    """The reason, with the time left where a clock runs."""
    if not isinstance(reason.deadline, datetime):
        return reason.text
    left = reason.deadline - moment.now
    until = f"{reason.deadline.astimezone(moment.zone):%H:%M}"
    if left.total_seconds() <= 0:
        return msg("{why} (urgent meeting was due {time})", why=reason.text, time=until)
    hours, minutes = divmod(int(left.total_seconds()) // 60, 60)
    return msg(
        "{why} (urgent meeting by {time}, {left} left)",
        why=reason.text,
        time=until,
        left=f"{hours}:{minutes:02}",
    )
