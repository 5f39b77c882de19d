"""What a department says of a point of the brief when it is more than yes: the condition, or why not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from screens.dialogs.form import FormDialog
from screens.widgets.fields import Field, LineField
from store.language import msg
from store.model.requirement import Feasibility
from store.rules.brief import brief_of, feasibility_name, point_in, review_of, said_of
from store.rules.commands.alignment import ReviewPoint
from store.rules.say import department_name

if TYPE_CHECKING:
    from screens.session import Session
    from store.model.meeting import AgendaItem


class PointDialog(FormDialog[bool]):
    """Ends with true once it is written. `item` is a point of the brief on the agenda."""

    def __init__(
        self,
        session: Session,
        initiative: int,
        department: int,
        item: AgendaItem,
        feasibility: Feasibility,
    ) -> None:
        name = department_name(session.state, department)
        super().__init__(
            msg("{department}: {what}", department=name, what=feasibility_name(feasibility)),
            draft=f"point:{initiative}/{department}/{item.part}/{item.ref}",
        )
        self._initiative, self._department, self._item = initiative, department, item
        self._feasibility = feasibility
        self._name = name
        self._review = review_of(session.state, initiative, department)

    def fields(self) -> Iterable[Field]:
        """Why, and with what."""
        part, ref = self._item.part, self._item.ref
        brief = brief_of(self.session.state, self._initiative)
        point = point_in(brief, part, ref) if part is not None and ref is not None else None
        said = said_of(self._review, point) if point is not None else None
        no = self._feasibility is Feasibility.INFEASIBLE
        self._condition = LineField(
            "condition",
            msg("Why not") if no else msg("Condition"),
            text=said.condition if said is not None else "",
            required=True,
        )
        self._resources = LineField(
            "resources",
            msg("Resources"),
            text=said.resources if said is not None else "",
            hint=msg("people, money, rooms, tools; may stay empty"),
        )
        return (self._condition, self._resources)

    def save(self) -> None:
        """Write it."""
        part, ref = self._item.part, self._item.ref
        if part is None or ref is None:
            return
        self.carry_out(
            ReviewPoint(
                self._initiative,
                self._department,
                part,
                ref,
                self._feasibility,
                self._condition.value,
                self._resources.value,
            ),
            seen=[self._review] if self._review is not None else [],
            said=msg("{department} has spoken.", department=self._name),
            done=lambda _line: self.dismiss(True),
            refused=self.refuse,
        )
