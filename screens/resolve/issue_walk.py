"""Stage 4's wizard: one issue from the report to the verified close, as one path (DOMAIN.md stage 4.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from screens.keys import Act, Group
from screens.resolve.walk_page import SAVE, WalkPage
from screens.widgets.cells import Line
from screens.wizard.acts import BEFORE, GAP, LAYOUT, NEXT
from screens.wizard.page import StepPage
from screens.wizard.screen import WizardScreen
from screens.wizard.spine import Step
from store.language import Message, msg
from store.model.initiative import Stage
from store.model.issue import Issue
from store.rules import stage4
from store.rules.lack import Lack, Place

if TYPE_CHECKING:
    from screens.session import Session
    from store.board.line import Line as JournalLine
    from store.rules.meeting.capture_place import Focus

ANOTHER: Final = Act(
    "resolve.another",
    "another",
    ("insert", "f5"),
    msg("New"),
    msg("Begin another report here; what is typed is kept."),
    Group.SCREEN,
    3,
)


class IssueWalk(WizardScreen):
    """The steps of the issue `item` (table and id), or of one to be reported for `initiative` (its id)."""

    STAGE: ClassVar[Stage] = Stage.RESOLVE
    ACTS: ClassVar[tuple[Act, ...]] = (
        # One types here: letters, tab and space belong to the fields.
        replace(NEXT, keys=("f8",), help=msg("Save what is typed here, and on to the next step.")),
        replace(BEFORE, keys=("f7",), help=msg("The step before; what is typed here is kept unsaved.")),
        replace(GAP, keys=("f3",)),
        ANOTHER,
    )

    def __init__(
        self,
        session: Session,
        initiative: int,
        item: Place | None = None,
        tasks: tuple[int, ...] = (),
    ) -> None:
        """`tasks` are the ids of those that a new report is about."""
        self._issue = item[1] if item is not None and item[0] == Issue.table else None
        self.tasks = tasks
        super().__init__(session, initiative)

    @property
    def record(self) -> Issue | None:
        """The issue as the board knows it; null while it is not reported."""
        return self.session.state.get(Issue, self._issue)

    def steps(self) -> Sequence[Step]:
        """Report, impact, first solution, owner and deadline, verify."""
        return stage4.issue_steps(self.session.state, self.record)

    def gaps(self) -> Sequence[Lack]:
        """What this issue still lacks."""
        return [Lack(step.key, step.missing) for step in self.steps() if step.missing is not None]

    def make_page(self, step: str) -> StepPage:
        """One for each step."""
        from screens.resolve import walk_pages as pages

        made: dict[str, type[WalkPage]] = {
            stage4.REPORT: pages.ReportPage,
            stage4.IMPACT: pages.ImpactPage,
            stage4.SOLUTION: pages.SolutionPage,
            stage4.OWNER: pages.OwnerPage,
        }
        return made.get(step, pages.VerifyPage)(self, step, walk=self)

    def title_line(self, room: int) -> Line:
        """The issue; before it is reported, the initiative."""
        issue = self.record
        if issue is None:
            return super().title_line(room)
        return ((f"{self.session.state.key_of(issue)} ", "accent"), (issue.title, "strong"))

    def in_focus(self) -> Focus:
        """The issue."""
        from store.rules.meeting.capture_place import Focus

        return Focus(self.initiative, (Issue.table, self._issue) if self._issue is not None else None)

    def acts(self) -> list[Act]:
        """There is no larger layout of a form."""
        return [act for act in super().acts() if act.id != LAYOUT.id]

    def reason_against(self, act: Act) -> Message | None:
        """Where nothing is reported yet there is nothing else to begin."""
        if act.id == ANOTHER.id:
            if self._issue is None:
                return msg("This is a new report already.")
            return self.session.read_only
        return super().reason_against(act)

    async def action_next_step(self) -> None:
        """What is typed is saved first, and a field that cannot be used keeps one here. In the last step
        nothing is decided in passing: there saving says that the issue is solved.
        """
        page = self.page
        if page.reason_against(SAVE) is not None or not page.unsaved:
            await super().action_next_step()
        elif self.step == self._steps[-1].key:
            self.say(msg("This is the last step: ctrl+s saves what is typed, F7 goes back without."))
        else:
            page.action_submit()

    async def action_step_before(self) -> None:
        """What is typed here stays, and that it is not saved is said."""
        typed = self.page.typed
        await super().action_step_before()
        if typed:
            self.say(msg("Not saved yet, but kept: F8 goes back to what you typed."))

    @property
    def page(self) -> WalkPage:
        """The step in front."""
        page = super().page
        assert isinstance(page, WalkPage)
        return page

    async def action_another(self) -> None:
        """Empty fields, from the first step."""
        self._issue = None
        await self._turn_to(stage4.REPORT)

    def saved(self, step: str, line: JournalLine | None) -> None:
        """A step is on the disk: on to the next one."""
        made = line.made(Issue) if line is not None else None
        if made is not None:
            self._issue = made
        order = [each.key for each in self._steps]
        at = order.index(step)
        # What was solved is verified in the same step, if it is by the same person.
        after = order[min(at + 1, len(order) - 1)]
        self.go_on_after(self.run_worker(self._turn_to(after), group="step"))

    async def _turn_to(self, step: str) -> None:
        self._steps = self.steps()
        self._stale |= self._pages.keys()
        await self.go_to(step)

    async def _bring(self, step: str) -> None:
        """What is typed behind the key that leads there is for its fields, as soon as they are there."""
        await super()._bring(step)
        self.host.hold_keys(lambda: self.page.takes_keys)
