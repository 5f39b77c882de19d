"""需求确认: every department confirms the brief as it reads now; what changed since is shown (stage 1.3)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, ClassVar

from screens.confirm import acts
from screens.confirm import confirmation_lines as look
from screens.confirm.departments import ask_for_departments
from screens.keys import Act
from screens.widgets.cells import Line
from screens.widgets.columns import Column
from screens.widgets.line_list import LineList
from screens.widgets.rows import Row, Rows
from screens.wizard.page import ListPage
from store.language import Message, _, msg
from store.model.organisation import Department
from store.rules.commands.alignment import AskDepartments
from store.rules.commands.confirming import ConfirmBrief
from store.rules.commands.withdrawing import WithdrawConfirmation
from store.rules.confirmation import Standing, State, Wording, present_wording, standings
from store.rules.lack import Place
from store.rules.say import department_name
from store.rules.who import heads, leads

if TYPE_CHECKING:
    from screens.wizard.wizard import Wizard
    from store.board.session import Changed


class ConfirmationPage(ListPage):
    """A row a department; below one whose confirmation is out of date, what changed."""

    ACTS: ClassVar[tuple[Act, ...]] = acts.CONFIRMATION
    TABLE: ClassVar[str] = Department.table
    PRESENTS: ClassVar[bool] = True
    HEADER: ClassVar[bool] = False
    DETAIL_LINES: ClassVar[int] = 8

    def __init__(self, wizard: Wizard, step: str) -> None:
        super().__init__(wizard, step)
        self._shown: dict[int, Wording] = {}

    # --- the look of it

    def columns(self) -> Sequence[Column]:
        """Department, head, where it stands."""
        return look.COLUMNS

    def rows(self) -> Rows:
        """The departments, with what changed below them."""
        state = self.session.state
        zone = self.session.moment().zone
        found = {each.department: each for each in standings(state, self.initiative)}
        self._shown = {each: present_wording(state, self.initiative, each) for each in found}
        keys: list[Hashable] = []
        for department, standing in found.items():
            keys.append(department)
            keys += [(department, at) for at in range(len(standing.changes))]

        def build(key: Hashable) -> Row:
            if isinstance(key, tuple):
                return look.change_row(found[key[0]].changes[key[1]])
            return look.standing_row(state, self.initiative, found[int(str(key))], zone, self.presenter)

        return Rows(keys, build)

    def detail(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """What it confirms, or what changed."""
        standing = self._standing(key)
        if standing is None:
            return lambda room: ()
        zone, state, initiative = self.session.moment().zone, self.session.state, self.initiative
        if self.presenter:
            return lambda room: look.standing_for_the_room(state, initiative, standing, zone, room)
        return lambda room: look.about(state, initiative, standing, zone, room)

    def look_for(self, item: Place) -> None:
        """A department."""
        if item[0] == Department.table:
            self.list.move_to(item[1])

    def nothing(self) -> str:
        """Nobody to confirm."""
        return _("No department is concerned yet. w adds one.")

    def _standing(self, key: Hashable) -> Standing | None:
        department = key[0] if isinstance(key, tuple) else key
        every = standings(self.session.state, self.initiative)
        return next((each for each in every if each.department == department), None)

    # --- acts

    def reason_against(self, act: Act) -> Message | None:
        """The rights of the person, and where the department stands."""
        why = super().reason_against(act)
        if why is not None or act is acts.ASK:
            return why
        standing, state, me = self._standing(self.key), self.session.state, self.session.person
        if standing is None:
            return msg("No department is concerned yet; w adds one.")
        name = department_name(state, standing.department)
        if act is acts.WITHDRAW:
            if standing.confirmation is None:
                return msg("{department} has not confirmed yet.", department=name)
            return None
        if standing.state is State.CONFIRMED:
            return msg("{department} has confirmed this already.", department=name)
        if me is None:
            return msg("Say who you are first: the board records who changed what.")
        if leads(state, me, self.initiative):
            return None
        if act is acts.CONFIRM and heads(state, me, standing.department):
            return None
        return msg("Its head confirms for {department}, or a facilitator records it.", department=name)

    def action_confirm(self) -> None:
        """As oneself where one is the head; else write down how it was given."""
        standing, me = self._standing(self.key), self.session.person
        if standing is None or me is None:
            return
        if not heads(self.session.state, me, standing.department):
            self.action_record()
            return
        from screens.confirm.reading import ReadingDialog

        state, zone = self.session.state, self.session.moment().zone
        name = department_name(state, standing.department)
        seen = present_wording(state, self.initiative, standing.department)

        def confirmed(read: bool | None) -> None:
            if read:
                self.wizard.carry_out(
                    ConfirmBrief(self.initiative, standing.department, seen),
                    said=msg("{department} has confirmed.", department=name),
                    done=lambda _line: self._go_on(standing.department),
                )

        title = msg("{department} confirms what stands here", department=name)
        self.wizard.app.push_screen(
            ReadingDialog(title, lambda room: look.about(state, self.initiative, standing, zone, room)),
            confirmed,
        )

    def action_record(self) -> None:
        """How, and whose."""
        from screens.confirm.record_confirmation import RecordConfirmationDialog

        standing = self._standing(self.key)
        if standing is None:
            return
        department = standing.department
        seen = self._shown.get(department) or present_wording(self.session.state, self.initiative, department)
        self.wizard.app.push_screen(
            RecordConfirmationDialog(self.session, self.initiative, department, seen),
            lambda _done: self._go_on(department),
        )

    def action_withdraw(self) -> None:
        """Who may is the rules' business."""
        standing = self._standing(self.key)
        if standing is not None:
            name = department_name(self.session.state, standing.department)
            self.wizard.carry_out(
                WithdrawConfirmation(self.initiative, standing.department),
                said=msg("{department}: confirmation taken back.", department=name),
            )

    def _go_on(self, department: int) -> None:
        """The cursor on the next department that has not confirmed, once this one has."""
        every = standings(self.session.state, self.initiative)
        here = next((at for at, each in enumerate(every) if each.department == department), None)
        if here is None or every[here].state is not State.CONFIRMED:
            return
        for each in (*every[here + 1 :], *every[:here]):
            if each.state is not State.CONFIRMED:
                self.list.move_to(each.department)
                return

    def action_ask(self) -> None:
        """One more department is concerned."""

        def take(department: int) -> None:
            name = department_name(self.session.state, department)
            self.wizard.carry_out(
                AskDepartments(self.initiative, [department]),
                said=msg("{department} is asked.", department=name),
                done=lambda _line: self.list.move_to(department),
            )

        ask_for_departments(self.wizard, self.initiative, take)

    async def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter confirms."""
        event.stop()
        await self.wizard.perform(acts.CONFIRM)

    def board_changed(self, changed: Changed) -> None:
        """Who confirmed meanwhile."""
        before = {each: self._standing(each) for each in self._shown}
        self.show_page()
        if not changed.own:
            self.list.flash(each for each, was in before.items() if was != self._standing(each))
