"""The screen that every screen of the program is: framed, and able to do what can be done everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.screen import ScreenResultType

from screens.dialogs.chat.acts import CALL
from screens.everywhere import (
    CALL_URGENT,
    CAPTURE,
    EVERYWHERE,
    FOLLOW,
    IMPORT,
    MEETING,
    REDO,
    REPORT,
    UNDO,
    WRITE_AGAIN,
)
from screens.frame import FramedScreen
from screens.keys import Act
from screens.widgets.footer import Hint
from store.language import Message, msg
from store.model.initiative import Initiative, Stage
from store.model.meeting import Meeting

if TYPE_CHECKING:
    from store.chat.telling import Wish
    from store.rules.meeting.capture_place import Focus

_OF_STAGE: Final = {
    Stage.CONFIRM: "brief",
    Stage.ASSIGN: "assignment",
    Stage.FOLLOW_UP: "progress",
    Stage.RESOLVE: "issues",
}


class DuiqiScreen(FramedScreen[ScreenResultType]):
    """A subclass gives `compose_body`, `title_line` and its own `ACTS`."""

    ACTS: ClassVar[tuple[Act, ...]] = EVERYWHERE
    DOCUMENT: ClassVar[str] = ""
    """The document that one means here, by its name in `store/documents/catalogue.py`; "": that of the
    initiative's stage."""

    def hints(self) -> Sequence[Hint]:
        """Those of a meeting while one runs."""
        if any(meeting.running for meeting in self.session.state.all(Meeting)):
            return super().hints()
        return [hint for hint in super().hints() if hint.id not in (CAPTURE.id, MEETING.id)]

    def reason_against(self, act: Act) -> Message | None:
        """Nobody can change a board that is open for reading only; undo included."""
        if act in (UNDO, REDO) or act.id in (CAPTURE.id, REPORT.id):
            return self.session.read_only
        if act.id == IMPORT.id:
            return self.session.reach.why_not_read or self.session.read_only
        if act.id == FOLLOW.id and not any(each.running for each in self.session.state.all(Meeting)):
            return msg("No meeting is running.")
        if act.id in (CALL_URGENT.id, CALL.id):
            from screens.dialogs.calling import to_call

            found = to_call(self.session.state, self.session.moment().now, self.in_focus())
            return msg("No urgent clock is running.") if found is None else None
        if act == WRITE_AGAIN and not self.session.reading_only:
            return msg("You are not looking only.")
        return None

    # --- what is done

    def action_back(self) -> None:
        """To the screen before."""
        self.dismiss()

    def action_help(self) -> None:
        """All keys of this screen."""
        self.host.show_help(self)

    def action_commands(self) -> None:
        """Everything by its name."""
        from screens.dialogs.actions import offer_acts

        offer_acts(self, self.acts(), msg("What would you like to do?"), find=True)

    def action_jump(self) -> None:
        """Ask for a number and go there."""
        from screens.dialogs.jump import ask_and_jump

        ask_and_jump(self)

    def in_focus(self) -> Focus:
        """Where one looks, for what is captured from here; a screen that is about an initiative says so."""
        from store.rules.meeting.capture_place import Focus

        return Focus()

    def action_capture(self) -> None:
        """One line, kept where one looks."""
        from screens.dialogs.capture import capture_from

        capture_from(self, self.in_focus())

    def action_report(self) -> None:
        """An issue, found where one looks."""
        from screens.dialogs.issue.report import report_from

        report_from(self, self.in_focus())

    def action_meeting(self) -> None:
        """To the meeting that runs."""
        self.host.open_meeting(self.in_focus().initiative)

    def action_follow(self) -> None:
        """Where the presenter is; `m` leads to the meetings there are when none runs."""
        self.host.open_meeting(self.in_focus().initiative)

    def action_call_urgent(self) -> None:
        """At once: two hours are short, and undo takes it back."""
        from screens.dialogs.calling import call_first

        call_first(self)

    def to_tell(self) -> Wish:
        """What this screen tells the chat group: the digest of the initiative in focus, unless it has more to
        say."""
        from store.chat.telling import Kind, Wish

        return Wish(Kind.DIGEST, self.in_focus().initiative)

    def action_send_to_chat(self) -> None:
        """Seen first, then sent."""
        from screens.dialogs.chat.acts import send

        send(self, self.to_tell())

    def action_copy_for_chat(self) -> None:
        """The same as text."""
        from screens.dialogs.chat.acts import copy

        copy(self, self.to_tell())

    def action_send_call(self) -> None:
        """About the item under the cursor, else what is most urgent."""
        from screens.dialogs.chat.acts import send_call

        send_call(self)

    def action_outbox(self) -> None:
        """What is not through."""
        from screens.dialogs.chat.acts import show_outbox

        show_outbox(self)

    def action_risks(self) -> None:
        """The register of the initiative in focus."""
        self.host.open_risks(self.in_focus().initiative)

    def action_numbers(self) -> None:
        """The numbers of the initiative in focus."""
        self.host.open_numbers(self.in_focus().initiative)

    def action_import(self) -> None:
        """A file, into the initiative in focus."""
        self.host.open_import(self, self.in_focus().initiative)

    def action_documents(self) -> None:
        """The documents of the initiative in focus, the one first that has to do with this screen."""
        initiative = self.in_focus().initiative
        self.host.open_documents(initiative, self.DOCUMENT or self._of_stage(initiative))

    def _of_stage(self, initiative: int | None) -> str:
        found = self.session.state.get(Initiative, initiative)
        return _OF_STAGE[found.stage] if found is not None else _OF_STAGE[Stage.CONFIRM]

    def action_language(self) -> None:
        """The other language, at once."""
        self.host.switch_language()

    def action_theme(self) -> None:
        """The next theme."""
        self.host.switch_theme()

    def action_write_again(self) -> None:
        """End looking only."""
        self.session.reading_only = False
        self.refresh_frame()
