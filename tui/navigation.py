"""The ways from screen to screen: what stands where, and how one gets there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import App
from textual.screen import Screen

from screens.host import Actor, Tone
from screens.session import Session
from store.language import Message, msg
from store.model.initiative import Initiative, Stage

if TYPE_CHECKING:
    from store.board.session import Changed

_StageScreen = Callable[[Session, int, tuple[str, int] | None], Screen[None]]
"""Makes the screen of a stage for an initiative's id, the cursor on an item (table and id)."""


def _confirm(session: Session, initiative: int, item: tuple[str, int] | None) -> Screen[None]:
    from screens.confirm.confirm_screen import ConfirmScreen

    return ConfirmScreen(session, initiative, item)


def _assign(session: Session, initiative: int, item: tuple[str, int] | None) -> Screen[None]:
    from screens.assign.assign_screen import AssignScreen

    return AssignScreen(session, initiative, item)


def _follow_up(session: Session, initiative: int, item: tuple[str, int] | None) -> Screen[None]:
    from screens.followup.board_screen import FollowUpScreen

    return FollowUpScreen(session, initiative, item)


def _resolve(session: Session, initiative: int, item: tuple[str, int] | None) -> Screen[None]:
    from screens.resolve.issue_board import IssueBoard

    return IssueBoard(session, initiative, item)


_STAGES: dict[Stage, _StageScreen] = {
    Stage.CONFIRM: _confirm,
    Stage.ASSIGN: _assign,
    Stage.FOLLOW_UP: _follow_up,
    Stage.RESOLVE: _resolve,
}


class NavigatingApp(App[None]):
    """A part of the host (`screens/host.py`). Each screen is loaded when it is first opened."""

    @property
    def session(self) -> Session:
        """The board and who looks at it."""
        raise NotImplementedError

    def say(self, message: Message, severity: Tone = "plain") -> None:
        """One line at the foot of the screen in front."""
        raise NotImplementedError

    def open_stage(
        self, initiative: int, stage: Stage | None = None, *, item: tuple[str, int] | None = None
    ) -> None:
        """Show an initiative, in front of Home."""
        found = self.session.state.get(Initiative, initiative)
        if found is None:
            return
        make = _STAGES[stage or found.stage]
        self._to_home()
        self.push_screen(make(self.session, initiative, item))

    def open_round(self, initiative: int | None = None) -> None:
        """Show the update round in front of what is there."""
        from screens.round.round_screen import RoundScreen

        self.push_screen(RoundScreen(self.session, initiative))

    def open_risks(self, initiative: int | None, risk: int | None = None) -> None:
        """The risk register of an initiative."""
        from screens.resolve.risk_screen import RiskScreen

        found = self._meant(initiative)
        if found is not None:
            self.push_screen(RiskScreen(self.session, found, risk))

    def open_numbers(self, initiative: int | None) -> None:
        """An initiative in numbers."""
        from screens.resolve.numbers_screen import NumbersScreen

        found = self._meant(initiative)
        if found is not None:
            self.push_screen(NumbersScreen(self.session, found))

    def open_import(self, screen: Actor, initiative: int | None) -> None:
        """A file, and what is in it."""
        from screens.exchange.entrance import import_from

        found = self._meant(initiative)
        if found is not None:
            import_from(screen, found)

    def open_documents(
        self, initiative: int | None, name: str, *, meeting: int | None = None, saving: bool = False
    ) -> None:
        """The documents of an initiative."""
        from screens.documents.document_screen import DocumentScreen
        from screens.documents.which import Which

        found = self._meant(initiative)
        if found is not None:
            self.push_screen(DocumentScreen(self.session, found, Which(name, meeting), saving=saving))

    def open_meeting(self, initiative: int | None) -> None:
        """To the item on the table of the meeting that runs; where none does, to the meetings there are.

        A meeting of another initiative is meant only by those who are in it: it must not lock out the others.
        """
        from screens.meeting.entrance import already_open
        from store.rules.meeting.running import running

        state, me = self.session.state, self.session.person
        elsewhere = [
            each
            for each in running(state)
            if initiative is None
            or already_open(self.screen_stack, each.id) is not None
            or (me is not None and each.presenter == me.id)
        ]
        found = running(state, initiative) or elsewhere
        every = state.all(Initiative)
        if found:
            self.show_meeting(found[0].id)
        elif initiative is not None or len(every) == 1:
            self.list_meetings(initiative if initiative is not None else every[0].id)
        else:
            self.say(msg("No meeting is running."))

    def show_meeting(self, meeting: int, *, instead: bool = False) -> None:
        """The screen of that meeting, the one that is open already before a new one."""
        from screens.meeting.entrance import already_open, screen_of

        there = already_open(self.screen_stack, meeting)
        if there is not None and there is not self.screen:
            while self.screen is not there:
                self.pop_screen()
            there.action_follow()
            return
        screen = screen_of(self.session, meeting)
        if screen is None:
            self.say(msg("The meeting is no longer there; somebody removed it."), "warning")
        elif instead:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def list_meetings(self, initiative: int) -> None:
        """In front of what is there."""
        from screens.meeting.meetings_screen import MeetingsScreen

        self.push_screen(MeetingsScreen(self.session, initiative))

    def leave_what_is_gone(self, changed: Changed) -> None:
        """Back to Home from an initiative that is no longer on the board; everybody hears where it is."""
        if not any(table == Initiative.table for table, _id in changed.records):
            return
        from screens.base import DuiqiScreen
        from store.rules.archiving import gone_with

        gone = gone_with(self.session.state, changed.records)
        about = {
            screen.in_focus().initiative
            for screen in self.screen_stack[1:]
            if gone and isinstance(screen, DuiqiScreen)
        }
        if about & gone.keys():
            self._to_home()
        # Who did it hears of it in other words.
        for where in gone.values() if not changed.own else ():
            self.call_after_refresh(self.say, where, "warning")

    def _to_home(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def _meant(self, initiative: int | None) -> int | None:
        """The initiative that is in focus, or the only one; else it is said that none is."""
        every = self.session.state.all(Initiative)
        if initiative is None and len(every) == 1:
            return every[0].id
        if initiative is None:
            self.say(msg("Put the cursor on an initiative first."), "warning")
        return initiative
