"""A screen with an issue at hand: the keys that take it further, the same wherever there is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from screens.base import DuiqiScreen
from screens.dialogs.actions import offer_acts
from screens.dialogs.chat.acts import CALL_ABOUT_ITEM
from screens.dialogs.issue import acts
from screens.everywhere import CALL_URGENT, REPORT
from screens.keys import Act, Group
from store.language import Message, msg
from store.model.issue import Issue, IssueState
from store.rules.commands.issues.handling import CalmIssue, MakeUrgent
from store.rules.issues.states import Act as Step
from store.rules.rights_issue import why_not
from store.rules.urgent import deadline_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from screens.dialogs.issue.form import IssueForm
    from screens.session import Session
    from store.board.line import Line as JournalLine
    from store.rules.meeting.capture_place import Focus

    Repeat = Callable[[Issue], None]
    MakeForm = Callable[[Session, Issue, Mapping[str, str] | None], IssueForm]

_STATES_OF_ONE: frozenset[str] = frozenset({"title", "description", "impact", "tasks"})
"""What is of one issue only, and is not said again of another."""


class IssueScreen(DuiqiScreen[None]):
    """A subclass gives `issue_at_hand`, and may override `told`."""

    ACTS: ClassVar[tuple[Act, ...]] = (acts.ACTIONS, *acts.ON_ISSUE)
    _repeat: Repeat | None = None
    _asked: Act | None = None
    """What was asked for last."""
    _repeated: Act | None = None
    """What `_repeat` does."""

    def issue_at_hand(self) -> Issue | None:
        """The issue that the keys act on, as it is shown; null when there is none."""
        raise NotImplementedError

    def told(self, line: JournalLine | None) -> None:
        """Something was done with the issue and is on the disk."""

    def in_focus(self) -> Focus:
        """The issue at hand, and its initiative."""
        from store.rules.meeting.capture_place import Focus

        issue = self.issue_at_hand()
        return Focus(issue.initiative, (Issue.table, issue.id)) if issue is not None else Focus()

    def reason_against(self, act: Act) -> Message | None:
        """What the rules say against doing it to this issue now."""
        if act is not acts.ACTIONS and all(act.id != each.id for each in acts.ON_ISSUE):
            return super().reason_against(act)
        issue = self.issue_at_hand()
        if issue is None:
            return msg("There is no issue under the cursor.")
        if act is acts.ACTIONS:
            return None
        if act.id == acts.REPEAT.id:
            if self._repeat is None or self._repeated is None:
                return msg("Nothing was done with any issue yet.")
            return self.reason_against(self._repeated)
        if act.id == acts.NUDGE.id:
            closed = issue.state is IssueState.CLOSED
            return msg("{key} is closed.", key=self._key(issue)) if closed else None
        if self.session.read_only is not None:
            return self.session.read_only
        step = acts.STEPS[act.id]
        if act.id == acts.MAKE_URGENT.id and self._clock_runs(issue):
            step = Step.CALM
        return why_not(self.session.state, self.session.person, issue, step)

    async def perform(self, act: Act) -> None:
        """Do it, and know what it was when it is to be done again."""
        if act.id in acts.STEPS:
            self._asked = act
        await super().perform(act)

    # --- with a form

    def action_handle(self) -> None:
        """One owner and a deadline."""
        from screens.dialogs.issue.handling import HandleForm

        self.ask(HandleForm)

    def action_hand_over(self) -> None:
        """Another owner."""
        from screens.dialogs.issue.handling import HandOverForm

        self.ask(HandOverForm)

    def action_measure(self) -> None:
        """One line."""
        from screens.dialogs.issue.handling import MeasureForm

        self.ask(MeasureForm)

    def action_propose(self) -> None:
        """The result."""
        from screens.dialogs.issue.closing import ProposeForm

        self.ask(ProposeForm)

    def action_verify(self) -> None:
        """Closed; what it blocks goes on."""
        from screens.dialogs.issue.closing import VerifyForm

        self.ask(VerifyForm)

    def action_send_back(self) -> None:
        """Not solved yet."""
        from screens.dialogs.issue.closing import SendBackForm

        self.ask(SendBackForm)

    def action_reopen(self) -> None:
        """It is back."""
        from screens.dialogs.issue.closing import ReopenForm

        self.ask(ReopenForm)

    def action_edit(self) -> None:
        """What was said of it."""
        from screens.dialogs.issue.edit import EditForm

        self.ask(EditForm)

    # --- at once

    def action_make_urgent(self) -> None:
        """The clock starts; where it runs already it stops."""
        self._with_issue(self._turn_urgent)

    def action_calm(self) -> None:
        """The clock stops."""
        self._with_issue(self._calm)

    def action_repeat(self) -> None:
        """The same as with the last issue."""
        if self._repeat is not None:
            self._with_issue(self._repeat)

    def action_nudge(self) -> None:
        """A message for the chat."""
        from screens.dialogs.message import copied_for_chat
        from store.rules.issues.nudge import nudge

        issue = self.issue_at_hand()
        if issue is not None:
            copied_for_chat(self.app, nudge(self.session.state, issue, self.session.moment()))

    def action_offer(self) -> None:
        """What can be done with the issue at hand, and why the rest cannot be done now."""
        issue = self.issue_at_hand()
        if issue is None:
            return
        offered = [*acts.ON_ISSUE, replace(REPORT, group=Group.ITEM)]
        offered.remove(acts.MAKE_URGENT if self._clock_runs(issue) else acts.CALM)
        if self._clock_runs(issue):
            offered[offered.index(acts.CALM)] = replace(acts.CALM, keys=acts.MAKE_URGENT.keys)
            offered[:0] = [replace(CALL_URGENT, group=Group.ITEM), CALL_ABOUT_ITEM]
        ordered = sorted(offered, key=lambda act: self.reason_against(act) is not None)
        offer_acts(self, ordered, msg("{key} {title}", key=self._key(issue), title=issue.title))

    # --- how

    def ask(self, make: MakeForm, typed: Mapping[str, str] | None = None) -> None:
        """Show the form that `make` makes for the issue at hand, `typed` standing in it."""
        issue = self.issue_at_hand()
        if issue is None:
            return
        form, asked = make(self.session, issue, typed), self._asked

        def close(line: JournalLine | None) -> None:
            if line is not None:
                said = {name: text for name, text in form.typed.items() if name not in _STATES_OF_ONE}
                self._repeat, self._repeated = lambda _issue: self.ask(make, said), asked
                self.told(line)

        self.app.push_screen(form, close)

    def _turn_urgent(self, issue: Issue) -> None:
        if self._clock_runs(issue):
            self._calm(issue)
            return
        said = msg("{key}: urgent; the clock runs.", key=self._key(issue))
        self.carry_out(MakeUrgent(issue.id), seen=[issue], said=said, done=self.told)
        self._repeat, self._repeated = self._turn_urgent, self._asked

    def _calm(self, issue: Issue) -> None:
        said = msg("{key}: it can wait; the clock stands.", key=self._key(issue))
        self.carry_out(CalmIssue(issue.id), seen=[issue], said=said, done=self.told)

    def _clock_runs(self, issue: Issue) -> bool:
        return deadline_of(issue, self.session.state.settings.urgent_minutes) is not None

    def _key(self, issue: Issue) -> str:
        return self.session.state.key_of(issue)

    def _with_issue(self, do: Repeat) -> None:
        issue = self.issue_at_hand()
        if issue is not None:
            do(issue)
