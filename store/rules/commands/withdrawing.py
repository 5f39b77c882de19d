"""Taking back a department's word: one that was written down wrongly, or one's own (stages 1.3 and 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from store.errors import Refused
from store.language import msg
from store.model.requirement import Confirmation
from store.model.signature import Signature
from store.rules.brief import confirmations_of
from store.rules.edit import Edit
from store.rules.say import department_name


@dataclass(frozen=True, slots=True)
class WithdrawSignature:
    """The newest signature of a department is taken back; the one before it counts again, if there is one.

    By any facilitator where it was recorded, else by whoever signed; the journal names who took it back.
    """

    name: ClassVar[str] = "withdraw_signature"

    initiative: int
    department: int

    def apply(self, edit: Edit) -> None:
        """Refused when there is none."""
        given = [
            each
            for each in edit.all(Signature)
            if (each.initiative, each.department) == (self.initiative, self.department)
        ]
        _take_back(edit, max(given, key=lambda each: each.id, default=None), self.department)


@dataclass(frozen=True, slots=True)
class WithdrawConfirmation:
    """The same for the newest confirmation of a department."""

    name: ClassVar[str] = "withdraw_confirmation"

    initiative: int
    department: int

    def apply(self, edit: Edit) -> None:
        """Refused when there is none."""
        given = confirmations_of(edit, self.initiative).get(self.department)
        _take_back(edit, given, self.department)


def _take_back(edit: Edit, given: Signature | Confirmation | None, department: int) -> None:
    if given is None:
        name = department_name(edit.state, department)
        raise Refused(msg("{department} has given nothing that could be taken back.", department=name))
    edit.remove(given)
