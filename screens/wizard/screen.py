"""The frame of a wizard: a spine at the top, one step in front, free movement between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.containers import Vertical
from textual.widget import Widget

from screens.base import CAPTURE, DuiqiScreen
from screens.dialogs.stages import ask_for_stage, stage_of, without_screen
from screens.keys import Act
from screens.widgets.cells import Line
from screens.widgets.footer import Hint
from screens.widgets.rule import Rule
from screens.widgets.stage_title import stage_title
from screens.wizard.acts import WIZARD
from screens.wizard.page import StepPage
from screens.wizard.spine import Elsewhere, SpineBar, Step
from store.language import Message, _, msg
from store.model.initiative import Initiative, Stage
from store.model.task import Task
from store.rules.gates import lacks_for
from store.rules.lack import Lack, Place

if TYPE_CHECKING:
    from screens.session import Session
    from store.board.session import Changed
    from store.rules.meeting.capture_place import Focus


class WizardScreen(DuiqiScreen[None]):
    """The steps of a stage for `initiative` (its id), the cursor on `item` (table and id) at first.

    A subclass gives `STAGE`, `steps`, which asks the rules, and `make_page`. It opens at the first step that
    lacks something, or at the one in which `item` is.
    """

    STAGE: ClassVar[Stage]
    ACTS: ClassVar[tuple[Act, ...]] = WIZARD
    DEFAULT_CSS = "WizardScreen #page { height: 1fr; }"

    def __init__(self, session: Session, initiative: int, item: Place | None = None) -> None:
        super().__init__()
        self.initiative = initiative
        self._by = session
        self._item = item
        self._steps: Sequence[Step] = self.steps()
        self._here = self.first_step(item)
        self._pages: dict[str, StepPage] = {}
        self._stale = {self._here}
        self.presenter = False
        self._gap: Lack | None = None

    # --- what a subclass gives

    def steps(self) -> Sequence[Step]:
        """The steps, from the rules, as they stand now. Use `self.state`."""
        raise NotImplementedError

    def make_page(self, step: str) -> StepPage:
        """The page of the step of that key; called when it is opened first."""
        raise NotImplementedError

    def gaps(self) -> Sequence[Lack]:
        """What is missing for the next stage, in the order of the steps."""
        return lacks_for(self.session.state, self.initiative, Stage(self.STAGE + 1), self.session.moment())

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
            self._look()

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
        self._look()
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

    @property
    def place(self) -> str:
        """How presence names this wizard; a step's key follows. Presence takes small letters and `_` only."""
        return f"{self.STAGE.name.lower()}__"

    def _look(self) -> None:
        """Let others see in which step I am."""
        self.session.look_at((f"{self.place}{self._here}", self.initiative))

    def _others(self) -> list[Elsewhere]:
        found = []
        for one in self.session.others:
            table, id_ = one.item or ("", 0)
            if id_ == self.initiative and table.startswith(self.place):
                found.append(Elsewhere(one.name or _("a guest"), table.removeprefix(self.place)))
        return found

    def people_changed(self) -> None:
        """Others came, went, or are in another step."""
        super().people_changed()
        if self._pages and self.app.screen is self:
            self._look()
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

    # --- acts

    def acts(self) -> list[Act]:
        """Those of the page come first; where one has the letter of capture, F2 is left for that."""
        own = self._page_acts()
        taken = {key for act in own for key in act.keys}
        rest = [
            replace(act, keys=tuple(key for key in act.keys if key not in taken)) if act is CAPTURE else act
            for act in super().acts()
        ]
        return [*own, *rest]

    def in_focus(self) -> Focus:
        """The initiative, and the task under the cursor."""
        from store.rules.meeting.capture_place import Focus

        page = self._pages.get(self._here)
        return Focus(self.initiative, page.in_hand() if page is not None else None)

    def _page_acts(self) -> tuple[Act, ...]:
        page = self._pages.get(self._here)
        return page.ACTS if page is not None else ()

    def hints(self) -> Sequence[Hint]:
        """Without what says nothing now."""
        page = self._pages.get(self._here)
        hidden = {act.id for act in self._page_acts() if page is not None and page.hides(act)}
        return [hint for hint in super().hints() if hint.id not in hidden]

    def act_named(self, id: str) -> Act | None:
        """The act of that id, of the page or of the wizard."""
        return next((act for act in self.acts() if act.id == id), None)

    def reason_against(self, act: Act) -> Message | None:
        """The page knows about its own."""
        if act in self._page_acts():
            return self.page.reason_against(act)
        if stage_of(act) is self.STAGE:
            return msg("You are there: this is stage {number}.", number=int(self.STAGE))
        return without_screen(act, self.host.stages()) or super().reason_against(act)

    async def perform(self, act: Act) -> None:
        """Do it on the page it belongs to, or say why not."""
        if act not in self._page_acts():
            await super().perform(act)
            return
        why = self.page.reason_against(act)
        if why is not None:
            self.say(why, "warning")
        else:
            await self.page.run_action(act.do)

    def action_back(self) -> None:
        """Out of what is open in the page; else back to where one came from."""
        if not self._pages or not self.page.back():
            super().action_back()

    async def action_next_step(self) -> None:
        """On."""
        await self._go(1)

    async def action_step_before(self) -> None:
        """Back."""
        await self._go(-1)

    async def go_to(self, step: str, item: Place | None = None) -> None:
        """Show that step, the cursor on `item`."""
        await self._bring(step)
        if item is not None:
            self.page.look_for(item)
            self.refresh_frame()

    async def go_to_gap(self, gap: Lack) -> None:
        """Show what is missing, where it can be given."""
        self._gap = gap
        await self.go_to(gap.step, gap.at)
        self.say(gap.message)

    async def action_gap(self) -> None:
        """The one behind the last that was shown; at first the first of this step or of a later one."""
        gaps = self.gaps()
        if not gaps:
            self.say(msg("Nothing is missing for the next stage."))
            return
        last = self._gap
        if last is not None and last in gaps and last.step == self._here:
            await self.go_to_gap(gaps[(gaps.index(last) + 1) % len(gaps)])
            return
        order = [step.key for step in self._steps]
        here = order.index(self._here)
        await self.go_to_gap(next((gap for gap in gaps if order.index(gap.step) >= here), gaps[0]))

    async def on_spine_bar_chosen(self, event: SpineBar.Chosen) -> None:
        """A click on a step."""
        await self._bring(event.step)

    async def _go(self, by: int) -> None:
        keys = [step.key for step in self._steps]
        await self._bring(keys[(keys.index(self._here) + by) % len(keys)])

    def action_layout(self) -> None:
        """For the room, or for whoever types."""
        self.presenter = not self.presenter
        self.page.presenter = self.presenter
        self.page.lay_out()
        self.page.show_page()
        self.refresh_frame()

    def action_jump(self) -> None:
        """An item by its number: here if it is one of this initiative."""
        from screens.dialogs.jump import ask_and_jump

        found = self.session.state.get(Initiative, self.initiative)
        ask_and_jump(self, found.code if found else None, self._show_here)

    def _show_here(self, task: Task) -> bool:
        """In this step if its rows are tasks, else in the step that has them; not those of others."""
        if task.initiative != self.initiative:
            return False
        item = (Task.table, task.id)
        step = self._here if self.page.lists(item) else self.first_step(item)
        self.run_worker(self.go_to(step, item), group="step")
        return True

    def action_confirm(self) -> None:
        """Stage 1 of the initiative."""
        self.host.open_stage(self.initiative, Stage.CONFIRM)

    def action_assign(self) -> None:
        """Stage 2 of the initiative."""
        self.host.open_stage(self.initiative, Stage.ASSIGN)

    def action_follow_up(self) -> None:
        """Stage 3 of the initiative."""
        self.host.open_stage(self.initiative, Stage.FOLLOW_UP)

    def action_resolve(self) -> None:
        """Stage 4 of the initiative."""
        self.host.open_stage(self.initiative, Stage.RESOLVE)

    def action_stages(self) -> None:
        """Another stage, without its number."""
        ask_for_stage(self, self.session.state.one(Initiative, self.initiative))
