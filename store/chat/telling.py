"""What can be told to the group, and the message it makes of a board (DOMAIN.md stages 2.3, 3.5, 3.7).

The words come from `store/documents`; here they become one message, with those who are called by number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from store.chat.channels import mobiles_of
from store.chat.message import ChatMessage, Mention
from store.documents.chat import chat_markdown, chat_text, harmless
from store.errors import NotFound, Refused
from store.language import Language, Message, msg
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.meeting import Meeting
from store.model.state import State
from store.rules.say import person_name

if TYPE_CHECKING:
    from store.documents.blocks import Document


class Kind(StrEnum):
    """What is told."""

    DIGEST = "digest"
    ASSIGNMENT = "assignment"
    MINUTES = "minutes"
    URGENT = "urgent"
    TEST = "test"

    @property
    def words(self) -> Message:
        """As people call it."""
        return _WORDS[self]


_WORDS = {
    Kind.DIGEST: msg("daily digest"),
    Kind.ASSIGNMENT: msg("table 1"),
    Kind.MINUTES: msg("meeting minutes"),
    Kind.URGENT: msg("urgent call"),
    Kind.TEST: msg("test message"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants told. `id` is that of the initiative (null: a digest of all), the meeting or the
    issue."""

    kind: Kind
    id: int | None = None


def document_of(state: State, wish: Wish, moment: Moment) -> Document:
    """What the group would read. Raises NotFound when it is gone, Refused when it is not to be told."""
    match wish.kind:
        case Kind.DIGEST:
            from store.documents.digest import digest_document

            return digest_document(state, moment, wish.id)
        case Kind.ASSIGNMENT:
            from store.documents.announced import announced_document

            return announced_document(state, wish.id or 0, moment)
        case Kind.MINUTES:
            from store.documents.minutes import minutes_document, minutes_record

            meeting = state.one(Meeting, wish.id or 0)
            return minutes_document(state, minutes_record(state, meeting, moment))
        case Kind.URGENT:
            from store.documents.urgent_call import urgent_document

            return urgent_document(state, state.one(Issue, wish.id or 0), moment)
    raise Refused(msg("A test is sent with: duiqi channel test NAME"))


def why_not_tell(state: State, wish: Wish, moment: Moment) -> Message | None:
    """Why it is not sent to the group; null when it may be. What is not confirmed is no table 1 yet."""
    if wish.kind is Kind.ASSIGNMENT:
        from store.rules.signoff import SignoffState, confirmed, signoff

        found = state.get(Initiative, wish.id)
        if found is None:
            return msg("There is no initiative yet.")
        if not confirmed(state, found.id):
            every = signoff(state, found.id)
            signed = sum(1 for each in every if each.state is SignoffState.SIGNED)
            return msg(
                "Table 1 of {code} is not confirmed yet: {signed} of {all} departments have signed.",
                code=found.code,
                signed=signed,
                all=len(every),
            )
    if wish.kind is Kind.URGENT:
        from store.documents.urgent_call import why_not_urgent

        issue = state.get(Issue, wish.id)
        return why_not_urgent(state, issue) if issue is not None else msg("It is no longer there.")
    return None


def message_of(
    state: State, wish: Wish, moment: Moment, mobiles: Mapping[str, str] | None = None
) -> ChatMessage:
    """The message. `mobiles` are the numbers by which people are called, by their names.

    Raises NotFound and Refused as `document_of` does, and Refused where `why_not_tell` has a reason.
    """
    why = why_not_tell(state, wish, moment)
    if why is not None:
        raise Refused(why, field="call" if wish.kind is Kind.URGENT else wish.kind.value)
    document = document_of(state, wish, moment)
    numbers = mobiles_of(state, _called(state, wish, moment), mobiles or {})
    return ChatMessage(
        title=harmless(document.title),
        markdown=chat_markdown(document),
        text=chat_text(document),
        mentions=tuple(
            Mention(harmless(person_name(state, person)), number) for person, number in numbers.items()
        ),
        call=msg("For your attention:").render(document.language),
    )


def a_test(channel: str, language: Language) -> ChatMessage:
    """The message with which a channel is tried out."""
    title = msg("Duiqi: this is a test").render(language)
    said = msg("The channel {name} works.", name=channel).render(language)
    return ChatMessage(title, f"# {title}\n\n{harmless(said)}", f"{title}\n{harmless(said)}")


def issue_of(state: State, key: str) -> Issue:
    """The issue that an urgent call is about: of that key, or that which blocks the task of that key.

    Raises NotFound.
    """
    from store.model.task import Task

    typed = key.strip().upper()
    for issue in state.all(Issue):
        if state.key_of(issue).upper() == typed:
            return issue
    for task in state.all(Task):
        if state.key_of(task).upper() == typed:
            found = state.get(Issue, task.block.issue) if task.block is not None else None
            if found is None:
                raise NotFound(msg("No issue blocks {key}.", key=typed), field="call")
            return found
    raise NotFound(msg("There is no item {key}.", key=typed), field="call")


def _called(state: State, wish: Wish, moment: Moment) -> list[int]:
    """The ids of those whom it concerns, in the order in which it names them."""
    match wish.kind:
        case Kind.DIGEST:
            from store.documents.digest import called_today

            return called_today(state, moment, wish.id)
        case Kind.ASSIGNMENT:
            from store.documents.announced import called_by_table

            return called_by_table(state, wish.id or 0)
        case Kind.URGENT:
            from store.documents.urgent_call import called_urgently

            return called_urgently(state, state.one(Issue, wish.id or 0))
    return []
