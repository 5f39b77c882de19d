"""A captured line put right: it stands there as one would type it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.dialogs.captures.line import LineDialog
from store.language import msg
from store.model.capture import Capture, CaptureKind
from store.model.organisation import Person
from store.rules.commands.meetings.capturing import EditCapture
from store.rules.meeting.capture import WORDS_ONLY, Captured, parse
from store.rules.meeting.capture_kinds import NAMES
from store.rules.naming import full_name
from store.rules.say import short_day

if TYPE_CHECKING:
    from screens.session import Session


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
