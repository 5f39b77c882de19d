"""The last step: what is missing for the follow-up, and going on with it or without (DOMAIN.md stage 2).

Enter on something that is missing goes to where it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, ClassVar, Final

from screens.keys import Act, Group
from screens.widgets.cells import Line, wrap
from screens.widgets.columns import Column
from screens.widgets.rows import Heading, Row, Rows
from screens.wizard.page import ListPage
from store.language import Message, _, msg
from store.model.initiative import Initiative, Stage
from store.model.organisation import Person
from store.rules.commands.advancing import AdvanceStage
from store.rules.gates import lacks_for, passages
from store.rules.lack import Lack

GO_ON: Final = Act(
    "assign.go-on",
    "go_on",
    ("N",),
    msg("Go on"),
    msg("To the follow-up; what is missing is recorded."),
    Group.SCREEN,
    1,
)
_GO: Final = ("go",)


class GoOnPage(ListPage):
    """Going on, then one line for each thing that is missing; enter goes on, or to what is missing."""

    ACTS: ClassVar[tuple[Act, ...]] = (GO_ON,)
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
            if isinstance(key, tuple):
                return Row((str(missing[key[1]].message),), "!", "delayed")
            return Row((str(key),), "-", "delayed")

        return Rows(keys, build)

    def nothing(self) -> str:
        """It is there already."""
        return _("The initiative is followed up already: 3 opens its board.")

    def detail(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """What going on means."""
        text = _(
            "A facilitator may go on all the same: what is missing is recorded with the date and the name."
        )
        if not self._missing():
            text = _(
                "Nothing is missing. enter goes on to the follow-up: the original dates hold from then on."
            )
        elif isinstance(key, tuple) and key != _GO:
            text = _("enter goes to where it is given.")
        if self._reached():
            text = _("The initiative is followed up already: 3 opens its board.")
        return lambda room: wrap(((text, "muted"),), room)

    def reason_against(self, act: Act) -> Message | None:
        """It is there already."""
        if self._reached():
            return msg("The initiative is followed up already: 3 opens its board.")
        return self.session.read_only

    def on_line_list_opened(self, event: Any) -> None:
        """On; on what is missing, to it."""
        event.stop()
        missing, key = self._missing(), event.key
        if isinstance(key, tuple) and key != _GO and key[1] < len(missing):
            self.run_worker(self.wizard.go_to_gap(missing[key[1]]), group="step")
        else:
            self.run_worker(self.wizard.perform(GO_ON))

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
