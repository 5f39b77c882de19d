"""What every document of an initiative is written with: its words in one language, its days, its names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from store.documents.blocks import Block, Cell, Column, Document, Heading, Paragraph, Source, Tone
from store.documents.dates import long_day, moment, plain_moment, table_day
from store.documents.names import Names
from store.language import Language, Message, msg, plain_day
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.state import State
from store.rules.review.past import Past
from store.rules.say import listed

Kind = TypeVar("Kind", bound=StrEnum)


class Trail(Protocol):
    """What the journal knows beyond the state, read only for the documents that need it."""

    @property
    def id(self) -> str:
        """The board's name for ever."""
        ...

    def past(self, initiative: int) -> Past:
        """The course of an initiative. Raises DiskTrouble."""
        ...

    def changes(self, meeting: int) -> Sequence[Message]:
        """What was changed in a meeting since it was opened. Raises DiskTrouble."""
        ...


class Writer:
    """Writes about one initiative, in the board's language unless another is asked for. Without a `trail`
    a spreadsheet bears no stamp, and what only the journal knows is left out. `meeting` is the one that a
    document of a meeting is about; the newest without it. As a `part` of a larger document it does not say
    again what that says at its top.

    Raises NotFound when the initiative is gone.
    """

    def __init__(
        self,
        state: State,
        initiative: int,
        moment: Moment,
        *,
        language: Language | None = None,
        trail: Trail | None = None,
        meeting: int | None = None,
        part: bool = False,
    ) -> None:
        self.state = state
        self.initiative = state.one(Initiative, initiative)
        self.moment = moment
        self.language: Language = language or state.settings.language
        self.names = Names(state)
        self.trail = trail
        self.meeting = meeting
        self.part = part

    def document(self, name: Message, blocks: Iterable[Block], *, wide: bool = False) -> Document:
        """The document of that name, with the initiative before it in the title."""
        code = self.initiative.code
        title = msg("{code} {title}: {document}", code=code, title=self.initiative.title, document=name)
        source = Source(self.trail.id, code, self.moment.now) if self.trail is not None else None
        return Document(self.said(title), tuple(blocks), self.language, wide, source, self.said(name))

    def said(self, text: Message | str) -> str:
        """A sentence in the document's language; people's words as they are."""
        return text.render(self.language) if isinstance(text, Message) else text

    def heading(self, name: Message) -> Heading:
        """A heading of the document."""
        return Heading(self.said(name))

    def none(self) -> Paragraph:
        """What stands where there is nothing."""
        return Paragraph(self.said(msg("None.")))

    def section(self, name: Message, blocks: Sequence[Block]) -> Iterator[Block]:
        """A heading with what stands below it, were it that there is nothing."""
        yield self.heading(name)
        yield from blocks or (self.none(),)

    def column(
        self,
        name: Message,
        width: int,
        field: str = "",
        *,
        right: bool = False,
        choices: Iterable[Message] = (),
    ) -> Column:
        """A column; `field` is what the import calls it, for a table that comes back."""
        return Column(self.said(name), width, right, field, tuple(map(self.said, choices)))

    def facts(self, facts: Iterable[tuple[Message, Message | str]]) -> Paragraph:
        """Lines of a name and what is said for it; those with nothing to say are left out."""
        told = [
            msg("{label}: {text}", label=label, text=text)
            for label, said in facts
            if (text := self.said(said))
        ]
        return Paragraph("\n".join(map(self.said, told)))

    def head(self, *more: tuple[Message, Message | str]) -> Iterator[Paragraph]:
        """What stands at the top of every document of the initiative, and when it was written."""
        record, facts = self.initiative, list(more)
        if not self.part:
            facts = [
                (msg("Initiated by"), self.department(record.department)),
                (msg("Facilitator"), self.person(record.facilitator)),
                *more,
                (msg("As of"), self.long_at(self.moment.now)),
            ]
        if any(text for _label, text in facts):
            yield self.facts(facts)

    def person(self, person: int | None) -> str:
        """A person's name; empty for nobody."""
        return self.names.person(person) or ""

    def recorded_by(self, person: int | None, how: str) -> str:
        """Who wrote down what another said elsewhere, and how that was given; empty for nobody."""
        if person is None:
            return ""
        return self.said(msg("recorded by {person} ({how})", person=self.person(person), how=how))

    def department(self, department: int | None) -> str:
        """A department's name; empty for none."""
        return self.names.department(department) or ""

    def day(self, day: date | None, tone: Tone | None = None) -> Cell:
        """A cell with a day; empty for none."""
        return Cell(table_day(day, self.language), day, tone) if day is not None else Cell("", tone=tone)

    def long(self, day: date | None) -> str:
        """A day in a sentence; empty for none."""
        return long_day(day, self.language) if day is not None else ""

    def long_at(self, at: datetime) -> str:
        """A moment in a sentence."""
        return moment(at, self.moment.zone, self.language)

    def plain(self, day: date) -> str:
        """A day beside other words."""
        return plain_day(day, self.language)

    def at(self, at: datetime) -> str:
        """A moment in a cell."""
        return plain_moment(at, self.moment.zone, self.language)

    def counted(
        self, name: Message, kinds: Iterable[Kind], words: Mapping[Kind, Message]
    ) -> Iterator[tuple[Message, Message]]:
        """For `head`: how many there are in all, and of each kind; nothing when there are none."""
        found = Counter(kinds)
        told = [
            msg("{label} {value}", label=word, value=found[kind])
            for kind, word in words.items()
            if found[kind]
        ]
        if told:
            yield name, msg("{count} in all: {counts}", count=found.total(), counts=listed(told))

    def listed(self, names: Iterable[str]) -> str:
        """Names as one reads them one after the other; each once."""
        return self.said(listed(list(dict.fromkeys(names))))
