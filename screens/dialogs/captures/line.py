"""One line of a meeting, said back as it is typed (DOMAIN.md, Meetings)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.dialogs.form import SAVE, FormDialog
from screens.keys import Act
from screens.widgets.cells import Line, Piece
from screens.widgets.fields import Field, Form
from screens.widgets.fields.capture import CaptureField
from screens.widgets.footer import Hint
from screens.widgets.prose import Prose
from screens.widgets.section import Section
from store.board.line import Line as JournalLine
from store.language import Message, _, msg
from store.model.capture import CaptureKind
from store.rules.meeting.capture import Captured, parse
from store.rules.meeting.capture_kinds import LETTERS, NAMES, ORDER, with_kind

if TYPE_CHECKING:
    from screens.session import Session

NEXT_KIND: Final = Act(
    "capture.next-kind",
    "next_kind",
    ("tab",),
    msg("Kind"),
    msg("The next kind, as the first word of the line; takes a name that is offered."),
    footer=2,
)
KIND_BEFORE: Final = Act(
    "capture.kind-before", "kind_before", ("shift+tab",), msg("Kind before"), msg("The kind before.")
)
_LINE: Final = "line"


class LineDialog(FormDialog[JournalLine]):
    """One line, said back as it is understood. A subclass gives `save`, and `kind`, of a line that says none.

    It lies at the foot of the screen, so that what is being talked about stays in sight.
    """

    DEFAULT_CSS = """
    LineDialog { align: center bottom; }
    LineDialog Section { margin-bottom: 1; }
    LineDialog #back { margin-top: 1; color: $text-primary; }
    """
    ACTS: ClassVar[tuple[Act, ...]] = (NEXT_KIND, KIND_BEFORE)

    def __init__(self, heading: Message, session: Session, *, draft: str, text: str = "") -> None:
        super().__init__(heading, draft=draft)
        self._by = session
        self._first_text = text

    @property
    def kind(self) -> CaptureKind:
        """What a line is whose first word says nothing."""
        return CaptureKind.NOTE

    def likely(self) -> Sequence[int]:
        """The ids of those who are offered first behind an `@`."""
        return ()

    def compose_body(self) -> Iterable[Widget]:
        """The kinds, the line, what was understood."""
        yield Section(self._kinds, id="kinds")
        yield from super().compose_body()
        yield Prose("", id="back")

    def fields(self) -> Iterable[Field]:
        """The line."""
        hint = msg("action @name by fri complete the manual")
        yield CaptureField(
            _LINE,
            msg("Capture"),
            state=lambda: self._by.state,
            likely=self.likely,
            wrong=lambda typed: self.read(typed).problem,
            hint=hint,
            text=self._first_text,
        )

    def on_mount(self) -> None:
        """Say back what stands there already."""
        self._say_back()

    @property
    def line(self) -> CaptureField:
        """The field."""
        field = self.form[_LINE]
        assert isinstance(field, CaptureField)
        return field

    def read(self, typed: str | None = None) -> Captured:
        """What is typed, as it is understood now."""
        text = self.line.text if typed is None else typed
        return parse(text, self._by.state, self._by.moment(), kind=self.kind)

    def on_form_changed(self, event: Form.Changed) -> None:
        """Another kind, another echo."""
        self._say_back()

    def _say_back(self) -> None:
        self.query_one("#kinds", Section).repaint()
        found = self.read()
        shown = bool(found.text) or found.person is not None or found.due is not None
        self.query_one("#back", Prose).say(msg("-> {what}", what=found.understood) if shown else "")

    def _kinds(self) -> Line:
        here = self.read().kind if self.is_mounted and self.query(Form) else self.kind
        pieces: list[Piece] = []
        for kind in ORDER:
            name = f"{LETTERS[kind]} {NAMES[kind]}"
            pieces.append((f"[{name}]" if kind is here else f" {name} ", "accent" if kind is here else ""))
        return tuple(pieces)

    def hints(self) -> Sequence[Hint]:
        """Enter saves at once: there is one line."""
        first = Hint(SAVE.id, "enter", _("save"), 1)
        return [first, *(hint for hint in super().hints() if hint.id != SAVE.id)]

    def action_next_kind(self) -> None:
        """The name that is offered, else the next kind."""
        if not self.line.take():
            self._turn_kind(1)

    def action_kind_before(self) -> None:
        """The kind before."""
        self._turn_kind(-1)

    def _turn_kind(self, by: int) -> None:
        found = self.read()
        kind = ORDER[(ORDER.index(found.kind) + by) % len(ORDER)]
        if not found.worded and self.kind is CaptureKind.NOTE:
            kind = ORDER[0 if by > 0 else -1]  # nothing was chosen yet: begin at the first
        self.line.type_instead(with_kind(self.line.text, kind, str(NAMES[kind])))

    def refuse(self, message: Message, field: str | None) -> None:
        """Whatever is wrong, it is wrong with the line."""
        self.line.show_error(message)
        self.line.focus_control()
