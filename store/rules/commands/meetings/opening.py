"""What the commands of a meeting share: what it can still be told, its agenda, its roll-call, its opening."""

from __future__ import annotations

from store.errors import Refused
from store.language import msg
from store.model.issue import Issue
from store.model.meeting import AgendaItem, Attendant, Attended, Meeting
from store.model.organisation import Person
from store.rules.edit import Edit
from store.rules.meeting.agenda import agenda as built
from store.rules.meeting.attendance import away, expected, in_order
from store.rules.meeting.renewal import numbered
from store.rules.meeting.running import title
from store.rules.urgent import breach_of


def opened(edit: Edit, meeting: Meeting) -> Meeting:
    """A meeting that begins now, with those who should be there called; away by their calendar are said so.

    An urgent one stops the clock of its issue (stage 3.7); that it came too late is recorded with it.
    """
    order = in_order(edit, meeting)
    if not order:
        raise Refused(msg("There is nothing on the agenda yet."), field="agenda")
    now = edit.moment.now
    issue = edit.get(Issue, meeting.issue)
    if issue is not None and issue.meeting_at is None:
        breached = breach_of(issue, edit.state.settings.urgent_minutes, now)
        edit.set(issue, meeting_at=now, breached_at=breached)
    return edit.set(
        meeting,
        opened=now,
        since=now,
        presenter=edit.author,
        chair=meeting.chair if meeting.chair is not None else edit.author,
        current=order[0].id,
        attendance=tuple(_today(edit, each) for each in called(edit, meeting)),
    )


def called(edit: Edit, meeting: Meeting) -> tuple[Attendant, ...]:
    """The roll-call with everybody who should be there; what was said of somebody already stays."""
    roll = meeting.attendance
    agenda = meeting.agenda
    for person in expected(edit, meeting.initiative, meeting.kind, meeting.issue, agenda):
        if meeting.attendant(person) is None:
            roll = with_call(roll, Attendant(id=person))
    return roll


def with_call(roll: tuple[Attendant, ...], called: Attendant) -> tuple[Attendant, ...]:
    """A roll-call with what holds for one person now."""
    others = [each for each in roll if each.id != called.id]
    return tuple(sorted([*others, called], key=lambda each: each.id))


def with_item(edit: Edit, meeting: Meeting, item: AgendaItem) -> Meeting:
    """A meeting with an item of its agenda as it is now."""
    return edit.set(meeting, agenda=tuple(item if each.id == item.id else each for each in meeting.agenda))


def item_of(meeting: Meeting, item: int) -> AgendaItem:
    """The item of that id. Refused at `item` when it is gone."""
    found = meeting.item(item)
    if found is None:
        raise Refused(msg("It is no longer there; somebody removed it."), field="item")
    return found


def the_running(edit: Edit, meeting: int) -> Meeting:
    """The meeting, which has to run. Raises Refused."""
    found = edit.one(Meeting, meeting)
    refuse_over(edit, found)
    if found.opened is None:
        raise Refused(msg("{meeting} has not begun.", meeting=title(edit, found)))
    return found


def refuse_over(edit: Edit, meeting: Meeting) -> None:
    """Refuse what cannot be said of a meeting that is over or does not take place."""
    if meeting.closed is not None:
        raise Refused(msg("{meeting} is over.", meeting=title(edit, meeting)))
    if meeting.called_off:
        raise Refused(msg("{meeting} was called off.", meeting=title(edit, meeting)))


def refuse_unless_ahead(edit: Edit, meeting: Meeting) -> None:
    """Refuse what is only for a meeting that has not begun."""
    refuse_over(edit, meeting)
    if meeting.opened is not None:
        raise Refused(msg("{meeting} has begun already.", meeting=title(edit, meeting)))


def _today(edit: Edit, called: Attendant) -> Attendant:
    """Somebody who was not called yet; whoever is away today has the deputy speak, if there is one."""
    today, now = edit.moment.today, edit.moment.now
    if called.attended is not Attended.EXPECTED or not away(edit, called.id, today):
        return called
    deputy = edit.one(Person, called.id).deputy
    if deputy is None or away(edit, deputy, today):
        return Attendant(id=called.id, attended=Attended.ABSENT, at=now)
    return Attendant(id=called.id, attended=Attended.DEPUTY, deputy=deputy, at=now)


def with_agenda(edit: Edit, meeting: Meeting) -> Meeting:
    """A meeting with an agenda: the one it has, else what the board says now."""
    if meeting.agenda:
        return meeting
    items = built(
        edit.state,
        meeting.initiative,
        meeting.kind,
        edit.moment,
        minutes=meeting.minutes,
        issue=meeting.issue,
    )
    return edit.set(meeting, agenda=numbered(items))
