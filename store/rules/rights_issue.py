"""Who may do what with an issue (DOMAIN.md stage 4.2).

- everybody but a guest reports, and says what was done about it, in their own name;
- the owner, their deputy, the heads above and the initiating department's handle it; when nobody has it, the
  people of the department that has to resolve it take it; the reporter names who does, until then;
- everybody concerned says by when, that it is solved, sends it back and reopens it; that it is less bad than
  it was said to be is for the reporter and the initiating department to say;
- nobody verifies their own fix, not even a facilitator: whoever had a hand in it (`people.fixers`);
- an escalation is recorded by whoever opens the board, and taken back by nobody.
"""

from __future__ import annotations

from typing import Final

from store.language import Message, msg
from store.model.change import Change
from store.model.issue import Issue, IssueState, MeasureKind, Severity
from store.model.organisation import Person, Role
from store.model.state import State
from store.rules.issues.people import calmers, concerned, fixers, handlers, verifiers
from store.rules.issues.states import Act, impossible
from store.rules.rights_meeting import settles_urgent
from store.rules.who import body_of, has_facilitator, heads, leaders, leads, names_of

_OF_HANDLING: Final = frozenset({"owner", "department"})
_OF_REPORT: Final = frozenset({"title", "description", "impact", "tasks", "risk"})
_OF_BOTH: Final = frozenset({"deadline", "first_solution"})
_OF_CLOSING: Final = frozenset({"result", "cause", "prevention", "proposed", "proposed_by"})
_OF_URGENT: Final = frozenset({"meeting_at", "breached_at"})
_UNSOLVED: Final = (IssueState.OPEN.value, IssueState.HANDLING.value)
_WEIGHT: Final = {Severity.MINOR.value: 0, Severity.MODERATE.value: 1, Severity.SEVERE.value: 2}
_SAY_WHO: Final = msg("Say who you are first: the board records who changed what.")
_LOOK: Final = msg("Guests look on; a facilitator can make you a member.")


def on_issue(state: State, actor: Person, change: Change) -> Message | None:
    """Why `actor` may not change an issue so; null when they may."""
    issue = state.get(Issue, change.id)
    if issue is None or change.field is None:
        return _on_whole(state, actor, change)
    name, _, entry = change.field.partition("/")
    if entry and name in ("measures", "escalations"):
        return _on_said(state, actor, change, name)
    if leads(state, actor, issue.initiative):
        return None
    if name == "state":
        return _on_state(state, actor, issue, change)
    if settles_urgent(state, actor, issue, change):
        return None
    if name in _OF_BOTH and _unless(state, actor, issue, Act.HANDLE) is None:
        return None
    if name in ("verified_by", "closed"):
        act = Act.REOPEN if change.after is None else Act.VERIFY
    elif name in _OF_HANDLING:
        # Nobody leaves an issue without an owner but by taking back that there is one.
        act = Act.EDIT if change.after is None else Act.HANDLE
    elif name == "severity":
        act = Act.EDIT if _worse(change) else Act.CALM
    elif name in ("urgent_since", "urgent_by"):
        act = Act.CALM if change.after is None else Act.MAKE_URGENT
    elif name in _OF_REPORT | _OF_BOTH | _OF_CLOSING | _OF_URGENT:
        act = Act.EDIT
    else:
        return _who(state, issue, leaders(state, issue.initiative))
    return _unless(state, actor, issue, act)


def on_own_fix(state: State, actor: Person, change: Change) -> Message | None:
    """Why even a facilitator may not close an issue: it is their own fix. Null for every other change."""
    issue = state.get(Issue, change.id) if change.table == Issue.table else None
    if issue is None:
        return None
    if change.field not in ("state", "verified_by"):
        return None
    own = fixers(state, issue)
    closes = change.field == "state" and change.after == IssueState.CLOSED.value and actor.id in own
    forged = change.field == "verified_by" and change.after in own
    return own_fix(state, issue) if closes or forged else None


def own_fix(state: State, issue: Issue) -> Message:
    """That somebody else has to verify an issue, and who can."""
    people = [*verifiers(state, issue), *_others(state, issue)]
    return msg(
        "Nobody verifies their own fix. {key} can be verified by {names}.",
        key=state.key_of(issue),
        names=names_of(state, people),
    )


def releases(state: State, actor: Person, change: Change) -> bool:
    """Whether a change takes away a block whose issue `actor` may verify: the two go together."""
    if change.field != "block" or change.after is not None:
        return False
    number = body_of(change.before).get("issue")
    issue = state.get(Issue, number) if isinstance(number, int) else None
    if issue is None or issue.state is not IssueState.TO_VERIFY:
        return False
    return actor.id in verifiers(state, issue)


def why_not(state: State, actor: Person | None, issue: Issue, act: Act) -> Message | None:
    """Why `actor` may not do `act`, whether for its state or for who they are; null when they may."""
    stopped = impossible(issue, state.key_of(issue), act, state.settings.urgent_minutes)
    if stopped is not None:
        return stopped
    if not has_facilitator(state):
        return own_fix(state, issue) if _is_own_fix(state, actor, issue, act) else None
    if actor is None:
        return _SAY_WHO
    if actor.role is Role.GUEST:
        return _LOOK
    if _is_own_fix(state, actor, issue, act):
        return own_fix(state, issue)
    if leads(state, actor, issue.initiative) or act is Act.MEASURE:
        return None
    return _unless(state, actor, issue, act)


def _is_own_fix(state: State, actor: Person | None, issue: Issue, act: Act) -> bool:
    return act is Act.VERIFY and actor is not None and actor.id in fixers(state, issue)


def _on_whole(state: State, actor: Person, change: Change) -> Message | None:
    body = body_of(change.after if change.after is not None else change.before)
    if body.get("reporter") == actor.id or leads(state, actor, body.get("initiative")):
        return None
    return msg("An issue is reported in one's own name; for others a facilitator does it.")


def _on_said(state: State, actor: Person, change: Change, name: str) -> Message | None:
    """Added, never rewritten; what one said oneself is taken back."""
    if name == "escalations":
        return None if change.before is None else msg("An escalation is a fact: nobody takes it back.")
    added = change.before is None and body_of(change.after).get("by") == actor.id
    taken_back = change.after is None and body_of(change.before).get("by") == actor.id
    if added or taken_back:
        return None
    return msg("What was done about an issue is said in one's own name, and stays as it was said.")


def _on_state(state: State, actor: Person, issue: Issue, change: Change) -> Message | None:
    if change.after == IssueState.CLOSED.value:
        return _unless(state, actor, issue, Act.VERIFY)
    if change.before in _UNSOLVED and change.after in _UNSOLVED:
        settled = settles_urgent(state, actor, issue, change)
        taken_back = change.after == IssueState.OPEN.value
        return None if settled else _unless(state, actor, issue, Act.EDIT if taken_back else Act.HANDLE)
    return _unless(state, actor, issue, Act.EDIT)


def _unless(state: State, actor: Person, issue: Issue, act: Act) -> Message | None:
    """Null when `actor` is one of those who may do `act` as far as persons go, else who may."""
    match act:
        case Act.HANDLE | Act.HAND_OVER:
            people = handlers(state, issue)
            if issue.state is IssueState.OPEN and issue.reporter is not None:
                people = [*people, issue.reporter]
            if _takes(state, actor, issue) or _handed_over(actor, issue):
                return None
        case Act.VERIFY:
            people = verifiers(state, issue)
        case Act.CALM:
            people = calmers(state, issue)
        case _:
            people = concerned(state, issue)
    if actor.id in people:
        return None
    if _is_own_fix(state, actor, issue, act):
        return own_fix(state, issue)
    return _who(state, issue, [*people, *leaders(state, issue.initiative)])


def _takes(state: State, actor: Person, issue: Issue) -> bool:
    """What nobody has is taken by the people of the department in question; without one, by any head."""
    if issue.owner is not None:
        return False
    if issue.department is None:
        return heads(state, actor, actor.department)
    return actor.department == issue.department


def _handed_over(actor: Person, issue: Issue) -> bool:
    """Whether `actor` handed it over, and nothing was said of it since: then they can take that back."""
    last = issue.measures[-1] if issue.measures else None
    return last is not None and last.kind is MeasureKind.HANDED_OVER and last.by == actor.id


def _who(state: State, issue: Issue, people: list[int | None]) -> Message:
    return msg(
        "{key} is for {names}; you can note what was done about it.",
        key=state.key_of(issue),
        names=names_of(state, people),
    )


def _worse(change: Change) -> bool:
    before, after = _WEIGHT.get(str(change.before), 0), _WEIGHT.get(str(change.after), 0)
    return after >= before


def _others(state: State, issue: Issue) -> list[int | None]:
    own = fixers(state, issue)
    return [person for person in leaders(state, issue.initiative) if person not in own]
