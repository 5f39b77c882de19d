"""The question to ask aloud about an item: "陈工，手册哪天给王芳？" (DOMAIN.md, Meetings)."""

from __future__ import annotations

from typing import Final

from store.language import Message, msg
from store.model.capture import Capture, CaptureKind
from store.model.clock import Moment
from store.model.issue import Issue, IssueState
from store.model.meeting import AgendaItem, ItemKind, Meeting, MeetingKind
from store.model.risk import Risk
from store.model.state import State
from store.model.task import Task
from store.rules.attention import attention_of
from store.rules.brief import brief_of, point_in, reviews_of, said_of
from store.rules.meeting.attendance import speaks_for
from store.rules.meeting.carry import left_open
from store.rules.nudge import question
from store.rules.say import department_name, head_of, person_name, short_day, who_answers
from store.rules.status import expected, is_open

_ASKED: Final = {
    ItemKind.CHANGES: msg("Does anything here surprise anybody?"),
    ItemKind.OTHERS: msg("Which of these needs the room after all?"),
    ItemKind.SMOOTH: msg("No objections? Then we go on."),
    ItemKind.PARKED: msg("Which of these do we take up now, and which do we drop?"),
    ItemKind.GOAL: msg("Does everybody read the goal the same way?"),
    ItemKind.SPLIT: msg("Every department: is this what you do, and who does it?"),
    ItemKind.DATES: msg("Which of these dates will be tight?"),
    ItemKind.CADENCE: msg("Who has not got the updates so far?"),
    ItemKind.FIGURES: msg("Which figure did nobody expect?"),
    ItemKind.KEEP: msg("What went well enough to do it again?"),
    ItemKind.CHANGE: msg("What will we do differently, who sees to it, by when?"),
}


def question_of(state: State, meeting: Meeting, item: AgendaItem, moment: Moment) -> Message | None:
    """What to ask about an item, and whom; null when it speaks for itself.

    Where the one to be asked is absent, the deputy is asked.
    """
    match item.kind:
        case ItemKind.TASK:
            task = state.get(Task, item.ref)
            return _task(state, meeting, task, moment) if task is not None else None
        case ItemKind.ISSUE:
            issue = state.get(Issue, item.ref)
            return _issue(state, meeting, issue, moment) if issue is not None else None
        case ItemKind.RISK:
            risk = state.get(Risk, item.ref)
            return _risk(state, meeting, risk) if risk is not None else None
        case ItemKind.POINT:
            return _point(state, meeting, item)
        case ItemKind.ACTIONS:
            return _action(state, meeting, moment)
        case ItemKind.QUESTIONS:
            return _open_question(state, meeting)
        case ItemKind.TOPIC:
            return _topic(state, meeting, moment)
    if item.kind is ItemKind.CHANGES and meeting.kind is MeetingKind.REVIEW:
        return msg("What was behind it, and how do we see it earlier next time?")
    return _ASKED.get(item.kind)


def _task(state: State, meeting: Meeting, task: Task, moment: Moment) -> Message:
    # A block, and a delay that another department caused, are not asked of the owner.
    elsewhere = task.block is not None or (task.delay is not None and task.delay.cause is not None)
    if not elsewhere:
        speaker = speaks_for(state, meeting, who_answers(state, task))
        if speaker.absent:
            return _nobody(state, speaker.person)
    day = expected(task)
    if not elsewhere and day is not None and attention_of(state, task, moment) is None and is_open(task):
        # On the agenda although nothing is wrong with it yet: what comes before it is late.
        asked = msg("will it be done by {day}? What is missing?", day=short_day(day, moment.today))
        return _to(state, meeting, who_answers(state, task), asked, question(state, task, moment))
    return question(state, task, moment, lambda person: speaks_for(state, meeting, person).person)


def _issue(state: State, meeting: Meeting, issue: Issue, moment: Moment) -> Message:
    if issue.state is IssueState.TO_VERIFY:
        return _to(state, meeting, issue.reporter, msg("is it really solved?"), msg("Who verifies it?"))
    if issue.owner is None:
        return msg("Who takes it on, and by which day?")
    if issue.deadline is None:
        asked = msg("by which day will it be solved?")
    elif issue.deadline < moment.today:
        day = short_day(issue.deadline, moment.today)
        asked = msg("it was due {day}: what is missing, and which day now?", day=day)
    else:
        asked = msg("will it be solved by {day}?", day=short_day(issue.deadline, moment.today))
    return _to(state, meeting, issue.owner, asked, msg("Who takes it on, and by which day?"))


def _risk(state: State, meeting: Meeting, risk: Risk) -> Message:
    person = risk.owner if risk.owner is not None else head_of(state, risk.department)
    return _to(
        state,
        meeting,
        person,
        msg("is it nearer than last time? What do we do now?"),
        msg("Who keeps an eye on it?"),
    )


def _point(state: State, meeting: Meeting, item: AgendaItem) -> Message | None:
    """A point of the brief is asked of the departments that have not spoken of it."""
    if item.part is None or item.ref is None:
        return None
    point = point_in(brief_of(state, meeting.initiative), item.part, item.ref)
    if point is None:
        return None
    silent = [
        department_name(state, each.department)
        for each in reviews_of(state, meeting.initiative)
        if said_of(each, point) is None
    ]
    if not silent:
        return msg("Everybody has spoken of it: does it stand?")
    names: Message | str = silent[0]
    for name in silent[1:]:
        names = msg("{names}, {name}", names=names, name=name)
    return msg("{names}: feasible? Under which condition, with what?", names=names)


def _action(state: State, meeting: Meeting, moment: Moment) -> Message | None:
    """The action that is due first is asked about by name."""
    found = left_open(state, meeting.initiative, (CaptureKind.ACTION,))
    for each in found:
        # What was agreed a minute ago is asked about the next time.
        if each.person is not None and each.meeting != meeting.id:
            asked = msg("“{what}”: is it done?", what=each.text)
            if each.due is not None and each.due >= moment.today:
                day = short_day(each.due, moment.today)
                asked = msg("“{what}”: will it be done by {day}?", what=each.text, day=day)
            return _to(state, meeting, each.person, asked, asked)
    return None


def _open_question(state: State, meeting: Meeting) -> Message | None:
    found: list[Capture] = left_open(state, meeting.initiative, (CaptureKind.QUESTION,))
    if not found:
        return msg("What is still unclear?") if meeting.kind is MeetingKind.KICKOFF else None
    first = found[0]
    if first.person is None:
        return msg("Who answers: “{what}”?", what=first.text)
    return _to(state, meeting, first.person, msg("“{what}”?", what=_bare(first.text)), msg("Who answers it?"))


def _topic(state: State, meeting: Meeting, moment: Moment) -> Message | None:
    """What an urgent meeting still has to find: who, and by which day."""
    issue = state.get(Issue, meeting.issue) if meeting.kind is MeetingKind.URGENT else None
    if issue is None:
        return None
    if issue.owner is None or issue.deadline is None:
        return _issue(state, meeting, issue, moment)
    name, day = person_name(state, issue.owner), short_day(issue.deadline, moment.today)
    return msg("{person} has it by {day}: what is still needed from this room?", person=name, day=day)


def _to(state: State, meeting: Meeting, person: int | None, asked: Message, nobody: Message) -> Message:
    """A question put to a person, or to who speaks for them; `nobody` when there is no such person."""
    speaker = speaks_for(state, meeting, person)
    name = person_name(state, speaker.person)
    if not name:
        return nobody
    return (
        _nobody(state, speaker.person)
        if speaker.absent
        else msg("{person}, {asked}", person=name, asked=asked)
    )


def _nobody(state: State, person: int | None) -> Message:
    return msg(
        "{person} is not here and nobody speaks for them: put it off?", person=person_name(state, person)
    )


def _bare(text: str) -> str:
    return text.rstrip("?？ ")
