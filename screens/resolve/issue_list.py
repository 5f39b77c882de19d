"""The issues in one of the views, and the detail of the one under the cursor."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message as Event
from textual.timer import Timer

from screens.resolve.issue_detail import lines as detail_lines
from screens.resolve.issue_rows import columns, room_for_titles, row
from screens.resolve.issue_views import Sort, issue_of
from screens.widgets.detail_pane import REST_SECONDS, DetailPane
from screens.widgets.line_list import LineList
from screens.widgets.pane_place import Share, place
from screens.widgets.rows import Row, Rows
from screens.widgets.rule import Rule
from store.language import _
from store.rules.issues.views import View

if TYPE_CHECKING:
    from screens.resolve.issue_views import IssueLog
    from screens.trails import Trails
    from store.model.issue import Issue


class IssueList(Container):
    """A list in all four views; below or beside it the detail. `log` is kept up to date by the screen."""

    DEFAULT_CSS = """
    IssueList { height: 1fr; layout: vertical; }
    IssueList.side { layout: horizontal; }
    IssueList > #issues { height: 1fr; width: 1fr; }
    IssueList > #detail { padding: 0 0 0 1; }
    IssueList.side > #detail { padding: 0 0 0 2; background: $surface; }
    """

    class Looked(Event):
        """The cursor rests on another issue, or on none."""

    def __init__(self, log: IssueLog, trails: Trails) -> None:
        super().__init__(id="body")
        self.log_of_issues = log
        self.view = View.STATE
        self.sorts: dict[View, Sort] = {}
        self.typed = ""
        """What the filter looks for, "" for no filter."""
        self.share = Share.NORMAL
        self._trails = trails
        self._rest: Timer | None = None
        self._list = LineList((), header=True, id="issues")
        self._rule = Rule()
        self._pane = DetailPane(id="detail")

    def compose(self) -> ComposeResult:
        """The list, the detail."""
        yield self._list
        yield self._rule
        yield self._pane

    # --- what the screen asks

    @property
    def key(self) -> int | None:
        """The id of the issue under the cursor."""
        key = self._list.key
        return key if isinstance(key, int) else None

    @property
    def issue_here(self) -> Issue | None:
        """The issue under the cursor, as it is shown."""
        return issue_of(self.log_of_issues, self.key)

    @property
    def sort(self) -> Sort:
        """What comes first in the present view."""
        return self.sorts.get(self.view, Sort.HARM)

    def has(self, key: int) -> bool:
        """Whether the present view shows the issue, as it is filtered."""
        return any(line.issue.id == key for line in self.log_of_issues.shown(self.view, self.typed))

    def counted(self) -> tuple[int, int]:
        """How many rows the view shows, and how many without the filter."""
        return tuple(len(self.log_of_issues.shown(self.view, typed)) for typed in (self.typed, ""))  # type: ignore[return-value]

    def take_cursor(self) -> None:
        """The keys move the cursor from now on."""
        self._list.focus()

    # --- what it shows

    def show_view(self, view: View, key: Hashable | None) -> None:
        """Show `view`, the cursor on the row of `key` if it is there."""
        self.view = view
        self.lay_out()
        self.show_rows()
        if key is not None:
            self._list.move_to(key)
        self.tell_detail()

    def show_rows(self) -> None:
        """The rows anew; the cursor stays on its issue, and only lines that differ are painted."""
        self._list.show(Rows(self.log_of_issues.keys(self.view, self.sort, self.typed), self._row))
        self._list.say_when_empty(self._nothing())

    def flash(self, changed: Iterable[Hashable]) -> None:
        """Others changed these: let them stand out, and wear a `*` until they are looked at."""
        self._list.flash(changed)

    def lay_out(self) -> None:
        """Put the detail where it belongs on a screen of this size."""
        room = self.screen.size
        found = place(room.width, room.height, self.share, room_for_titles(self.log_of_issues, self.view))
        left = room.width - (found.width if found.side else 0)
        self._list.arrange_in(columns(self.log_of_issues, self.view, left))
        self.set_class(found.side, "side")
        self._pane.display = not found.hidden
        self._rule.display = not found.hidden and not found.side
        self._pane.styles.width = found.width if found.side else "1fr"
        self._pane.styles.height = "1fr" if found.side else found.height
        self.tell_detail()

    def tell_detail(self) -> None:
        """Show what is known of the issue under the cursor; its place in the pane stays."""
        self._tell(keep_place=True)

    def page_detail(self, by: int) -> None:
        """Scroll the detail by so many windows."""
        self._pane.page(by)

    # --- how

    def _row(self, key: Hashable) -> Row:
        line = self.log_of_issues.lines.get(key) if isinstance(key, int) else None
        return row(self.log_of_issues, self.view, line) if line is not None else Row(())

    def _nothing(self) -> str:
        closed = len(self.log_of_issues.lines) - self.log_of_issues.open
        if self.typed:
            return _("Nothing fits “{typed}”. esc lifts the filter.", typed=self.typed)
        if closed:
            return _("Every issue is closed; by state they are all there.")
        return _("No issue yet. i reports one, from any screen.")

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Another issue is under the cursor: its detail, once the cursor rests."""
        event.stop()
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST_SECONDS, self._look)

    def _look(self) -> None:
        self._tell(keep_place=False)
        key = self.key
        if key is not None and key in self._list.marked:
            self._list.unflash([key])
        self.post_message(self.Looked())

    def _tell(self, *, keep_place: bool) -> None:
        line = self.log_of_issues.lines.get(self.key or 0)
        if line is None:
            self._pane.clear()
            return
        if self._pane.display:
            trail = self._trails.of(line.issue.id, self._trail_read)
            self._pane.show(
                lambda room: detail_lines(self.log_of_issues, line, trail, room), keep_place=keep_place
            )

    def _trail_read(self, issue: int) -> None:
        if self.is_attached and issue == self.key:
            self.tell_detail()
