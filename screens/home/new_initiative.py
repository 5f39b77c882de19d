"""A new initiative: what it is called, who begins it, by when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from screens.dialogs.form import FormDialog
from screens.widgets.fields import ChoiceField, DateField, DepartmentField, Field, LineField, PersonField
from screens.words import SCENARIOS
from store.errors import Refused
from store.language import Message, msg
from store.model.initiative import Initiative, Scenario
from store.model.organisation import Role
from store.model.state import State
from store.rules.calendar import workdays
from store.rules.codes import new_code
from store.rules.commands import CreateInitiative

NEW_INITIATIVE: Final = "new-initiative"
"""What its draft is kept under."""


class NewInitiativeDialog(FormDialog[int]):
    """Ends with the id of the initiative made, which begins at the first stage there is a screen for."""

    def __init__(self) -> None:
        super().__init__(msg("A new initiative"), draft=NEW_INITIATIVE)

    def fields(self) -> Iterable[Field]:
        """Code, title, scenario, department, facilitator, due."""
        state, me = self.session.state, self.session.person
        moment = self.session.moment()
        self._code = CodeField(state)
        self._title_field = LineField("title", msg("Title"), limit=120, required=True)
        self._scenario = ChoiceField(
            "scenario", msg("Scenario"), [(scenario.value, words) for scenario, words in SCENARIOS.items()]
        )
        self._department = DepartmentField(
            "department", msg("Begun by"), state, picked=me.department if me else None
        )
        leads = me.id if me is not None and me.role is Role.FACILITATOR else None
        self._facilitator = PersonField("facilitator", msg("Led by"), state, picked=leads)
        self._due = DateField("due", msg("Due"), today=moment.today, calendar=workdays(state.settings))
        return (
            self._code,
            self._title_field,
            self._scenario,
            self._department,
            self._facilitator,
            self._due,
        )

    def save(self) -> None:
        """Make it."""
        self.carry_out(
            CreateInitiative(
                code=self._code.value,
                title=self._title_field.value,
                scenario=Scenario(self._scenario.value),
                department=self._department.picked,
                facilitator=self._facilitator.picked,
                due=self._due.day,
            ),
            said=msg("{code} is made.", code=self._code.value.upper()),
            done=lambda line: self.dismiss(line.made(Initiative) if line is not None else None),
            refused=self.refuse,
        )


class CodeField(LineField):
    """A code that nobody has yet; any other is refused where it is typed."""

    def __init__(self, state: State) -> None:
        hint = msg("short enough to say aloud, such as NPL")
        super().__init__("code", msg("Code"), limit=8, required=True, hint=hint)
        self._state = state

    def complaint(self) -> Message | None:
        """As the command would refuse it."""
        found = super().complaint()
        if found is not None:
            return found
        try:
            new_code(self._state, self.value)
        except Refused as refused:
            return refused.message
        return None
