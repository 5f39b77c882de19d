"""Table 3 filled in: what its cells say of an issue, in the commands by which people say it (stage 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from store.errors import Refused
from store.exchange import cells
from store.exchange.back.meaning import Meaning
from store.exchange.keys import Keys
from store.exchange.owners import Owners, is_nobody
from store.language import msg
from store.model.initiative import Initiative
from store.model.issue import Issue, IssueState, Severity
from store.model.organisation import Person
from store.model.state import State
from store.rules.commands.issues.closing import ProposeClosed, ReopenIssue, SendBackIssue, VerifyIssue
from store.rules.commands.issues.handling import HandleIssue, HandOverIssue, NoteMeasure
from store.rules.commands.issues.reporting import EditIssue, ReportIssue
from store.rules.edit import Command

_TEXTS: Final = ("impact", "first_solution")


def issue_commands(
    state: State, issue: Issue, said: Mapping[str, str], whole: Mapping[str, str], meaning: Meaning
) -> Iterator[Command]:
    """What the changed cells of a row (`said`, by field) say; `whole` is the row with all its cells.

    Raises Refused at the column that cannot be so; what the commands refuse they refuse themselves.
    """
    state_now = issue.state
    wanted = IssueState(meaning.word("state", said["state"])) if said.get("state") else None
    if state_now is IssueState.CLOSED and wanted in (IssueState.OPEN, IssueState.HANDLING):
        yield ReopenIssue(issue.id, _reason(issue, said), _deadline(said, meaning))
    elif state_now is IssueState.TO_VERIFY and wanted in (IssueState.OPEN, IssueState.HANDLING):
        yield SendBackIssue(issue.id, _reason(issue, said), _deadline(said, meaning))
    yield from _facts(state, issue, said, meaning)
    yield from _handled(state, issue, said, meaning, wanted)
    for line in _new_measures(issue, said.get("measures", "")):
        yield NoteMeasure(issue.id, line)
    yield from _solved(issue, said, whole, wanted)


def report_command(
    state: State, initiative: Initiative, said: Mapping[str, str], meaning: Meaning
) -> ReportIssue:
    """A row that somebody added: an issue that is reported now. Raises Refused at a column."""
    title, _line, description = said.get("title", "").partition("\n")
    severity = said.get("severity", "")
    owner = said.get("owner", "")
    return ReportIssue(
        initiative.id,
        title,
        description.strip(),
        said.get("impact", ""),
        said.get("first_solution", ""),
        Severity(meaning.word("severity", severity)) if severity else Severity.MODERATE,
        tasks=_tasks(state, initiative, said.get("tasks", "")),
        owner=None if is_nobody(owner) else _person(state, owner).id,
        deadline=_deadline(said, meaning),
    )


def _facts(state: State, issue: Issue, said: Mapping[str, str], meaning: Meaning) -> Iterator[Command]:
    fields: dict[str, object] = {name: said[name] for name in _TEXTS if name in said}
    if "title" in said:
        title, _line, description = said["title"].partition("\n")
        fields |= {"title": title, "description": description.strip()}
    if said.get("severity"):
        fields["severity"] = Severity(meaning.word("severity", said["severity"]))
    if "tasks" in said:
        fields["tasks"] = _tasks(state, state.one(Initiative, issue.initiative), said["tasks"])
    if fields:
        yield EditIssue(issue.id, fields)


def _handled(
    state: State,
    issue: Issue,
    said: Mapping[str, str],
    meaning: Meaning,
    wanted: IssueState | None,
) -> Iterator[Command]:
    """Who handles it and until when: begun, handed over, or on another day."""
    owner = _person(state, said["owner"]).id if not is_nobody(said.get("owner", "")) else None
    if "owner" in said and owner is None and issue.owner is not None:
        raise Refused(msg("Somebody has to handle it: name one person."), field="owner")
    day = _deadline(said, meaning)
    begins = wanted is IssueState.HANDLING or (owner is not None and day is not None)
    if issue.state is IssueState.OPEN and (begins or (wanted is IssueState.TO_VERIFY and owner is not None)):
        yield HandleIssue(
            issue.id,
            owner if owner is not None else issue.owner,
            day or issue.deadline,
            first_solution=said.get("first_solution", ""),
        )
        return
    if owner is not None and owner != issue.owner:
        yield HandOverIssue(issue.id, owner, deadline=day)
    elif "deadline" in said:
        yield EditIssue(issue.id, {"deadline": day})


def _solved(
    issue: Issue, said: Mapping[str, str], whole: Mapping[str, str], wanted: IssueState | None
) -> Iterator[Command]:
    """Said to be solved, or verified by another; a result alone says so, too, as long as it is not solved."""
    words = [whole.get(name, "") for name in ("result", "cause", "prevention")]
    if wanted is IssueState.TO_VERIFY:
        yield ProposeClosed(issue.id, *words)
    elif wanted is IssueState.CLOSED:
        if issue.state is not IssueState.TO_VERIFY:
            text = msg("It is closed when somebody else has verified it: say “to verify” first.")
            raise Refused(text, field="state")
        yield VerifyIssue(issue.id, True, *(said.get(name, "") for name in ("result", "cause", "prevention")))
    elif any(said.get(name) for name in ("result", "cause", "prevention")):
        if issue.state in (IssueState.OPEN, IssueState.HANDLING):
            yield ProposeClosed(issue.id, *words)
        else:
            raise Refused(msg("It was solved with another result; send it back first."), field="result")


def _new_measures(issue: Issue, text: str) -> list[str]:
    """The lines that are not there yet, by themselves or behind the day and the name that table 3 puts before
    them: measures are only ever added."""
    lines = (" ".join(line.split()) for each in issue.measures for line in each.text.split("\n"))
    there = [line for line in lines if line]
    labelled = tuple(f"{colon}{line}" for line in there for colon in (": ", "："))
    bare = (" ".join(line.split()) for line in text.split("\n"))
    return [line for line in bare if line and line not in there and not line.endswith(labelled)]


def _reason(issue: Issue, said: Mapping[str, str]) -> str:
    """Why it comes back: the newest measure, if the row says one."""
    return next(iter(_new_measures(issue, said.get("measures", ""))), "")


def _deadline(said: Mapping[str, str], meaning: Meaning) -> date | None:
    text = said.get("deadline", "")
    try:
        return meaning.day(text)
    except Refused as refused:
        raise Refused(refused.message, field="deadline") from refused


def _person(state: State, text: str) -> Person:
    return Owners(state).named(text, None)


def _tasks(state: State, initiative: Initiative, text: str) -> tuple[int, ...]:
    found = []
    for token in cells.names(text):
        task = Keys(state, initiative, ()).find(token)
        if task is None:
            raise Refused(msg("There is no task “{key}” in the initiative.", key=token[:40]), field="tasks")
        found.append(task)
    return tuple(dict.fromkeys(found))
