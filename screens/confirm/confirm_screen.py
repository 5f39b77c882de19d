"""Stage 1 as a wizard: from a vague wish to a confirmed brief that is broken down into tasks."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar, Final

from screens.confirm.acts import GO_ON
from screens.confirm.alignment_page import AlignmentPage
from screens.confirm.breakdown_page import BreakdownPage
from screens.confirm.brief_page import BriefPage
from screens.confirm.confirmation_page import ConfirmationPage
from screens.confirm.row_page import RowPage
from screens.confirm.scenario_page import ScenarioPage
from screens.keys import Act
from screens.widgets.footer import Hint
from screens.wizard.page import StepPage
from screens.wizard.screen import WizardScreen
from screens.wizard.spine import Step
from store.language import Message, _, msg
from store.model.initiative import Initiative, Stage
from store.model.task import Task
from store.rules import stage1
from store.rules.commands.advancing import AdvanceStage
from store.rules.lack import Lack, Place

_PAGES: Final[dict[str, type[StepPage]]] = {
    "scenario": ScenarioPage,
    "brief": BriefPage,
    "alignment": AlignmentPage,
    "confirmation": ConfirmationPage,
    "breakdown": BreakdownPage,
}


class ConfirmScreen(WizardScreen):
    """DOMAIN.md stage 1 for one initiative."""

    STAGE: ClassVar[Stage] = Stage.CONFIRM
    DOCUMENT: ClassVar[str] = "brief"
    ACTS: ClassVar[tuple[Act, ...]] = (GO_ON,)

    def steps(self) -> Sequence[Step]:
        """As the rules see them."""
        return stage1.steps(self.session.state, self.initiative)

    def make_page(self, step: str) -> StepPage:
        """One class a step."""
        return _PAGES[step](self, step)

    def gaps(self) -> Sequence[Lack]:
        """Of this stage, even when one has gone on without."""
        return stage1.stage1_missing(self.session.state, self.initiative)

    def first_step(self, item: Place | None) -> str:
        """The outline for a task, else the first step that lacks something."""
        if item is not None and item[0] == Task.table:
            return "breakdown"
        return super().first_step(item)

    def on_mount(self) -> None:
        """The row that was being typed when the program ended."""
        self.run_worker(self._resume(), group="drafts")

    def reason_against(self, act: Act) -> Message | None:
        """Going on takes a stage that is before."""
        if act is GO_ON:
            found = self.session.state.get(Initiative, self.initiative)
            if found is None or found.stage is not Stage.CONFIRM:
                return msg("The initiative is past this stage already.")
            return self.session.read_only
        return super().reason_against(act)

    def action_go_on(self) -> None:
        """To stage 2; what is missing is named first, and recorded if one goes on all the same."""
        gaps = self.gaps()
        if not gaps:
            self._advance()
            return
        from screens.dialogs.choose import ChooseDialog, Option

        names = {step.key: str(step.name) for step in self.steps()}
        group = _("{count} things are missing; enter goes there", count=len(gaps))
        options = [
            Option("go", _("Go on all the same"), _("the gaps are recorded under your name")),
            *(Option(at, names[gap.step], str(gap.message), group=group) for at, gap in enumerate(gaps)),
        ]

        async def take(chosen: Hashable | None) -> None:
            if chosen == "go":
                self._advance(accept_gaps=True)
            elif isinstance(chosen, int):
                await self.go_to_gap(gaps[chosen])

        self.app.push_screen(ChooseDialog(msg("On to assignment?"), options, at=0), take)

    def _advance(self, *, accept_gaps: bool = False) -> None:
        self.carry_out(
            AdvanceStage(self.initiative, Stage.ASSIGN, accept_gaps),
            said=msg("On to assignment."),
            done=lambda _line: self.action_assign(),
        )

    def hints(self) -> Sequence[Hint]:
        """While a row is typed letters go into it: how one gets on and out."""
        if not (self.is_mounted and isinstance(self.page, RowPage) and self.page.typing):
            return super().hints()
        return [
            Hint("row.enter", "enter", _("save") if self.page.changing else _("save, next row"), 1, True),
            Hint("row.cell", "tab", _("next cell"), 1, True),
            Hint("row.end", "esc", _("leave the row") if self.page.changing else _("end"), 1, True),
            *(hint for hint in super().hints() if hint.id == "undo"),
        ]

    async def _resume(self) -> None:
        for found in await self.session.drafting.cut_off():
            name, _colon, about = found.form.partition(":")
            step, _dot, what = name.partition(".")
            if step in _PAGES and what and about == f"initiatives/{self.initiative}":
                await self.go_to(step)
                if isinstance(self.page, RowPage):
                    self.page.resume(what, found.fields)
                return
