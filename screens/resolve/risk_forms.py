"""Forms about a risk: seen, weighed, described, reviewed, struck off, taken up again; and when it happens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from screens.dialogs.form import FormDialog
from screens.dialogs.issue.severity import SeverityField
from screens.widgets.fields import (
    ChoiceField,
    DateField,
    DepartmentField,
    Field,
    LineField,
    PersonField,
    YesNoField,
)
from store.language import Message, msg
from store.model.risk import Risk
from store.rules.calendar import workdays
from store.rules.commands.alignment import RaiseRisk
from store.rules.commands.risks import (
    CloseRisk,
    EditRisk,
    ReopenRisk,
    ReviewRisk,
    RiskHappened,
    WeighRisk,
    severity_of,
)

if TYPE_CHECKING:
    from store.rules.edit import Command

_PROBABILITY: Final = [
    ("1", msg("1 hardly")),
    ("2", msg("2 unlikely")),
    ("3", msg("3 possible")),
    ("4", msg("4 likely")),
    ("5", msg("5 almost sure")),
]
_IMPACT: Final = [
    ("1", msg("1 slight")),
    ("2", msg("2 small")),
    ("3", msg("3 felt")),
    ("4", msg("4 large")),
    ("5", msg("5 ruinous")),
]


class RiskForm(FormDialog[None]):
    """A form about one risk; it closes once it is saved."""

    def __init__(self, name: str, title: Message, risk: Risk) -> None:
        super().__init__(title, draft=f"{name}:risks/{risk.id}")
        self.risk = risk

    def write(self, command: Command, said: Message) -> None:
        """Carry `command` out, and close."""
        self.carry_out(
            command,
            seen=[self.risk],
            said=said,
            refused=self.refuse,
            done=lambda line: self.dismiss(None),
        )

    def day_field(self, name: str, label: Message, text: str = "", *, required: bool = False) -> DateField:
        """A day, as people say it."""
        return DateField(
            name,
            label,
            today=self.session.moment().today,
            calendar=workdays(self.session.state.settings),
            text=text,
            required=required,
        )

    def weighed(self) -> tuple[ChoiceField, ChoiceField]:
        """Probability and impact, as they were weighed last; the middle where nobody did."""
        return (
            ChoiceField(
                "probability", msg("Probability"), _PROBABILITY, chosen=str(self.risk.probability or 3)
            ),
            ChoiceField("impact", msg("Impact"), _IMPACT, chosen=str(self.risk.impact or 3)),
        )


class RaiseForm(FormDialog[None]):
    """A risk that somebody sees, weighed at once."""

    def __init__(self, initiative: int) -> None:
        super().__init__(msg("What may go wrong?"), draft=f"raise:initiatives/{initiative}")
        self._initiative = initiative

    def fields(self) -> Iterable[Field]:
        """What, how likely, how bad, whose."""
        state = self.session.state
        me = self.session.person
        self._what = LineField("title", msg("Risk"), limit=120, required=True)
        self._probability = ChoiceField("probability", msg("Probability"), _PROBABILITY, chosen="3")
        self._impact = ChoiceField("impact", msg("Impact"), _IMPACT, chosen="3")
        self._trigger = LineField("trigger", msg("Trigger"), hint=msg("what shows that it begins"))
        self._prevention = LineField("prevention", msg("Prevention"))
        self._contingency = LineField(
            "contingency", msg("Contingency"), hint=msg("what is done if it happens")
        )
        self._owner = PersonField("owner", msg("Owner"), state, picked=me.id if me else None)
        self._review = DateField(
            "next_review",
            msg("Next review"),
            today=self.session.moment().today,
            calendar=workdays(state.settings),
        )
        return (
            self._what,
            self._probability,
            self._impact,
            self._trigger,
            self._prevention,
            self._contingency,
            self._owner,
            self._review,
        )

    def save(self) -> None:
        """Into the register."""
        me = self.session.person
        self.carry_out(
            RaiseRisk(
                self._initiative,
                self._what.value,
                department=me.department if me else None,
                probability=int(self._probability.value),
                impact=int(self._impact.value),
                trigger=self._trigger.value,
                prevention=self._prevention.value,
                contingency=self._contingency.value,
                owner=self._owner.picked,
                next_review=self._review.day,
            ),
            said=msg("The risk is in the register."),
            refused=self.refuse,
            done=lambda line: self.dismiss(None),
        )


class WeighForm(RiskForm):
    """How likely, how bad, and why."""

    def __init__(self, risk: Risk) -> None:
        super().__init__("weigh", msg("How heavy is “{risk}”?", risk=risk.title), risk)

    def fields(self) -> Iterable[Field]:
        """Both, and a word."""
        self._probability, self._impact = self.weighed()
        self._note = LineField("note", msg("Reason"))
        return (self._probability, self._impact, self._note)

    def save(self) -> None:
        """Weighed anew."""
        probability, impact = int(self._probability.value), int(self._impact.value)
        self.write(
            WeighRisk(self.risk.id, probability, impact, self._note.value), msg("The risk is weighed anew.")
        )


class ReviewForm(RiskForm):
    """Looked at again: still so, or heavier, or lighter; and when next."""

    def __init__(self, risk: Risk) -> None:
        super().__init__("review", msg("Review of “{risk}”", risk=risk.title), risk)

    def fields(self) -> Iterable[Field]:
        """Both, a word, the next day."""
        self._probability, self._impact = self.weighed()
        self._note = LineField("note", msg("Reason"))
        self._next = self.day_field("next_review", msg("Next review"))
        return (self._probability, self._impact, self._note, self._next)

    def save(self) -> None:
        """Reviewed."""
        self.write(
            ReviewRisk(
                self.risk.id,
                self._next.day,
                int(self._probability.value),
                int(self._impact.value),
                self._note.value,
            ),
            msg("The risk is reviewed."),
        )


class DescribeForm(RiskForm):
    """What sets it off, what is done before and after, whose it is."""

    def __init__(self, risk: Risk) -> None:
        super().__init__("describe", msg("Risk: {risk}", risk=risk.title), risk)

    def fields(self) -> Iterable[Field]:
        """All that is said of it."""
        risk, state = self.risk, self.session.state
        self._texts = [
            LineField("title", msg("Risk"), text=risk.title, limit=120, required=True),
            LineField("trigger", msg("Trigger"), text=risk.trigger, hint=msg("what shows that it begins")),
            LineField("prevention", msg("Prevention"), text=risk.prevention),
            LineField(
                "contingency",
                msg("Contingency"),
                text=risk.contingency,
                hint=msg("what is done if it happens"),
            ),
        ]
        self._owner = PersonField("owner", msg("Owner"), state, picked=risk.owner)
        self._department = DepartmentField("department", msg("Seen by"), state, picked=risk.department)
        self._next = self.day_field(
            "next_review", msg("Next review"), risk.next_review.isoformat() if risk.next_review else ""
        )
        return (*self._texts, self._owner, self._department, self._next)

    def save(self) -> None:
        """Only what differs."""
        typed: dict[str, object] = {field.field_name: field.value for field in self._texts}
        typed |= {
            "owner": self._owner.picked,
            "department": self._department.picked,
            "next_review": self._next.day,
        }
        fields = {name: value for name, value in typed.items() if getattr(self.risk, name) != value}
        if not fields:
            self.dismiss(None)
            return
        self.write(EditRisk(self.risk.id, fields), msg("The risk is described anew."))


class CloseForm(RiskForm):
    """It cannot happen any more."""

    def __init__(self, risk: Risk) -> None:
        super().__init__("close", msg("Strike off “{risk}”", risk=risk.title), risk)

    def fields(self) -> Iterable[Field]:
        """Why."""
        self._why = LineField("reason", msg("Reason"), required=True)
        return (self._why,)

    def save(self) -> None:
        """Struck off."""
        self.write(CloseRisk(self.risk.id, self._why.value), msg("The risk is struck off."))


class ReopenForm(RiskForm):
    """It may happen after all."""

    def __init__(self, risk: Risk) -> None:
        super().__init__("reopen", msg("“{risk}” may happen after all", risk=risk.title), risk)

    def fields(self) -> Iterable[Field]:
        """When it is looked at."""
        self._next = self.day_field("next_review", msg("Next review"))
        return (self._next,)

    def save(self) -> None:
        """In the register again."""
        self.write(ReopenRisk(self.risk.id, self._next.day), msg("The risk is in the register again."))


class HappenedForm(RiskForm):
    """It has happened: an issue, linked with it both ways."""

    def __init__(self, risk: Risk) -> None:
        super().__init__("happened", msg("It has happened: {risk}", risk=risk.title), risk)

    def fields(self) -> Iterable[Field]:
        """What the issue is to say; what the risk knows stands there already."""
        risk, state = self.risk, self.session.state
        self._what = LineField("title", msg("What is wrong"), text=risk.title, limit=120, required=True)
        self._solution = LineField("first_solution", msg("First solution"), text=risk.contingency)
        self._severity = SeverityField(severity_of(risk))
        self._urgent = YesNoField("urgent", msg("Urgent"))
        self._owner = PersonField("owner", msg("Owner"), state, picked=risk.owner)
        self._deadline = self.day_field("deadline", msg("Deadline"))
        return (self._what, self._solution, self._severity, self._urgent, self._owner, self._deadline)

    def save(self) -> None:
        """The issue is there."""
        self.write(
            RiskHappened(
                self.risk.id,
                title=self._what.value,
                first_solution=self._solution.value,
                severity=self._severity.severity,
                urgent=self._urgent.yes,
                owner=self._owner.picked,
                deadline=self._deadline.day,
            ),
            msg("It is an issue now, linked with the risk."),
        )
