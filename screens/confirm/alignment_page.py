"""需求对齐: point by point, department by department: feasible or not, risks, contributions (stage 1.2)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from screens.confirm import acts
from screens.confirm import alignment_lines as look
from screens.confirm.brief_lines import TITLES, add_row, pasted
from screens.confirm.departments import ask_for_departments
from screens.confirm.entry import Entry, draft_name
from screens.confirm.moves import place_after
from screens.confirm.row_editor import EditCell, Values
from screens.confirm.row_page import RowPage
from screens.dialogs.actions import offer_acts
from screens.keys import Act
from screens.widgets.cells import Line
from screens.widgets.columns import Column
from screens.widgets.rows import Heading, Row
from store.language import Message, _, msg
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
from store.rules.commands.alignment import (
    AskDepartments,
    AttendDepartment,
    Contribute,
    DismissDepartment,
    EditContribution,
    MoveContribution,
    RaiseRisk,
    RemoveContribution,
    ReviewPoint,
    ReviewRest,
)
from store.rules.coverage import Need, needs
from store.rules.edit import Command
from store.rules.lack import Place
from store.rules.measurable import vague
from store.rules.order import ordered
from store.rules.stage1 import PROMISE, ROLL, UNSPOKEN

if TYPE_CHECKING:
    from screens.wizard.screen import WizardScreen
    from store.board.line import Line as JournalLine
    from store.board.session import Changed

_MORE_GIVE: Final = ("give", 0)
_MORE_RISK: Final = ("risk", 0)
_OF_POINT: Final = (acts.FEASIBLE, acts.CONDITIONAL, acts.INFEASIBLE)
_OF_GIVEN: Final = (acts.REMOVE, acts.UP, acts.DOWN)


class AlignmentPage(RowPage):
    """Up and down go through the points, left and right through the departments."""

    ACTS: ClassVar[tuple[Act, ...]] = acts.ALIGNMENT
    DETAIL_LINES: ClassVar[int] = 5

    def __init__(self, wizard: WizardScreen, step: str) -> None:
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
            found += [] if self.presenter else [_MORE_GIVE]
        found += [Heading(), Heading(_("Risks seen"))]
        found += [("risk", risk.id) for risk in self._risks]
        return found if self.presenter else [*found, _MORE_RISK]

    def build(self, key: Hashable) -> Row:
        """One row."""
        state, today = self.session.state, self.session.moment().today
        shown, _cell = self._shown()
        if key == look.ROLL:
            return look.roll_row(state, self.initiative, shown, self.department)
        if key == _MORE_GIVE:
            return add_row(msg("+ a contribution"))
        if key == _MORE_RISK:
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
        if look.key_at(key, "give") and key != _MORE_GIVE:
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
            self.list.move_to({ROLL: look.ROLL, PROMISE: _MORE_GIVE}.get(kind, self._unspoken()))
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
        elif key == _MORE_RISK:
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

        ask_for_departments(self.wizard, take)

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

    def _cells(self) -> list[EditCell]:
        return [
            EditCell(
                "content",
                Column("content", least=20, weight=1),
                msg("what it supplies: the core selling points"),
            ),
            EditCell("due", Column("due", least=10), msg("3/10"), "date", 40),
        ]

    def _give(self, after: int | None) -> Entry:
        department = self.department
        assert department is not None

        def make(values: Values, behind: Hashable | None) -> tuple[Command, ...]:
            return (Contribute(self.initiative, department, [dict(values)], _entry(behind)),)

        def paste(text: str, behind: Hashable | None) -> tuple[Command, ...]:
            rows = [{"content": line} for line in pasted(text)]
            return (Contribute(self.initiative, department, rows, _entry(behind)),) if rows else ()

        def made(line: JournalLine) -> Hashable | None:
            return ("give", max((each.id for each in self._contributions), default=0))

        return Entry(
            draft_name(self.step, f"give.{department}", self.initiative),
            self._cells(),
            make,
            after=("give", after) if after else None,
            before=_MORE_GIVE,
            paste=paste,
            made=made,
            hints=_hints,
        )

    def _change(self, given: Contribution) -> Entry:
        department, review = self.department, self._review
        assert department is not None

        def make(values: Values, _behind: Hashable | None) -> tuple[Command, ...]:
            fields = {name: value for name, value in values.items() if getattr(given, name) != value}
            return (EditContribution(self.initiative, department, given.id, fields),) if fields else ()

        return Entry(
            draft_name(self.step, f"given.{department}.{given.id}", self.initiative),
            self._cells(),
            make,
            key=("give", given.id),
            hints=_hints,
            texts={"content": given.content, "due": given.due.isoformat() if given.due else ""},
            seen=[review] if review is not None else [],
        )

    def _new_risk(self) -> Entry:
        def make(values: Values, _behind: Hashable | None) -> tuple[Command, ...]:
            return (RaiseRisk(self.initiative, str(values["title"]), self.department),)

        def paste(text: str, _behind: Hashable | None) -> tuple[Command, ...]:
            return tuple(RaiseRisk(self.initiative, line, self.department) for line in pasted(text))

        cell = EditCell("title", Column("title", least=20, weight=1), msg("what may go wrong, in one line"))
        return Entry(
            draft_name(self.step, "risk", self.initiative), [cell], make, before=_MORE_RISK, paste=paste
        )

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


def _hints(values: Values) -> Sequence[Message]:
    return [
        word.message for word in vague(str(values.get("content", "")), dated=values.get("due") is not None)
    ]


def _entry(key: Hashable | None) -> int | None:
    return key[1] if isinstance(key, tuple) and isinstance(key[1], int) and key[1] else None
