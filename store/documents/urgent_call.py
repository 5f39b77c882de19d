"""An urgent call for the chat group: what is blocked, until when the meeting has to be opened, who is called
(DOMAIN.md stage 3.7). In the board's language."""

from __future__ import annotations

from collections.abc import Iterator

from store.documents.blocks import Block, Bullets, Document, Paragraph
from store.errors import Refused
from store.language import Message, msg
from store.model.clock import Moment
from store.model.issue import Issue
from store.model.state import State
from store.model.task import Task
from store.rules.issues.people import concerned
from store.rules.issues.stands import UNSOLVED
from store.rules.say import department_name, person_name
from store.rules.urgent import clock_of


def why_not_urgent(state: State, issue: Issue) -> Message | None:
    """Why nobody is to be called about it; null when they are."""
    key = state.key_of(issue)
    if issue.state not in UNSOLVED:
        return msg("{key} is solved already.", key=key)
    if issue.urgent_since is None:
        return msg("{key} is not urgent.", key=key)
    return None


def urgent_document(state: State, issue: Issue, moment: Moment) -> Document:
    """The call. Raises Refused for an issue that is not urgent, or is solved."""
    why = why_not_urgent(state, issue)
    if why is not None:
        raise Refused(why, field="call")
    language = state.settings.language
    title = msg("Urgent: {key} {title}", key=state.key_of(issue), title=issue.title)
    said = _until(state, issue, moment)
    points = tuple(each.render(language) for each in _points(state, issue))
    blocks: list[Block] = [Paragraph(said.render(language))]
    if points:
        blocks.append(Bullets(points))
    return Document(title.render(language), tuple(blocks), language)


def called_urgently(state: State, issue: Issue) -> list[int]:
    """The ids of those whom it concerns."""
    return concerned(state, issue)


def _until(state: State, issue: Issue, moment: Moment) -> Message:
    clock = clock_of(state, issue, moment.now)
    if clock is None:
        return msg("The urgent meeting is open: please join now.")
    time = f"{clock.deadline.astimezone(moment.zone):%H:%M}"
    if clock.breached:
        return msg("An urgent meeting should have been opened by {time}.", time=time)
    return msg("An urgent meeting has to be opened by {time}.", time=time)


def _points(state: State, issue: Issue) -> Iterator[Message]:
    for entry in issue.tasks:
        task = state.get(Task, entry.id)
        if task is None:
            continue
        what = f"{state.key_of(task)} {task.title}"
        if task.block is not None:
            yield msg(
                "{task} waits for {what} from {person}",
                task=what,
                what=task.block.waits_for,
                person=person_name(state, task.block.release_by) or "?",
            )
        else:
            yield msg("{label}: {text}", label=msg("Affected"), text=what)
    told: tuple[tuple[Message, str], ...] = (
        (msg("What happened"), issue.description),
        (msg("Impact"), issue.impact),
        (msg("First solution"), issue.first_solution),
        (msg("Department"), department_name(state, issue.department)),
        (msg("Responsible"), person_name(state, issue.owner)),
    )
    for label, text in told:
        if text:
            yield msg("{label}: {text}", label=label, text=text)
