"""The issues in one of the views, and the detail of the one under the cursor."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from screens.items.item_list import ItemList
from screens.resolve.issue_detail import lines as detail_lines
from screens.resolve.issue_rows import columns, room_for_titles, row
from screens.resolve.issue_views import Sort, issue_of
from screens.widgets.pane_place import place
from screens.widgets.rows import Row, Rows
from store.language import _
from store.rules.issues.views import View

if TYPE_CHECKING:
    from screens.resolve.issue_views import IssueLog
    from screens.trails import Trails
    from store.model.issue import Issue


class IssueList(ItemList[View, Sort]):
    """A list in all four views. The screen keeps `log` up to date."""

    def __init__(self, log: IssueLog, trails: Trails) -> None:
        super().__init__(View.STATE, trails)
        self.log_of_issues = log

    # --- what the screen asks

    @property
    def issue_here(self) -> Issue | None:
        """The issue under the cursor, as it is shown."""
        return issue_of(self.log_of_issues, self.key)

    @property
    def own_order(self) -> Sort:
        """The most harmful first."""
        return Sort.HARM

    def has(self, key: int) -> bool:
        """Whether the present view shows the issue, as it is filtered."""
        return any(line.issue.id == key for line in self.log_of_issues.shown(self.view, self.typed))

    def counted(self) -> tuple[int, int]:
        """How many rows the view shows, and how many without the filter."""
        log = self.log_of_issues
        return len(log.shown(self.view, self.typed)), len(log.shown(self.view, ""))

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
        self._list.show(Rows(self.log_of_issues.keys(self.view, self.order, self.typed), self._row))
        self._list.say_when_empty(self._nothing())

    def lay_out(self) -> None:
        """Put the detail where it belongs on a screen of this size."""
        room = self.screen.size
        found = place(room.width, room.height, self.share, room_for_titles(self.log_of_issues, self.view))
        left = room.width - (found.width if found.side else 0)
        self._list.arrange_in(columns(self.log_of_issues, self.view, left))
        self._put_detail(found)

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
