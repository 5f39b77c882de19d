"""The read-back at the end of a meeting: decisions and actions, by department, for the whole room to hear."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.dialogs.chat.acts import SEND
from screens.keys import Act
from screens.meeting.about_meeting import AboutMeeting
from screens.meeting.calm import calm
from screens.scrolling import ScrollKeys
from screens.widgets.cells import Line, wrap
from screens.widgets.detail_pane import DetailPane
from screens.widgets.footer import Hint
from screens.words import date_with_weekday
from store.language import Message, _, msg
from store.model.capture import CaptureKind
from store.model.minutes import MinutedCapture, Minutes
from store.rules.meeting.running import title

if TYPE_CHECKING:
    from screens.session import Session
    from store.board.session import Changed

COPY: Final = Act(
    "minutes.copy", "copy", ("y", "f9"), msg("Copy"), msg("Copy the minutes as text."), footer=1
)
SEND_MINUTES: Final = replace(SEND, keys=("Y",))
WHOLE: Final = Act(
    "minutes.whole",
    "whole",
    ("v", "f5"),
    msg("Minutes in full"),
    msg("The whole minutes, or what was agreed."),
    footer=1,
)
SAVE: Final = Act(
    "minutes.save",
    "save",
    ("w", "f7"),
    msg("Save"),
    msg("Read the minutes as a document and save them as Word, a web page or another file."),
    footer=2,
)
_MARGIN: Final = 2
_HEADINGS: Final = {
    CaptureKind.DECISION: msg("Decisions"),
    CaptureKind.ACTION: msg("Actions agreed"),
    CaptureKind.QUESTION: msg("Questions asked"),
    CaptureKind.PARK: msg("Parked"),
}


class ReadBackScreen(ScrollKeys, AboutMeeting):
    """What the meeting of that id agreed; `v` shows its whole minutes."""

    ACTS: ClassVar[tuple[Act, ...]] = (WHOLE, COPY, SAVE, SEND_MINUTES)
    DEFAULT_CSS = "ReadBackScreen #minutes { height: 1fr; margin: 1 1 0 2; }"

    def __init__(self, session: Session, meeting: int) -> None:
        super().__init__(meeting)
        self._whole = False

    def compose_body(self) -> Iterable[Widget]:
        """The text."""
        yield DetailPane(id="minutes")

    def on_mount(self) -> None:
        """From the top."""
        super().on_mount()
        self._show()

    def title_line(self, room: int) -> Line:
        """Which meeting it was."""
        meeting = self.meeting
        name = str(title(self.session.state, meeting)) if meeting else ""
        word = _("the minutes") if self._whole else _("read-back")
        return ((name, "strong"), ("  ", ""), (word, "accent"))

    @property
    def minutes(self) -> Minutes | None:
        """As they were frozen; null for a meeting whose closing was taken back."""
        found = (each for each in self.session.state.all(Minutes) if each.meeting == self.meeting_id)
        return next(found, None)

    def reason_against(self, act: Act) -> Message | None:
        """A team's server writes no files; without minutes there is nothing to save."""
        if act is SAVE:
            nothing = msg("There are no minutes: the closing was taken back.")
            return self.session.reach.why_not_save or (nothing if self.minutes is None else None)
        return super().reason_against(act)

    def action_documents(self) -> None:
        """These minutes first."""
        self._as_document(saving=False)

    def action_save(self) -> None:
        """As a file."""
        self._as_document(saving=True)

    def _as_document(self, *, saving: bool) -> None:
        meeting = self.meeting
        if meeting is not None:
            self.host.open_documents(meeting.initiative, "minutes", meeting=meeting.id, saving=saving)

    @property
    def reading(self) -> DetailPane:
        """The minutes."""
        return self.query_one("#minutes", DetailPane)

    def _show(self, *, keep_place: bool = False) -> None:
        self.reading.show(self._lines, keep_place=keep_place)
        self.refresh_frame()

    def _lines(self, room: int) -> list[Line]:
        found = self.minutes
        if found is None:
            return [(("  ", ""), (_("There are no minutes: the closing was taken back."), "muted"))]
        if self._whole:
            return [
                line for text in self._text(found).splitlines() for line in wrap(text, room, _MARGIN) or [()]
            ]
        return self._agreed(found, room)

    def _agreed(self, found: Minutes, room: int) -> list[Line]:
        lines: list[Line] = []
        agreed = [each for each in found.captures if each.kind in _HEADINGS]
        for kind, heading in _HEADINGS.items():
            of_kind = [
                each
                for each in agreed
                if each.kind is kind and not (each.settled and kind is CaptureKind.PARK)
            ]
            if not of_kind:
                continue
            lines += [((str(heading), "heading"),)]
            for department in dict.fromkeys(each.department for each in of_kind):
                lines.append(())
                if department:
                    lines.append((("  ", ""), (department, "strong")))
                for each in of_kind:
                    if each.department == department:
                        lines += self._capture(each, room)
            lines.append(())
        if not agreed and not found.changes:
            lines += [(("  ", ""), (_("Nothing was decided, and nobody has anything to do."), "muted")), ()]
        if found.changes:
            lines += [((_("Changed in the meeting"), "heading"),), ()]
            lines += [
                line for each in found.changes for line in wrap((("    ", ""), (each.text, "")), room, 6)
            ]
            lines.append(())
        if found.next is not None:
            moment = self.session.moment()
            local = found.next.astimezone(moment.zone)
            day = date_with_weekday(local.date(), moment.today)
            lines.append(((_("Next one: {day} {time}", day=day, time=f"{local:%H:%M}"), "strong"),))
        return lines

    def _capture(self, each: MinutedCapture, room: int) -> list[Line]:
        day = date_with_weekday(each.due, self.session.moment().today) if each.due is not None else ""
        key = f"{each.key} " if each.key else ""
        head: Line = (
            ("    ", ""),
            (f"{each.person}  " if each.person else "", "accent"),
            (f"{day}  " if day else "", ""),
        )
        rest: Line = ((key, "muted"), (each.text, ""))
        answer: Line = ((f"  {each.answer}", "muted"),) if each.answer else ()
        return wrap((*head, *rest, *answer), room, 6)

    def _text(self, found: Minutes) -> str:
        from store.documents.minutes import minutes_text

        return minutes_text(self.session.state, found)

    def board_changed(self, changed: Changed) -> None:
        """The closing may be taken back."""
        if changed.reloaded or any(table == Minutes.table for table, _id in changed.records):
            self._show(keep_place=True)

    def refresh_text(self) -> None:
        """In the other language."""
        super().refresh_text()
        self._show(keep_place=True)

    def hints(self) -> Sequence[Hint]:
        """Few, as the room reads them too."""
        return calm(super().hints())

    def action_whole(self) -> None:
        """All of the minutes, or what was agreed."""
        self._whole = not self._whole
        self._show()

    def action_copy(self) -> None:
        """As text, for the chat or a mail."""
        found = self.minutes
        if found is not None:
            self.app.copy_to_clipboard(self._text(found))
            self.say(msg("Copied. `duiqi meeting` prints the same text."), "done")
