"""Who leads an initiative, and who is asked last: people, by typing a part of the name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from screens.dialogs.form import FormDialog
from screens.widgets.fields import Field, PersonField
from store.language import msg
from store.rules.commands import EditInitiative

if TYPE_CHECKING:
    from screens.session import Session
    from store.model.initiative import Initiative


class PersonOfInitiativeDialog(FormDialog[None]):
    """Its `facilitator` or `sponsor`."""

    def __init__(self, session: Session, initiative: Initiative, field: str) -> None:
        title = msg("Led by") if field == "facilitator" else msg("Sponsor")
        super().__init__(title, draft="")
        self._initiative = initiative
        self._field_name = field
        self._label = title

    def fields(self) -> Iterable[Field]:
        """The one."""
        picked = getattr(self._initiative, self._field_name)
        self._person = PersonField(self._field_name, self._label, self.session.state, picked=picked)
        return (self._person,)

    def save(self) -> None:
        """Write it."""
        self.carry_out(
            EditInitiative(self._initiative.id, {self._field_name: self._person.picked}),
            seen=[self._initiative],
            said=msg("Changed."),
            done=lambda _line: self.dismiss(None),
            refused=self.refuse,
        )
