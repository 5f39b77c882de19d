"""The people of the board: departments with their heads, and everybody in them (DOMAIN.md, 人员)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from screens.base import DuiqiScreen
from screens.keys import Act, Group
from screens.people.rows import columns, department_row, loads, person_row
from screens.widgets.cells import Line
from screens.widgets.line_list import LineList
from screens.widgets.rows import Heading, Row, Rows
from screens.widgets.section import Section
from store.language import Message, _, msg
from store.model.organisation import Department, Person

if TYPE_CHECKING:
    from store.board.session import Changed

EDIT = Act(
    "people.edit",
    "edit",
    ("enter", "e"),
    msg("Edit"),
    msg("Change the department or person under the cursor: name, head, role, deputy, accounts."),
    Group.ITEM,
    1,
)
NEW_PERSON = Act(
    "people.new",
    "new_person",
    ("+", "insert"),
    msg("New person"),
    msg("Somebody else, in the department under the cursor."),
    Group.SCREEN,
    2,
)
NEW_DEPARTMENT = Act(
    "people.new-department",
    "new_department",
    ("D", "f7"),
    msg("New department"),
    msg("A department and its people, in one go."),
    Group.SCREEN,
    2,
)
FIND = Act(
    "people.find", "find", ("/", "f5"), msg("Find"), msg("Go to a person or a department."), Group.SCREEN, 3
)


class PeopleScreen(DuiqiScreen[None]):
    """One list: each department, its people below it."""

    ACTS: ClassVar[tuple[Act, ...]] = (EDIT, NEW_PERSON, NEW_DEPARTMENT, FIND)
    DEFAULT_CSS = """
    PeopleScreen #everybody { height: 1fr; margin-top: 1; }
    """

    def compose_body(self) -> Iterable[Widget]:
        """The list, and what is still missing."""
        yield LineList(
            columns(self.session.state),
            self._rows(),
            signs=False,
            header=True,
            empty=self._nobody(),
            id="everybody",
        )
        yield Section(self._missing, id="missing")

    def on_mount(self) -> None:
        """The cursor on the first department."""
        self.people.focus()

    @property
    def people(self) -> LineList:
        """The list; its keys are tables and ids."""
        return self.query_one("#everybody", LineList)

    def title_line(self, room: int) -> Line:
        """What this is."""
        return ((_("Departments and people"), "strong"),)

    def _nobody(self) -> str:
        return _("Nobody yet. D enters a department with its people.")

    def _missing(self) -> Line:
        headless = [one.name for one in self.session.state.all(Department) if one.head is None]
        if not headless:
            return ()
        return (
            (_("Nobody can sign yet for {names}: enter names a head.", names=_(", ").join(headless)), "late"),
        )

    # --- the rows

    def _rows(self) -> Rows:
        state = self.session.state
        load = loads(state)
        keys: list[Hashable] = []
        for department in state.all(Department):
            keys += [Heading()] if keys else []
            keys.append((Department.table, department.id))
            keys += [(Person.table, one.id) for one in state.all(Person) if one.department == department.id]

        def build(key: Hashable) -> Row:
            one = self._at(key)
            if isinstance(one, Department):
                return department_row(state, one)
            return person_row(state, one, load.get(one.id, 0)) if one is not None else Row(("",) * 5)

        return Rows(keys, build)

    def _at(self, key: Hashable) -> Department | Person | None:
        table, id_ = key if isinstance(key, tuple) else ("", 0)
        if table == Department.table:
            return self.session.state.get(Department, id_)
        return self.session.state.get(Person, id_) if table == Person.table else None

    def _show(self) -> None:
        self.people.arrange_in(columns(self.session.state))
        self.people.show(self._rows())
        self.query_one("#missing", Section).repaint()
        self.refresh_frame()

    # --- what happens

    def board_changed(self, changed: Changed) -> None:
        """Show it; what others did flashes."""
        self._show()
        if not changed.own:
            self.people.flash(changed.records)

    def refresh_text(self) -> None:
        """In the other language."""
        self.people.say_when_empty(self._nobody())
        self._show()
        super().refresh_text()

    def reason_against(self, act: Act) -> Message | None:
        """Who may, the commit judges."""
        if act in (EDIT, NEW_PERSON, NEW_DEPARTMENT) and self.session.read_only is not None:
            return self.session.read_only
        if act in (EDIT, FIND) and self.people.key is None:
            return msg("There is nobody yet.")
        if act is NEW_PERSON and not self.session.state.all(Department):
            return msg("A person belongs to a department: make one first.")
        return super().reason_against(act)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter on a line."""
        event.stop()
        self.action_edit()

    def action_edit(self) -> None:
        """The form of what is under the cursor."""
        from screens.people.department_forms import EditDepartmentDialog
        from screens.people.person_form import PersonDialog

        one = self._at(self.people.key)
        if isinstance(one, Department):
            self.app.push_screen(EditDepartmentDialog(one))
        elif one is not None:
            self.app.push_screen(PersonDialog(one, None), self._go_to_person)

    def action_new_person(self) -> None:
        """The form of a new one."""
        from screens.people.person_form import PersonDialog

        one = self._at(self.people.key)
        department = one.department if isinstance(one, Person) else one.id if one is not None else None
        self.app.push_screen(PersonDialog(None, department), self._go_to_person)

    def action_new_department(self) -> None:
        """The form of a new one."""
        from screens.people.department_forms import NewDepartmentDialog

        def go(made: int | None) -> None:
            self._go_to(Department.table, made)

        self.app.push_screen(NewDepartmentDialog(), go)

    def action_find(self) -> None:
        """Type a part of a name."""
        from screens.dialogs.choose import ChooseDialog, Option

        state = self.session.state
        departments = {one.id: one.name for one in state.all(Department)}
        options = [Option((Department.table, id_), name) for id_, name in departments.items()]
        options += [
            Option(
                (Person.table, one.id),
                one.name,
                departments.get(one.department, ""),
                words=" ".join(one.logins),
            )
            for one in state.all(Person)
        ]

        def go(chosen: Hashable | None) -> None:
            if chosen is not None:
                self.people.move_to(chosen)

        self.app.push_screen(ChooseDialog(msg("Find"), options, find=True), go)

    def _go_to_person(self, made: int | None) -> None:
        self._go_to(Person.table, made)

    def _go_to(self, table: str, made: int | None) -> None:
        if made is not None:
            self._show()
            self.people.move_to((table, made))
