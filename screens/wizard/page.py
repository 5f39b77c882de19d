"""One step of a wizard: its widgets, its keys, and what they do."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Vertical

from screens.keys import Act, bindings_of
from screens.widgets.cells import Line
from screens.widgets.columns import Column
from screens.widgets.detail_pane import DetailPane
from screens.widgets.line_list import LineList
from screens.widgets.rows import Rows
from screens.widgets.rule import Rule
from store.language import Message
from store.model.task import Task
from store.rules.lack import Place

if TYPE_CHECKING:
    from screens.session import Session
    from screens.wizard.wizard import Wizard
    from store.board.session import Changed

_TALL_FROM: Final = 30


class StepPage(Vertical):
    """What a wizard shows for one step. Only what is asked of it here is known to the wizard.

    A subclass lists its own `ACTS`, with methods `action_DO` as on a screen; they stand in the footer, the
    help and the list of commands while it is in front. It changes the board with `self.wizard.carry_out`.
    """

    ACTS: ClassVar[tuple[Act, ...]] = ()
    DEFAULT_CSS = "StepPage { height: 1fr; }"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Make the bindings from the acts."""
        cls.BINDINGS = bindings_of(cls.ACTS)
        super().__init_subclass__(**kwargs)

    def __init__(self, wizard: Wizard, step: str) -> None:
        """`step` is the key of the step."""
        super().__init__(id=f"step-{step}")
        self.wizard = wizard
        self.step = step
        self.presenter = False
        """Whether it is laid out for a room: large, few words."""

    @property
    def session(self) -> Session:
        """The board and who looks at it."""
        return self.wizard.session

    @property
    def initiative(self) -> int:
        """The id of the initiative."""
        return self.wizard.initiative

    # --- what the wizard asks

    def show_page(self) -> None:
        """Paint it from the state: it came to the front, the board or the language changed."""

    def lay_out(self) -> None:
        """Put the parts where they belong: the size or `presenter` changed."""

    def board_changed(self, changed: Changed) -> None:
        """Paint what reads differently; let others' changes flash. Never move the cursor."""
        self.show_page()

    def take_focus(self) -> None:
        """The keys go to this page from now on."""

    def look_for(self, item: Place) -> None:
        """Put the cursor on the record of that table and id, or on what is missing, if it is here."""

    def lists(self, item: Place) -> bool:
        """Whether the record of that table and id has a row here."""
        return False

    def in_hand(self) -> Place | None:
        """The record under the cursor (table and id), for what is captured from here."""
        return None

    def reason_against(self, act: Act) -> Message | None:
        """Why one of its `ACTS` cannot be done now."""
        return self.session.read_only

    def hides(self, act: Act) -> bool:
        """Whether one of its `ACTS` stays out of the footer now."""
        return False

    def back(self) -> bool:
        """Esc: leave something inside the page, such as a filter. False when there is nothing to leave."""
        return False

    # --- what it may use

    async def action_act(self, id: str) -> None:
        """A key of its own: the wizard knows whether it can be done."""
        await self.wizard.action_act(id)


class ListPage(StepPage):
    """A step that is a list, with the detail of the row under the cursor below it or at its side.

    A subclass gives `columns`, `rows` and `detail`; `nothing` is read when there is no row.
    """

    DEFAULT_CSS = """
    ListPage > LineList { height: 1fr; }
    ListPage > DetailPane { padding: 0 1; }
    ListPage.side { layout: horizontal; }
    ListPage.side > LineList { width: 1fr; }
    """
    DETAIL_LINES: ClassVar[int] = 6
    """How high the pane is on a small screen."""
    SIDE_FROM: ClassVar[int] = 120
    """How wide a tall screen has to be for the pane to stand at the side."""
    PRESENTS: ClassVar[bool] = False
    """Whether a presenter has the item at hand over half of the screen, below the list; else higher rows."""
    TABLE: ClassVar[str] = Task.table
    """Whose ids name the rows."""
    HEADER: ClassVar[bool] = True
    SIGNS: ClassVar[bool] = True

    def __init__(self, wizard: Wizard, step: str) -> None:
        super().__init__(wizard, step)
        self.list = LineList((), header=self.HEADER, signs=self.SIGNS, id=f"rows-{step}")
        self._rule = Rule()
        self.pane = DetailPane(id=f"detail-{step}")

    def compose(self) -> ComposeResult:
        """The list, and the detail."""
        yield self.list
        yield self._rule
        yield self.pane
        yield from self.compose_below()

    def compose_below(self) -> Iterable[Any]:
        """More widgets, at the foot of the page."""
        return ()

    # --- what a subclass gives

    def columns(self) -> Sequence[Column]:
        """Fewer of them for a presenter."""
        raise NotImplementedError

    def rows(self) -> Rows:
        """All rows now; with `presenter` each has a second line, `Row.below`, unless the page `PRESENTS`."""
        raise NotImplementedError

    def detail(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """What makes the lines about the row of `key` for a width. Called anew at every painting."""
        return lambda room: ()

    def nothing(self) -> str:
        """What to press first."""
        return ""

    # --- what it does

    @property
    def key(self) -> Hashable | None:
        """The key of the row under the cursor."""
        return self.list.key

    def show_page(self) -> None:
        """The rows anew; the cursor stays on its row."""
        self.list.say_when_empty(self.nothing())
        self.list.show(self.rows())
        self.tell()

    def lay_out(self) -> None:
        """The pane where there is room for it; for a presenter none, or half of the screen."""
        room = self.wizard.size
        presents = self.presenter and self.PRESENTS
        self.list.arrange_in(self.columns(), row_height=2 if self.presenter and not presents else 1)
        side = room.width >= self.SIDE_FROM and room.height >= _TALL_FROM and not self.presenter
        self.set_class(side, "side")
        shown = presents or (not self.presenter and (side or room.height >= 16))
        self.pane.display = shown
        self._rule.display = shown and not side
        self.pane.styles.width = max(40, min(70, room.width // 3)) if side else "100%"
        below = self.DETAIL_LINES + (room.height >= _TALL_FROM) * 4
        if presents:
            below = max(8, (room.height - 6) * 11 // 20)
        self.pane.styles.height = "1fr" if side else below

    def take_focus(self) -> None:
        """The list has the keys, now: later it would take them from a row that is opened meanwhile."""
        self.screen.set_focus(self.list)

    def look_for(self, item: Place) -> None:
        """Rows that are named by the id of their record."""
        self.list.move_to(item[1])

    def lists(self, item: Place) -> bool:
        """Tasks, where the rows are named by the id of one."""
        return item[0] == self.TABLE and self.rows().find(item[1]) is not None

    def tell(self) -> None:
        """Show the detail of the row under the cursor now, at its place."""
        key = self.key
        if key is None:
            self.pane.clear()
        elif self.pane.display:
            self.pane.show(self.detail(key), keep_place=True)

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Another row: its detail once the cursor rests, its keys at once."""
        event.stop()
        if event.line_list is not self.list or event.key is None:
            return
        self.pane.show_at_rest(self.detail(event.key))
        self.list.unflash([event.key])
        self.wizard.look()
        self.wizard.refresh_frame()

    def board_changed(self, changed: Changed) -> None:
        """Rows that others changed flash."""
        super().board_changed(changed)
        self.flash(changed, self.TABLE)

    def flash(self, changed: Changed, table: str) -> None:
        """Let the rows of `table` that others have just changed stand out."""
        if not changed.own:
            self.list.flash(key for name, key in changed.records if name == table)
