"""The numbers of an initiative: the review with its charts, what slipped, who waits on whom (stage 4.6)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.dialogs.archiving import ARCHIVE, archive_from, why_not_archive
from screens.dialogs.stages import STAGE_KEYS, STAGES_OF
from screens.everywhere import DOCUMENTS, RISKS
from screens.initiative import InitiativeScreen
from screens.keys import Act
from screens.resolve import numbers_look as look
from screens.scrolling import ScrollKeys
from screens.widgets.cells import Line, Piece
from screens.widgets.detail_pane import DetailPane
from screens.widgets.rule import Rule
from screens.widgets.section import Section
from store.language import Message, _, current, msg
from store.model.initiative import Initiative

if TYPE_CHECKING:
    from screens.session import Session
    from store.board.session import Changed
    from store.rules.meeting.capture_place import Focus
    from store.rules.review.figures import Figures


class View(Enum):
    """What is shown."""

    REVIEW = "review"
    SLIPS = "slips"
    WAITING = "waiting"


TITLES: Final = {View.REVIEW: msg("Review"), View.SLIPS: msg("Slips"), View.WAITING: msg("Waiting")}
NEXT: Final = Act(
    "numbers.next",
    "next_view",
    ("tab", "right", "v"),
    msg("View"),
    msg("The next tab: review, slips, waiting."),
    footer=1,
)
PREVIOUS: Final = Act(
    "numbers.previous",
    "previous_view",
    ("shift+tab", "left", "V"),
    msg("View before"),
    msg("The tab before."),
)
COPY: Final = Act(
    "numbers.copy", "copy", ("y", "f9"), msg("Copy"), msg("Copy what is shown, as text."), footer=2
)
RISKS_HERE: Final = replace(RISKS, keys=("R",), footer=3)
DOCUMENT_HERE: Final = replace(
    DOCUMENTS,
    keys=("E", "f7"),
    label=msg("As a document"),
    help=msg("The review report to read, and to save as Word, a web page or another file."),
    footer=3,
)
ARCHIVE_HERE: Final = replace(ARCHIVE, keys=("A",), footer=3)


class NumbersScreen(ScrollKeys, InitiativeScreen):
    """Three tabs about the initiative of that id."""

    DOCUMENT: ClassVar[str] = "review"
    ACTS: ClassVar[tuple[Act, ...]] = (
        NEXT,
        PREVIOUS,
        COPY,
        DOCUMENT_HERE,
        ARCHIVE_HERE,
        *STAGE_KEYS,
        STAGES_OF,
        RISKS_HERE,
    )
    DEFAULT_CSS = "NumbersScreen #numbers { height: 1fr; }"

    def __init__(self, session: Session, initiative: int, view: View = View.REVIEW) -> None:
        super().__init__()
        self.initiative = initiative
        self._view = view
        self._review: Figures | None = None

    def compose_body(self) -> Iterable[Widget]:
        """The tabs, and what the present one says."""
        yield Section(self._tabs, id="tabs")
        yield Rule()
        yield DetailPane(id="numbers")

    def on_mount(self) -> None:
        """The first tab; the journal is read meanwhile."""
        self._show()
        self._look_back()

    def title_line(self, room: int) -> Line:
        """Whose numbers."""
        found = self.session.state.get(Initiative, self.initiative)
        if found is None:
            return ()
        return ((f"{found.code} ", "accent"), (found.title, "strong"))

    def _tabs(self) -> Line:
        pieces: list[Piece] = []
        for view in View:
            here = view is self._view
            pieces.append(
                (f"[{TITLES[view]}]" if here else f" {TITLES[view]} ", "strong" if here else "muted")
            )
            pieces.append((" ", ""))
        if self._view is View.REVIEW and self.session.read_only is None:
            pieces += (("  ", ""), (_("m: the review meeting, what to keep and what to change"), "muted"))
        return tuple(pieces)

    @property
    def reading(self) -> DetailPane:
        """What the present tab says."""
        return self.query_one("#numbers", DetailPane)

    def _show(self, *, keep_place: bool = False) -> None:
        self.reading.show(self._lines, keep_place=keep_place)
        self.query_one("#tabs", Section).repaint()
        self.refresh_frame()

    def _lines(self, room: int) -> list[Line]:
        state, moment = self.session.state, self.session.moment()
        match self._view:
            case View.WAITING:
                return look.waiting_lines(state, self.initiative, moment, room)
            case View.SLIPS:
                return look.slip_lines(state, self.initiative, moment, room)
            case View.REVIEW:
                if self._review is None:
                    return [(), (("  ", ""), (_("The journal is being read ..."), "muted"))]
                from screens.documents.lines import block_lines
                from store.documents.review import review_document

                review = review_document(state, self._review, current())
                return [((" ", ""), *line) if line else () for line in block_lines(review, room - 1)]

    def _look_back(self) -> None:
        self.run_worker(self._read(), exclusive=True, group="review")

    async def _read(self) -> None:
        """The review is computed from the whole trail: in the board's thread."""
        from store.board.reviewing import review_of

        board, initiative = self.session.board, self.initiative
        self._review = await asyncio.to_thread(review_of, board, initiative)
        if self.is_mounted and self._view is View.REVIEW:
            self._show(keep_place=True)

    def in_focus(self) -> Focus:
        """The initiative as a whole."""
        from store.rules.meeting.capture_place import Focus

        return Focus(self.initiative)

    def action_jump(self) -> None:
        """A bare number is one of this initiative."""
        from screens.dialogs.jump import ask_and_jump

        initiative = self.session.state.get(Initiative, self.initiative)
        ask_and_jump(self, initiative.code if initiative else None)

    # --- what happens

    def board_changed(self, changed: Changed) -> None:
        """The numbers as they are now."""
        self._show(keep_place=True)
        if self._view is View.REVIEW:
            self._look_back()

    def refresh_text(self) -> None:
        """In the other language."""
        super().refresh_text()
        self._show(keep_place=True)

    def reason_against(self, act: Act) -> Message | None:
        """The journal takes a moment."""
        if act is COPY and self._view is View.REVIEW and self._review is None:
            return msg("The journal is still being read.")
        if act is ARCHIVE_HERE:
            return why_not_archive(self, self.session.state.get(Initiative, self.initiative))
        return super().reason_against(act)

    def action_next_view(self) -> None:
        """The next tab."""
        self._show_view(1)

    def action_previous_view(self) -> None:
        """The one before."""
        self._show_view(-1)

    def _show_view(self, by: int) -> None:
        views = list(View)
        self._view = views[(views.index(self._view) + by) % len(views)]
        self._show()

    def action_copy(self) -> None:
        """As text."""
        lines = self._lines(max(40, self.size.width - 2))
        text = "\n".join("".join(piece for piece, _style in line).rstrip() for line in lines)
        self.app.copy_to_clipboard(text)
        self.say(msg("Copied as text."), "done")

    def action_archive(self) -> None:
        """Off the board, into a file of its own."""
        archive_from(self, self.session.state.get(Initiative, self.initiative))
