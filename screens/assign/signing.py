"""Signing the rows of a department: they are read first, then signed, or recorded as signed elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.screen import ModalScreen
from textual.widget import Widget

from screens.assign.describe import row_lines
from screens.dialogs.dialog import Dialog
from screens.dialogs.form import FormDialog
from screens.keys import Act
from screens.widgets.cells import Line, wrap
from screens.widgets.detail_pane import DetailPane
from screens.widgets.fields import Field, LineField, Pick, PickField
from store.board.line import Line as JournalLine
from store.language import Message, msg
from store.model.organisation import Person, Role
from store.model.signature import Signature, SignedRow
from store.rules.commands.signing import RecordSignature, SignRows
from store.rules.drift_words import drift_words
from store.rules.say import person_name
from store.rules.signoff import DepartmentSignoff, department_signoff, drift_between, signed_row

if TYPE_CHECKING:
    from screens.session import Session

_MOST_LINES: Final = 12

DO_SIGN: Final = Act(
    "signing.sign",
    "sign",
    ("enter", "ctrl+s"),
    msg("Sign these rows"),
    msg("Sign exactly what stands here."),
    footer=1,
)
DOWN: Final = Act(
    "signing.down", "down", ("down", "j", "pagedown", "space"), msg("Down"), msg("Further down.")
)
UP: Final = Act("signing.up", "up", ("up", "k", "pageup"), msg("Up"), msg("Further up."))


def sign_dialog(session: Session, initiative: int, found: DepartmentSignoff) -> ModalScreen[JournalLine]:
    """What the person may do about this signature: sign as the head, or record one given elsewhere."""
    me = session.person
    if me is not None and me.role is Role.FACILITATOR and found.head != me.id:
        return RecordDialog(session, initiative, found)
    return SignDialog(session, initiative, found)


class RowsToSign(DetailPane):
    """The rows, all their cells, and before them what changed; scrolls when there are many.

    What stands here is what is signed: `seen`.
    """

    DEFAULT_CSS = "RowsToSign { background: $surface; }"

    def __init__(self, session: Session, found: DepartmentSignoff) -> None:
        super().__init__(id="rows-to-sign")
        self._by = session
        self._found = found
        self._changed = found.drift

    @property
    def seen(self) -> Sequence[SignedRow]:
        """The rows that stand here; what others change meanwhile is not among them."""
        return [signed_row(task) for task in self._found.rows]

    def on_mount(self) -> None:
        """As high as the rows, up to what leaves room for the rest."""
        self._fit()

    def read_again(self, initiative: int) -> None:
        """The rows as they are now; what changed since they were shown stands first."""
        found = department_signoff(self._by.state, initiative, self._found.department.id)
        if found is None:
            return
        news = drift_between(self.seen, [signed_row(task) for task in found.rows])
        if news:
            known = {(each.task, each.field) for each in news}
            older = (each for each in found.drift if (each.task, each.field) not in known)
            self._found, self._changed = found, (*news, *older)
            self._fit()

    def _fit(self) -> None:
        room = min(84, self.app.size.width) - 6
        most = max(4, min(_MOST_LINES, self.app.size.height - 10))
        self.styles.height = max(1, min(most, len(self._lines_for(room))))
        self.show(self._lines_for)

    def _lines_for(self, room: int) -> Sequence[Line]:
        state, moment = self._by.state, self._by.moment()
        lines: list[Line] = []
        for one in self._changed:
            lines += wrap(((f"! {drift_words(state, one)}", "delayed"),), room, 2)
        for task in self._found.rows:
            lines += row_lines(state, moment, task, room)
        return lines

    def scroll_by(self, by: int) -> None:
        """So many lines down, or up."""
        self.jump(round(self.scroll_y) + by)


class SignDialog(Dialog[JournalLine]):
    """The head signs, as themself, what stands here. Ends with the journal's line."""

    ACTS: ClassVar[tuple[Act, ...]] = (DO_SIGN, DOWN, UP)

    def __init__(self, session: Session, initiative: int, found: DepartmentSignoff) -> None:
        super().__init__(
            msg(
                "{department} signs for {count} rows of table 1",
                department=found.department.name,
                count=len(found.rows),
            )
        )
        self._initiative = initiative
        self._found = found
        self._rows = RowsToSign(session, found)

    def compose_body(self) -> Iterable[Widget]:
        """The rows."""
        yield self._rows

    def reason_against(self, act: Act) -> Message | None:
        """Only the head signs; who that is, is said before the key is pressed in vain."""
        me = self.session.person
        if act is DO_SIGN and (me is None or me.id != self._found.head):
            head = person_name(self.session.state, self._found.head)
            department = self._found.department.name
            if not head:
                return msg("{department} has no head yet; name one first.", department=department)
            return msg("{person}, the head of {department}, signs here.", person=head, department=department)
        return super().reason_against(act)

    def action_sign(self) -> None:
        """Sign exactly what was shown."""
        self.carry_out(
            SignRows(self._initiative, self._found.department.id, self._rows.seen),
            said=msg("{department} has signed.", department=self._found.department.name),
            done=self.dismiss,
            refused=self._refused,
        )

    def _refused(self, message: Message, field: str | None) -> None:
        """The rows as they are now stand here, so that they can be read and signed."""
        self._rows.read_again(self._initiative)
        self.say(message, "warning")

    def action_down(self) -> None:
        """Further down."""
        self._rows.scroll_by(3)

    def action_up(self) -> None:
        """Further up."""
        self._rows.scroll_by(-3)


class RecordDialog(FormDialog[JournalLine]):
    """A facilitator writes down a signature given elsewhere: by whom, and how one knows."""

    def __init__(self, session: Session, initiative: int, found: DepartmentSignoff) -> None:
        name = found.department.name
        super().__init__(
            msg("{department}: record a signature given elsewhere", department=name),
            draft=f"record-signature:initiatives/{initiative}/{found.department.id}",
        )
        self._by = session
        self._initiative = initiative
        self._found = found
        self._rows = RowsToSign(session, found)

    def fields(self) -> Iterable[Field]:
        """Who signed, and how."""
        state = self._by.state
        picks = [
            Pick(person.id, person.name)
            for person in state.all(Person)
            if person.department == self._found.department.id
        ]
        self._who = PickField("person", msg("Signed by"), picks, picked=self._found.head, required=True)
        self._how = LineField(
            "how",
            msg("How"),
            text=self._said_last(),
            required=True,
            replaced=True,
            hint=msg("by mail on Friday, on paper, by phone at 15:00"),
        )
        return (self._who, self._how)

    def _said_last(self) -> str:
        """How the last one was given that I wrote down here: in a meeting they are all given alike."""
        me = self._by.person
        mine = [
            each
            for each in self._by.state.all(Signature)
            if me is not None and each.initiative == self._initiative and each.recorded_by == me.id
        ]
        return max(mine, key=lambda each: each.id).how if mine else ""

    def compose_body(self) -> Iterable[Widget]:
        """The rows that are signed for stand above."""
        yield self._rows
        yield from super().compose_body()

    def on_mount(self) -> None:
        """How it was given is what has to be typed."""
        if self._found.head is not None:
            self.call_after_refresh(self._how.focus_control)

    def save(self) -> None:
        """Record it, under my name."""
        department = self._found.department
        self.carry_out(
            RecordSignature(
                self._initiative, department.id, self._how.value, self._who.picked, self._rows.seen
            ),
            said=msg("{department}: signature recorded.", department=department.name),
            done=self.dismiss,
            refused=self._refused,
        )

    def _refused(self, message: Message, field: str | None) -> None:
        """At its field; where rows changed, they stand here as they are now."""
        self._rows.read_again(self._initiative)
        self.refuse(message, field)
