"""What an initiative still lacks for its next stage (DOMAIN.md stages 1 and 2).

Nobody is held up by it: a facilitator goes on with the gaps recorded (`AdvanceStage`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from store.language import Message, msg
from store.model.clock import Moment
from store.model.initiative import Initiative, Stage
from store.model.meeting import Meeting, MeetingKind
from store.model.organisation import Department
from store.model.passage import Passage
from store.model.state import State
from store.model.task import Task
from store.rules.lack import Lack
from store.rules.lacking import Hole
from store.rules.say import listed
from store.rules.signoff import DepartmentSignoff, SignoffState
from store.rules.stage1 import stage1_missing
from store.rules.table1 import Table1, table1

CLAIM: Final = "claim"
ORDER: Final = "order"
SIGN: Final = "sign"
GO_ON: Final = "go_on"
"""The steps of stage 2 by their keys."""
KICKOFF: Final = "kickoff"
"""What is missing in the last step; its id is that of the kickoff that is planned or runs, else 0."""
_NAMED: Final = 4


def missing_for(state: State, initiative: int, stage: Stage, moment: Moment) -> list[Message]:
    """What is missing for going on to `stage`, each once; nothing for a stage that was reached before."""
    return [each.message for each in lacks_for(state, initiative, stage, moment)]


def lacks_for(
    state: State, initiative: int, stage: Stage, moment: Moment, table: Table1 | None = None
) -> list[Lack]:
    """The same with the step and the row where each can be given.

    `table` is table 1 of the initiative, for those who have worked it out already.
    """
    record = state.one(Initiative, initiative)
    found: list[Lack] = []
    if record.stage < Stage.ASSIGN <= stage:
        found += stage1_missing(state, initiative)
    if record.stage < Stage.FOLLOW_UP <= stage:
        found += _of_assigning(state, table or table1(state, initiative, moment))
        found += _of_the_kickoff(state, initiative)
    return found


def passages(state: State, initiative: int) -> list[Passage]:
    """The changes of stage of an initiative and the gaps accepted with each, the oldest first."""
    found = [each for each in state.all(Passage) if each.initiative == initiative]
    return sorted(found, key=lambda each: each.id)


def kickoff_of(state: State, initiative: int) -> Meeting | None:
    """The newest kickoff of an initiative that was not called off; null when there is none."""
    found = [
        each
        for each in state.all(Meeting)
        if (each.initiative, each.kind) == (initiative, MeetingKind.KICKOFF) and not each.called_off
    ]
    return max(found, key=lambda each: each.number, default=None)


def _of_the_kickoff(state: State, initiative: int) -> Iterator[Lack]:
    """Closing it fixes the baseline, so the follow-up starts from it (stage 2.4)."""
    held = (each for each in state.all(Meeting) if each.initiative == initiative and each.closed is not None)
    if any(each.kind is MeetingKind.KICKOFF for each in held):
        return
    meeting = kickoff_of(state, initiative)
    if meeting is None:
        yield Lack(GO_ON, msg("No kickoff was held: closing it fixes the baseline."), (KICKOFF, 0))
    elif meeting.running:
        yield Lack(
            GO_ON, msg("The kickoff still runs: closing it fixes the baseline."), (KICKOFF, meeting.id)
        )
    else:
        text = msg("The kickoff is planned, but was not held: closing it fixes the baseline.")
        yield Lack(GO_ON, text, (KICKOFF, meeting.id))


def _of_assigning(state: State, table: Table1) -> Iterator[Lack]:
    rows, plan = table.rows, table.plan
    if not rows:
        yield Lack(CLAIM, msg("There is no task yet."))
    lacking: dict[str, list[Hole]] = {}
    for found in table.holes.values():
        for hole in found:
            lacking.setdefault(hole.field.partition("/")[0], []).append(hole)
    for name, same in lacking.items():
        keys = list(dict.fromkeys(state.key_of(hole.task) for hole in same))
        yield Lack(CLAIM, _LACKING[name](_keys(keys)), (Task.table, same[0].task.id))
    if len(plan.tasks) < len(rows):
        on_cycle = [task for task in rows if task.id not in plan.tasks]
        keys = [state.key_of(task) for task in on_cycle]
        what = msg("They wait for each other for ever: {keys}.", keys=_keys(keys))
        yield Lack(ORDER, what, (Task.table, on_cycle[0].id))
    if plan.impossible:
        keys = [state.key_of(each.task) for each in plan.impossible]
        what = msg("Due before what comes before them can be done: {keys}.", keys=_keys(keys))
        yield Lack(ORDER, what, (Task.table, plan.impossible[0].task.id))
    yield from _signatures(table.signoffs)


def _signatures(found: Sequence[DepartmentSignoff]) -> Iterator[Lack]:
    stands: dict[SignoffState, list[Department]] = {}
    for each in found:
        stands.setdefault(each.state, []).append(each.department)
    if unsigned := stands.get(SignoffState.UNSIGNED):
        names = _keys([each.name for each in unsigned])
        what = msg("Not signed yet: {departments}.", departments=names)
        yield Lack(SIGN, what, (Department.table, unsigned[0].id))
    if old := stands.get(SignoffState.OUT_OF_DATE):
        names = _keys([each.name for each in old])
        what = msg("Signed, but changed since: {departments}.", departments=names)
        yield Lack(SIGN, what, (Department.table, old[0].id))


_LACKING = {
    "department": lambda keys: msg("No department has claimed: {keys}.", keys=keys),
    "owner": lambda keys: msg("Nobody is responsible for: {keys}.", keys=keys),
    "due": lambda keys: msg("Without a due date: {keys}.", keys=keys),
    "criteria": lambda keys: msg("Without an acceptance criterion: {keys}.", keys=keys),
    "milestones": lambda keys: msg("Without a milestone: {keys}.", keys=keys),
    "support": lambda keys: msg("Support without a date: {keys}.", keys=keys),
    "late_support": lambda keys: msg("Support that comes only after the task is due: {keys}.", keys=keys),
}


def _keys(names: Sequence[str]) -> Message | str:
    """The first few, and how many more."""
    shown = listed(names[:_NAMED])
    if len(names) <= _NAMED:
        return shown
    return msg("{names} and {count} more", names=shown, count=len(names) - _NAMED)
