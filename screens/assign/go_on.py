"""The last step: the kickoff, what is missing for the follow-up, and going on with it or without.

Enter on something that is missing goes to where it is given (DOMAIN.md stages 2.3 and 2.4).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final

from screens.keys import Act, Group
from screens.widgets.cells import Line, wrap
from screens.widgets.columns import Column
from screens.widgets.rows import Heading, Row, Rows
from screens.wizard.page import ListPage
from screens.words import short_time
from store.language import Message, _, msg
from store.model.initiative import Initiative, Stage
from store.model.meeting import Meeting, MeetingKind
from store.model.organisation import Person
from store.rules.commands.advancing import AdvanceStage
from store.rules.commands.meetings.planning import PlanMeeting
from store.rules.gates import kickoff_of, lacks_for, passages
from store.rules.lack import Lack, Place
from store.rules.rights_meeting import why_not_plan

if TYPE_CHECKING:
    from store.board.line import Line as JournalLine

GO_ON: Final = Act(
    "assign.go-on",
    "go_on",
    ("N",),
    msg("Go on"),
    msg("To the follow-up; what is missing is recorded."),
    Group.SCREEN,
    1,
)
KICKOFF: Final = Act(
    "assign.kickoff",
    "kickoff",
    ("K",),
    msg("Kickoff"),
    msg("Plan the kickoff, open its agenda, or read its minutes. Closing it fixes the baseline."),
    Group.SCREEN,
    1,
)
_GO: Final = ("go",)
_KICKOFF: Final = ("kickoff",)


class GoOnPage(ListPage):
    """The kickoff, going on, then a line for each thing that is missing; enter opens it, or goes to it."""

    ACTS: ClassVar[tuple[Act, ...]] = (GO_ON, KICKOFF)
    HEADER: ClassVar[bool] = False
    DETAIL_LINES: ClassVar[int] = 4

    def columns(self) -> Sequence[Column]:
        """The sentence."""
        return (Column("what", least=20, weight=1),)

    def _missing(self) -> list[Lack]:
        return lacks_for(self.session.state, self.initiative, Stage.FOLLOW_UP, self.session.moment())

    def _reached(self) -> bool:
        found = self.session.state.get(Initiative, self.initiative)
        return found is not None and found.stage >= Stage.FOLLOW_UP

    def rows(self) -> Rows:
        """Going on; what is missing; what was accepted when one went on before."""
        missing = self._missing()
        keys: list[Hashable] = [] if self._reached() else [_GO]
        if not any(each.step == self.step for each in missing):
            keys.append(_KICKOFF)
        if missing:
            keys += [Heading(), Heading(_("Missing for the follow-up"), str(len(missing)))]
            keys += [("gap", at) for at in range(len(missing))]
        gaps = [
            gap.text
            for passage in passages(self.session.state, self.initiative)
            for gap in passage.gaps
            if passage.after is Stage.FOLLOW_UP
        ]
        if gaps:
            keys += [Heading(), Heading(_("Gone on without, and recorded"), str(len(gaps))), *gaps]

        def build(key: Hashable) -> Row:
            if key == _GO:
                words = _("Go on to the follow-up all the same") if missing else _("Go on to the follow-up")
                return Row((words,), ">", "accent")
            if key == _KICKOFF:
                return Row((self._kickoff_says(),), ">", "accent")
            if isinstance(key, tuple):
                return Row((str(missing[key[1]].message),), "!", "delayed")
            return Row((str(key),), "-", "delayed")

        return Rows(keys, build)

    def _kickoff_says(self) -> str:
        meeting, moment = kickoff_of(self.session.state, self.initiative), self.session.moment()
        if meeting is None:
            return _("Kickoff: plan it and hold it")
        if meeting.running:
            return _("Kickoff: it runs; to what is on the table")
        if meeting.closed is not None:
            return _("Kickoff: held {when}, the baseline is fixed", when=short_time(meeting.closed, moment))
        if meeting.planned is not None:
            return _("Kickoff: planned for {when}; its agenda", when=short_time(meeting.planned, moment))
        return _("Kickoff: planned, to be opened from its agenda")

    def detail(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """What going on means."""
        text = _(
            "A facilitator may go on all the same: what is missing is recorded with the date and the name."
        )
        if not self._missing():
            text = _(
                "Nothing is missing. enter goes on to the follow-up: the original dates hold from then on."
            )
        elif isinstance(key, tuple) and key not in (_GO, _KICKOFF):
            at_hand = self._missing()[key[1]].step == self.step
            text = (
                _("enter plans the kickoff or opens it.")
                if at_hand
                else _("enter goes to where it is given.")
            )
        if key == _KICKOFF:
            text = _(
                "Goal, split of work, key dates and how we communicate, before everybody. When it is closed, "
                "the dates as they are then become the baseline."
            )
        elif self._reached():
            text = _("The initiative is followed up already: 3 opens its board.")
        return lambda room: wrap(((text, "muted"),), room)

    def look_for(self, item: Place) -> None:
        """The line of what is missing here."""
        at = next((at for at, each in enumerate(self._missing()) if each.at == item), None)
        if at is not None:
            self.list.move_to(("gap", at))

    def reason_against(self, act: Act) -> Message | None:
        """Going on: it is there already. The kickoff: who may plan it."""
        if act is KICKOFF:
            there = kickoff_of(self.session.state, self.initiative) is not None
            return None if there else why_not_plan(self.session.state, self.session.person, self.initiative)
        if self._reached():
            return msg("The initiative is followed up already: 3 opens its board.")
        return self.session.read_only

    def on_line_list_opened(self, event: Any) -> None:
        """On; on what is missing, to it."""
        event.stop()
        missing, key = self._missing(), event.key
        if isinstance(key, tuple) and key not in (_GO, _KICKOFF) and key[1] < len(missing):
            gap = missing[key[1]]
            doing = self.wizard.perform(KICKOFF) if gap.step == self.step else self.wizard.go_to_gap(gap)
        else:
            doing = self.wizard.perform(KICKOFF if key == _KICKOFF else GO_ON)
        self.wizard.go_on_after(self.run_worker(doing, group="step"))

    def action_kickoff(self) -> None:
        """To the kickoff: planned now where there is none."""
        meeting = kickoff_of(self.session.state, self.initiative)
        if meeting is not None:
            self.wizard.host.show_meeting(meeting.id)
            return

        def planned(line: JournalLine | None) -> None:
            made = line.made(Meeting) if line is not None else None
            if made is not None:
                self.wizard.host.show_meeting(made)

        plan = PlanMeeting(self.initiative, MeetingKind.KICKOFF)
        self.wizard.carry_out(plan, done=planned, quiet=True)

    def action_go_on(self) -> None:
        """At once when nothing is missing; else it is asked, as it is recorded for ever."""
        missing = self._missing()
        if not missing:
            self._advance()
            return
        from screens.dialogs.choose import ChooseDialog, Option

        def take(chosen: Hashable | None) -> None:
            if chosen == "go":
                self._advance(accept_gaps=True)

        me = self.session.person
        name = me.name if isinstance(me, Person) else "?"
        count = len(missing)
        options = [
            Option("stay", str(msg("Stay and close the gaps"))),
            Option("go", str(msg("Go on; {count} gaps are recorded under {name}", count=count, name=name))),
        ]
        self.app.push_screen(ChooseDialog(msg("Something is missing."), options), take)

    def _advance(self, *, accept_gaps: bool = False) -> None:
        self.wizard.carry_out(
            AdvanceStage(self.initiative, Stage.FOLLOW_UP, accept_gaps),
            said=msg("On to the follow-up."),
            done=lambda line: self.wizard.action_follow_up(),
        )
