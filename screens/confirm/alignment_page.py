"""需求对齐: point by point, department by department: feasible or not, risks, contributions (stage 1.2)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, ClassVar, Final

from screens.confirm import acts
from screens.confirm import alignment_lines as look
from screens.confirm.alignment_entries import change_given, give, new_risk
from screens.confirm.alignment_table import MORE_RISK, AlignmentTable
from screens.confirm.departments import ask_for_departments
from screens.confirm.entry import Entry
from screens.confirm.moves import place_after
from screens.dialogs.actions import offer_acts
from screens.keys import Act
from store.language import Message, msg
from store.model.requirement import Attendance, Contribution, Feasibility
from store.rules.brief import (
    said_of,
)
from store.rules.commands.alignment import (
    AskDepartments,
    AttendDepartment,
    DismissDepartment,
    MoveContribution,
    RemoveContribution,
    ReviewPoint,
    ReviewRest,
)

if TYPE_CHECKING:
    pass

_OF_POINT: Final = (acts.FEASIBLE, acts.CONDITIONAL, acts.INFEASIBLE)
_OF_GIVEN: Final = (acts.REMOVE, acts.UP, acts.DOWN)


class AlignmentPage(AlignmentTable):
    """Up and down go through the points, left and right through the departments."""

    ACTS: ClassVar[tuple[Act, ...]] = acts.ALIGNMENT

    # --- what is said

    def action_feasible(self) -> None:
        """At once, and on to the next who has not spoken."""
        point, department = self._point(self.key), self.department
        if point is None or department is None:
            return
        said = said_of(self._review, point)
        resources = said.resources if said is not None else ""
        self.wizard.carry_out(
            ReviewPoint(self.initiative, department, point.part, point.line.id, resources=resources),
            said=msg(
                "{department}: feasible.", department=look.department_name(self.session.state, department)
            ),
            done=lambda _line: self._go_on(point, department),
        )

    def action_conditional(self) -> None:
        """Which condition?"""
        self._ask_verdict(Feasibility.CONDITIONAL)

    def action_infeasible(self) -> None:
        """Why not?"""
        self._ask_verdict(Feasibility.INFEASIBLE)

    def _ask_verdict(self, feasibility: Feasibility | None) -> None:
        from screens.confirm.verdict import VerdictDialog

        point, department = self._point(self.key), self.department
        if point is None or department is None:
            return

        def then(written: bool | None) -> None:
            if written:
                self._go_on(point, department)

        self.wizard.app.push_screen(
            VerdictDialog(self.session, self.initiative, department, point, feasibility), then
        )

    def action_rest(self) -> None:
        """All that it has not spoken of."""
        department = self.department
        if department is not None:
            name = look.department_name(self.session.state, department)
            self.wizard.carry_out(
                ReviewRest(self.initiative, department),
                said=msg("{department}: the rest is feasible.", department=name),
            )

    def action_attend(self) -> None:
        """Present; once more, absent."""
        department = self.department
        if department is None:
            return
        review = self._review
        was = review.attendance if review is not None else Attendance.UNKNOWN
        now = Attendance.ABSENT if was is Attendance.PRESENT else Attendance.PRESENT
        people = [each.id for each in review.people] if review is not None else []
        name = look.department_name(self.session.state, department)
        self.wizard.carry_out(
            AttendDepartment(self.initiative, department, now, people),
            said=msg("{department}: here.", department=name)
            if now is Attendance.PRESENT
            else msg("{department}: absent, not heard; it can be heard later.", department=name),
        )

    def action_open(self) -> None:
        """The list of what can be said here."""
        if self.key is not None:
            self.opened(self.key)

    def opened(self, key: Hashable) -> None:
        """Enter: the roll-call, a row to type, or the list of what can be said of the point."""
        if key == look.ROLL:
            self._ask_roll()
        elif look.key_at(key, "give"):
            given = self._contribution(key)
            self.type_row(self._give(None) if given is None else self._change(given))
        elif key == MORE_RISK:
            self.type_row(self._new_risk())
        elif self._point(key) is not None:
            offer_acts(self.wizard, [*_OF_POINT, acts.REST, acts.CONTRIBUTE, acts.RISK], self._asked())

    def _asked(self) -> Message:
        name = look.department_name(self.session.state, self.department or 0)
        return msg("{department}, can you do this?", department=name)

    def _ask_roll(self) -> None:
        from screens.confirm.roll_call import RollCallDialog

        if self.department is not None:
            self.wizard.app.push_screen(RollCallDialog(self.session, self.initiative, self.department))

    def action_ask(self) -> None:
        """One more department."""

        def take(department: int) -> None:
            name = look.department_name(self.session.state, department)
            self.wizard.carry_out(
                AskDepartments(self.initiative, [department]),
                said=msg("{department} is asked.", department=name),
                done=lambda _line: self._turn_to(department),
            )

        ask_for_departments(self.wizard, self.initiative, take)

    # --- contributions and risks

    def entry_named(self, what: str) -> Entry | None:
        """`give.2`, `given.2.1`, `risk`."""
        name, _dot, rest = what.partition(".")
        if name == "risk":
            return self._new_risk()
        department, _dot, entry = rest.partition(".")
        if name not in ("give", "given") or not department.isdecimal():
            return None
        self._department = int(department)
        if name == "give" or not entry:
            return self._give(None)
        found = next((each for each in self._contributions if str(each.id) == entry), None)
        return self._change(found) if found is not None else None

    def _give(self, after: int | None) -> Entry:
        assert self.department is not None
        return give(self.step, self.initiative, self.department, after, self._newest)

    def _newest(self) -> Hashable:
        return ("give", max((each.id for each in self._contributions), default=0))

    def _change(self, given: Contribution) -> Entry:
        assert self.department is not None
        seen = [self._review] if self._review is not None else []
        return change_given(self.step, self.initiative, self.department, given, seen)

    def _new_risk(self) -> Entry:
        return new_risk(self.step, self.initiative, self.department)

    def action_contribute(self) -> None:
        """What it will supply."""
        self.type_row(self._give(None))

    def action_risk(self) -> None:
        """One line."""
        self.type_row(self._new_risk())

    def action_add(self) -> None:
        """A contribution or a risk below the cursor; elsewhere a department."""
        key = self.key
        if look.key_at(key, "give"):
            given = self._contribution(key)
            self.type_row(self._give(given.id if given is not None else None))
        elif look.key_at(key, "risk"):
            self.action_risk()
        else:
            self.action_ask()

    def action_remove(self) -> None:
        """A contribution; on the roll-call, the department."""
        key, department = self.key, self.department
        given = self._contribution(key)
        if department is None:
            return
        if given is not None:
            self.wizard.carry_out(
                RemoveContribution(self.initiative, department, given.id),
                said=msg("“{text}” is out.", text=given.content),
            )
        elif key == look.ROLL:
            name = look.department_name(self.session.state, department)
            self.wizard.carry_out(
                DismissDepartment(self.initiative, department),
                said=msg("{department} is not asked any more.", department=name),
            )

    def action_up(self) -> None:
        """One place up."""
        self._move(-1)

    def action_down(self) -> None:
        """One place down."""
        self._move(1)

    def _move(self, by: int) -> None:
        given, department = self._contribution(self.key), self.department
        if given is not None and department is not None:
            after = place_after([each.id for each in self._contributions], given.id, by)
            if after is not None:
                self.wizard.carry_out(MoveContribution(self.initiative, department, given.id, after[0]))

    def hides(self, act: Act) -> bool:
        """What says nothing of the row under the cursor."""
        point = self._point(self.key) is not None
        if act in (*_OF_POINT, acts.REST):
            return not point
        return (act is acts.ATTEND and point) or super().hides(act)

    def reason_against(self, act: Act) -> Message | None:
        """What the cursor is on decides."""
        if act in (acts.LEFT, acts.RIGHT, acts.OPEN):
            return None
        if act is not acts.ASK and act is not acts.ADD and act is not acts.RISK and self.department is None:
            return msg("No department is asked yet; w adds one.")
        if act in _OF_POINT and self._point(self.key) is None:
            return msg("Put the cursor on a point of the brief.")
        if act is acts.REST and self.department is not None and self._is_absent(self.department):
            return msg("It is absent: a says that it is here; or its word is heard point by point.")
        if act is acts.REMOVE and self.key == look.ROLL:
            return super().reason_against(act)
        if act in _OF_GIVEN and self._contribution(self.key) is None:
            return msg("Put the cursor on a contribution.")
        return super().reason_against(act)
