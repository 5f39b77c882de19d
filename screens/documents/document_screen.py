"""A document of an initiative, read before it is saved: every one there is, the next one on tab."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.base import DuiqiScreen
from screens.documents.lines import document_lines
from screens.documents.which import Which, documents_of, options, title_of
from screens.keys import Act
from screens.widgets.cells import Line
from screens.widgets.detail_pane import DetailPane
from screens.widgets.rule import Rule
from screens.widgets.section import Section
from store.errors import DuiqiError
from store.language import Message, _, msg
from store.model.initiative import Initiative

if TYPE_CHECKING:
    from pathlib import Path

    from screens.session import Session
    from store.board.session import Changed
    from store.documents.blocks import Document
    from store.rules.meeting.capture_place import Focus

SAVE: Final = Act(
    "document.save",
    "save",
    ("w", "ctrl+s"),
    msg("Save as file"),
    msg("Save it as a Word file, an Excel file, a web page or another, into a folder of yours."),
    footer=1,
)
CHOOSE: Final = Act(
    "document.choose",
    "choose",
    ("enter", "o"),
    msg("Other document"),
    msg("Choose from all the documents there are of the initiative."),
    footer=1,
)
NEXT: Final = Act(
    "document.next",
    "next",
    ("tab", "right"),
    msg("Next one"),
    msg("The next document, in the order of the stages."),
    footer=2,
)
PREVIOUS: Final = Act(
    "document.previous", "previous", ("shift+tab", "left"), msg("One before"), msg("The document before.")
)
COPY: Final = Act(
    "document.copy", "copy", ("y", "f9"), msg("Copy"), msg("Copy the document as text."), footer=2
)
DOWN: Final = Act("document.down", "down", ("down", "j"), msg("Down"), msg("Further down."))
UP: Final = Act("document.up", "up", ("up", "k"), msg("Up"), msg("Further up."))
PAGE_DOWN: Final = Act(
    "document.page-down", "page_down", ("pagedown", "space"), msg("Page down"), msg("A page down.")
)
PAGE_UP: Final = Act("document.page-up", "page_up", ("pageup", "b"), msg("Page up"), msg("A page up."))
TOP: Final = Act("document.top", "top", ("home",), msg("To the beginning"), msg("To the first line."))
END: Final = Act("document.end", "end", ("end",), msg("To the end"), msg("To the last line."))


class DocumentScreen(DuiqiScreen[None]):
    """The documents of the initiative of that id; `which` is the first one shown. `saving`: it is to be
    saved, which is asked for at once."""

    ACTS: ClassVar[tuple[Act, ...]] = (
        SAVE,
        CHOOSE,
        NEXT,
        PREVIOUS,
        COPY,
        DOWN,
        UP,
        PAGE_DOWN,
        PAGE_UP,
        TOP,
        END,
    )
    DEFAULT_CSS = "DocumentScreen #document { height: 1fr; margin: 0 0 0 1; }"

    def __init__(self, session: Session, initiative: int, which: Which, *, saving: bool = False) -> None:
        super().__init__()
        self._initiative = initiative
        self._which = which
        self._saving = saving
        self._document: Document | None = None
        self._trouble: Message | None = None
        self._laid_out: tuple[int, list[Line]] = (0, [])

    def compose_body(self) -> Iterable[Widget]:
        """Which one it is, and the document."""
        yield Section(self._name_line, id="name")
        yield Rule()
        yield DetailPane(id="document")

    def on_mount(self) -> None:
        """The document is written meanwhile."""
        super().on_mount()
        self._show()
        # Once it is known how wide the lines are.
        self.call_after_refresh(self._write)
        if self._saving and self.session.reach.why_not_save is None:
            self.action_save()

    def title_line(self, room: int) -> Line:
        """Whose documents."""
        found = self.session.state.get(Initiative, self._initiative)
        if found is None:
            return ()
        return ((f"{found.code} ", "accent"), (found.title, "strong"))

    def _name_line(self) -> Line:
        every = documents_of(self.session.state, self._initiative)
        place = f"{every.index(self._which) + 1}/{len(every)}" if self._which in every else ""
        return ((title_of(self.session.state, self._which), "heading"), (f"  {place}", "muted"))

    @property
    def _pane(self) -> DetailPane:
        return self.query_one("#document", DetailPane)

    def _show(self, *, keep_place: bool = False) -> None:
        self._pane.show(self._lines, keep_place=keep_place)
        self.query_one("#name", Section).repaint()
        self.refresh_frame()

    def _lines(self, room: int) -> list[Line]:
        if self._trouble is not None:
            return [(), (("  ", ""), (str(self._trouble), "muted"))]
        if self._document is None:
            return [(), (("  ", ""), (_("The document is being written ..."), "muted"))]
        if self._laid_out[0] != room:
            self._laid_out = (room, document_lines(self._document, room))
        return self._laid_out[1]

    def _write(self, *, keep_place: bool = False) -> None:
        self.run_worker(self._written(keep_place=keep_place), exclusive=True, group="document")

    async def _written(self, *, keep_place: bool) -> None:
        """From the board as it is now; in a thread, as some need the whole journal."""
        which, room = self._which, self._pane.line_width
        found: Document | None = None
        trouble: Message | None = None
        lines: list[Line] = []
        try:
            found, lines = await asyncio.to_thread(self._build, which, room)
        except DuiqiError as error:
            trouble = error.message
        if self.is_mounted and which == self._which:
            self._document, self._trouble, self._laid_out = found, trouble, (room, lines)
            self._show(keep_place=keep_place)

    def _build(self, which: Which, room: int) -> tuple[Document, list[Line]]:
        from store.board.recalling import Recall
        from store.documents.catalogue import build

        board = self.session.board
        state, moment = board.state.copy(), board.moment()
        recall = Recall(board, state)
        found = build(state, which.name, self._initiative, moment, recall, meeting=which.meeting)
        return found, document_lines(found, room)

    def in_focus(self) -> Focus:
        """The initiative as a whole."""
        from store.rules.meeting.capture_place import Focus

        return Focus(self._initiative)

    def action_jump(self) -> None:
        """A bare number is one of this initiative."""
        from screens.dialogs.jump import ask_and_jump

        initiative = self.session.state.get(Initiative, self._initiative)
        ask_and_jump(self, initiative.code if initiative else None)

    # --- what happens

    def board_changed(self, changed: Changed) -> None:
        """The document as it reads now."""
        self.at_rest(self._write_again)

    def _write_again(self) -> None:
        self._write(keep_place=True)

    def refresh_text(self) -> None:
        """The frame in the other language; the document stays in the board's."""
        super().refresh_text()
        self._show(keep_place=True)

    def reason_against(self, act: Act) -> Message | None:
        """A team's server keeps its files to itself; what is not written yet cannot be copied."""
        if act is SAVE:
            return self.session.reach.why_not_save or self._trouble
        if act is COPY and self._document is None:
            return self._trouble or msg("The document is still being written.")
        return super().reason_against(act)

    def action_documents(self) -> None:
        """From the list of all of them."""
        self.action_choose()

    def action_choose(self) -> None:
        """From the list of all of them."""
        from screens.dialogs.choose import ChooseDialog

        def take(chosen: Hashable | None) -> None:
            if isinstance(chosen, Which):
                self._turn_to(chosen)

        found = options(self.session.state, self._initiative, self.session.moment())
        title = msg("Which document?")
        self.app.push_screen(ChooseDialog(title, found, find=True, at=self._which), take)

    def action_next(self) -> None:
        """The next one."""
        self._turn_by(1)

    def action_previous(self) -> None:
        """The one before."""
        self._turn_by(-1)

    def _turn_by(self, by: int) -> None:
        every = documents_of(self.session.state, self._initiative)
        at = every.index(self._which) if self._which in every else -1
        self._turn_to(every[(at + by) % len(every)])

    def _turn_to(self, which: Which) -> None:
        self._which, self._document, self._trouble = which, None, None
        self._show()
        self._write()

    def action_save(self) -> None:
        """As a file: as what, where and under which name is asked."""
        from screens.documents.saving import SaveDialog

        def saved(path: Path | None) -> None:
            if path is not None:
                self.say(msg("Saved: {file} in {folder}", file=path.name, folder=str(path.parent)), "done")

        self.app.push_screen(SaveDialog(self.session, self._initiative, self._which), saved)

    def action_copy(self) -> None:
        """As text."""
        from store.documents.text import text
        from store.model.text import visible

        if self._document is not None:
            self.app.copy_to_clipboard(visible(text(self._document), lines=True))
            self.say(msg("Copied as text."), "done")

    def action_down(self) -> None:
        """Further down."""
        self._pane.step(1)

    def action_up(self) -> None:
        """Further up."""
        self._pane.step(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self._pane.page(1)

    def action_page_up(self) -> None:
        """A page up."""
        self._pane.page(-1)

    def action_top(self) -> None:
        """The first line."""
        self._pane.jump(0)

    def action_end(self) -> None:
        """The last line."""
        self._pane.jump(len(self._lines(self._pane.line_width)))
