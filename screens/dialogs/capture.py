"""Keeping what is said in one line, from wherever one is (DOMAIN.md, Meetings)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.dialogs.captures.line import LineDialog
from screens.keys import Act
from screens.widgets.footer import Hint
from screens.widgets.prose import Prose
from store.errors import DuiqiError
from store.language import Message, msg
from store.model.capture import CaptureKind
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.meeting import Meeting
from store.model.risk import Risk
from store.model.task import Task
from store.rules import rights
from store.rules.commands.meetings.capturing import AddCapture
from store.rules.meeting.capture_place import About, Focus, Place, likely, nowhere, place_of
from store.rules.meeting.running import title

if TYPE_CHECKING:
    from screens.host import Actor
    from screens.session import Session
    from store.board.session import Changed

ABOUT: Final = Act(
    "capture.about",
    "about",
    ("f5",),
    msg("About"),
    msg("What it is about: what the cursor is on, the item on the table, nothing in particular."),
    footer=3,
)


class CaptureDialog(LineDialog):
    """Keeps a line where `place` says."""

    DEFAULT_CSS = "CaptureDialog #about { color: $text-muted; }"
    ACTS: ClassVar[tuple[Act, ...]] = (ABOUT,)

    def __init__(self, session: Session, place: Place) -> None:
        # One draft for the initiative: what was typed in a meeting that is over is not lost with it.
        draft = f"capture:{Initiative.table}/{place.initiative}"
        super().__init__(_heading(session, place), session, draft=draft)
        self._place = place
        self._at = 0

    def compose_body(self) -> Iterable[Widget]:
        """What it is about stands above the kinds."""
        yield Prose(self._about_words(), id="about")
        yield from super().compose_body()

    @property
    def about(self) -> About | None:
        """The record that it is about; what the line names goes before what was in focus."""
        named = self.read().about if self.is_mounted else None
        return named if named is not None else self._place.abouts[self._at]

    def likely(self) -> Sequence[int]:
        """Those who work on what it is about, those in the room."""
        return likely(self._by.state, self._place, self.about)

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

    def tell_draft(self, time: str) -> None:
        """A new thought does not end up behind an old one: what was left over gives way to what is typed."""
        self.line.offer_to_replace()
        self.say(
            msg("Your line of {time} is back, marked: typing replaces it, end goes on with it.", time=time)
        )

    def board_changed(self, changed: Changed) -> None:
        """The meeting may be closed while one types: the line is kept for the initiative then."""
        meeting = self._place.meeting
        now = self._by.state.get(Meeting, meeting.id) if meeting is not None else None
        if meeting is None or (now is not None and now.running):
            return
        about = self._place.abouts[self._at]
        place = place_of(self._by.state, Focus(self._place.initiative, about))
        if place is not None:
            self._place, self._at = place, 0
            self._say_back()
            self.say(msg("The meeting was closed meanwhile: this is kept for the initiative."), "warning")

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


def capture_from(screen: Actor, focus: Focus) -> None:
    """Ask for a line, and keep it where `focus` says; or say why nothing can be kept from there."""
    session = screen.session
    place = place_of(session.state, focus)
    why = nowhere() if place is None else _why_not(session, place)
    if place is None or why is not None:
        screen.say(why or nowhere(), "warning")
    else:
        screen.app.push_screen(CaptureDialog(session, place))


def _why_not(session: Session, place: Place) -> Message | None:
    """Why this person keeps nothing, said before anything is typed."""
    try:
        edit = session.board.preview(AddCapture(place.initiative, CaptureKind.NOTE, "?"))
        rights.check(session.state, session.person, edit.changes(), AddCapture.name)
    except DuiqiError as error:
        return error.message
    return None


def _heading(session: Session, place: Place) -> Message:
    if place.meeting is not None:
        return msg("Keep in the {meeting}", meeting=title(session.state, place.meeting))
    initiative = session.state.one(Initiative, place.initiative)
    return msg("Keep for {code} {title}, outside a meeting", code=initiative.code, title=initiative.title)
