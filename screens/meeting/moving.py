"""Moving through a meeting: the presenter moves the room, everybody else only where they look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.meeting.place import TABLES, MeetingPlace
from store.language import Message
from store.model.initiative import Initiative, Stage
from store.rules.commands.meetings.holding import Back, GoTo, Next

if TYPE_CHECKING:
    from store.model.meeting import AgendaItem
    from store.rules.edit import Command


class MovingPlace(MeetingPlace):
    """The keys that go on, back, to an item, and back to the item on the table. A subclass gives `show`."""

    def show(self, *, keep_place: bool = False) -> None:
        """Show what is here now."""
        raise NotImplementedError

    def do(self, command: Command, said: Message | None = None) -> None:
        """Change the meeting; what is seen at once is not said."""
        self.carry_out(command, said=said, quiet=said is None)

    def action_next(self) -> None:
        """The room goes on; a follower looks ahead alone. Behind the last item one wraps up."""
        here = self.here
        if not self.presents:
            self.look(self.neighbour(1))
        elif here is not None:
            self.do(Next(self.meeting_id, here.id))
        else:
            self.action_close_meeting()

    def action_before(self) -> None:
        """The room goes back; a follower looks back alone."""
        here = self.here
        if self.presents:
            self.do(Back(self.meeting_id, here.id if here is not None else None))
        else:
            self.look(self.neighbour(-1))

    def look(self, item: AgendaItem | None) -> None:
        """Look at `item` alone: the room stays where it is."""
        meeting = self.meeting
        if item is None or meeting is None:
            return
        self._looking = None if item.id == meeting.current else item.id
        self.show()

    def action_follow(self) -> None:
        """Back to the item on the table."""
        if self._looking is not None:
            self._looking = None
            self.show()

    def show_item(self, item: int) -> None:
        """Put that item on the table, or look at it alone when somebody else presents."""
        meeting = self.meeting
        if meeting is None:
            return
        if self.presents:
            self._looking = None
            self.do(GoTo(self.meeting_id, item))
        else:
            self.look(meeting.item(item))

    def action_go_to_item(self) -> None:
        """Choose one of the agenda."""
        from screens.meeting.agenda_dialog import ask_for_item

        ask_for_item(self, self.show_item)

    def action_jump(self) -> None:
        """An item of the agenda by its number; others on their board, from where m comes back."""
        from screens.dialogs.jump import JumpDialog

        def go(found: tuple[str, int] | None) -> None:
            meeting = self.meeting
            if found is None or meeting is None:
                return
            for item in meeting.agenda:
                if item.ref == found[1] and TABLES.get(item.kind) == found[0]:
                    self.show_item(item.id)
                    return
            record = self.session.state.record(*found)
            initiative = getattr(record, "initiative", meeting.initiative)
            self.host.open_stage(initiative, Stage.FOLLOW_UP, item=found)

        meeting = self.meeting
        initiative = self.session.state.get(Initiative, meeting.initiative if meeting else None)
        self.app.push_screen(JumpDialog(initiative.code if initiative else None), go)

    def action_meeting(self) -> None:
        """`m` is the item on the table; from there the meetings of the initiative."""
        meeting = self.meeting
        if not self.follows:
            self.action_follow()
        elif meeting is not None:
            self.host.list_meetings(meeting.initiative)

    def action_close_meeting(self) -> None:
        """What is missing, then the minutes."""
        from screens.meeting.closing_screen import ClosingScreen

        self.app.push_screen(ClosingScreen(self.session, self.meeting_id, self.show_item))
