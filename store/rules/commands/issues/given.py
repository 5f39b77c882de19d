"""What the commands on issues share: what is asked for with them, and what is said along the way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from store.errors import Refused
from store.language import Message, msg
from store.model.issue import Issue, IssueState, Measure, MeasureKind, Severity
from store.model.organisation import Person
from store.model.task import Task
from store.rules.commands.telling import made
from store.rules.edit import Edit, next_id
from store.rules.issues.states import Act, impossible


def possible(edit: Edit, number: int, act: Act) -> Issue:
    """The issue, if `act` can be done with it now. Raises Refused and says what comes first, or NotFound."""
    issue = edit.one(Issue, number)
    stopped = impossible(issue, edit.state.key_of(issue), act, edit.state.settings.urgent_minutes)
    if stopped is not None:
        raise Refused(stopped)
    return issue


def one_owner(edit: Edit, owner: int | None) -> Person:
    """Who handles it. Refused at `owner` when nobody is named."""
    found = edit.get(Person, owner)
    if found is None:
        raise Refused(msg("Who handles it? Name one person."), field="owner")
    return found


def deadline(edit: Edit, day: date | None) -> date:
    """Until when. Refused at `deadline` when it is missing or has passed."""
    if day is None:
        raise Refused(msg("By when is it to be solved?"), field="deadline")
    if day < edit.moment.today:
        raise Refused(
            msg("The deadline {day} has passed already; today is {today}.", day=day, today=edit.moment.today),
            field="deadline",
        )
    return day


def touched(edit: Edit, tasks: Iterable[int], initiative: int) -> list[dict[str, int]]:
    """The tasks that an issue touches, as entries. Refused at `tasks` when one is not of its initiative."""
    found = sorted(set(tasks))
    for number in found:
        task = edit.get(Task, number)
        if task is None or task.initiative != initiative:
            raise Refused(msg("There is no such task in this initiative."), field="tasks")
    return [{"id": number} for number in found]


def outcome(issue: Issue, result: str, cause: str, prevention: str) -> dict[str, str]:
    """What an issue is closed with; what is not said anew stays as it was said.

    Refused at `result`, and of severe ones at `cause` and `prevention`, where there is nothing (stage 4.2).
    """
    said = {
        "result": result.strip() or issue.result,
        "cause": cause.strip() or issue.cause,
        "prevention": prevention.strip() or issue.prevention,
    }
    asked: dict[str, Message] = {"result": msg("What came of it? Closing needs a result.")}
    if issue.severity is Severity.SEVERE:
        asked["cause"] = msg("A severe issue is closed with its cause. What was it?")
        asked["prevention"] = msg("A severe issue is closed with how it is prevented. How?")
    for field, question in asked.items():
        if not said[field]:
            raise Refused(question, field=field)
    return said


def with_measure(
    edit: Edit, issue: Issue, text: str, kind: MeasureKind = MeasureKind.MEASURE, field: str = "text"
) -> tuple[Measure, ...]:
    """What was said of `issue`, with `text` in the author's name after it. Refused at `field` if too long."""
    number = next_id(issue.measures)
    said = {"id": number, "at": edit.moment.now, "by": edit.author, "kind": kind, "text": text}
    if kind is MeasureKind.HANDED_OVER:
        said["was"] = issue.owner
    return (*issue.measures, made(Measure, said, {"text": field}))


def given_to(edit: Edit, issue: Issue, owner: Person, reason: str = "") -> tuple[Measure, ...]:
    """What was said of `issue` once `owner` handles it: if somebody else did before, that it was handed over,
    for `reason`, else to whom. Refused at `reason` if too long."""
    if issue.owner in (None, owner.id):
        return issue.measures
    return with_measure(edit, issue, reason.strip() or owner.name, MeasureKind.HANDED_OVER, "reason")


def unsolved(state: IssueState) -> dict[str, object]:
    """The fields of an issue that is not solved after all."""
    return {"state": state, "proposed": None, "proposed_by": None, "verified_by": None, "closed": None}
