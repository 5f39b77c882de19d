"""Fields that take what is not on the board yet: a person or department typed anew, several names at once."""

from __future__ import annotations

from collections.abc import Sequence

from screens.widgets.fields import Pick, PickField
from store.language import Message, _
from store.model.clock import Moment
from store.model.organisation import Department, Person
from store.model.state import State
from store.rules.load import Load, loads


class OpenPickField(PickField):
    """Takes an unknown name, too: then `picked` is null and `unknown` has what was typed."""

    def understood(self) -> None:
        """Say that an unknown name is no dead end."""
        self._lines.say_when_empty(_("Not known here: enter shows what can be done."))
        super().understood()

    def complaint(self) -> Message | None:
        """An unknown name is none; one of several is."""
        return None if self.unknown else super().complaint()

    @property
    def unknown(self) -> str:
        """What was typed, where nothing here is called so or contains it; "" else."""
        typed = self.text.strip()
        if not typed or self.picked is not None or any(pick.fits(typed) for pick in self._picks):
            return ""
        return typed


class OwnerField(OpenPickField):
    """One person; beside each name the department and what they have on already."""

    def __init__(
        self, name: str, label: Message, state: State, moment: Moment, *, picked: int | None = None
    ) -> None:
        found = loads(state, moment)
        departments = {department.id: department.name for department in state.all(Department)}
        picks = [
            Pick(
                person.id,
                person.name,
                f"{departments.get(person.department, '?')}, {load_words(found.get(person.id))}",
            )
            for person in sorted(state.all(Person), key=lambda person: (person.department, person.id))
        ]
        super().__init__(name, label, picks, picked=picked)


class ClaimingField(OpenPickField):
    """One department; beside each name its head."""

    def __init__(self, name: str, label: Message, state: State, *, picked: int | None = None) -> None:
        super().__init__(name, label, department_picks(state), picked=picked)


def department_picks(state: State) -> Sequence[Pick]:
    """All departments, their heads as notes."""
    people = {person.id: person.name for person in state.all(Person)}
    return [Pick(each.id, each.name, people.get(each.head or 0, "")) for each in state.all(Department)]


def load_words(found: Load | None) -> str:
    """`3 项，2 天重叠`: open tasks, and working days on which more than one of them runs."""
    if found is None or not found.open:
        return _("nothing on")
    words = _("{count} open", count=found.open)
    if found.overlapping_days:
        words = _("{words}, {days} days doubled", words=words, days=found.overlapping_days)
    return words
