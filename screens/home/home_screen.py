"""Home: the initiatives with stage, progress, end and health, and what must be moved today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from screens.base import DuiqiScreen
from screens.keys import Act, Group
from screens.widgets.columns import Column
from screens.widgets.line_list import LineList
from screens.widgets.rows import Row, Rows
from store.language import _, msg
from store.model.initiative import Initiative

if TYPE_CHECKING:
    from collections.abc import Hashable

    from store.board.session import Changed

QUIT = Act(
    "back", "quit", ("q",), msg("Leave"), msg("Leave Duiqi. Everything is saved."), Group.ANYWHERE, footer=4
)


class HomeScreen(DuiqiScreen[None]):
    """What there is, and what needs me now."""

    ACTS: ClassVar[tuple[Act, ...]] = (QUIT,)
    DEFAULT_CSS = "HomeScreen LineList { height: 1fr; }"

    def compose_body(self) -> Iterable[Widget]:
        """One list."""
        yield LineList(
            (Column("code", least=4), Column("title", least=10, weight=1)),
            self._rows(),
            empty=_("No initiative yet. + makes the first one."),
            id="initiatives",
        )

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit()

    def board_changed(self, changed: Changed) -> None:
        """Show them anew."""
        self.query_one(LineList).show(self._rows())

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Open the initiative."""
        self.host.open_stage(int(str(event.key)))

    def _rows(self) -> Rows:
        state = self.session.state

        def build(key: Hashable) -> Row:
            initiative = state.one(Initiative, int(str(key)))
            return Row((initiative.code, initiative.title))

        return Rows([initiative.id for initiative in state.all(Initiative)], build)
