"""Minutes that were written elsewhere: each line as it is understood, kept, changed or left out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.dialogs.choose import ChooseDialog, Option
from screens.exchange.line_dialog import LineDialog
from screens.exchange.list_screen import SAVE, FileScreen
from screens.keys import Act, Group
from screens.widgets.cells import Line
from screens.widgets.columns import Column
from screens.widgets.line_list import LineList
from screens.widgets.rows import Row, Rows
from store.errors import DuiqiError
from store.exchange.minutes import Into, MinutesPlan, into_meeting, plan_lines, typed_again
from store.language import Message, _, msg
from store.model.meeting import MeetingKind
from store.rules.meeting.capture_kinds import NAMES
from store.rules.meeting.kinds import KINDS
from store.rules.meeting.running import ahead, running, title

if TYPE_CHECKING:
    from screens.session import Session
    from store.board.session import Changed
    from store.rules.meeting.written import Written

CHANGE: Final = Act(
    "written.change",
    "change",
    ("enter", "e"),
    msg("Change"),
    msg("Type the line anew: its kind, @ and a name, the date, the words."),
    Group.ITEM,
    footer=1,
)
LEAVE: Final = Act(
    "written.leave",
    "leave",
    ("x", "delete"),
    msg("Keep / leave out"),
    msg("Leave the line under the cursor out, or keep it after all."),
    Group.ITEM,
    footer=3,
)
WHERE: Final = Act(
    "written.where",
    "where",
    ("w", "f7"),
    msg("Which meeting"),
    msg("A meeting that runs or is planned, one that begins now, or none."),
    footer=4,
)
_NONE: Final = "none"


class MinutesScreen(FileScreen):
    """The lines of minutes, to be confirmed one by one."""

    ACTS: ClassVar[tuple[Act, ...]] = (CHANGE, LEAVE, WHERE)

    def __init__(self, session: Session, name: str, lines: Sequence[Written], initiative: int) -> None:
        super().__init__(name, initiative)
        self._lines = {line.number: line for line in lines}
        self._out: set[int] = set()
        now = next(iter(running(session.state, initiative)), None)
        self._into = Into(initiative, now.id if now is not None else None)

    def compose_lists(self) -> Iterable[Widget]:
        """The lines."""
        yield LineList(self._columns(), Rows(), header=True, id="lines")

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("number", _("Line"), least=4, align="right"),
            Column("kind", _("Kind"), least=4, ideal=8),
            Column("who", _("Who and when"), least=8, ideal=18),
            Column("text", _("Words"), least=16, weight=1),
        )

    def on_mount(self) -> None:
        """Show them."""
        super().on_mount()
        self.lines.focus()
        self._show()

    @property
    def lines(self) -> LineList:
        """The list; its keys are the numbers of the lines in the file."""
        return self.query_one("#lines", LineList)

    # --- the list

    def board_changed(self, changed: Changed) -> None:
        """People may have come, the meeting may be over."""
        self._show()

    def _show(self) -> None:
        self.lines.arrange_in(self._columns())
        self.lines.show(Rows(list(self._lines), self._row))
        self.repaint_summary()

    def _row(self, key: Hashable) -> Row:
        line = self._lines[key] if isinstance(key, int) else None
        if line is None:
            return Row(("",))
        state, moment = self.session.state, self.session.moment()
        captured = line.parsed(state, moment)
        if line.number in self._out:
            return Row((str(line.number), str(NAMES[line.kind]), "", line.typed), sign="-", style="muted")
        if captured.problem is not None:
            said: Line = ((captured.text, ""), ("  ", ""), (str(captured.problem), "late"))
            return Row((str(line.number), str(NAMES[line.kind]), "", said), sign="!", sign_style="late")
        from store.rules.say import person_name, short_day

        who = [person_name(state, captured.person)] if captured.person is not None else []
        who += [short_day(captured.due, moment.today)] if captured.due is not None else []
        return Row((str(line.number), str(NAMES[captured.kind]), " ".join(who), captured.text), sign="+")

    def _planned(self) -> MinutesPlan:
        kept = [line for line in self._lines.values() if line.number not in self._out]
        return plan_lines(self.session.state, kept, self._into, self.session.moment(), by=self.session.person)

    def summary(self) -> Line:
        """How many are kept, and where they go."""
        state, moment = self.session.state, self.session.moment()
        kept = [line for number, line in self._lines.items() if number not in self._out]
        wrong = sum(line.parsed(state, moment).problem is not None for line in kept)
        pieces = [(_("{count} lines", count=len(kept) - wrong), "strong"), (f" -> {self._where()}", "")]
        if wrong:
            pieces.append((_(", {count} to be put right", count=wrong), "late"))
        return tuple(pieces)

    def _where(self) -> Message:
        from store.model.meeting import Meeting

        meeting = self.session.state.get(Meeting, self._into.meeting)
        if meeting is not None:
            return title(self.session.state, meeting)
        if self._into.begins is not None:
            return msg("{kind} that begins now", kind=KINDS[self._into.begins])
        return msg("between two meetings")

    # --- deciding

    def reason_against(self, act: Act) -> Message | None:
        """Only what is in order is kept."""
        if act is SAVE and not any(number not in self._out for number in self._lines):
            return msg("Every line is left out.")
        return super().reason_against(act)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter."""
        event.stop()
        self.action_change()

    def action_change(self) -> None:
        """Type it anew."""
        key = self.lines.key
        line = self._lines.get(key) if isinstance(key, int) else None
        if line is None:
            return

        def take(typed: str | None) -> None:
            if typed:
                state, moment = self.session.state, self.session.moment()
                self._lines[line.number] = typed_again(line, typed, state, moment)
                self._out.discard(line.number)
                self._show()

        self.app.push_screen(LineDialog(line), take)

    def action_leave(self) -> None:
        """The other way round."""
        if isinstance(self.lines.key, int):
            self._out ^= {self.lines.key}
            self._show()

    def action_where(self) -> None:
        """Choose the meeting."""
        state = self.session.state
        options = [
            Option(Into(self._initiative, each.id), str(title(state, each)), _("runs"))
            for each in running(state, self._initiative)
        ]
        options += [
            Option(into_meeting(state, each), str(title(state, each)), _("planned; begins now"))
            for each in ahead(state, self._initiative)
            if each.kind is not MeetingKind.URGENT
        ]
        there = {each.kind for each in (*running(state, self._initiative), *ahead(state, self._initiative))}
        options += [
            Option(Into(self._initiative, begins=kind), str(name), _("a new one, begins now"))
            for kind, name in KINDS.items()
            if kind is not MeetingKind.URGENT and kind not in there
        ]
        options.append(Option(Into(self._initiative), str(msg("between two meetings"))))

        def take(chosen: Hashable | None) -> None:
            if isinstance(chosen, Into):
                self._into = chosen
                self._show()

        self.app.push_screen(ChooseDialog(msg("In which meeting was it said?"), options, at=self._into), take)

    # --- taking in

    def action_save(self) -> None:
        """All that is in order; a line that is not has to be put right or left out first."""
        if self._saving:
            return
        try:
            plan = self._planned()
        except DuiqiError as error:
            self.say(error.message, "warning")
            return
        if plan.refused:
            first = plan.refused[0]
            self.lines.move_to(first.number)
            self.say(msg("Line {number}: {reason}", number=first.number, reason=first.reason), "warning")
            return
        self._saving = True
        said = msg("{count} lines were kept.", count=len(plan.kept))
        self.carry_out(plan.command, said=said, done=lambda _line: self.dismiss(), refused=self.refused)

    def refresh_text(self) -> None:
        """In the other language."""
        self._show()
        super().refresh_text()
