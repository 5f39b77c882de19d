"""All items of a meeting with their times, to go to one of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import timedelta
from typing import TYPE_CHECKING

from screens.dialogs.choose import ChooseDialog, Option
from screens.meeting.bars import MARKS, minutes_seconds
from store.language import _, msg
from store.rules.meeting.attendance import in_order
from store.rules.meeting.clock import reading

if TYPE_CHECKING:
    from screens.meeting.place import MeetingPlace


def ask_for_item(screen: MeetingPlace, show: Callable[[int], None]) -> None:
    """Let the person choose an item of the meeting, and `show` it."""
    meeting = screen.meeting
    if meeting is None:
        return
    left = reading(meeting, screen.session.moment().now).plan if meeting.opened is not None else {}
    options = []
    for item in in_order(screen.session.state, meeting):
        spent = minutes_seconds(timedelta(seconds=item.spent))
        planned = left.get(item.id, item.minutes)
        time = _("{spent} of {planned} min", spent=spent, planned=item.minutes)
        if not item.spent:
            time = _("{planned} min", planned=planned)
        options.append(Option(item.id, f"{MARKS[item.state] or ' '} {item.title}", item.why, time))

    def go(chosen: Hashable | None) -> None:
        if isinstance(chosen, int):
            show(chosen)

    screen.app.push_screen(ChooseDialog(msg("Agenda"), options, at=meeting.current), go)
