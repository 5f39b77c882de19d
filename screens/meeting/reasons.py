"""Why a key of a meeting cannot be used now: it is greyed before, and says so when it is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.dialogs.status import acts as status_acts
from screens.meeting import acts
from store.language import Message, msg
from store.model.meeting import ItemState, MeetingKind
from store.rules.rights_meeting import why_not_hold, why_not_take_over

if TYPE_CHECKING:
    from screens.keys import Act
    from screens.meeting.place import MeetingPlace

_OF_CAPTURES = (status_acts.COMPLETE, status_acts.EDIT)
_HOLDS = (acts.PARK, acts.PAUSE, acts.CLOSE)


def takes(act: Act, place: MeetingPlace) -> bool:
    """Whether a key of tasks acts on something else here: a captured line, the word of a department."""
    ids = {each.id for each in _OF_CAPTURES}
    of_points = {each.id for each in acts.OF_POINT}
    if act.id in of_points and place.department_at_hand() is not None:
        return True
    return act.id in ids and place.capture_at_hand() is not None


def reason_against(act: Act, place: MeetingPlace) -> Message | None:
    """The reason, as far as the meeting gives one."""
    meeting, state, me = place.meeting, place.session.state, place.session.person
    if meeting is None:
        return msg("The meeting is no longer there; somebody removed it.")
    if act in _HOLDS:
        if not meeting.running:
            return msg("The meeting is not running.")
        why = why_not_hold(state, me, meeting) or place.session.read_only
        if why is not None or act is not acts.PARK:
            return why
    if act is acts.PARK:
        return _against_parking(place)
    if act is acts.FOLLOW:
        if place.presents:
            return msg("You present: the others follow you.")
        return msg("You follow already.") if place.follows else None
    if act is acts.TAKE_OVER:
        if place.presents:
            return msg("You present already.")
        return why_not_take_over(state, me, meeting) or place.session.read_only
    if act is acts.NEXT and not place.presents and place.neighbour(1) is None:
        return msg("This is the last item.")
    if act is acts.BEFORE and place.neighbour(-1) is None:
        return msg("This is the first item.")
    if act is acts.SOLUTION and place.issue_at_hand() is None:
        return msg("This item is about no issue.")
    if act is acts.CONDITION and place.department_at_hand() is None:
        return msg("There is no department under the cursor.")
    if act is acts.KEPT and not place.kept():
        return msg("Nothing was captured in this meeting yet.")
    return place.session.read_only if act in (acts.SOLUTION, acts.CONDITION) else None


def _against_parking(place: MeetingPlace) -> Message | None:
    item = place.here
    if item is None:
        return msg("There is no item here.")
    return msg("It is put off already.") if item.state is ItemState.PARKED else None


def hidden(place: MeetingPlace) -> set[str]:
    """The acts that say nothing here, so that they stand not in the footer."""
    meeting = place.meeting
    found: set[str] = set()
    if place.presents:
        found |= {acts.FOLLOW.id, acts.TAKE_OVER.id}
    else:
        found |= {acts.PAUSE.id, acts.CLOSE.id, acts.PARK.id, acts.BLANK.id}
        if place.follows:
            found.add(acts.FOLLOW.id)
        silent = place.silent()
        if silent is not None and silent < STIRRING:
            found.add(acts.TAKE_OVER.id)
    urgent = meeting is not None and meeting.kind is MeetingKind.URGENT
    if place.issue_at_hand() is None or (not urgent and place.capture_at_hand() is not None):
        found.add(acts.SOLUTION.id)
    if place.department_at_hand() is None:
        found.add(acts.CONDITION.id)
    if place.task_at_hand() is None:
        found |= {act.id for act in status_acts.ON_TASK if not takes(act, place)}
    if place.at_the_end:
        found |= {acts.PARK.id, acts.PAUSE.id, acts.CLOSE.id}
    return found


STIRRING = 2
"""Minutes without a key from which taking over is offered at the foot."""
