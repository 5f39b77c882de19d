"""The table of the alignment: points down, departments across, then contributions and risks (stage 1.2)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from screens.confirm import alignment_lines as look
from screens.confirm.brief_lines import TITLES, add_row
from screens.confirm.row_page import RowPage
from screens.widgets.cells import Line
from screens.widgets.columns import Column
from screens.widgets.rows import Heading, Row
from store.language import _, msg
from store.model.requirement import Attendance, Contribution, Feasibility, Part, Review
from store.model.risk import Risk
from store.model.task import Serves
from store.rules.brief import (
    BriefPoint,
    asked,
    brief_of,
    is_stale,
    points_of,
    review_of,
    reviews_of,
    said_of,
)
from store.rules.coverage import Need, needs
from store.rules.lack import Place
from store.rules.order import ordered
from store.rules.stage1 import PROMISE, ROLL, UNSPOKEN

if TYPE_CHECKING:
    from screens.wizard.wizard import Wizard
    from store.board.session import Changed

MORE_GIVE: Final = ("give", 0)
"""The line that begins a contribution."""
MORE_RISK: Final = ("risk", 0)
"""The line that begins a risk."""


class AlignmentTable(RowPage):
    """Up and down go through the points, left and right through the departments."""

    DETAIL_LINES: ClassVar[int] = 5

    def __init__(self, wizard: Wizard, step: str) -> None:
        super().__init__(wizard, step)
        self._department: int | None = None

    # --- the look of it

    @property
    def department(self) -> int | None:
        """The department at hand, in brackets; null when none is concerned."""
        known = asked(self.session.state, self.initiative)
        if self._department not in known:
            self._department = known[0] if known else None
        return self._department

    def _shown(self) -> tuple[list[int], int]:
        state = self.session.state
        room = (self.list.size.width or self.wizard.size.width) - 6
        return look.shown_departments(state, asked(state, self.initiative), self.department, room)

    def columns(self) -> Sequence[Column]:
        """The point, and the departments."""
        shown, cell = self._shown()
        every = len(asked(self.session.state, self.initiative))
        return look.columns(self.session.state, shown, self.department, cell, every)

    def keys(self) -> list[Hashable]:
        """Roll-call, the points, what the department contributes, the risks."""
        found: list[Hashable] = [look.ROLL]
        points = points_of(brief_of(self.session.state, self.initiative))
        for part in Part:
            of_part = [(part, point.line.id) for point in points if point.part is part]
            if of_part:
                found += [Heading(), Heading(str(TITLES[part])), *of_part]
        if self.department is not None:
            name = look.department_name(self.session.state, self.department)
            found += [Heading(), Heading(_("{department} contributes", department=name))]
            found += [("give", each.id) for each in self._contributions]
            found += [] if self.presenter else [MORE_GIVE]
        found += [Heading(), Heading(_("Risks seen"))]
        found += [("risk", risk.id) for risk in self._risks]
        return found if self.presenter else [*found, MORE_RISK]

    def build(self, key: Hashable) -> Row:
        """One row."""
        state, today = self.session.state, self.session.moment().today
        shown, _cell = self._shown()
        if key == look.ROLL:
            return look.roll_row(state, self.initiative, shown, self.department)
        if key == MORE_GIVE:
            return add_row(msg("+ a contribution"))
        if key == MORE_RISK:
            return add_row(msg("+ a risk"))
        if look.key_at(key, "give"):
            given = self._contribution(key)
            return look.contribution_row(given, None, today) if given is not None else Row(())
        if look.key_at(key, "risk"):
            risk = self._risk(key)
            return look.risk_row(state, risk) if risk is not None else Row(())
        point = self._point(key)
        if point is None:
            return Row(())
        return look.point_row(state, self.initiative, point, shown, self.department, today)

    def about(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """What was said of it."""
        state = self.session.state
        point = self._point(key)
        department = self.department
        if point is not None and department is not None:
            review = review_of(state, self.initiative, department)
            name = look.department_name(state, department)
            return lambda room: look.about_point(state, self.initiative, point, review, name, room)
        if key == look.ROLL:
            return lambda room: look.about_roll(state, self.initiative, asked(state, self.initiative), room)
        if look.key_at(key, "give") and key != MORE_GIVE:
            return lambda room: look.about_contribution(state, self._need(key), room)
        return lambda room: ()

    def for_the_room(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """A point with the question to ask aloud."""
        point, department = self._point(key), self.department
        if point is None or department is None:
            return self.about(key)
        state, review = self.session.state, self._review
        name = look.department_name(state, department)
        return lambda room: look.point_for_the_room(state, self.initiative, point, review, name, room)

    def nothing(self) -> str:
        """Nobody is asked yet."""
        return _("Nobody is asked yet. w adds a department.")

    def board_changed(self, changed: Changed) -> None:
        """What others have just said flashes."""
        super().board_changed(changed)
        if not changed.own:
            self.list.flash(look.changed_keys(self.session.state, self.initiative, self.department, changed))

    # --- what is at hand

    def _point(self, key: Hashable) -> BriefPoint | None:
        if not isinstance(key, tuple) or key[0] not in set(Part):
            return None
        points = points_of(brief_of(self.session.state, self.initiative))
        return next((each for each in points if (each.part, each.line.id) == key), None)

    @property
    def _contributions(self) -> list[Contribution]:
        review = self._review
        return ordered(review.contributions) if review is not None else []

    @property
    def _review(self) -> Review | None:
        department = self.department
        return review_of(self.session.state, self.initiative, department) if department is not None else None

    def _contribution(self, key: Hashable) -> Contribution | None:
        if not look.key_at(key, "give"):
            return None
        return next((each for each in self._contributions if ("give", each.id) == key), None)

    def _need(self, key: Hashable) -> Need | None:
        given = self._contribution(key)
        if given is None:
            return None
        for need in needs(self.session.state, self.initiative):
            if need.kind is Serves.CONTRIBUTION and (need.department, need.ref) == (
                self.department,
                given.id,
            ):
                return need
        return None

    @property
    def _risks(self) -> list[Risk]:
        return [each for each in self.session.state.all(Risk) if each.initiative == self.initiative]

    def _risk(self, key: Hashable) -> Risk | None:
        return next((each for each in self._risks if ("risk", each.id) == key), None)

    def look_for(self, item: Place) -> None:
        """A department at its roll-call, at the first point it has not spoken of, at what it contributes; a
        point that somebody finds not feasible."""
        kind, id_ = item
        if kind in (ROLL, UNSPOKEN, PROMISE):
            if id_ in asked(self.session.state, self.initiative):
                self._turn_to(id_)
            self.list.move_to({ROLL: look.ROLL, PROMISE: MORE_GIVE}.get(kind, self._unspoken()))
        elif (point := self._point(item)) is not None:
            against = [
                each.department
                for each in reviews_of(self.session.state, self.initiative)
                if (said := said_of(each, point)) and said.feasibility is Feasibility.INFEASIBLE
            ]
            self._turn_to(next(iter(against), self.department or 0))
            self.list.move_to(item)

    def _unspoken(self) -> Hashable:
        for point in points_of(brief_of(self.session.state, self.initiative)):
            said = said_of(self._review, point)
            if said is None or is_stale(said, point):
                return (point.part, point.line.id)
        return look.ROLL

    # --- which department

    def action_left(self) -> None:
        """The one to the left."""
        self._across(-1)

    def action_right(self) -> None:
        """The one to the right."""
        self._across(1)

    def _across(self, by: int) -> None:
        known = asked(self.session.state, self.initiative)
        if self.department in known:
            self._turn_to(known[(known.index(self.department) + by) % len(known)])

    def _turn_to(self, department: int) -> None:
        self._department = department
        self.show_page()
        self.wizard.refresh_frame()

    def show_page(self) -> None:
        """The columns too: a department may have come."""
        self.list.arrange_in(self.columns(), row_height=1)
        super().show_page()

    def _go_on(self, point: BriefPoint, department: int) -> None:
        """The next department that has not spoken of this point, else the first of the next point."""
        state = self.session.state
        found = asked(state, self.initiative)
        present = [each for each in found if not self._is_absent(each)] or found
        points = points_of(brief_of(state, self.initiative))
        order = [(each, one) for each in points for one in present]
        at = next(
            (
                index
                for index, (each, one) in enumerate(order)
                if (each.part, each.line.id) == (point.part, point.line.id) and one == department
            ),
            -1,
        )
        for each, one in order[at + 1 :] + order[: at + 1]:
            said = said_of(review_of(state, self.initiative, one), each)
            if said is None or is_stale(said, each):
                self._department = one
                self.show_page()
                self.list.move_to((each.part, each.line.id))
                self.wizard.refresh_frame()
                return
        self.show_page()

    def _is_absent(self, department: int) -> bool:
        review = review_of(self.session.state, self.initiative, department)
        return review is not None and review.attendance is Attendance.ABSENT
