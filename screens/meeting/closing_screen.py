"""Closing a meeting: what is still missing, each a key away; then the minutes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from store.rules.meeting.holes import holes
from textual.widget import Widget

from screens.base import DuiqiScreen
from screens.keys import Act, Group
from screens.widgets.cells import Line
from screens.widgets.columns import Column
from screens.widgets.line_list import LineList
from screens.widgets.rows import Heading, Row, Rows
from screens.widgets.rule import Rule
from screens.widgets.section import Section
from screens.words import date_with_weekday
from store.language import Message, _, msg
from store.model.capture import Capture
from store.model.meeting import Meeting
from store.rules.commands.meetings.closing import CloseMeeting
from store.rules.meeting.cadence import next_begin
from store.rules.meeting.carry import left_open, not_reached
from store.rules.meeting.running import KINDS, title

if TYPE_CHECKING:
    from store.rules.meeting.holes import Hole

    from screens.session import Session
    from store.board.session import Changed

MEND: Final = Act(
    "closing.mend",
    "mend",
    ("enter",),
    msg("Mend"),
    msg("Go to what is missing: the item, or the line that was captured."),
    Group.ITEM,
    1,
)
CLOSE: Final = Act(
    "closing.close",
    "close_meeting",
    ("w", "f3"),
    msg("Close"),
    msg("The meeting is over: its minutes are written, what is open is carried over."),
    footer=1,
)


class ClosingScreen(DuiqiScreen[None]):
    """The holes of the meeting of that id. Closing it brings everybody in it to the read-back."""

    ACTS: ClassVar[tuple[Act, ...]] = (CLOSE, MEND)
    DEFAULT_CSS = "ClosingScreen #holes { height: 1fr; margin-top: 1; }"

    def __init__(self, session: Session, meeting: int) -> None:
        super().__init__()
        self._meeting = meeting
        self._holes: dict[int, Hole] = {}
        self._closing = False

    # --- the look of it

    def compose_body(self) -> Iterable[Widget]:
        """What is missing, what is carried over, when the next one is."""
        yield LineList(
            (Column("what", least=30, weight=1),),
            self._rows(),
            empty=_("Nothing is missing. w closes the meeting."),
            id="holes",
        )
        yield Rule()
        yield Section(self._next, id="next")

    def on_mount(self) -> None:
        """The cursor on the first hole."""
        super().on_mount()
        self._list.focus()

    def title_line(self, room: int) -> Line:
        """Which meeting ends."""
        meeting = self.meeting
        name = str(title(self.session.state, meeting)) if meeting else ""
        return ((name, "strong"), ("  ", ""), (_("closing"), "accent"))

    @property
    def meeting(self) -> Meeting | None:
        """The meeting as it stands."""
        return self.session.state.get(Meeting, self._meeting)

    @property
    def _list(self) -> LineList:
        return self.query_one("#holes", LineList)

    def _rows(self) -> Rows:
        meeting, state = self.meeting, self.session.state
        if meeting is None:
            return Rows()
        self._holes = dict(enumerate(holes(state, meeting, self.session.moment())))
        carried = left_open(state, meeting.initiative)
        later = not_reached(meeting)
        keys: list[Hashable] = []
        if self._holes:
            keys += [Heading(_("Still missing: {count}", count=len(self._holes))), *self._holes]
        if carried or later:
            keys += [
                Heading(),
                Heading(_("Carried over to the next meeting: {count}", count=len(carried) + len(later))),
            ]
            keys += [("item", item.id) for item in later]
            keys += [(Capture.table, each.id) for each in carried]
        return Rows(keys, self._row)

    def _row(self, key: Hashable) -> Row:
        if isinstance(key, int):
            return Row((str(self._holes[key].text),), "!", "delayed")
        meeting = self.meeting
        kind, id_ = key if isinstance(key, tuple) else ("", 0)
        if kind == "item" and meeting is not None:
            item = meeting.item(id_)
            return Row((item.title if item else "?",), "~", "muted", "muted")
        capture = self.session.state.get(Capture, id_)
        text = (capture.text.splitlines() or [""])[0] if capture is not None else "?"
        return Row((text,), "-", "muted", "muted")

    def _next(self) -> Line:
        meeting = self.meeting
        moment = self.session.moment()
        found = next_begin(self.session.state, meeting, moment) if meeting is not None else None
        if found is None:
            return ((_("No next meeting of this kind follows by itself."), "muted"),)
        local = found.begin.astimezone(moment.zone)
        day = date_with_weekday(local.date(), moment.today)
        said = _("Next: {kind} {day} {time}", kind=KINDS[found.kind], day=day, time=f"{local:%H:%M}")
        return ((said, ""), ("  ", ""), (str(found.moved) if found.moved is not None else "", "delayed"))

    # --- what happens

    def board_changed(self, changed: Changed) -> None:
        """A hole was mended, or somebody closed it."""
        meeting = self.meeting
        if meeting is None or meeting.closed is not None:
            self.dismiss()
            return
        self._list.show(self._rows())
        self.query_one("#next", Section).repaint()
        self.refresh_frame()

    def refresh_text(self) -> None:
        """In the other language."""
        super().refresh_text()
        self._list.say_when_empty(_("Nothing is missing. w closes the meeting."))
        self._list.show(self._rows())

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter."""
        event.stop()
        self.action_mend()

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Other keys may work for another line."""
        event.stop()
        self.refresh_frame()

    # --- acts

    @property
    def _hole(self) -> Hole | None:
        key = self._list.key if self.is_mounted else None
        return self._holes.get(key) if isinstance(key, int) else None

    def reason_against(self, act: Act) -> Message | None:
        """There must be something to mend."""
        if act is MEND and self._hole is None:
            return msg("Nothing is missing on this line.")
        if act is CLOSE and self._closing:
            return msg("The minutes are being written.")
        return super().reason_against(act)

    def action_mend(self) -> None:
        """To the captured line's form, or back to the item."""
        hole = self._hole
        if hole is None:
            return
        if hole.capture is not None:
            from screens.dialogs.captures import edit_capture

            edit_capture(self, hole.capture)
            return
        from screens.meeting.meeting_screen import MeetingScreen

        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        self.dismiss()
        if isinstance(below, MeetingScreen) and hole.item is not None:
            below.show_item(hole.item)

    def action_close_meeting(self) -> None:
        """Look back over the journal in the board's thread, then close."""
        self._closing = True
        self.run_worker(self._close(), exclusive=True, group="closing")

    async def _close(self) -> None:
        from store.board.meetings import since_opening

        meeting, board, id_ = self.meeting, self.session.board, self._meeting
        if meeting is None:
            return
        language = self.session.state.settings.language
        found = await self.session.in_order(lambda: since_opening(board, id_))
        changes = tuple(each.sentence.render(language) for each in found)
        self._closing = False
        self.carry_out(
            CloseMeeting(self._meeting, changes),
            said=msg("The meeting is closed; its minutes are written."),
        )
