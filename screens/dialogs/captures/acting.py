"""Settling, answering, putting right and dropping a captured line, from whatever list it stands in."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, Final

from screens.dialogs.choose import ChooseDialog, Option
from store.errors import DuiqiError
from store.language import Message, msg
from store.model.capture import Capture, CaptureKind
from store.rules import rights
from store.rules.commands.meetings.capturing import AnswerQuestion, DropCapture, ReopenCapture, SettleCapture
from store.rules.meeting.capture_kinds import NAMES

if TYPE_CHECKING:
    from screens.acting import ActingScreen
    from store.rules.edit import Command

_SETTLE: Final = {
    CaptureKind.ACTION: msg("It is done"),
    CaptureKind.QUESTION: msg("Answer it"),
    CaptureKind.PARK: msg("It is taken up"),
}


def settle_capture(screen: ActingScreen[Any], capture: int) -> None:
    """An action is done, a parked thing taken up, at once; a question is asked for its answer."""
    found = _found(screen, capture)
    if found is None:
        return
    if found.kind is CaptureKind.QUESTION:
        from screens.dialogs.captures.answer import AnswerDialog

        screen.app.push_screen(AnswerDialog(found))
        return
    what = found.text
    parked = found.kind is CaptureKind.PARK
    said = msg("Taken up: {what}.", what=what) if parked else msg("Done: {what}.", what=what)
    screen.carry_out(SettleCapture(found.id), seen=[found], said=said)


def reopen_capture(screen: ActingScreen[Any], capture: int) -> None:
    """It is open again."""
    found = _found(screen, capture)
    if found is not None:
        said = msg("Open again: {what}.", what=found.text)
        screen.carry_out(ReopenCapture(found.id), seen=[found], said=said)


def edit_capture(screen: ActingScreen[Any], capture: int) -> None:
    """The line stands there as it was typed, to be put right."""
    found = _found(screen, capture)
    if found is not None:
        from screens.dialogs.captures.edit import EditCaptureDialog

        screen.app.push_screen(EditCaptureDialog(screen.session, found))


def drop_capture(screen: ActingScreen[Any], capture: int) -> None:
    """It was kept by mistake: gone at once, as undo brings it back."""
    found = _found(screen, capture)
    if found is not None:
        screen.carry_out(DropCapture(found.id), seen=[found], said=msg("Dropped: {what}.", what=found.text))


def offer_capture(screen: ActingScreen[Any], capture: int) -> None:
    """All that can be done with it, as a list; what cannot be done says why."""
    found = _found(screen, capture)
    if found is None:
        return
    does: dict[Hashable, Callable[[ActingScreen[Any], int], None]] = {
        "settle": settle_capture,
        "reopen": reopen_capture,
        "edit": edit_capture,
        "drop": drop_capture,
    }
    options = [
        Option("edit", str(msg("Put it right")), reason=screen.session.read_only),
        Option("drop", str(msg("Drop it")), reason=_why_not(screen, DropCapture(found.id))),
    ]
    if found.settled is not None:
        why = _why_not(screen, ReopenCapture(found.id))
        options.insert(0, Option("reopen", str(msg("Open it again")), reason=why))
    if found.kind in _SETTLE and (found.settled is None or found.kind is CaptureKind.QUESTION):
        why = why_not_settle(screen, found)
        options.insert(0, Option("settle", str(_SETTLE[found.kind]), reason=why))

    def do(chosen: Hashable | None) -> None:
        if chosen is not None:
            does[chosen](screen, found.id)

    heading = msg("{what}: {text}", what=NAMES[found.kind], text=found.text)
    screen.app.push_screen(ChooseDialog(heading, options), do)


def why_not_settle(screen: ActingScreen[Any], capture: Capture) -> Message | None:
    """Why it cannot be settled now; null when it can. For greyed keys."""
    if capture.kind is CaptureKind.QUESTION:
        return _why_not(screen, AnswerQuestion(capture.id, "?"))
    return _why_not(screen, SettleCapture(capture.id))


def _why_not(screen: ActingScreen[Any], command: Command) -> Message | None:
    if screen.session.read_only is not None:
        return screen.session.read_only
    try:
        edit = screen.session.board.preview(command)
        rights.check(screen.session.state, screen.session.person, edit.changes(), command.name)
    except DuiqiError as error:
        return error.message
    return None


def _found(screen: ActingScreen[Any], capture: int) -> Capture | None:
    found = screen.session.state.get(Capture, capture)
    if found is None:
        screen.say(msg("It is no longer there; somebody removed it."), "warning")
    return found
