"""The steps of a stage over one page each: which is in front, what is stale, where one was last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.containers import Vertical
from textual.widget import Widget

from screens.widgets.cells import Line
from screens.widgets.rule import Rule
from screens.widgets.stage_title import stage_title
from screens.wizard.company import elsewhere, seen_at
from screens.wizard.page import StepPage
from screens.wizard.spine import Elsewhere, SpineBar, Step
from screens.wizard.wizard import Wizard
from store.language import msg
from store.model.initiative import Initiative, Stage
from store.rules.lack import Place

if TYPE_CHECKING:
    from screens.session import Session
    from store.board.session import Changed


class StepsScreen(Wizard):
    """The steps of a stage for `initiative` (its id), the cursor on `item` (table and id) at first.

    A subclass gives `STAGE`, `steps`, which asks the rules, and `make_page`. It opens at the first step that
    lacks something, or at the one in which `item` is; once more in a session, where one left it.
    """

    STAGE: ClassVar[Stage]
    DEFAULT_CSS = "StepsScreen #page { height: 1fr; }"

    def __init__(self, session: Session, initiative: int, item: Place | None = None) -> None:
        super().__init__()
        self.initiative = initiative
        self._by = session
        self._item = item
        self._steps: Sequence[Step] = self.steps()
        self._here = self._where_left() or self.first_step(item)
        self._pages: dict[str, StepPage] = {}
        self._stale = {self._here}
        self.presenter = False

    def _where_left(self) -> str | None:
        """The step in which one was last, the cursor where it stood; null when one comes here first."""
        step, at = self._by.left_at.get((self.STAGE, self.initiative), ("", None))
        if self._item is not None or step not in [each.key for each in self._steps]:
            return None
        self._item = at
        return step

    # --- what a subclass gives

    def steps(self) -> Sequence[Step]:
        """The steps, from the rules, as they stand now. Use `self.state`."""
        raise NotImplementedError

    def make_page(self, step: str) -> StepPage:
        """The page of the step of that key; called when it is opened first."""
        raise NotImplementedError

    def first_step(self, item: Place | None) -> str:
        """The key of the step to open at."""
        missing = next((step for step in self._steps if step.missing is not None), self._steps[-1])
        return missing.key

    @property
    def session(self) -> Session:
        """The board and who looks at it; known before the screen is shown."""
        return self._by

    # --- the look of it

    def compose_body(self) -> Iterable[Widget]:
        """The spine, a rule, the page."""
        yield SpineBar(lambda: self._steps, lambda: self._here, self._others)
        yield Rule()
        first = self._pages[self._here] = self.make_page(self._here)
        yield Vertical(first, id="page")

    def on_mount(self) -> None:
        """The first step."""
        self._fill(self.page)
        if self._item is not None:
            self.page.look_for(self._item)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """One looks here again."""
        if self._pages:
            self.look()

    def on_resize(self, event: events.Resize) -> None:
        """Put the page's parts where they belong."""
        for page in self._pages.values():
            page.lay_out()

    def title_line(self, room: int) -> Line:
        """The initiative and its stages."""
        return stage_title(self.session.state, self.initiative, self.STAGE, room)

    @property
    def page(self) -> StepPage:
        """The page in front."""
        return self._pages[self._here]

    @property
    def step(self) -> str:
        """The key of the step in front."""
        return self._here

    async def _bring(self, step: str) -> None:
        """Show that step, made now if it was never shown."""
        before = self.page
        page = self._pages.get(step)
        self._here = step
        if page is None:
            page = self._pages[step] = self.make_page(step)
            await self.query_one("#page", Vertical).mount(page)
            self._stale.add(step)
        before.display = False
        page.display = True
        self._fill(page)

    def _fill(self, page: StepPage) -> None:
        """What the page in front shows, if that is not what it shows already."""
        step = page.step
        if step in self._stale or page.presenter != self.presenter:
            page.presenter = self.presenter
            page.lay_out()
            page.show_page()
        self._stale.discard(step)
        page.take_focus()
        self.look()
        self.repaint_spine()

    def repaint_spine(self) -> None:
        """The steps, and the frame around them."""
        self.query_one(SpineBar).repaint()
        self.refresh_frame()

    def refresh_text(self) -> None:
        """All of it in the other language."""
        super().refresh_text()
        self._stale |= self._pages.keys() - {self._here}
        if self.is_mounted and self._here in self._pages:
            self.page.lay_out()
            self.page.show_page()
            self.repaint_spine()

    # --- who else is here

    def look(self) -> None:
        """Let others see in which step I am, at which task; it is where I come back to in this session."""
        at = self.page.in_hand()
        self.session.left_at[self.STAGE, self.initiative] = (self._here, at)
        self.session.look_at(seen_at(self.STAGE, self._here, self.initiative, at))

    def _others(self) -> list[Elsewhere]:
        return elsewhere(self.session, self.STAGE, self.initiative)

    def people_changed(self) -> None:
        """Others came, went, or are in another step."""
        super().people_changed()
        if self._pages and self.app.screen is self:
            self.look()
        for bar in self.query(SpineBar):
            bar.repaint()

    # --- what happens

    def board_changed(self, changed: Changed) -> None:
        """How far the steps are, and the page in front; the others when they are shown."""
        if not self._pages:
            return
        if self.session.state.get(Initiative, self.initiative) is None:
            self._leave()
            return
        self._steps = self.steps()
        self._stale |= self._pages.keys() - {self._here}
        self.page.board_changed(changed)
        self.repaint_spine()

    def _leave(self) -> None:
        """Somebody took the whole initiative back: to where one came from, with what was typed as drafts."""
        while self.app.screen is not self:
            self.app.pop_screen()
        super().action_back()
        gone = msg("The initiative is no longer there; somebody took it back.")
        self.app.call_later(self.host.say, gone, "warning")
