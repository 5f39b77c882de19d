"""What every document of an initiative is written with: its words in one language, its days, its names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from store.documents.blocks import Block, Cell, Column, Document, Heading, Paragraph, Source, Tone
from store.documents.dates import long_day, moment, plain_day, plain_moment, table_day
from store.documents.names import Names
from store.language import Language, Message, msg
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.state import State
from store.rules.say import listed


class Writer:
    """Writes about one initiative, in the board's language unless another is asked for. `board` is the
    board's name for ever, for files that come back. Raises NotFound when the initiative is gone."""

    def __init__(
        self,
        state: State,
        initiative: int,
        moment: Moment,
        *,
        language: Language | None = None,
        board: str = "",
    ) -> None:
        self.state = state
        self.initiative = state.one(Initiative, initiative)
        self.moment = moment
        self.language: Language = language or state.settings.language
        self.names = Names(state)
        self.board = board

    def document(self, name: Message, blocks: Iterable[Block], *, wide: bool = False) -> Document:
        """The document of that name, with the initiative before it in the title."""
        code = self.initiative.code
        title = msg("{code} {title}: {document}", code=code, title=self.initiative.title, document=name)
        source = Source(self.board, code, self.moment.now) if self.board else None
        return Document(self.said(title), tuple(blocks), self.language, wide, source)

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

    def head(self, *more: tuple[Message, Message | str]) -> Paragraph:
        """What stands at the top of every document of the initiative, and when it was written."""
        record = self.initiative
        return self.facts(
            [
                (msg("Initiated by"), self.department(record.department)),
                (msg("Facilitator"), self.person(record.facilitator)),
                *more,
                (msg("As of"), moment(self.moment.now, self.moment.zone, self.language)),
            ]
        )

    def person(self, person: int | None) -> str:
        """A person's name; empty for nobody."""
        return self.names.person(person) or ""

    def department(self, department: int | None) -> str:
        """A department's name; empty for none."""
        return self.names.department(department) or ""

    def day(self, day: date | None, tone: Tone | None = None) -> Cell:
        """A cell with a day; empty for none."""
        return Cell(table_day(day, self.language), day, tone) if day is not None else Cell("", tone=tone)

    def long(self, day: date | None) -> str:
        """A day in a sentence; empty for none."""
        return long_day(day, self.language) if day is not None else ""

    def plain(self, day: date) -> str:
        """A day beside other words."""
        return plain_day(day, self.language)

    def at(self, at: datetime) -> str:
        """A moment in a cell."""
        return plain_moment(at, self.moment.zone, self.language)

    def listed(self, names: Iterable[str]) -> str:
        """Names as one reads them one after the other; each once."""
        return self.said(listed(list(dict.fromkeys(names))))
