"""The frame of a wizard: a spine at the top, one step in front, free movement between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from screens.dialogs.stages import stage_of
from screens.everywhere import CAPTURE
from screens.keys import Act
from screens.widgets.footer import Hint
from screens.wizard.acts import WIZARD
from screens.wizard.paging import StepsScreen
from screens.wizard.spine import SpineBar
from store.language import Message, msg
from store.model.initiative import Initiative, Stage
from store.model.task import Task
from store.rules.gates import lacks_for
from store.rules.lack import Lack, Place

if TYPE_CHECKING:
    from store.rules.meeting.capture_place import Focus


class WizardScreen(StepsScreen):
    """A screen of steps with what can be done in each of them: its page's own acts before the wizard's."""

    ACTS: ClassVar[tuple[Act, ...]] = WIZARD
    _gap: Lack | None = None
    """The one that was shown last."""

    def gaps(self) -> Sequence[Lack]:
        """What is missing for the next stage, in the order of the steps."""
        return lacks_for(self.session.state, self.initiative, Stage(self.STAGE + 1), self.session.moment())

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
        return super().reason_against(act)

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
        """Show what is missing, where it can be given: an earlier stage has a wizard of its own."""
        if gap.step not in [step.key for step in self._steps]:
            before = Stage(self.STAGE - 1)
            self.session.left_at[before, self.initiative] = (gap.step, gap.at)
            host = self.host
            host.open_stage(self.initiative, before)
            self.app.call_later(host.say, gap.message)
            return
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
        await self.go_to_gap(next((gap for gap in gaps if gap.step in order[here:]), gaps[0]))

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
        self.go_on_after(self.run_worker(self.go_to(step, item), group="step"))
        return True
