"""Which document is meant, and which there are of an initiative."""

from __future__ import annotations

from dataclasses import dataclass

from screens.dialogs.choose import Option
from store.documents.catalogue import CATALOGUE
from store.language import msg
from store.model.clock import Moment
from store.model.meeting import Meeting
from store.model.state import State
from store.rules.meeting.kinds import KINDS
from store.rules.meeting.running import begun
from store.rules.say import short_day


@dataclass(frozen=True, slots=True)
class Which:
    """A document by its name in the catalogue; of which meeting (an id), for minutes."""

    name: str
    meeting: int | None = None


def documents_of(state: State, initiative: int) -> list[Which]:
    """All there are, in the order of the stages; minutes of every meeting that was held or
    runs, the newest first."""
    found: list[Which] = []
    for name in CATALOGUE:
        if name == "minutes":
            found += [Which(name, each.id) for each in reversed(begun(state, initiative))]
        else:
            found.append(Which(name))
    return found


def title_of(state: State, which: Which) -> str:
    """What the document is called, in the language of the interface."""
    title = str(CATALOGUE[which.name].title)
    meeting = state.get(Meeting, which.meeting)
    if meeting is None:
        return title
    kind = msg("{kind} #{number}", kind=KINDS[meeting.kind], number=meeting.number)
    return str(msg("{label}: {text}", label=title, text=kind))


def options(state: State, initiative: int, moment: Moment) -> list[Option]:
    """All there are, to be chosen from."""
    return [
        Option(which, title_of(state, which), _when(state, which, moment), words=which.name)
        for which in documents_of(state, initiative)
    ]


def _when(state: State, which: Which, moment: Moment) -> str:
    meeting = state.get(Meeting, which.meeting)
    at = meeting.opened if meeting is not None else None
    return short_day(moment.day_of(at), moment.today) if at is not None else ""
