"""Which meetings there are, when they begin, and which one nobody closed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from store.language import Message, msg
from store.model.clock import Moment
from store.model.meeting import Meeting
from store.rules.brief import Records
from store.rules.meeting.kinds import KINDS as KINDS
from store.rules.meeting.kinds import title as title
from store.rules.say import short_day

LEFT_AFTER: Final = timedelta(minutes=60)
"""By so much a meeting lasts longer than planned before one asks whether it was left running."""
_LAST: Final = datetime(9999, 1, 1, tzinfo=UTC)


def running(records: Records, initiative: int | None = None) -> list[Meeting]:
    """The meetings that go on now, the one opened last at the top; of all initiatives when null."""
    found = [each for each in records.all(Meeting) if each.running and _of(each, initiative)]
    return sorted(found, key=lambda each: (each.opened or _LAST, each.id), reverse=True)


def ahead(records: Records, initiative: int | None = None) -> list[Meeting]:
    """The meetings that are planned, the next one at the top, those without a time last."""
    found = [each for each in records.all(Meeting) if each.ahead and _of(each, initiative)]
    return sorted(found, key=lambda each: (each.planned or _LAST, each.id))


def held(records: Records, initiative: int | None = None) -> list[Meeting]:
    """The meetings that are over, the newest at the top."""
    found = [each for each in records.all(Meeting) if each.closed is not None and _of(each, initiative)]
    return sorted(found, key=lambda each: (each.closed or _LAST, each.id), reverse=True)


def begun(records: Records, initiative: int) -> list[Meeting]:
    """The meetings of an initiative that run or are over, the one opened first at the top."""
    found = [
        (each.opened, each)
        for each in records.all(Meeting)
        if each.initiative == initiative and each.opened is not None and not each.called_off
    ]
    return [each for _opened, each in sorted(found, key=lambda one: (one[0], one[1].id))]


def left_running(records: Records, moment: Moment) -> list[Meeting]:
    """The meetings that nobody closed: an hour longer than planned, pauses included."""
    return [each for each in running(records) if _lasts(each, moment) > _time(each) + LEFT_AFTER]


def when(planned: datetime, moment: Moment) -> Message:
    """When a meeting begins, on the board's clock: "Tuesday 10:00", with its date from a week ahead on."""
    from store.rules.dates_words import WEEKDAYS

    local = planned.astimezone(moment.zone)
    day, weekday, time = local.date(), WEEKDAYS[local.weekday()], f"{local:%H:%M}"
    if day == moment.today:
        return msg("today {time}", time=time)
    if 0 < (day - moment.today).days < 7:
        return msg("{weekday} {time}", weekday=weekday, time=time)
    return msg("{day} {weekday} {time}", day=short_day(day, moment.today), weekday=weekday, time=time)


def _of(meeting: Meeting, initiative: int | None) -> bool:
    return initiative is None or meeting.initiative == initiative


def _lasts(meeting: Meeting, moment: Moment) -> timedelta:
    return moment.now - (meeting.opened or moment.now)


def _time(meeting: Meeting) -> timedelta:
    return timedelta(minutes=meeting.minutes)
