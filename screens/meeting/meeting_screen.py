"""A meeting as it runs: one item at a time, large, and everything that can be said of it in a key or two."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.timer import Timer
from textual.widget import Widget

from screens.dialogs.status import acts as status_acts
from screens.meeting import acts, bars, item_lines, reasons
from screens.meeting.arrivals import Arrivals
from screens.meeting.calm import calm
from screens.meeting.holding import HoldingPlace
from screens.meeting.item_body import ItemBody
from screens.meeting.told import told_by_others
from screens.scrolling import ScrollKeys
from screens.widgets.cells import Line
from screens.widgets.footer import Hint
from screens.widgets.line_list import LineList
from screens.widgets.rule import Rule
from screens.widgets.section import Section
from store.errors import DuiqiError
from store.language import Message, _, msg
from store.model.meeting import Meeting
from store.rules.meeting.running import title
from store.rules.meeting.table import on_the_table
from store.rules.say import listed, person_name

if TYPE_CHECKING:
    from textual import events

    from screens.keys import Act
    from screens.session import Session
    from screens.widgets.detail_pane import DetailPane
    from store.board.line import Line as JournalLine
    from store.board.session import Changed
    from store.rules.meeting.difference import Difference
    from store.rules.meeting.table import TableView


_ON_A_TASK: Final = {
    acts.PARK.id: 1,
    acts.CLOSE.id: 2,
    acts.ROLL.id: 3,
    status_acts.START.id: 4,
    status_acts.TICK.id: 4,
    status_acts.NOTE.id: 4,
}
"""Ranks of the keys at the foot while a task is on the table: what moves the meeting is not crowded out."""


class MeetingScreen(ScrollKeys, HoldingPlace):
    """Shows the meeting of that id. Who presents it moves the room; the others follow, or let go."""

    ACTS: ClassVar[tuple[Act, ...]] = acts.IN_MEETING

    def __init__(self, session: Session, meeting: int) -> None:
        super().__init__(session, meeting)
        self._differences: Sequence[Difference] = ()
        self._second: Timer | None = None
        self._presenter: int | None = None
        self._news = False
        self._arrivals = Arrivals(meeting)
        self._view: TableView | None = None

    # --- the look of it

    def compose_body(self) -> Iterable[Widget]:
        """The agenda, the item with its clock, what was captured of it, the room."""
        yield Section(self._agenda_line, id="agenda")
        yield Rule()
        yield ItemBody(self._head_line, self._item_clock)
        yield Rule()
        yield Section(self._room_line, id="room")

    def on_mount(self) -> None:
        """The item on the table, and its clock."""
        super().on_mount()
        self._presenter = self.meeting.presenter if self.meeting else None
        self.run_worker(self._look_back(), exclusive=True, group="since")
        self._greet()
        self.show()

    def on_unmount(self) -> None:
        """Nobody presents or follows from here any more."""
        self._be_seen(gone=True)

    def on_resize(self) -> None:
        """The lines for the new size."""
        self.show(keep_place=True)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """In front again: the clock goes on, and the meeting may be over by now."""
        if not self._is_elsewhere():
            self.show(keep_place=True)

    def title_line(self, room: int) -> Line:
        """Which meeting this is."""
        meeting = self.meeting
        return ((str(title(self.session.state, meeting)) if meeting is not None else "", "strong"),)

    def place_line(self) -> Line:
        """How long it has run, of how long it may."""
        clock = self.clock()
        return bars.total_line(clock) if clock is not None else ()

    def _agenda_line(self) -> Line:
        meeting = self.meeting
        if meeting is None:
            return ()
        here = self.here.id if self.here else None
        return bars.agenda_line(self.session.state, meeting, here, max(10, self.size.width - 3))

    def _head_line(self) -> Line:
        return item_lines.head(self._view, news=self._news) if self._view is not None else ()

    def _room_line(self) -> Line:
        meeting, here = self.meeting, self.here
        if meeting is None:
            return ()
        if not self.follows and here is not None:
            return bars.elsewhere_line(self.session.state, meeting, here)
        me = self.session.person
        people, silent = self.session.people, self.silent()
        return bars.room_line(self.session.state, meeting, people, silent, me=me.id if me else None)

    def _item_clock(self) -> Line:
        clock = self.clock()
        return bars.item_clock(clock) if clock is not None and self.on_the_table else ()

    async def _look_back(self) -> None:
        """What changed since the last meeting: read from the journal, in a thread."""
        from store.board.meetings import since_last

        meeting = self.meeting
        if meeting is None:
            return
        board, initiative, kind = self.session.board, meeting.initiative, meeting.kind
        try:
            self._differences = await asyncio.to_thread(since_last, board, initiative, kind)
        except DuiqiError as error:
            # The meeting goes on without it.
            self.say(error.message, "error")
        self.show(keep_place=True)

    # --- showing

    def show(self, *, keep_place: bool = False, around: bool = True) -> None:
        """The item that is here; with everything `around` it, unless that is painted anyway."""
        if not self.is_mounted:
            return
        state, moment = self.session.state, self.session.moment()
        meeting, item = self.meeting, self.here
        if item is None or meeting is None:
            self._view = None
            self.body.show_end(state, self.kept()[::-1], moment.today, presents=self.presents)
        else:
            self._view = on_the_table(state, meeting, item, moment, self._differences)
            self.body.show(state, meeting, item, self._view, moment, keep_place=keep_place)
        self.set_focus(self.body.rows if self.body.has_class("listing") else None)
        if around:
            self._show_around()
            self.refresh_frame()

    def _show_around(self) -> None:
        for part in self.query(Section):
            part.repaint()
        self._be_seen()
        self._keep_seconds()

    @property
    def body(self) -> ItemBody:
        """The middle of the screen."""
        return self.query_one(ItemBody)

    @property
    def reading(self) -> DetailPane | None:
        """The item, unless it is a list."""
        return None if self.body.has_class("listing") else self.body.pane

    def _be_seen(self, *, gone: bool = False) -> None:
        """Others see who presents, who follows, and where everybody looks."""
        presence, meeting = self.session.presence, self.meeting
        if presence is None:
            return
        running = meeting is not None and meeting.running and not gone
        presents = self.presents and running
        presence.present(presents)
        presence.follow(self.meeting_id if running and self.follows and not presents else None)
        # What is on the table, the board says: fifty who each said so too would wake each other at every key.
        self.session.look_at(None if gone or (running and self.follows) else self.record_at_hand())

    def _keep_seconds(self) -> None:
        """Tick while the meeting's clock runs, and only then."""
        meeting = self.meeting
        if meeting is not None and meeting.running and not meeting.paused:
            if self._second is None:
                self._second = self.set_interval(1.0, self._tick_second)
        elif self._second is not None:
            self._second.stop()
            self._second = None

    def _tick_second(self) -> None:
        if not self.in_sight:
            return
        self.body.tick()
        clock = self.clock()
        if clock is not None and int(clock.total.total_seconds()) % 60 == 0:
            self.refresh_frame()

    def refresh_text(self) -> None:
        """All of it in the other language."""
        super().refresh_text()
        self.body.refresh_text()
        self.show(keep_place=True)

    def hints(self) -> Sequence[Hint]:
        """Those that say something now: a presenter follows nobody, a follower closes nothing."""
        hidden = reasons.hidden(self)
        found = [hint for hint in calm(super().hints()) if hint.id not in hidden]
        if self.task_at_hand() is not None:
            found = [hint._replace(rank=_ON_A_TASK.get(hint.id, hint.rank)) for hint in found]
        if self.at_the_end and self.presents:
            return [hint._replace(label=_("wrap up")) if hint.id == acts.NEXT.id else hint for hint in found]
        return found

    # --- what happens

    def board_changed(self, changed: Changed) -> None:
        """The presenter went on, or somebody told of the item: here it is at once."""
        if self._is_elsewhere():
            return
        moved = any(
            (change.table, change.id, change.field) == (Meeting.table, self.meeting_id, "current")
            for line in changed.lines
            for change in line.changes
        )
        meeting = self.meeting
        if meeting is not None and self._looking == meeting.current:
            self._looking = None  # the room has come to where one looks
        self._news = self._news and not (moved and self.follows)
        if not changed.own:
            self._tell_of(changed)
        if meeting is not None and meeting.presenter != self._presenter:
            self._presenter = meeting.presenter
            if self.presents:
                self._looking = None  # who presents is where the room is
            else:
                name = person_name(self.session.state, meeting.presenter) or "?"
                self.say(msg("{name} presents now.", name=name))
        self.show(keep_place=not moved or not self.follows, around=False)
        if changed.own:
            self._show_around()
        else:
            self.at_rest(self._show_around)
        if moved:
            self.rows.unflash()
        elif not changed.own and self.body.has_class("listing"):
            self.rows.flash(changed.records)

    def _tell_of(self, changed: Changed) -> None:
        """What somebody else has just said of the item shown, in one line."""
        record, here = self.record_at_hand(), self.here
        told = told_by_others(
            self.session.state, changed.lines, self.session.moment(), self.meeting_id, here, record
        )
        if told is not None:
            self._news = True
            self.say(told)

    def people_changed(self) -> None:
        """Others came, went, follow, or have been silent for another minute."""
        super().people_changed()
        if self.is_mounted and self.app.screen is self:
            self._greet()
            for room in self.query("#room").results(Section):
                room.repaint()
            self.refresh_frame()

    def _greet(self) -> None:
        """Say who has come into the meeting, unless something else is being said."""
        names = self._arrivals.names(self.session)
        if names and not self._status.said:
            self.say(msg("{names} joined.", names=listed(names)))

    def _is_elsewhere(self) -> bool:
        """Whether this is no place for the meeting any more: it is gone, over, or its opening taken back.

        Then another screen is in front, as soon as nothing lies before this one.
        """
        meeting = self.meeting
        if meeting is not None and meeting.running:
            return False
        if self.app.screen is self:
            if meeting is None or meeting.called_off:
                self.host.say(msg("The meeting is no longer there; somebody removed it."), "warning")
                self.dismiss()
            else:
                self.host.show_meeting(self.meeting_id, instead=True)
        return True

    def told(self, line: JournalLine | None) -> None:
        """It stays on the table: the room may want to say more."""
        self.show(keep_place=True)

    def reason_against(self, act: Act) -> Message | None:
        """Who may move the room, and when."""
        if reasons.takes(act, self):
            return self.session.read_only
        why = reasons.reason_against(act, self)
        return why if why is not None or act in acts.IN_MEETING else super().reason_against(act)

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Other keys may work for another line."""
        event.stop()
        self.refresh_frame()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter."""
        event.stop()
        self.action_offer()
