"""The lines of minutes as sentences, for where there are no columns (DOMAIN.md, Meetings)."""

from __future__ import annotations

from store.language import Message, msg
from store.model.minutes import MinutedCapture, MinutedItem


def walked(item: MinutedItem, outcome: str, *, over: bool) -> Message:
    """An item: how long it took (how long it may, while the meeting is not `over`), what became of it, why
    it was there."""
    how: Message | None = None
    if item.spent:
        how = msg("took {time}", time=clock(item.spent))
    elif not over:
        how = msg("{count} min", count=item.planned)
    if outcome:
        how = (
            msg("{some}, {more}", some=how, more=outcome) if how is not None else msg("{text}", text=outcome)
        )
    what = called(item.key, item.title)
    if how is not None and item.why:
        return msg("{what}  {how}: {why}", what=what, how=how, why=item.why)
    if how is not None:
        return msg("{what}  {how}", what=what, how=how)
    return msg("{what}: {text}", what=what, text=item.why) if item.why else msg("{text}", text=what)


def promised(action: MinutedCapture, day: str) -> Message:
    """An action: what, who, by when; `day` is its date as minutes say it."""
    who = msg("{name}", name=action.person) if action.person else msg("nobody yet")
    if action.person and action.department:
        who = msg("{name} ({department})", name=action.person, department=action.department)
    what = called(action.key, action.text)
    if action.due is None:
        return msg("{what}: {who}, without a date", what=what, who=who)
    return msg("{what}: {who}, by {day}", what=what, who=who, day=day)


def asked(question: MinutedCapture) -> Message:
    """A question, with its answer or who owes it."""
    what, who, answer = called(question.key, question.text), question.person, question.answer
    if answer and who:
        return msg("{question} {who} answered: {answer}", question=what, who=who, answer=answer)
    if answer:
        return msg("{question} Answer: {answer}", question=what, answer=answer)
    if who:
        return msg("{question} {who} has not answered yet", question=what, who=who)
    return msg("{question} Not answered yet", question=what)


def called(key: str, text: str) -> str:
    """What one calls something: its key, where it has one, and its words."""
    return f"{key} {text}" if key else text


def clock(seconds: int) -> str:
    """A time as a clock shows it: `7:00`."""
    return f"{seconds // 60}:{seconds % 60:02}"
