"""What needs the room and is not on the agenda one by one, for want of time (DOMAIN.md stage 3.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from store.language import Message
from store.model.clock import Moment
from store.model.issue import Issue
from store.model.meeting import ItemKind, Meeting
from store.model.risk import Risk
from store.model.state import State
from store.model.task import Task
from store.rules.issues.stands import stands
from store.rules.meeting.weekly import due_risks, exceptions, open_issues, risk_stands


@dataclass(frozen=True, slots=True)
class Other:
    """A task, issue or risk; `person` is who must act, `text` why it needs the room."""

    record: Task | Issue | Risk
    key: str
    sign: str
    person: int | None
    text: Message


def others(state: State, meeting: Meeting, moment: Moment) -> list[Other]:
    """What a weekly meeting does not walk, in the order in which it would."""
    on_it = {(each.kind, each.ref) for each in meeting.agenda}
    told: set[int] = set()
    found = [*_exceptions(state, meeting, moment, told), *_rest(state, meeting, moment, told)]
    return [each for each in found if (_KINDS[type(each.record)], each.record.id) not in on_it]


_KINDS: dict[type, ItemKind] = {Task: ItemKind.TASK, Issue: ItemKind.ISSUE, Risk: ItemKind.RISK}


def _exceptions(state: State, meeting: Meeting, moment: Moment, told: set[int]) -> Iterator[Other]:
    for line in exceptions(state, meeting.initiative, moment):
        record = line.task or line.issue
        if line.issue is not None:
            told.add(line.issue.id)
        if record is not None:
            yield Other(record, line.key, line.sign, line.person, line.reason)


def _rest(state: State, meeting: Meeting, moment: Moment, told: set[int]) -> Iterator[Other]:
    for issue in open_issues(state, meeting.initiative, moment):
        if issue.id not in told:
            why = stands(state, issue, moment)
            yield Other(issue, state.key_of(issue), "", issue.owner, why)
    for risk in due_risks(state, meeting.initiative, moment):
        yield Other(risk, state.key_of(risk), "", risk.owner, risk_stands(risk))
