"""The sign-off step: which department has signed its rows, and what changed since (DOMAIN.md stage 2.3)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, ClassVar, Final

from screens.assign.describe import row_lines
from screens.keys import Act, Group
from screens.widgets.cells import Cell, Line, wrap
from screens.widgets.columns import Column
from screens.widgets.rows import Heading, Row, Rows
from screens.wizard.page import ListPage
from screens.words import short_time
from store.board.line import Line as JournalLine
from store.language import Message, _, msg
from store.model.organisation import Department
from store.model.signature import Signature
from store.rules.commands import EditDepartment
from store.rules.commands.withdrawing import WithdrawSignature
from store.rules.drift_words import drift_words
from store.rules.say import person_name
from store.rules.shared_owner import people_of
from store.rules.signoff import DepartmentSignoff, SignoffState, confirmed, signoff

SIGN: Final = Act(
    "assign.sign",
    "sign",
    ("enter", "S"),
    msg("Sign"),
    msg("Read the rows and sign for them; a facilitator records a signature given elsewhere."),
    Group.ITEM,
    1,
)
HEAD: Final = Act(
    "assign.head",
    "head",
    ("H",),
    msg("Head"),
    msg("Who leads the department and signs for it."),
    Group.ITEM,
    6,
)
WITHDRAW: Final = Act(
    "assign.withdraw",
    "withdraw",
    ("X", "delete"),
    msg("Take back"),
    msg("Take the signature back: one's own, or as a facilitator one that was recorded wrongly."),
    Group.ITEM,
    5,
)
COPY: Final = Act(
    "assign.copy",
    "copy",
    ("y",),
    msg("Copy table"),
    msg("Copy table 1 as text, for everyone's chat."),
    Group.SCREEN,
    2,
)
SAVE: Final = Act(
    "assign.save",
    "save",
    ("w",),
    msg("Save table"),
    msg("Save table 1 with its signatures as Word, Excel or another file."),
    Group.SCREEN,
    3,
)
_SIGNS: Final = {
    SignoffState.UNSIGNED: ("-", "not-started"),
    SignoffState.SIGNED: ("✓", "done"),
    SignoffState.OUT_OF_DATE: ("!", "delayed"),
}


class SignPage(ListPage):
    """A line a department, and under it what its signature no longer covers, field by field."""

    ACTS: ClassVar[tuple[Act, ...]] = (SIGN, WITHDRAW, HEAD, COPY, SAVE)
    TABLE: ClassVar[str] = Department.table
    HEADER: ClassVar[bool] = False
    _signoffs: Sequence[DepartmentSignoff] = ()
    _confirmed = False

    def columns(self) -> Sequence[Column]:
        """Who, and where they stand."""
        return (
            Column("department", least=8, ideal=18),
            Column("head", least=6, ideal=12),
            Column("rows", least=7, align="right"),
            Column("stands", least=20, weight=1),
        )

    def rows(self) -> Rows:
        """Departments, their drift below them; a presenter sees all of it, too."""
        found = {each.department.id: each for each in self._signoffs}
        keys: list[Hashable] = []
        for each in found.values():
            keys.append(each.department.id)
            keys += [Heading("   ", str(drift_words(self.session.state, one))) for one in each.drift]
        return Rows(keys, lambda key: self._row(found[int(str(key))]))

    def _row(self, each: DepartmentSignoff) -> Row:
        state = self.session.state
        sign, style = _SIGNS[each.state]
        blocking = sum(1 for hole in each.holes if hole.blocking)
        stands: Cell
        if each.state is SignoffState.OUT_OF_DATE:
            stands = ((_("changed since it was signed"), "delayed"),)
        elif each.signature is not None:
            stands = self._when(each.signature)
        elif blocking:
            stands = ((_("not signed; still lacking: {count}", count=blocking), "muted"),)
        else:
            stands = ((_("not signed"), "muted"),)
        head = person_name(state, each.head) or _("no head yet")
        rows = _("rows: {count}", count=len(each.rows))
        return Row((each.department.name, head, rows, stands), sign, style, below="")

    def _when(self, signature: Signature) -> str:
        """`11-20 14:02 本人`, `11-21 09:10 李明代录 (邮件确认)`."""
        state, moment = self.session.state, self.session.moment()
        when = short_time(signature.at, moment)
        if signature.recorded_by is None:
            return _("{when}  {person} in person", when=when, person=person_name(state, signature.person))
        by = person_name(state, signature.recorded_by)
        return _("{when}  recorded by {by} ({how})", when=when, by=by, how=signature.how)

    def detail(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """What changed since, then the rows that the signature covers."""
        found = self._of(key)
        return lambda room: self._lines(found, room) if found is not None else ()

    def _lines(self, found: DepartmentSignoff, room: int) -> list[Line]:
        state, moment = self.session.state, self.session.moment()
        lines: list[Line] = []
        if found.signature is not None:
            lines += wrap(((self._when(found.signature), "muted"),), room, 4)
        for one in found.drift:
            lines += wrap(((f"! {drift_words(state, one)}", "delayed"),), room, 2)
        for task in found.rows:
            lines += row_lines(state, moment, task, room)
        return lines

    def nothing(self) -> str:
        """Nobody is concerned yet."""
        return _("No department has claimed a task yet. shift+tab goes back to claim them.")

    def show_page(self) -> None:
        """And, once, that table 1 is confirmed."""
        self._signoffs = signoff(self.session.state, self.initiative)
        super().show_page()
        was, self._confirmed = self._confirmed, confirmed(self.session.state, self.initiative)
        if self._confirmed and not was:
            self.wizard.say(msg("All have signed: table 1 is confirmed. y copies it for everyone."), "done")

    def look_for(self, item: tuple[str, int]) -> None:
        """A department."""
        if item[0] == Department.table:
            self.list.move_to(item[1])

    # --- acts

    def _of(self, key: Hashable | None) -> DepartmentSignoff | None:
        return next((each for each in self._signoffs if each.department.id == key), None)

    def reason_against(self, act: Act) -> Message | None:
        """There must be something to sign, or to copy."""
        found = self._of(self.key)
        if found is None:
            return msg("No department has claimed a task yet.")
        if act is SAVE and self.session.reach.why_not_save is not None:
            return msg("On a team's server no file is written; y copies the table.")
        if act in (COPY, SAVE):
            return None
        if act is WITHDRAW and found.signature is None:
            return msg("{department} has not signed yet.", department=found.department.name)
        return self.session.read_only

    def on_line_list_opened(self, event: Any) -> None:
        """Enter on a department."""
        event.stop()
        self.wizard.go_on_after(self.run_worker(self.wizard.perform(SIGN)))

    def action_sign(self) -> None:
        """Show exactly what is signed, then sign."""
        from screens.assign.signing import sign_dialog

        found = self._of(self.key)
        if found is not None:
            self.app.push_screen(
                sign_dialog(self.session, self.initiative, found), lambda line: self._go_on(line, found)
            )

    def _go_on(self, line: JournalLine | None, signed: DepartmentSignoff) -> None:
        """The cursor on the next department that has not signed, once this one has."""
        if line is None:
            return
        every = [each.department.id for each in self._signoffs if each.state is not SignoffState.SIGNED]
        here = signed.department.id
        following = [each for each in every if each > here] or [each for each in every if each != here]
        if following:
            self.list.move_to(following[0])

    def action_withdraw(self) -> None:
        """Who may is the rules' business; undo brings one's own back."""
        found = self._of(self.key)
        if found is not None:
            self.wizard.carry_out(
                WithdrawSignature(self.initiative, found.department.id),
                said=msg("{department}: signature taken back.", department=found.department.name),
            )

    def action_head(self) -> None:
        """Choose who leads the department."""
        from screens.dialogs.choose import ChooseDialog, Option

        found = self._of(self.key)
        if found is None:
            return
        department = found.department
        people = people_of(self.session.state, department)
        if not people:
            text = msg("Nobody belongs to {department} yet.", department=department.name)
            self.wizard.say(text, "warning")
            return

        def take(chosen: Hashable | None) -> None:
            if isinstance(chosen, int):
                said = msg(
                    "{person} leads {department}.",
                    person=person_name(self.session.state, chosen),
                    department=department.name,
                )
                command = EditDepartment(department.id, {"head": chosen})
                self.wizard.carry_out(command, seen=[department], said=said)

        options = [Option(each.id, each.name) for each in people]
        title = msg("Who leads {department}?", department=department.name)
        self.app.push_screen(ChooseDialog(title, options, find=len(people) > 9, at=found.head), take)

    def action_copy(self) -> None:
        """For the chat; shown, too, as not every terminal lets a program copy."""
        from screens.dialogs.message import MessageDialog

        self.app.copy_to_clipboard(self._text())
        name = str(msg("Table 1 is copied, for everyone's chat."))
        self.app.push_screen(
            MessageDialog(
                msg("{text}", text=name),
                msg("It is Markdown: chats and documents show it as a table."),
                msg("w saves it as a file, too."),
            )
        )

    def action_save(self) -> None:
        """As what, where and under which name is asked."""
        self.wizard.host.open_documents(self.initiative, "assignment", saving=True)

    def _text(self) -> str:
        from store.documents.assignment import assignment_text

        return assignment_text(self.session.state, self.initiative, self.session.moment())
