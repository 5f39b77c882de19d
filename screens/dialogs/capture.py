"""Keeping what is said in one line, from wherever one is (DOMAIN.md, Meetings)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final

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
from store.model.capture import Capture, CaptureKind
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.organisation import Person
from store.model.risk import Risk
from store.model.task import Task
from store.rules.commands.meetings.capturing import AddCapture, EditCapture
from store.rules.meeting.capture import WORDS_ONLY, Captured, parse
from store.rules.meeting.capture_kinds import LETTERS, NAMES, ORDER, with_kind
from store.rules.meeting.capture_place import About, Place, nowhere, place_of
from store.rules.meeting.running import title
from store.rules.naming import full_name
from store.rules.say import short_day

if TYPE_CHECKING:
    from screens.base import DuiqiScreen
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
ABOUT: Final = Act(
    "capture.about",
    "about",
    ("f5",),
    msg("About"),
    msg("What it is about: what the cursor is on, the item on the table, nothing in particular."),
    footer=3,
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


class CaptureDialog(LineDialog):
    """Keeps a line where `place` says."""

    DEFAULT_CSS = "CaptureDialog #about { color: $text-muted; }"
    ACTS: ClassVar[tuple[Act, ...]] = (ABOUT,)

    def __init__(self, session: Session, place: Place) -> None:
        meeting = place.meeting
        where = f"meetings/{meeting.id}" if meeting is not None else f"initiatives/{place.initiative}"
        super().__init__(_heading(session, place), session, draft=f"capture:{where}")
        self._place = place
        self._at = 0

    def compose_body(self) -> Iterable[Widget]:
        """What it is about stands above the kinds."""
        yield Prose(self._about_words(), id="about")
        yield from super().compose_body()

    @property
    def about(self) -> About | None:
        """The record that it is about; what the line names goes before what was in focus."""
        named = self.read().task if self.is_mounted else None
        return (Task.table, named) if named is not None else self._place.abouts[self._at]

    def _say_back(self) -> None:
        super()._say_back()
        self.query_one("#about", Prose).say(self._about_words())

    def _about_words(self) -> Message:
        about = self.about
        record = self._by.state.record(*about) if about is not None else None
        if isinstance(record, Task | Issue | Risk):
            return msg("About {key} {title}", key=self._by.state.key_of(record), title=record.title)
        item = self._place.meeting.item(self._place.item) if self._place.meeting is not None else None
        if item is not None and about is None and len(self._place.abouts) == 1:
            return msg("About “{title}”", title=item.title)
        return msg("About nothing in particular")

    def reason_against(self, act: Act) -> Message | None:
        """There may be nothing else that it could be about."""
        if act is ABOUT and len(self._place.abouts) == 1:
            return msg(
                "There is nothing else in sight that it could be about; a number such as NPL-7 says so."
            )
        return super().reason_against(act)

    def hints(self) -> Sequence[Hint]:
        """What it is about is offered where there is a choice."""
        hidden = ABOUT.id if len(self._place.abouts) == 1 else ""
        return [hint for hint in super().hints() if hint.id != hidden]

    def action_about(self) -> None:
        """The next of what it may be about."""
        self._at = (self._at + 1) % len(self._place.abouts)
        self._say_back()

    def save(self) -> None:
        """Keep it."""
        found, about = self.read(), self.about
        linked = {cls.table: None for cls in (Task, Issue, Risk)} | ({about[0]: about[1]} if about else {})
        meeting = self._place.meeting
        self.carry_out(
            AddCapture(
                self._place.initiative,
                found.kind,
                found.text,
                found.person,
                found.due,
                meeting=meeting.id if meeting is not None else None,
                item=self._place.item_about(about),
                task=linked[Task.table],
                issue=linked[Issue.table],
                risk=linked[Risk.table],
            ),
            said=msg("Kept: {what}.", what=found.understood),
            done=self.dismiss,
            refused=self.refuse,
        )


class EditCaptureDialog(LineDialog):
    """A captured line put right."""

    def __init__(self, session: Session, capture: Capture) -> None:
        super().__init__(
            msg("Put right what was kept"),
            session,
            draft=f"edit-capture:{Capture.table}/{capture.id}",
            text=typed_again(session, capture),
        )
        self._capture = capture

    @property
    def kind(self) -> CaptureKind:
        """As it was, when the word for it was deleted."""
        return self._capture.kind

    def read(self, typed: str | None = None) -> Captured:
        """What is typed; a date that has passed meanwhile may stay."""
        text = self.line.text if typed is None else typed
        state, moment = self._by.state, self._by.moment()
        return parse(text, state, moment, kind=self.kind, was=self._capture.due)

    def save(self) -> None:
        """Write it."""
        found, was = self.read(), self._capture
        person = found.person
        if person is None and found.kind is was.kind and found.kind in WORDS_ONLY:
            person = was.person  # such as the head of a department, whose name the words do not hold
        self.carry_out(
            EditCapture(was.id, found.kind, found.text, person, found.due),
            seen=[was],
            said=msg("Kept: {what}.", what=found.understood),
            done=self.dismiss,
            refused=self.refuse,
            edit_again=self._take_newest,
        )

    def _take_newest(self) -> None:
        self._capture = self._by.state.get(Capture, self._capture.id) or self._capture


def capture_from(screen: DuiqiScreen[Any]) -> None:
    """Ask for a line, and keep it where `screen` says; say why not when nothing says where."""
    place = place_of(screen.session.state, screen.in_focus())
    if place is None:
        screen.say(nowhere(), "warning")
    else:
        screen.app.push_screen(CaptureDialog(screen.session, place))


def typed_again(session: Session, capture: Capture) -> str:
    """A capture as one would type it: `行动 11-27 @王芳 补齐产品手册`.

    The name parts the date from the words, which may begin with another one.
    """
    person = session.state.get(Person, capture.person)
    words, text = [str(NAMES[capture.kind])], capture.text
    if capture.due is not None:
        today = session.moment().today
        words.append(short_day(capture.due, today) if capture.due >= today else capture.due.isoformat())
    if person is not None and capture.kind in WORDS_ONLY:
        text = text.replace(person.name, f"@{person.name}", 1)
    elif person is not None:
        words.append(f"@{full_name(session.state, person)}")
    return " ".join([*words, text])


def _heading(session: Session, place: Place) -> Message:
    if place.meeting is not None:
        return msg("Keep in the {meeting}", meeting=title(session.state, place.meeting))
    initiative = session.state.one(Initiative, place.initiative)
    return msg("Keep for {code} {title}, outside a meeting", code=initiative.code, title=initiative.title)
