"""A meeting as it runs: one item at a time, large, and everything that can be said of it in a key or two.

The meeting is state of the board. This screen holds nothing of it but where its person looks: at the item on
the table, or, having let go, at another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from screens.dialogs.actions import offer_acts
from screens.dialogs.status import acts as status_acts
from screens.dialogs.status.task_screen import TaskScreen
from screens.keys import Act
from screens.meeting import acts, bars, item_lines, item_rows
from screens.widgets.cells import Line
from screens.widgets.detail_pane import DetailPane
from screens.widgets.footer import Hint
from screens.widgets.line_list import LineList
from screens.widgets.rule import Rule
from screens.widgets.section import Section
from screens.widgets.ticking import Ticking
from store.language import Message, _, msg
from store.model.capture import Capture
from store.model.issue import Issue
from store.model.meeting import AgendaItem, ItemKind, Meeting
from store.model.risk import Risk
from store.model.task import Task
from store.rules.commands.meetings.holding import Back, GoTo, Next, ParkItem, Pause, Resume, TakeOver
from store.rules.meeting.attendance import in_order
from store.rules.meeting.clock import reading
from store.rules.meeting.running import title
from store.rules.meeting.table import on_the_table

if TYPE_CHECKING:
    from screens.session import Session
    from store.board.line import Line as JournalLine
    from store.board.session import Changed
    from store.rules.edit import Command
    from store.rules.meeting.clock import MeetingClock
    from store.rules.meeting.since import Difference
    from store.rules.meeting.table import TableView


class MeetingScreen(TaskScreen):
    """Shows the meeting of that id. Who presents it moves the room; the others follow, or let go."""

    ACTS: ClassVar[tuple[Act, ...]] = acts.IN_MEETING
    DEFAULT_CSS = """
    MeetingScreen #top { height: 1; margin-top: 1; }
    MeetingScreen #head { width: 1fr; }
    MeetingScreen #item { height: 1fr; }
    MeetingScreen #open { height: 1fr; margin-top: 1; display: none; }
    MeetingScreen.listing #item { height: 4; }
    MeetingScreen.listing #open { display: block; }
    """

    def __init__(self, session: Session, meeting: int) -> None:
        super().__init__()
        self._meeting = meeting
        self._looking: int | None = None
        self._differences: Sequence[Difference] = ()
        self._second: Timer | None = None
        self._was_presenting = False

    # --- the look of it

    def compose_body(self) -> Iterable[Widget]:
        """The agenda, the item with its clock, the room."""
        yield Section(self._agenda_line, id="agenda")
        yield Rule()
        with Horizontal(id="top"):
            yield Section(self._head_line, id="head")
            yield Ticking(self._item_clock, id="item-clock")
        yield DetailPane(id="item")
        yield LineList(item_rows.columns(), empty=_("Nothing is open here."), id="open")
        yield Rule()
        yield Section(self._room_line, id="room")

    def on_mount(self) -> None:
        """The item on the table, and its clock."""
        super().on_mount()
        self.run_worker(self._look_back(), exclusive=True, group="since")
        self._show()

    def on_unmount(self) -> None:
        """Nobody presents or follows from here any more."""
        self._be_seen(gone=True)

    def on_resize(self) -> None:
        """The lines for the new size."""
        self._show()

    def title_line(self, room: int) -> Line:
        """Which meeting this is."""
        meeting = self.meeting
        return ((str(title(self.session.state, meeting)) if meeting is not None else "", "strong"),)

    def place_line(self) -> Line:
        """How long it has run, of how long it may; over time is said in words."""
        clock = self._clock()
        if clock is None:
            return ()
        total, there_is = _minutes(clock.total), _minutes(clock.available)
        if clock.over:
            text = _("{total} / {all} min, over by {over}", total=total, all=there_is, over=total - there_is)
            return ((text, "late"),)
        left = there_is - total
        return ((_("{total} / {all} min, {left} left", total=total, all=there_is, left=left), ""),)

    def _agenda_line(self) -> Line:
        meeting = self.meeting
        if meeting is None:
            return ()
        here = self._here.id if self._here else None
        return bars.agenda_line(self.session.state, meeting, here, max(10, self.size.width - 3))

    def _head_line(self) -> Line:
        item = self._here
        return item_lines.head(self._view(item)) if item is not None else ()

    def _room_line(self) -> Line:
        meeting = self.meeting
        if meeting is None:
            return ()
        return bars.room_line(self.session.state, meeting, self.session.people, self._silent())

    def _item_clock(self) -> Line:
        clock, item = self._clock(), self._here
        meeting = self.meeting
        if clock is None or meeting is None or item is None or item.id != meeting.current:
            return ()
        spent, planned = bars.minutes_seconds(clock.item_spent), bars.minutes_seconds(clock.item_planned)
        if clock.paused:
            return ((_("paused {spent} / {planned}", spent=spent, planned=planned), "delayed"),)
        if clock.item_over:
            return ((_("over {spent} / {planned}", spent=spent, planned=planned), "late"),)
        return ((f"{spent} / {planned}", "strong"),)

    # --- what it is about

    @property
    def meeting(self) -> Meeting | None:
        """The meeting as it stands; null when it is gone."""
        return self.session.state.get(Meeting, self._meeting)

    @property
    def presents(self) -> bool:
        """Whether the person at this screen moves the room."""
        meeting, me = self.meeting, self.session.person
        return meeting is not None and me is not None and meeting.presenter == me.id

    @property
    def follows(self) -> bool:
        """Whether this screen shows what is on the table."""
        return self._looking is None

    @property
    def _here(self) -> AgendaItem | None:
        """The item that this screen shows."""
        meeting = self.meeting
        if meeting is None:
            return None
        return meeting.item(self._looking) or meeting.item(meeting.current)

    def _clock(self) -> MeetingClock | None:
        meeting = self.meeting
        if meeting is None or meeting.opened is None:
            return None
        return reading(meeting, self.session.moment().now)

    def _view(self, item: AgendaItem) -> TableView:
        meeting = self.meeting
        assert meeting is not None
        return on_the_table(self.session.state, meeting, item, self.session.moment(), self._differences)

    def _silent(self) -> int | None:
        """Minutes since the presenter's last key; null when they are nowhere to be seen."""
        meeting = self.meeting
        if meeting is None:
            return None
        there = [one.minutes for one in self.session.people if one.person == meeting.presenter]
        return min(there, default=None)

    async def _look_back(self) -> None:
        """What changed since the last meeting: read from the journal, in a thread."""
        from store.board.meetings import since_last

        meeting = self.meeting
        if meeting is None:
            return
        board, initiative, kind = self.session.board, meeting.initiative, meeting.kind
        self._differences = await self.session.in_order(lambda: since_last(board, initiative, kind))
        self._show(keep_place=True)

    # --- showing

    def _show(self, *, keep_place: bool = False) -> None:
        if not self.is_mounted:
            return
        item = self._here
        pane = self.query_one("#item", DetailPane)
        listed = item is not None and item.kind in item_rows.LISTED
        self.set_class(listed, "listing")
        if item is None:
            pane.show(lambda room: item_lines.end(room))
        else:
            view, height = self._view(item), pane.size.height
            if listed:
                view = replace(view, facts=())
            pane.show(lambda room: item_lines.lines(view, room, height), keep_place=keep_place)
        self._show_list(item if listed else None)
        for part in self.query(Section):
            part.repaint()
        self.query_one("#item-clock", Ticking).tick()
        self._be_seen()
        self._keep_seconds()
        self.refresh_frame()

    def _show_list(self, item: AgendaItem | None) -> None:
        """What is open, under a cursor: each can be settled in a key."""
        meeting = self.meeting
        if item is None or meeting is None:
            self.set_focus(None)
            return
        self._open.show(item_rows.rows(self.session.state, meeting, item, self.session.moment()))
        self._open.focus()

    @property
    def _open(self) -> LineList:
        return self.query_one("#open", LineList)

    def _be_seen(self, *, gone: bool = False) -> None:
        """Others see who presents, who follows, and where everybody looks."""
        presence, meeting = self.session.presence, self.meeting
        if presence is None:
            return
        running = meeting is not None and meeting.running and not gone
        presents = self.presents and running
        presence.present(presents)
        presence.follow(self._meeting if running and self.follows and not presents else None)
        self.session.look_at(None if gone else self._record_at_hand())

    def _record_at_hand(self) -> tuple[str, int] | None:
        item = self._here
        tables = {ItemKind.TASK: Task.table, ItemKind.ISSUE: Issue.table, ItemKind.RISK: Risk.table}
        if item is None or item.ref is None or item.kind not in tables:
            return None
        return tables[item.kind], item.ref

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
        if self.app.screen is not self:
            return
        self.query_one("#item-clock", Ticking).tick()
        clock = self._clock()
        if clock is not None and int(clock.total.total_seconds()) % 60 == 0:
            self.refresh_frame()

    def refresh_text(self) -> None:
        """All of it in the other language."""
        super().refresh_text()
        self._show(keep_place=True)

    def hints(self) -> Sequence[Hint]:
        """Those that say something now: a presenter follows nobody, a follower closes nothing."""
        hidden = {acts.FOLLOW.id, acts.TAKE_OVER.id} if self.presents else {acts.PAUSE.id, acts.CLOSE.id}
        if not self.presents and self.follows:
            hidden.add(acts.FOLLOW.id)
        if self.task_at_hand() is None:
            hidden |= {act.id for act in status_acts.ON_TASK}
        return [hint for hint in super().hints() if hint.id not in hidden]

    # --- what happens

    def board_changed(self, changed: Changed) -> None:
        """The presenter went on, or somebody told of the item: here it is at once."""
        meeting = self.meeting
        if meeting is None:
            self.host.say(msg("The meeting is no longer there; somebody removed it."), "warning")
            self.dismiss()
            return
        own = {(change.table, change.id, change.field) for line in changed.lines for change in line.changes}
        moved = (Meeting.table, self._meeting, "current") in own
        if meeting.closed is not None and (Meeting.table, self._meeting, "closed") in own:
            self._is_over()
            return
        if self._was_presenting and not self.presents:
            self._told_over(meeting)
        self._was_presenting = self.presents
        self._show(keep_place=not moved or not self.follows)

    def people_changed(self) -> None:
        """Others came, went, follow, or have been silent for another minute."""
        super().people_changed()
        if self.is_mounted and self.app.screen is self:
            self.query_one("#room", Section).repaint()

    def _told_over(self, meeting: Meeting) -> None:
        from store.rules.say import person_name

        name = person_name(self.session.state, meeting.presenter) or "?"
        self.say(msg("{name} presents now.", name=name), "plain")

    def _is_over(self) -> None:
        """It is over: the read-back for everybody who was in it."""
        from screens.meeting.read_back import ReadBackScreen

        self.app.switch_screen(ReadBackScreen(self.session, self._meeting))

    # --- telling

    def task_at_hand(self) -> Task | None:
        """The task on the table, or the one this screen looks at."""
        item = self._here
        if item is None:
            return None
        if item.kind is ItemKind.TASK:
            return self.session.state.get(Task, item.ref)
        key = self._open.key if item.kind in item_rows.LISTED and self.is_mounted else None
        table, id_ = key if isinstance(key, tuple) else ("", 0)
        return self.session.state.get(Task, id_) if table == Task.table else None

    def capture_at_hand(self) -> Capture | None:
        """The captured line under the cursor, in a list of them."""
        key = self._open.key if self.is_mounted and self.has_class("listing") else None
        table, id_ = key if isinstance(key, tuple) else ("", 0)
        return self.session.state.get(Capture, id_) if table == Capture.table else None

    def nothing_at_hand(self) -> Message:
        """An item about something else."""
        return msg("This item is no task; a captures what is said of it.")

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Other keys may work for another line."""
        event.stop()
        self.refresh_frame()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter."""
        event.stop()
        self.action_offer()

    def action_complete(self) -> None:
        """The task is done; or the action, the question, the parked thing under the cursor is settled."""
        capture = self.capture_at_hand()
        if capture is not None:
            from screens.dialogs.captures import settle_capture

            settle_capture(self, capture.id)
        else:
            super().action_complete()

    def action_edit(self) -> None:
        """The task, or the captured line under the cursor."""
        capture = self.capture_at_hand()
        if capture is not None:
            from screens.dialogs.captures import edit_capture

            edit_capture(self, capture.id)
        else:
            super().action_edit()

    def told(self, line: JournalLine | None) -> None:
        """It stays on the table: the room may want to say more."""
        self._show(keep_place=True)

    def reason_against(self, act: Act) -> Message | None:
        """Who may move the room, and when."""
        meeting = self.meeting
        if act in (status_acts.COMPLETE, status_acts.EDIT) and self.capture_at_hand() is not None:
            return self.session.read_only
        if act in (acts.PARK, acts.PAUSE, acts.CLOSE):
            if meeting is not None and not meeting.running:
                return msg("The meeting is not running.")
            if not self.presents:
                return msg("Who presents does this; T takes the meeting over.")
        if act is acts.FOLLOW and self.presents:
            return msg("You present: the others follow you.")
        if act is acts.FOLLOW and self.follows:
            return msg("You follow already.")
        if act is acts.TAKE_OVER and self.presents:
            return msg("You present already.")
        if act is acts.NEXT and self._neighbour(1) is None:
            return msg("This was the last item; w wraps up.")
        if act is acts.BEFORE and self._neighbour(-1) is None:
            return msg("This is the first item.")
        return super().reason_against(act)

    # --- moving

    def _neighbour(self, by: int) -> AgendaItem | None:
        meeting, here = self.meeting, self._here
        if meeting is None or here is None:
            return None
        items = in_order(self.session.state, meeting)
        place = next(index for index, item in enumerate(items) if item.id == here.id) + by
        return items[place] if 0 <= place < len(items) else None

    def action_next(self) -> None:
        """The room goes on; a follower looks ahead alone."""
        here = self._here
        if self.presents and self.follows and here is not None:
            self._do(Next(self._meeting, here.id))
        else:
            self._look(self._neighbour(1))

    def action_before(self) -> None:
        """The room goes back; a follower looks back alone."""
        here = self._here
        if self.presents and self.follows and here is not None:
            self._do(Back(self._meeting, here.id))
        else:
            self._look(self._neighbour(-1))

    def _look(self, item: AgendaItem | None) -> None:
        meeting = self.meeting
        if item is None or meeting is None:
            return
        self._looking = None if item.id == meeting.current else item.id
        self._show()

    def action_follow(self) -> None:
        """Back to the item on the table."""
        self._looking = None
        self._show()

    def show_item(self, item: int) -> None:
        """Put that item on the table, or look at it alone when somebody else presents."""
        meeting = self.meeting
        if meeting is None:
            return
        if self.presents:
            self._looking = None
            self._do(GoTo(self._meeting, item))
        else:
            self._look(meeting.item(item))

    def action_go_to_item(self) -> None:
        """Choose one of the agenda."""
        from screens.meeting.agenda_dialog import ask_for_item

        ask_for_item(self)

    def action_jump(self) -> None:
        """An item of the agenda by its number; others on their board."""
        from screens.dialogs.jump import JumpDialog
        from store.model.initiative import Initiative, Stage

        def go(found: tuple[str, int] | None) -> None:
            meeting = self.meeting
            if found is None or meeting is None:
                return
            kinds = {Task.table: ItemKind.TASK, Issue.table: ItemKind.ISSUE, Risk.table: ItemKind.RISK}
            for item in meeting.agenda:
                if item.kind is kinds.get(found[0]) and item.ref == found[1]:
                    self.show_item(item.id)
                    return
            record = self.session.state.record(*found)
            initiative = getattr(record, "initiative", meeting.initiative)
            self.host.open_stage(initiative, Stage.FOLLOW_UP, item=found)

        meeting = self.meeting
        initiative = self.session.state.get(Initiative, meeting.initiative if meeting else None)
        self.app.push_screen(JumpDialog(initiative.code if initiative else None), go)

    # --- holding it

    def _do(self, command: Command, said: Message | None = None) -> None:
        self.carry_out(command, said=said, quiet=said is None)

    def action_park(self) -> None:
        """Off the table, in sight."""
        item = self._here
        if item is not None:
            self._do(ParkItem(self._meeting, item.id), msg("Put off: {title}.", title=item.title))

    def action_pause(self) -> None:
        """The clock stands, or goes on."""
        meeting = self.meeting
        if meeting is not None and meeting.paused:
            self._do(Resume(self._meeting), msg("The clock goes on."))
        else:
            self._do(Pause(self._meeting), msg("The clock stands; t lets it go on."))

    def action_take_over(self) -> None:
        """Present it from here."""
        self._looking = None
        self._do(TakeOver(self._meeting), msg("You present now, where it stood."))

    def action_roll_call(self) -> None:
        """Who is there."""
        from screens.meeting.roll_call import RollCallDialog

        self.app.push_screen(RollCallDialog(self._meeting))

    def action_close_meeting(self) -> None:
        """What is missing, then the minutes."""
        from screens.meeting.closing_screen import ClosingScreen

        self.app.push_screen(ClosingScreen(self.session, self._meeting))

    def action_blank(self) -> None:
        """Nothing to see until the next key."""
        from screens.meeting.blank import BlankScreen

        self.app.push_screen(BlankScreen())

    def action_offer(self) -> None:
        """With the task, and in the meeting."""
        task = self.task_at_hand()
        own = [act for act in acts.IN_MEETING if act is not acts.OFFER]
        first = self._acts_on(task) if task is not None else []
        item = self._here
        name = msg("{text}", text=item.title) if item is not None else msg("Meeting")
        offered = [*first, *own]
        offer_acts(self, sorted(offered, key=lambda act: self.reason_against(act) is not None), name)

    def key_down(self) -> None:
        """Further down on a long page."""
        if not self.has_class("listing"):
            self._scroll(1)

    def key_up(self) -> None:
        """Further up."""
        if not self.has_class("listing"):
            self._scroll(-1)

    def _scroll(self, by: int) -> None:
        pane = self.query_one("#item", DetailPane)
        pane.jump(round(pane.scroll_y) + by)


def _minutes(time: object) -> int:
    from datetime import timedelta

    assert isinstance(time, timedelta)
    return int(time.total_seconds() // 60)
