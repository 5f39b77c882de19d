"""The issue board (DOMAIN.md stage 4.2, table 3): all issues of an initiative, taken further in a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from screens.dialogs.limits_act import LIMITS, ask_limits, why_not_limits
from screens.items.issue_screen import IssueScreen
from screens.items.item_board import ItemBoardScreen
from screens.keys import Act
from screens.resolve import board_acts as acts
from screens.resolve.issue_list import IssueList
from screens.resolve.issue_views import TITLES, IssueLog, Sort
from screens.trails import Trails
from screens.widgets.line_list import LineList
from screens.widgets.tabs import Tab
from store.language import Message, msg
from store.model.initiative import Initiative, Stage
from store.model.issue import Issue
from store.rules.issues.views import View

if TYPE_CHECKING:
    from screens.session import Session
    from store.board.session import Changed
    from store.rules.meeting.capture_place import Focus

_MINUTE: Final = 60


class IssueBoard(IssueScreen, ItemBoardScreen[View, Sort]):
    """The issues of `initiative` (its id), the cursor on `item` (table and id) at first."""

    STAGE: ClassVar[Stage] = Stage.RESOLVE
    DOCUMENT: ClassVar[str] = "issues"
    FILTERS: ClassVar[Message] = msg("number, title, owner, department, state")
    SORTS: ClassVar[Message] = msg("Which issues first?")
    ACTS: ClassVar[tuple[Act, ...]] = acts.ON_BOARD

    def __init__(self, session: Session, initiative: int, item: tuple[str, int] | None = None) -> None:
        self._first = item
        self._log = IssueLog(session.state, initiative, session.moment())
        self._trails = Trails(session, Issue.table)
        self._list = IssueList(self._log, self._trails)
        super().__init__(initiative, self._list)

    # --- the look of it

    def on_mount(self) -> None:
        """Fill it, the cursor where it was asked for."""
        table, key = self._first or ("", 0)
        self.change_view(self._list.view, key if table == Issue.table else None)
        self._list.take_cursor()

    def refresh_text(self) -> None:
        """All of it in the other language."""
        super().refresh_text()
        self._log.work_out(self.session.state, self.session.moment())
        self.change_view(self._list.view)

    def every_tab(self) -> list[Tab]:
        """How many are open."""
        counts = {View.STATE: str(self._log.open)}
        return [Tab(view, TITLES[view], counts.get(view, "")) for view in View]

    # --- the issue at hand

    def issue_at_hand(self) -> Issue | None:
        """The issue under the cursor."""
        return self._list.issue_here

    def in_focus(self) -> Focus:
        """The initiative, and the issue under the cursor."""
        from store.rules.meeting.capture_place import Focus

        issue = self.issue_at_hand()
        return Focus(self.initiative, (Issue.table, issue.id) if issue is not None else None)

    def show_issue(self, key: int) -> None:
        """Put the cursor on an issue, in the present view if that has it, the filter lifted if it must be."""
        if key not in self._log.lines:
            return
        if not self._list.has(key):
            self.lift_filter()
        self.change_view(self._list.view if self._list.has(key) else View.STATE, key)

    def item_here(self) -> tuple[str, int] | None:
        """The issue."""
        return self.in_focus().about

    async def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter on an issue."""
        event.stop()
        self.action_offer()

    # --- what changes without a key

    def board_changed(self, changed: Changed) -> None:
        """Paint what reads differently; let others' changes flash. The cursor stays on its issue."""
        self._trails.take_in(changed)
        known = set(self._log.lines)
        touched = self._log.work_out(self.session.state, self.session.moment())
        mine = {id for table, id in changed.records if table == Issue.table and id in self._log.lines}
        if not touched and not mine and not changed.reloaded:
            return
        self._paint()
        if not changed.own:
            self._list.flash(mine)
        elif mine - known:
            # What I have just reported is what I want to see.
            self.show_issue(max(mine - known))

    def minute(self) -> None:
        """An urgent clock goes on; a new day makes other things late."""
        moment = self.session.moment()
        clocks = any(line.clock is not None for line in self._log.lines.values())
        if clocks or moment.today != self._log.moment.today:
            self._log.work_out(self.session.state, moment)
            self._paint()

    def _paint(self) -> None:
        self._list.show_rows()
        self._list.tell_detail()
        self.show_around()

    # --- acts

    def reason_against(self, act: Act) -> Message | None:
        """Who may change the limits."""
        if act is LIMITS:
            return why_not_limits(self.session)
        return super().reason_against(act)

    def action_limits(self) -> None:
        """What counts as too long, and who is told."""
        ask_limits(self, self.session.state.get(Initiative, self.initiative))

    def action_walk(self) -> None:
        """The issue under the cursor, step by step; without one, a new report."""
        from screens.resolve.issue_walk import IssueWalk

        issue = self.issue_at_hand()
        item = (Issue.table, issue.id) if issue is not None else None
        self.app.push_screen(IssueWalk(self.session, self.initiative, item))

    def action_jump(self) -> None:
        """A bare number is one of this initiative, whose issues are shown here."""
        from screens.dialogs.jump import ask_and_jump

        initiative = self.session.state.one(Initiative, self.initiative)
        ask_and_jump(self, initiative.code, show_issue=self._show_here)

    def _show_here(self, issue: Issue) -> bool:
        here = issue.initiative == self.initiative
        if here:
            self.show_issue(issue.id)
        return here
