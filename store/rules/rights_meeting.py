"""Who may do what with meetings, what they capture, and their minutes (DOMAIN.md, Meetings).

- facilitators and the head of the initiating department plan meetings, open, close and call them off;
- whoever presents or leads a meeting moves it on, calls the roll and closes it: it has to end even if nobody
  else of them is left. Everybody says of themself whether they are there;
- taking it over is for those, for the heads of the departments concerned, and for the deputy of who leads it;
- everybody but a guest captures in their own name, and calls the urgent meeting about an issue that concerns
  them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from store.language import Message, msg
from store.model.capture import Capture
from store.model.change import Change
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.meeting import Meeting, MeetingKind
from store.model.minutes import Minutes
from store.model.organisation import Person, Role
from store.model.requirement import Review
from store.model.state import State
from store.model.task import Task
from store.rules.meeting.attendance import of_issue
from store.rules.meeting.cadence import FOLLOWED_BY
from store.rules.signoff import concerned
from store.rules.who import body_of, has_facilitator, head_of, heads, leaders, leads, names_of

_OF_HOLDING: Final = frozenset({"aside", "closed", "minutes"})
_OF_OPENING: Final = frozenset({"opened", "chair", "current", "since", "agenda", "attendance"})
_OF_SETTLING: Final = frozenset({"settled", "settled_by", "answer"})
OF_URGENT: Final = frozenset({"meeting_at", "breached_at", "owner", "deadline", "state", "first_solution"})
"""Fields of an issue that its urgent meeting settles."""


def on_meetings(state: State, actor: Person, change: Change) -> Message | None:
    """Why `actor` may not change a meeting, a capture or minutes; null when they may."""
    if change.table == Capture.table:
        return _on_capture(state, actor, change)
    if change.table == Minutes.table:
        return _on_minutes(state, actor, change)
    return _on_meeting(state, actor, change)


def _on_meeting(state: State, actor: Person, change: Change) -> Message | None:
    meeting = state.get(Meeting, change.id)
    if meeting is None or change.field is None:
        return _on_whole(state, actor, body_of(change.after if change.after is not None else change.before))
    if _plans(state, actor, meeting.initiative):
        return None
    name, _, entry = change.field.partition("/")
    holds = _holds(actor, meeting)
    if name == "presenter":
        # Either for oneself, or handed back to who had it by taking one's own step back.
        hands_back = change.before == actor.id and holds
        if hands_back or (change.after == actor.id and _takes_over(state, actor, meeting)):
            return None
        return _may_take_over(state, meeting)
    if holds and name in _OF_HOLDING | _OF_OPENING:
        return None
    if name == "planned" and _closes_before(state, actor, meeting.initiative, meeting.kind):
        return None
    if name == "attendance" and entry == str(actor.id):
        return None
    if meeting.kind is MeetingKind.URGENT and concerned_by(state, actor, meeting.issue):
        return None if name in _OF_OPENING else _who_holds(state, meeting)
    return _who_holds(state, meeting)


def _on_minutes(state: State, actor: Person, change: Change) -> Message | None:
    """Written and taken back by who may close the meeting."""
    minutes = state.get(Minutes, change.id)
    of = body_of(change.after if change.after is not None else change.before).get("meeting")
    meeting = state.get(Meeting, minutes.meeting if minutes is not None else of)
    if meeting is None:
        return msg("Minutes are those of a meeting.")
    if _plans(state, actor, meeting.initiative) or _holds(actor, meeting):
        return None
    return _who_holds(state, meeting)


def _on_capture(state: State, actor: Person, change: Change) -> Message | None:
    """Captured in one's own name; put right by who did it or holds the meeting; settled by whom it is for."""
    capture = state.get(Capture, change.id)
    if capture is None or change.field is None:
        body = body_of(change.after if change.after is not None else change.before)
        meeting = state.get(Meeting, body.get("meeting"))
        own = body.get("by") == actor.id or _plans(state, actor, body.get("initiative"))
        taken_back = change.after is None and meeting is not None and _holds(actor, meeting)
        if own or taken_back:
            return None
        return msg("What is captured is captured in one's own name.")
    if actor.id == capture.by or _plans(state, actor, capture.initiative):
        return None
    meeting = state.get(Meeting, capture.meeting)
    if meeting is not None and _holds(actor, meeting):
        return None
    person, settles = state.get(Person, capture.person), change.field in _OF_SETTLING
    own = person is not None and (
        actor.id in (person.id, person.deputy) or heads(state, actor, person.department)
    )
    if own and settles:
        return None
    people = [capture.person if settles else None, capture.by, *_planners(state, capture.initiative)]
    return msg("This is for {names}.", names=names_of(state, people))


def settles_urgent(state: State, actor: Person, issue: Issue, change: Change) -> bool:
    """Whether `actor` changes of an issue what its urgent meeting is for.

    That the time ran out is recorded by whoever notices.
    """
    if change.field == "breached_at" and change.before is None:
        return True
    if change.field not in OF_URGENT:
        return False
    if _plans(state, actor, issue.initiative):
        return True
    held = (each for each in state.all(Meeting) if each.issue == issue.id)
    return any(_holds(actor, each) for each in held)


def fixes_baseline(state: State, actor: Person, task: Task) -> bool:
    """Whether `actor` may close the kickoff, which fixes the original dates (stage 2.4)."""
    if _plans(state, actor, task.initiative):
        return True
    kickoffs = (
        each
        for each in state.all(Meeting)
        if each.initiative == task.initiative and each.kind is MeetingKind.KICKOFF
    )
    return any(_holds(actor, each) for each in kickoffs)


def holds_alignment(state: State, actor: Person, initiative: object) -> bool:
    """Whether `actor` presents or leads an alignment meeting: closing it says who was heard (stage 1.2)."""
    return any(
        each.initiative == initiative and each.kind is MeetingKind.ALIGNMENT and _holds(actor, each)
        for each in state.all(Meeting)
    )


def why_not_hold(state: State, actor: Person | None, meeting: Meeting) -> Message | None:
    """Why `actor` may not move a meeting on, call its roll or close it; null when they may."""
    if actor is not None and _holds(actor, meeting):
        return None
    return _who_holds(state, meeting) if _plainly(state, actor, meeting.initiative) else None


def why_not_take_over(state: State, actor: Person | None, meeting: Meeting) -> Message | None:
    """Why `actor` may not take a meeting over; null when they may."""
    if actor is not None and _takes_over(state, actor, meeting):
        return None
    return _may_take_over(state, meeting) if _plainly(state, actor, meeting.initiative) else None


def why_not_plan(state: State, actor: Person | None, initiative: int) -> Message | None:
    """Why `actor` may not plan and open meetings of an initiative; null when they may."""
    return _who_plans(state, initiative) if _plainly(state, actor, initiative) else None


def why_not_call(state: State, actor: Person | None, issue: Issue) -> Message | None:
    """Why `actor` may not call the urgent meeting about an issue; null when they may."""
    if actor is not None and concerned_by(state, actor, issue.id):
        return None
    return _who_calls(state, issue.initiative, issue.id) if _plainly(state, actor, issue.initiative) else None


def concerned_by(state: State, actor: Person, issue: object) -> bool:
    """Whether an issue is theirs: owner, reporter, those who answer for what it touches, all the deputies."""
    if actor.role is Role.GUEST or not isinstance(issue, int):
        return False
    people = [state.get(Person, each) for each in of_issue(state, issue)]
    return any(each is not None and actor.id in (each.id, each.deputy) for each in people)


def _on_whole(state: State, actor: Person, body: Mapping[str, Any]) -> Message | None:
    """Planned, or taken back; the next one of its kind is planned by who closes a meeting."""
    initiative, kind, issue = body.get("initiative"), body.get("kind"), body.get("issue")
    if _plans(state, actor, initiative):
        return None
    if kind == MeetingKind.URGENT.value:
        return None if concerned_by(state, actor, issue) else _who_calls(state, initiative, issue)
    if _closes_before(state, actor, initiative, kind):
        return None
    return _who_plans(state, initiative)


def _closes_before(state: State, actor: Person, initiative: object, kind: object) -> bool:
    """Whether `actor` held a meeting that one of this kind follows: closing it plans that one."""
    return any(
        each.initiative == initiative
        and FOLLOWED_BY.get(each.kind) == kind
        and each.opened is not None
        and _holds(actor, each)
        for each in state.all(Meeting)
    )


def _plainly(state: State, actor: Person | None, initiative: int) -> bool:
    """Whether `actor` needs a reason of their own: they plan nothing here, and somebody else does."""
    return has_facilitator(state) and (actor is None or not _plans(state, actor, initiative))


def _plans(state: State, actor: Person, initiative: object) -> bool:
    if leads(state, actor, initiative):
        return True
    record = state.get(Initiative, initiative) if isinstance(initiative, int) else None
    return actor.role is not Role.GUEST and record is not None and heads(state, actor, record.department)


def _holds(actor: Person, meeting: Meeting) -> bool:
    return actor.role is not Role.GUEST and actor.id in (meeting.presenter, meeting.chair)


def _takes_over(state: State, actor: Person, meeting: Meeting) -> bool:
    if actor.role is Role.GUEST:
        return False
    if _holds(actor, meeting) or concerned_by(state, actor, meeting.issue):
        return True
    for id in (meeting.chair, meeting.presenter):
        known = state.get(Person, id)
        if known is not None and known.deputy == actor.id:
            return True
    if not heads(state, actor, actor.department):
        return False
    asked = any(
        (each.initiative, each.department) == (meeting.initiative, actor.department)
        for each in state.all(Review)
    )
    return asked or any(
        task.initiative == meeting.initiative and actor.department in concerned(task)
        for task in state.all(Task)
    )


def _planners(state: State, initiative: object) -> list[int | None]:
    record = state.get(Initiative, initiative) if isinstance(initiative, int) else None
    head = head_of(state, record.department) if record is not None else None
    return [head, *leaders(state, initiative)]


def _who_plans(state: State, initiative: object) -> Message:
    return msg(
        "Meetings are planned and opened by {names}.", names=names_of(state, _planners(state, initiative))
    )


def _who_calls(state: State, initiative: object, issue: object) -> Message:
    people = [*of_issue(state, issue if isinstance(issue, int) else None), *_planners(state, initiative)]
    return msg(
        "The urgent meeting is called by those whom the issue concerns: {names}.",
        names=names_of(state, people),
    )


def _who_holds(state: State, meeting: Meeting) -> Message:
    people = [meeting.presenter, meeting.chair, *_planners(state, meeting.initiative)]
    return msg("The meeting is led by {names}.", names=names_of(state, people))


def _may_take_over(state: State, meeting: Meeting) -> Message:
    people = [meeting.chair, *_planners(state, meeting.initiative)]
    return msg(
        "{names} and the heads of the departments concerned can take the meeting over.",
        names=names_of(state, people),
    )
