"""Before a meeting: the agenda that built itself, to be reordered and trimmed to the time there is."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from screens.dialogs.actions import offer_acts
from screens.keys import Act
from screens.meeting import bars
from screens.meeting import plan_acts as acts
from screens.meeting.about_meeting import AboutMeeting
from screens.meeting.building import built
from screens.meeting.calm import calm
from screens.widgets.cells import Line
from screens.widgets.columns import Column
from screens.widgets.footer import Hint
from screens.widgets.line_list import LineList
from screens.widgets.rows import Row, Rows
from screens.widgets.rule import Rule
from screens.widgets.section import Section
from store.errors import DuiqiError
from store.language import Message, _, msg
from store.model.meeting import AgendaItem
from store.rules.commands.meetings.holding import OpenMeeting
from store.rules.commands.meetings.planning import CallOff, MoveItem, PlanItem, RemoveItem, RenewAgenda
from store.rules.meeting.attendance import in_order
from store.rules.meeting.carry import key_of_item
from store.rules.meeting.running import title
from store.rules.rights_meeting import why_not_plan

if TYPE_CHECKING:
    from textual import events

    from screens.session import Session
    from store.board.session import Changed
    from store.rules.edit import Command


class PlanScreen(AboutMeeting):
    """The agenda of the meeting of that id."""

    ACTS: ClassVar[tuple[Act, ...]] = acts.BEFORE
    DEFAULT_CSS = """
    PlanScreen #when { margin-top: 0; }
    PlanScreen #items { height: 1fr; margin-top: 1; }
    """

    def __init__(self, session: Session, meeting: int) -> None:
        super().__init__(meeting)

    # --- the look of it

    def compose_body(self) -> Iterable[Widget]:
        """When it is, the items, their sum."""
        yield Section(lambda: bars.when_line(self.meeting, self.session.moment()), id="when")
        yield Rule()
        yield LineList(
            (
                Column("minutes", least=7, align="right"),
                Column("key", least=6, ideal=7),
                Column("title", least=16, ideal=30, weight=1),
                Column("why", least=12, ideal=30, weight=1, priority=1),
            ),
            self._rows(),
            signs=False,
            empty=_("Nothing is on the agenda. + adds an item."),
            id="items",
        )
        yield Rule()
        yield Section(lambda: bars.sum_line(self.meeting), id="sum")

    def on_mount(self) -> None:
        """The cursor on the first item; an agenda that is still empty builds itself."""
        super().on_mount()
        self._items.focus()
        meeting = self.meeting
        if meeting is not None and not meeting.agenda and self._why_not() is None:
            self._build()

    def title_line(self, room: int) -> Line:
        """Which meeting."""
        meeting = self.meeting
        return ((str(title(self.session.state, meeting)) if meeting else "", "strong"),)

    def _rows(self) -> Rows:
        return Rows([item.id for item in self._ordered], self._row)

    def _row(self, key: Hashable) -> Row:
        meeting = self.meeting
        item = meeting.item(key) if meeting is not None and isinstance(key, int) else None
        if item is None:
            return Row(())
        name = key_of_item(self.session.state, item)
        minutes = _("{minutes} min", minutes=item.minutes)
        above = self._above(item.id)
        why = item.why if above is None or above.why != item.why else ""
        return Row((minutes, ((name, "accent"),), item.title, ((why, "muted"),)))

    def _above(self, item: int) -> AgendaItem | None:
        """The item before it: what is the same reason is read once."""
        items = self._ordered
        at = next((place for place, each in enumerate(items) if each.id == item), 0)
        return items[at - 1] if at else None

    def hints(self) -> Sequence[Hint]:
        """Few, as the room reads them too."""
        return calm(super().hints())

    # --- what it is about

    @property
    def _ordered(self) -> list[AgendaItem]:
        meeting = self.meeting
        return in_order(self.session.state, meeting) if meeting is not None else []

    @property
    def _items(self) -> LineList:
        return self.query_one("#items", LineList)

    @property
    def _item(self) -> AgendaItem | None:
        meeting = self.meeting
        key = self._items.key if self.is_mounted else None
        return meeting.item(key) if meeting is not None and isinstance(key, int) else None

    # --- what happens

    def board_changed(self, changed: Changed) -> None:
        """Somebody else trims it, too; or has opened it."""
        if not self._is_elsewhere():
            self._show()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """In front again: it may have begun."""
        if not self._is_elsewhere():
            self._show()

    def _is_elsewhere(self) -> bool:
        """Whether it is not ahead any more: then what it has become is in front, unless a dialog is."""
        meeting = self.meeting
        if meeting is not None and meeting.ahead:
            return False
        if self.app.screen is self:
            if meeting is None or meeting.called_off:
                self.dismiss()
            else:
                self.host.show_meeting(self.meeting_id, instead=True)
        return True

    def _show(self) -> None:
        self._items.show(self._rows())
        for part in self.query(Section):
            part.repaint()
        self.refresh_frame()

    def refresh_text(self) -> None:
        """In the other language."""
        super().refresh_text()
        self._items.say_when_empty(_("Nothing is on the agenda. + adds an item."))
        self._show()

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Other keys may work for another line."""
        event.stop()
        self.refresh_frame()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter."""
        event.stop()
        self.action_offer()

    # --- acts

    def reason_against(self, act: Act) -> Message | None:
        """There must be an item, with room to move."""
        if act in (acts.UP, acts.DOWN, acts.LESS, acts.MORE, acts.REMOVE):
            item = self._item
            if item is None:
                return msg("There is no item under the cursor.")
            places = [each.id for each in self._ordered]
            if act is acts.UP and places[0] == item.id:
                return msg("This is the first item.")
            if act is acts.DOWN and places[-1] == item.id:
                return msg("This is the last item.")
            if act is acts.LESS and item.minutes == 0:
                return msg("It has no minute left.")
        if act in self.ACTS and act not in (acts.OFFER, acts.ROLL):
            why = self._why_not()
            if why is not None:
                return why
        return super().reason_against(act)

    def _why_not(self) -> Message | None:
        """Why nothing of it can be changed."""
        meeting = self.meeting
        if meeting is None or self.session.read_only is not None:
            return self.session.read_only
        return why_not_plan(self.session.state, self.session.person, meeting.initiative)

    def _do(self, command: Command) -> None:
        self.carry_out(command, quiet=True)

    def _change(self, by: int) -> None:
        item = self._item
        if item is not None:
            self._do(PlanItem(self.meeting_id, item.id, max(0, item.minutes + by)))

    def action_less(self) -> None:
        """A minute less."""
        self._change(-1)

    def action_more(self) -> None:
        """A minute more."""
        self._change(1)

    def action_up(self) -> None:
        """One place up."""
        self._move(-1)

    def action_down(self) -> None:
        """One place down."""
        self._move(1)

    def _move(self, by: int) -> None:
        item = self._item
        if item is not None:
            self._do(MoveItem(self.meeting_id, item.id, by))

    def action_remove(self) -> None:
        """Off the agenda."""
        item = self._item
        if item is not None:
            self.carry_out(
                RemoveItem(self.meeting_id, item.id), said=msg("Taken out: {title}.", title=item.title)
            )

    def action_add(self) -> None:
        """One more."""
        from screens.meeting.forms import AddItemDialog

        self.app.push_screen(AddItemDialog(self.meeting_id))

    def action_time(self) -> None:
        """When, how long, who leads."""
        from screens.meeting.forms import WhenDialog

        meeting = self.meeting
        if meeting is not None:
            self.app.push_screen(WhenDialog(meeting))

    def action_roll_call(self) -> None:
        """Who is there."""
        from screens.meeting.roll_call import RollCallDialog

        self.app.push_screen(RollCallDialog(self.meeting_id))

    def action_open_meeting(self) -> None:
        """Begin; an agenda that is still empty is built first."""
        meeting = self.meeting
        if meeting is not None and not meeting.agenda:
            self._build(OpenMeeting(self.meeting_id))
        else:
            self._do(OpenMeeting(self.meeting_id))

    def action_afresh(self) -> None:
        """As the board has it now."""
        self._build(said=msg("The agenda is built afresh."))

    def _build(self, *then: Command, said: Message | None = None) -> None:
        self.go_on_after(self.run_worker(self._renew(then, said), exclusive=True, group="agenda"))

    async def _renew(self, then: tuple[Command, ...], said: Message | None) -> None:
        """The agenda from the board and its journal, and what is to be done `then`, in one change."""
        meeting = self.meeting
        if meeting is None:
            return
        try:
            items = await built(self.session, meeting)
        except DuiqiError as error:
            self.say(error.message, "warning")
            return
        self.carry_out(RenewAgenda(self.meeting_id, items), *then, said=said, quiet=said is None)

    def action_call_off(self) -> None:
        """Not at all."""
        self.carry_out(CallOff(self.meeting_id), said=msg("The meeting is called off."))

    def action_offer(self) -> None:
        """With the item, and with the meeting."""
        item = self._item
        name = msg("{text}", text=item.title) if item is not None else msg("Agenda")
        offer_acts(self, [act for act in self.ACTS if act is not acts.OFFER], name)
