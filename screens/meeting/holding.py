"""Holding a meeting, and what is said of what is under the cursor: captured lines, points, issues."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from screens.dialogs.actions import offer_acts
from screens.keys import Group
from screens.meeting import acts, reasons
from screens.meeting.moving import MovingPlace
from store.language import msg
from store.model.requirement import Feasibility
from store.rules.commands.alignment import ReviewPoint
from store.rules.commands.meetings.holding import ParkItem, Pause, Resume, TakeOver
from store.rules.say import department_name

if TYPE_CHECKING:
    from screens.keys import Act


class HoldingPlace(MovingPlace):
    """The keys of a meeting that do not move it."""

    def acts(self) -> list[Act]:
        """On a point of the brief two keys of tasks say what a department says."""
        found = super().acts()
        if self.department_at_hand() is None:
            return found
        words = (acts.FEASIBLE, acts.CONDITION, acts.INFEASIBLE)
        ids = {act.id for act in words}
        rest = [act for act in found if act.id not in ids]
        at = rest.index(acts.CAPTURE) + 1
        return [*rest[:at], *words, *rest[at:]]

    def action_help(self) -> None:
        """The keys of the meeting come first: those of tasks are known from the board."""
        from screens.dialogs.help import HelpDialog

        self.app.push_screen(HelpDialog(self, first=Group.SCREEN))

    def action_park(self) -> None:
        """Off the table, in sight."""
        item = self.here
        if item is not None:
            self.do(ParkItem(self.meeting_id, item.id), msg("Put off: {title}.", title=item.title))

    def action_pause(self) -> None:
        """The clock stands, or goes on."""
        meeting = self.meeting
        if meeting is not None and meeting.paused:
            self.do(Resume(self.meeting_id), msg("The clock goes on."))
        else:
            self.do(Pause(self.meeting_id), msg("The clock stands; t lets it go on."))

    def action_take_over(self) -> None:
        """Present it from here."""
        self._looking = None
        self.do(TakeOver(self.meeting_id), msg("You present now, where it stood."))

    def action_roll_call(self) -> None:
        """Who is there."""
        from screens.meeting.roll_call import RollCallDialog

        self.app.push_screen(RollCallDialog(self.meeting_id))

    def action_blank(self) -> None:
        """Nothing to see until the next key."""
        from screens.meeting.blank import BlankScreen

        self.app.push_screen(BlankScreen())

    def action_offer(self) -> None:
        """With what is at hand, and in the meeting."""
        task, item, capture = self.task_at_hand(), self.here, self.capture_at_hand()
        if capture is not None:
            from screens.dialogs.captures import offer_capture

            offer_capture(self, capture.id)
            return
        first = self._acts_on(task) if task is not None else []
        if self.department_at_hand() is not None:
            first = [acts.FEASIBLE, acts.CONDITION, acts.INFEASIBLE]
        hidden = reasons.hidden(self)
        own = [act for act in acts.IN_MEETING if act is not acts.OFFER and act.id not in hidden]
        offered = [*first, *(act for act in own if act not in first)]
        name = msg("{text}", text=item.title) if item is not None else msg("Meeting")
        offer_acts(self, sorted(offered, key=lambda act: self.reason_against(act) is not None), name)

    # --- captured lines

    def action_complete(self) -> None:
        """The task is done; or the action, the question, the parked thing under the cursor is settled."""
        capture = self.capture_at_hand()
        if capture is not None:
            from screens.dialogs.captures import settle_capture

            settle_capture(self, capture.id)
        else:
            super().action_complete()

    def action_edit(self) -> None:
        """The task, or the captured line under the cursor."""
        capture = self.capture_at_hand()
        if capture is not None:
            from screens.dialogs.captures import edit_capture

            edit_capture(self, capture.id)
        else:
            super().action_edit()

    def action_kept_lines(self) -> None:
        """Choose one of them, and what to do with it."""
        from screens.dialogs.captures import offer_capture
        from screens.dialogs.choose import ChooseDialog, Option
        from store.rules.meeting.capture import understood

        state, today = self.session.state, self.session.moment().today
        options = [
            Option(each.id, str(understood(state, today, each.kind, each.text, each.person, each.due)))
            for each in self.kept()
        ]

        def take(chosen: Hashable | None) -> None:
            if isinstance(chosen, int):
                offer_capture(self, chosen)

        self.app.push_screen(ChooseDialog(msg("Kept in this meeting"), options, find=True), take)

    # --- what departments say of a point of the brief

    def action_feasible(self) -> None:
        """The department under the cursor finds it feasible; on to the next one."""
        self._say_of_point(Feasibility.FEASIBLE)

    def action_conditional(self) -> None:
        """Feasible if …"""
        self._say_of_point(Feasibility.CONDITIONAL)

    def action_infeasible(self) -> None:
        """Not feasible, and why."""
        self._say_of_point(Feasibility.INFEASIBLE)

    def _say_of_point(self, feasibility: Feasibility) -> None:
        department, item, meeting = self.department_at_hand(), self.here, self.meeting
        if department is None or item is None or meeting is None or item.part is None or item.ref is None:
            return
        if feasibility is not Feasibility.FEASIBLE:
            from screens.meeting.verdict import PointDialog

            dialog = PointDialog(self.session, meeting.initiative, department, item, feasibility)
            self.app.push_screen(dialog, lambda done: self.rows.action_cursor_down() if done else None)
            return
        name = department_name(self.session.state, department)
        self.carry_out(
            ReviewPoint(meeting.initiative, department, item.part, item.ref),
            said=msg("{department}: feasible.", department=name),
            done=lambda _line: self.rows.action_cursor_down(),
        )

    # --- issues

    def action_solution(self) -> None:
        """Who solves it, until when."""
        from screens.meeting.forms import SolutionDialog

        issue = self.issue_at_hand()
        if issue is not None:
            self.app.push_screen(SolutionDialog(self.session, issue))
