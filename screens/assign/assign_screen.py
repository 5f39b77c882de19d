"""Stage 2's wizard: claim, order, sign-off, next stage (DOMAIN.md stage 2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from screens.wizard.page import StepPage
from screens.wizard.screen import WizardScreen
from screens.wizard.spine import Step
from store.model.initiative import Stage
from store.model.task import Task
from store.rules import stage2

if TYPE_CHECKING:
    from store.chat.telling import Wish


class AssignScreen(WizardScreen):
    """From tasks to a signed table 1."""

    DOCUMENT: ClassVar[str] = "assignment"
    STAGE: ClassVar[Stage] = Stage.ASSIGN

    def steps(self) -> Sequence[Step]:
        """Claim, order, sign-off, next stage."""
        return stage2.stage2_steps(self.session.state, self.initiative, self.session.moment())

    def first_step(self, item: tuple[str, int] | None) -> str:
        """A task is looked at in table 1; a form that was left unfinished is opened where it belongs."""
        if item is not None and item[0] == "unfinished_after":
            return stage2.ORDER
        if item is not None and (item[0] == Task.table or item[0].startswith("unfinished_")):
            return stage2.CLAIM
        return super().first_step(item)

    def to_tell(self) -> Wish:
        """Where it is signed, table 1."""
        from store.chat.telling import Kind, Wish

        if self._here == stage2.SIGN:
            return Wish(Kind.ASSIGNMENT, self.initiative)
        return super().to_tell()

    def make_page(self, step: str) -> StepPage:
        """Each of its own module, loaded when it is opened first."""
        if step == stage2.ORDER:
            from screens.assign.order import OrderPage

            return OrderPage(self, step)
        if step == stage2.SIGN:
            from screens.assign.sign import SignPage

            return SignPage(self, step)
        if step == stage2.GO_ON:
            from screens.assign.go_on import GoOnPage

            return GoOnPage(self, step)
        from screens.assign.claim import ClaimPage

        return ClaimPage(self, step)
