"""The risk register (DOMAIN.md stage 4.4): the 5×5 matrix with the risks in it, the list, one in detail."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.dialogs.actions import offer_acts
from screens.dialogs.stages import STAGE_KEYS, STAGES_OF
from screens.everywhere import NUMBERS
from screens.initiative import InitiativeScreen
from screens.keys import Act, Group
from screens.resolve import risk_look as look
from screens.widgets.cells import Line
from screens.widgets.detail_pane import DetailPane
from screens.widgets.line_list import LineList
from screens.widgets.rows import Row, Rows
from screens.widgets.rule import Rule
from store.language import Message, _, msg
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.risk import Risk
from store.rules.rights_risk import why_not
from store.rules.risks.register import Standing, rows, standing_of

if TYPE_CHECKING:
    from screens.resolve.risk_forms import RiskForm
    from screens.session import Session
    from store.board.session import Changed
    from store.rules.meeting.capture_place import Focus
    from store.rules.risks.register import RiskRow

OFFER: Final = Act(
    "risk.offer",
    "offer",
    ("enter",),
    msg("Actions"),
    msg("All that can be done with the risk."),
    Group.ITEM,
    1,
)
WEIGH: Final = Act(
    "risk.weigh", "weigh", ("w",), msg("Weigh"), msg("How likely and how bad it is now."), Group.ITEM, 2
)
EDIT: Final = Act(
    "risk.edit", "edit", ("e",), msg("Edit"), msg("Trigger, prevention, contingency, owner."), Group.ITEM, 3
)
REVIEW: Final = Act(
    "risk.review", "review", ("r",), msg("Look again"), msg("Looked at again; and when next."), Group.ITEM, 2
)
HAPPENED: Final = Act(
    "risk.happened", "happened", ("!",), msg("Happened"), msg("Turn it into an issue, linked."), Group.ITEM, 2
)
STRIKE: Final = Act(
    "risk.close", "strike", ("c",), msg("Strike off"), msg("It cannot happen any more."), Group.ITEM, 4
)
REOPEN: Final = Act(
    "risk.reopen", "reopen", (), msg("Take up again"), msg("It may happen after all."), Group.ITEM
)
NEW: Final = Act("risk.new", "new", ("+", "insert"), msg("New"), msg("A risk that somebody sees."), footer=3)
ISSUE: Final = Act(
    "risk.issue", "issue", ("o",), msg("Its issue"), msg("Go to the issue that it turned into."), Group.ITEM
)
_OF_RISK: Final = (WEIGH, REVIEW, HAPPENED, EDIT, STRIKE, REOPEN, ISSUE)


class RiskScreen(InitiativeScreen):
    """The register of the initiative of that id; the cursor on `risk`."""

    DOCUMENT: ClassVar[str] = "risks"
    ACTS: ClassVar[tuple[Act, ...]] = (
        OFFER,
        *_OF_RISK,
        NEW,
        *STAGE_KEYS,
        STAGES_OF,
        replace(NUMBERS, keys=("N",)),
    )
    DEFAULT_CSS = """
    RiskScreen #matrix { height: 7; margin-top: 1; }
    RiskScreen #risks { height: 1fr; }
    RiskScreen #about { height: 6; }
    """

    def __init__(self, session: Session, initiative: int, risk: int | None = None) -> None:
        super().__init__()
        self.initiative = initiative
        self._first = risk
        self._rows: dict[int, RiskRow] = {}

    # --- the look of it

    def compose_body(self) -> Iterable[Widget]:
        """The picture, the list, the detail."""
        yield DetailPane(id="matrix")
        yield Rule()
        yield LineList(look.columns(), self._list_rows(), empty=self._nothing(), id="risks")
        yield Rule()
        yield DetailPane(id="about")

    def on_mount(self) -> None:
        """On the heaviest, or the one that was asked for."""
        super().on_mount()
        self._list.focus()
        if self._first is not None:
            self._list.move_to(self._first)
        self._show_at_hand()

    def title_line(self, room: int) -> Line:
        """Whose register."""
        found = self.session.state.get(Initiative, self.initiative)
        if found is None:
            return ()
        return ((f"{found.code} ", "accent"), (found.title, "strong"), ("  ", ""), (_("Risk register"), ""))

    def _nothing(self) -> str:
        if self.session.read_only is not None:
            return _("No risk was seen.")
        return _("No risk was seen yet. + enters one.")

    @property
    def _list(self) -> LineList:
        return self.query_one("#risks", LineList)

    def _list_rows(self) -> Rows:
        moment = self.session.moment()
        self._rows = {row.risk.id: row for row in rows(self.session.state, self.initiative, moment)}
        return Rows(list(self._rows), self._row)

    def _row(self, key: Hashable) -> Row:
        found = self._rows.get(key) if isinstance(key, int) else None
        if found is None:
            return Row(("",) * 5)
        return look.register_row(self.session.state, found, self.session.moment())

    @property
    def risk(self) -> Risk | None:
        """The risk under the cursor."""
        key = self._list.key if self.is_mounted else None
        return self.session.state.get(Risk, key) if isinstance(key, int) else None

    def _show_at_hand(self) -> None:
        state, moment, risk = self.session.state, self.session.moment(), self.risk
        initiative, here = self.initiative, risk.id if risk is not None else None
        self.query_one("#matrix", DetailPane).show(
            lambda room: look.matrix_lines(state, initiative, here, room), keep_place=True
        )

        def about(room: int) -> Sequence[Line]:
            return look.about(state, risk, moment, room) if risk is not None else ()

        self.query_one("#about", DetailPane).show_at_rest(about)
        self.session.look_at((Risk.table, risk.id) if risk is not None else None)
        self.refresh_frame()

    # --- what happens

    def board_changed(self, changed: Changed) -> None:
        """Show it; what others did flashes."""
        self._list.show(self._list_rows())
        if not changed.own:
            self._list.flash(id_ for table, id_ in changed.records if table == Risk.table)
        self._show_at_hand()

    def refresh_text(self) -> None:
        """In the other language."""
        super().refresh_text()
        self._list.say_when_empty(self._nothing())
        self._list.arrange_in(look.columns())
        self._list.show(self._list_rows())
        self._show_at_hand()

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """About another one."""
        event.stop()
        self._show_at_hand()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter."""
        event.stop()
        self.action_offer()

    # --- acts

    def in_focus(self) -> Focus:
        """The risk under the cursor."""
        from store.rules.meeting.capture_place import Focus

        risk = self.risk
        return Focus(self.initiative, (Risk.table, risk.id) if risk is not None else None)

    def action_jump(self) -> None:
        """A bare number is one of this initiative, whose risks are shown here."""
        from screens.dialogs.jump import ask_and_jump

        initiative = self.session.state.get(Initiative, self.initiative)
        ask_and_jump(self, initiative.code if initiative else None, show_risk=self._show_here)

    def _show_here(self, risk: Risk) -> bool:
        if risk.id not in self._rows:
            return False
        self._list.move_to(risk.id)
        self._show_at_hand()
        return True

    def reason_against(self, act: Act) -> Message | None:
        """There must be a risk that stands so, and the right to."""
        risk = self.risk
        if act in _OF_RISK or act is OFFER:
            if risk is None:
                return msg("There is no risk under the cursor.")
            return self._against(act, risk)
        if act is NEW:
            return self.session.read_only
        return super().reason_against(act)

    def _against(self, act: Act, risk: Risk) -> Message | None:
        standing = standing_of(self.session.state, risk)
        if act is OFFER:
            return None
        if act is ISSUE:
            return None if risk.issue is not None else msg("It has not happened.")
        if self.session.read_only is not None:
            return self.session.read_only
        if act is REOPEN:
            if standing is not Standing.CLOSED:
                return msg("It is not struck off.")
        elif standing is Standing.CLOSED:
            return msg("It is struck off; enter takes it up again.")
        if act is HAPPENED and standing is Standing.HAPPENED:
            return msg("It has happened already; o goes to its issue.")
        return None if act is HAPPENED else why_not(self.session.state, self.session.person, risk)

    def action_offer(self) -> None:
        """All of it."""
        risk = self.risk
        if risk is not None:
            name = msg("{key} {title}", key=self.session.state.key_of(risk), title=risk.title)
            offer_acts(self, sorted(_OF_RISK, key=lambda act: self.reason_against(act) is not None), name)

    def _ask(self, make: Callable[[Risk], RiskForm]) -> None:
        risk = self.risk
        if risk is not None:
            self.app.push_screen(make(risk))

    def action_weigh(self) -> None:
        """How heavy."""
        from screens.resolve.risk_forms import WeighForm

        self._ask(WeighForm)

    def action_edit(self) -> None:
        """What is said of it."""
        from screens.resolve.risk_forms import DescribeForm

        self._ask(DescribeForm)

    def action_review(self) -> None:
        """Looked at again."""
        from screens.resolve.risk_forms import ReviewForm

        self._ask(ReviewForm)

    def action_happened(self) -> None:
        """An issue now."""
        from screens.resolve.risk_forms import HappenedForm

        self._ask(HappenedForm)

    def action_strike(self) -> None:
        """Not any more."""
        from screens.resolve.risk_forms import CloseForm

        self._ask(CloseForm)

    def action_reopen(self) -> None:
        """After all."""
        from screens.resolve.risk_forms import ReopenForm

        self._ask(ReopenForm)

    def action_new(self) -> None:
        """One more."""
        from screens.resolve.risk_forms import RaiseForm

        self.app.push_screen(RaiseForm(self.initiative))

    def action_issue(self) -> None:
        """To the issue."""
        from store.model.initiative import Stage

        risk = self.risk
        if risk is not None and risk.issue is not None:
            self.host.open_stage(risk.initiative, Stage.RESOLVE, item=(Issue.table, risk.issue))
