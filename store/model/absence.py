"""Days on which one person does not work (DOMAIN.md stage 2.2)."""

from typing import ClassVar, Self

from pydantic import model_validator

from store.language import msg
from store.model.day import Day
from store.model.record import Record
from store.model.text import BadText, ShortLine


class Absence(Record):
    """A person is away from `start` up to and with `end`."""

    table: ClassVar[str] = "absences"

    person: int
    start: Day
    end: Day
    reason: ShortLine = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise BadText(
                msg("The absence ends ({end}) before it starts ({start}).", end=self.end, start=self.start)
            )
        return self
