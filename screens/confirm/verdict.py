"""What a department says of a point when it is more than yes: the condition, the reason, the resources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget

from screens.confirm.alignment_lines import choices
from screens.dialogs.form import FormDialog
from screens.widgets.fields import ChoiceField, Field, Form, LineField
from screens.widgets.prose import Prose
from store.language import Message, msg
from store.model.requirement import Feasibility
from store.rules.brief import BriefPoint, review_of, said_of
from store.rules.commands.alignment import ReviewPoint
from store.rules.measurable import vague
from store.rules.say import department_name

if TYPE_CHECKING:
    from screens.session import Session


class VerdictDialog(FormDialog[bool]):
    """Ends with true once it is written."""

    def __init__(
        self,
        session: Session,
        initiative: int,
        department: int,
        point: BriefPoint,
        feasibility: Feasibility | None = None,
    ) -> None:
        """`feasibility` is what was chosen already."""
        name = department_name(session.state, department)
        super().__init__(
            msg("{department}: {point}", department=name, point=point.line.text),
            draft=f"verdict:{initiative}/{department}/{point.part.value}/{point.line.id}",
        )
        self._initiative, self._department, self._point = initiative, department, point
        self._review = review_of(session.state, initiative, department)
        self._chosen = feasibility

    def fields(self) -> Iterable[Field]:
        """Feasible or not, why, with what."""
        said = said_of(self._review, self._point)
        chosen = self._chosen or (said.feasibility if said is not None else Feasibility.CONDITIONAL)
        self._feasibility = ChoiceField(
            "feasibility",
            msg("Feasible"),
            [(each.value, word) for each, word in choices()],
            chosen=chosen.value,
        )
        self._condition = LineField(
            "condition",
            _condition_label(chosen),
            text=said.condition if said is not None else "",
            hint=msg("if not plainly feasible: under which condition, or why not"),
        )
        self._resources = LineField(
            "resources",
            msg("Resources"),
            text=said.resources if said is not None else "",
            hint=msg("people, money, rooms, tools; may stay empty"),
        )
        return (self._feasibility, self._condition, self._resources)

    def on_mount(self) -> None:
        """The choice is made already: begin with the condition."""
        if self._chosen is not None:
            self.call_after_refresh(self._condition.focus_control)

    def compose_body(self) -> Iterable[Widget]:
        """What may be better, below."""
        yield from super().compose_body()
        yield Prose("", id="hints")

    def on_form_changed(self, event: Form.Changed) -> None:
        """Say what cannot be measured in the condition."""
        words = vague(self._condition.text)
        found = msg("? {first}", first=words[0].message) if words else msg("{text}", text="")
        self.query_one("#hints", Prose).say(found)

    def save(self) -> None:
        """Write it."""
        self.carry_out(
            ReviewPoint(
                self._initiative,
                self._department,
                self._point.part,
                self._point.line.id,
                Feasibility(self._feasibility.value),
                self._condition.value,
                self._resources.value,
            ),
            seen=[self._review] if self._review is not None else [],
            said=msg(
                "{department} has spoken.", department=department_name(self.session.state, self._department)
            ),
            done=lambda _line: self.dismiss(True),
            refused=self.refuse,
        )


def _condition_label(chosen: Feasibility) -> Message:
    return msg("Why not") if chosen is Feasibility.INFEASIBLE else msg("Condition")
