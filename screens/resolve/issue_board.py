"""The issue board (DOMAIN.md stage 4.2, table 3): all issues of an initiative, taken further in a key."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.widget import Widget

from screens.dialogs.issue.issue_screen import IssueScreen
from screens.dialogs.limits_act import LIMITS, ask_limits, why_not_limits
from screens.dialogs.stages import stage_of
from screens.keys import Act, Group
from screens.resolve import board_acts as acts
from screens.resolve.issue_list import IssueList
from screens.resolve.issue_views import TITLES, IssueLog, Sort
from screens.trails import Trails
from screens.widgets.cells import Line
from screens.widgets.filter_bar import FilterBar
from screens.widgets.line_list import LineList
from screens.widgets.rule import Rule
from screens.widgets.stage_title import stage_title
from screens.widgets.tabs import Tab, TabBar
from store.language import Message, _, msg
from store.model.initiative import Initiative, Stage
from store.model.issue import Issue
from store.rules.issues.views import View

if TYPE_CHECKING:
    from screens.session import Session
    from store.board.session import Changed
    from store.rules.meeting.capture_place import Focus

_MINUTE: Final = 60
_VIEWS: Final = list(View)


class IssueBoard(IssueScreen):
    """The issues of `initiative` (its id), the cursor on `item` (table and id) at first."""

    DOCUMENT: ClassVar[str] = "issues"
    ACTS: ClassVar[tuple[Act, ...]] = acts.ON_BOARD
    DEFAULT_CSS = "IssueBoard.filtering #under { display: none; }"

    def __init__(self, session: Session, initiative: int, item: tuple[str, int] | None = None) -> None:
        super().__init__()
        self._initiative = initiative
        self._first = item
        self._log = IssueLog(session.state, initiative, session.moment())
        self._trails = Trails(session, Issue.table)
        self._list = IssueList(self._log, self._trails)
        self._tabs = TabBar(self._every_tab, lambda: self._list.view, self._beside_tabs)
        self._filter = FilterBar(msg("number, title, owner, department, state"))

    # --- the look of it

    def compose_body(self) -> Iterable[Widget]:
        """Tabs, the filter in the place of a rule, the list."""
        yield self._tabs
        yield Rule(id="under")
        yield self._filter
        yield self._list

    def on_mount(self) -> None:
        """Fill it, the cursor where it was asked for."""
        self.set_interval(_MINUTE, self._minute)
        table, key = self._first or ("", 0)
        self._change_view(self._list.view, key if table == Issue.table else None)
        self._list.take_cursor()

    def on_resize(self, event: events.Resize) -> None:
        """The detail where there is room for it."""
        self._list.lay_out()

    def title_line(self, room: int) -> Line:
        """The initiative and its stages."""
        return stage_title(self.session.state, self._initiative, Stage.RESOLVE, room)

    def refresh_text(self) -> None:
        """All of it in the other language."""
        super().refresh_text()
        self._log.work_out(self.session.state, self.session.moment())
        self._change_view(self._list.view)

    def _every_tab(self) -> list[Tab]:
        counts = {View.STATE: str(self._log.open)}
        return [Tab(view, TITLES[view], counts.get(view, "")) for view in _VIEWS]

    def _beside_tabs(self) -> Line:
        if self._list.sort is not Sort.HARM:
            return ((str(self._list.sort.title), "accent"),)
        return ((_("/ filter"), "muted"),) if not self.filtering else ()

    @property
    def filtering(self) -> bool:
        """Whether only some of the issues are shown."""
        return self.has_class("filtering")

    # --- the issue at hand

    def issue_at_hand(self) -> Issue | None:
        """The issue under the cursor."""
        return self._list.issue_here

    def in_focus(self) -> Focus:
        """The initiative, and the issue under the cursor."""
        from store.rules.meeting.capture_place import Focus

        issue = self.issue_at_hand()
        return Focus(self._initiative, (Issue.table, issue.id) if issue is not None else None)

    def show_issue(self, key: int) -> None:
        """Put the cursor on an issue, in the present view if that has it, the filter lifted if it must be."""
        if key not in self._log.lines:
            return
        if not self._list.has(key):
            self._lift()
        self._change_view(self._list.view if self._list.has(key) else View.STATE, key)

    def on_issue_list_looked(self, event: IssueList.Looked) -> None:
        """Other keys make sense now, and others see where I look."""
        issue = self.issue_at_hand()
        self.session.look_at((Issue.table, issue.id) if issue is not None else None)
        self.refresh_frame()

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

    def _minute(self) -> None:
        """An urgent clock goes on; a new day makes other things late."""
        moment = self.session.moment()
        clocks = any(line.clock is not None for line in self._log.lines.values())
        if clocks or moment.today != self._log.moment.today:
            self._log.work_out(self.session.state, moment)
            self._paint()

    def _paint(self) -> None:
        self._list.show_rows()
        self._list.tell_detail()
        self._tabs.repaint()
        self._say_count()

    # --- acts

    def acts(self) -> list[Act]:
        """What is done with an issue comes before what is done to the board."""
        return sorted(super().acts(), key=lambda act: act.group is not Group.ITEM)

    def reason_against(self, act: Act) -> Message | None:
        """Where there is a screen; who may change the limits."""
        if act is LIMITS:
            return why_not_limits(self.session)
        if stage_of(act) is not None:
            return None
        return super().reason_against(act)

    def on_tab_bar_chosen(self, event: TabBar.Chosen) -> None:
        """A click on a tab."""
        if isinstance(event.view, View):
            self._change_view(event.view)

    def action_next_view(self) -> None:
        """The next tab."""
        self._turn_tab(1)

    def action_previous_view(self) -> None:
        """The tab before."""
        self._turn_tab(-1)

    def _turn_tab(self, by: int) -> None:
        self._change_view(_VIEWS[(_VIEWS.index(self._list.view) + by) % len(_VIEWS)])

    def _change_view(self, view: View, key: Hashable | None = None) -> None:
        self._list.show_view(view, key if key is not None else self._list.key)
        if not self._filter.typing:
            self._list.take_cursor()
        self._tabs.repaint()
        self._say_count()
        self.refresh_frame()

    def action_filter(self) -> None:
        """Type what to look for."""
        self.add_class("filtering")
        self._filter.open()
        self._say_count()
        self._tabs.repaint()

    def on_filter_bar_typed(self, event: FilterBar.Typed) -> None:
        """Show what fits."""
        if event.text != self._list.typed:
            self._list.typed = event.text
            self._list.show_rows()
            self._say_count()

    def on_filter_bar_left(self, event: FilterBar.Left) -> None:
        """Back to the list; with nothing typed there is no filter."""
        if not self._list.typed:
            self._lift()
        self._list.take_cursor()

    def action_back(self) -> None:
        """Lift the filter; without one, back to Home."""
        if self.filtering:
            self._lift()
            self._list.take_cursor()
        else:
            super().action_back()

    def _lift(self) -> None:
        self.remove_class("filtering")
        self._filter.lift()
        if self._list.typed:
            self._list.typed = ""
            self._list.show_rows()
        self._tabs.repaint()

    def _say_count(self) -> None:
        if self.filtering:
            self._filter.say_count(*self._list.counted())

    def action_sort(self) -> None:
        """Choose what comes first."""
        from screens.dialogs.choose import ChooseDialog, Option

        def take(chosen: Hashable | None) -> None:
            if isinstance(chosen, Sort):
                self._list.sorts[self._list.view] = chosen
                self._change_view(self._list.view)

        options = [Option(sort, str(sort.title)) for sort in Sort]
        self.app.push_screen(ChooseDialog(msg("Which issues first?"), options, at=self._list.sort), take)

    def action_limits(self) -> None:
        """What counts as too long, and who is told."""
        ask_limits(self, self.session.state.get(Initiative, self._initiative))

    def action_detail(self) -> None:
        """More room for the detail, none, as before."""
        self._list.share = self._list.share.after()
        self._list.lay_out()

    def action_detail_down(self) -> None:
        """Further down in the detail."""
        self._list.page_detail(1)

    def action_detail_up(self) -> None:
        """Further up in the detail."""
        self._list.page_detail(-1)

    def action_walk(self) -> None:
        """The issue under the cursor, step by step; without one, a new report."""
        from screens.resolve.issue_walk import IssueWalk

        issue = self.issue_at_hand()
        item = (Issue.table, issue.id) if issue is not None else None
        self.app.push_screen(IssueWalk(self.session, self._initiative, item))

    def action_confirm(self) -> None:
        """Stage 1 of the initiative."""
        self.host.open_stage(self._initiative, Stage.CONFIRM)

    def action_assign(self) -> None:
        """Stage 2 of the initiative."""
        self.host.open_stage(self._initiative, Stage.ASSIGN)

    def action_follow_up(self) -> None:
        """Stage 3 of the initiative."""
        self.host.open_stage(self._initiative, Stage.FOLLOW_UP)

    def action_stages(self) -> None:
        """Ask which stage."""
        from screens.dialogs.stages import ask_for_stage

        ask_for_stage(self, self.session.state.one(Initiative, self._initiative))

    def action_jump(self) -> None:
        """A bare number is one of this initiative, whose issues are shown here."""
        from screens.dialogs.jump import ask_and_jump

        initiative = self.session.state.one(Initiative, self._initiative)
        ask_and_jump(self, initiative.code, show_issue=self._show_here)

    def _show_here(self, issue: Issue) -> bool:
        here = issue.initiative == self._initiative
        if here:
            self.show_issue(issue.id)
        return here
