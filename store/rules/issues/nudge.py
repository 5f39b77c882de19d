"""A message about an issue for whoever must act, ready for the chat (DOMAIN.md stages 3.5 and 4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from store.language import Message, msg
from store.model.clock import Moment
from store.model.issue import Issue, IssueState
from store.model.state import State
from store.rules.issues.people import head_above, verifiers
from store.rules.say import person_name, short_day
from store.rules.urgent import clock_of


def nudge(state: State, issue: Issue, moment: Moment) -> str:
    """In the board's language. Its owner is asked, else the head above; who verifies, when it is solved."""
    language = state.settings.language
    person = issue.owner if issue.owner is not None else head_above(state, issue)
    if issue.state is IssueState.TO_VERIFY:
        person = next(iter(verifiers(state, issue)), None)
    name = person_name(state, person)
    joint = "" if language == "zh" else " "
    text = joint.join(sentence.render(language) for sentence in _sentences(state, issue, moment))
    return f"{f'@{name} ' if name else ''}{state.key_of(issue)} {issue.title} {text}"


def _sentences(state: State, issue: Issue, moment: Moment) -> Iterator[Message]:
    if issue.state is IssueState.TO_VERIFY:
        if issue.result:
            yield msg("Said to be solved: {result}.", result=issue.result.rstrip(".。"))
        yield msg("Please verify it.")
        return
    clock = clock_of(state, issue, moment.now)
    if clock is not None:
        until = clock.deadline.astimezone(moment.zone)
        if clock.breached:
            yield msg("An urgent meeting should have been opened by {time}.", time=f"{until:%H:%M}")
        else:
            yield msg("An urgent meeting has to be opened by {time}.", time=f"{until:%H:%M}")
    if issue.owner is None:
        yield msg("Nobody handles it yet: who takes it on, and by when?")
        return
    if issue.deadline is None:
        yield msg("By when will it be solved?")
        return
    day = short_day(issue.deadline, moment.today)
    if issue.deadline < moment.today:
        yield msg("It was due on {day}. On which day will it be solved?", day=day)
    else:
        yield msg("Due {due}.", due=day)
        yield msg("How does it stand?")
