"""Closing an issue by two people, sending it back, taking it up again (DOMAIN.md stage 4.2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from screens.dialogs.issue.form import IssueForm
from screens.dialogs.issue.outcome import Outcome
from screens.widgets.fields import Field, LineField, YesNoField
from screens.widgets.prose import Prose
from store.language import Message, msg
from store.model.text import TEXT_LIMIT
from store.rules.commands.issues.closing import ProposeClosed, ReopenIssue, SendBackIssue, VerifyIssue
from store.rules.issues.people import verifiers
from store.rules.issues.together import Release, releases
from store.rules.say import listed, person_name


class OutcomeForm(IssueForm):
    """The result; of a severe issue the cause, and how it is prevented."""

    def outcome_fields(self) -> Iterable[Field]:
        """What is said already stands there."""
        self._outcome = Outcome(self.about)
        return self._outcome.fields

    def outcome(self) -> tuple[str, str, str]:
        """What is typed of the three; "" where it is as it was."""
        return self._outcome.said


class ProposeForm(OutcomeForm):
    """It is solved; who verifies it stands below."""

    NAME: ClassVar[str] = "propose"
    DOING: ClassVar[Message] = msg("say that it is solved")
    SAID: ClassVar[Message] = msg("waits to be verified")
    DEFAULT_CSS = "ProposeForm #follows { margin-top: 1; color: $text-muted; }"

    def fields(self) -> Iterable[Field]:
        """Three lines."""
        return self.outcome_fields()

    def compose_body(self) -> Iterable[Widget]:
        """The form, and who is next."""
        yield from super().compose_body()
        yield Prose(self._follows(), id="follows")

    def _follows(self) -> Message:
        state, me = self.by.state, self.by.person
        proposed = self.about.model_copy(update={"proposed_by": me.id if me is not None else None})
        people = [name for each in verifiers(state, proposed)[:2] if (name := person_name(state, each))]
        if not people:
            return msg("Somebody else verifies it then: nobody closes their own fix alone.")
        return msg("Then {names} can verify it: nobody closes their own fix alone.", names=listed(people))

    def command(self) -> ProposeClosed:
        """What was said before stays."""
        return ProposeClosed(self.about.id, *self.outcome())


class VerifyForm(OutcomeForm):
    """What was said of it; whether what it blocks goes on, and who is told."""

    NAME: ClassVar[str] = "verify"
    DOING: ClassVar[Message] = msg("verify and close")
    SAID: ClassVar[Message] = msg("verified and closed")
    DEFAULT_CSS = "VerifyForm .told { margin-top: 1; color: $text-muted; }"

    def fields(self) -> Iterable[Field]:
        """The outcome, to be put right; the tasks that it blocks."""
        self._releases = releases(self.by.state, self.about)
        self._unblock = YesNoField("unblock", msg("Unblock"), yes=True)
        self._unblock.display = bool(self._releases)
        return (*self.outcome_fields(), self._unblock)

    def compose_body(self) -> Iterable[Widget]:
        """The form, and a line for each task that goes on."""
        yield from super().compose_body()
        for each in self._releases:
            yield Prose(self._told(each), classes="told")

    def on_mount(self) -> None:
        """At what there is to decide."""
        if self._releases and self.about.result:
            self.call_after_refresh(self._unblock.focus_control)

    def _told(self, release: Release) -> Message:
        state, task = self.by.state, release.task
        key, title = state.key_of(task), task.title
        names = [name for each in release.told if (name := person_name(state, each))]
        if not names:
            return msg("{key} {title} goes on when it is unblocked.", key=key, title=title)
        return msg(
            "{key} {title} goes on when it is unblocked; {names} will see it.",
            key=key,
            title=title,
            names=listed(names),
        )

    @property
    def said(self) -> Message:
        """Also what goes on."""
        if not (self._releases and self._unblock.yes):
            return super().said
        keys = listed([self.by.state.key_of(each.task) for each in self._releases])
        return msg("{key}: verified and closed; {tasks} can go on.", key=self.key, tasks=keys)

    def command(self) -> VerifyIssue:
        """What stands there is what is verified."""
        return VerifyIssue(self.about.id, self._unblock.yes, *self.outcome())


class SendBackForm(IssueForm):
    """What is missing, and until when."""

    NAME: ClassVar[str] = "send-back"
    DOING: ClassVar[Message] = msg("send it back")
    SAID: ClassVar[Message] = msg("sent back")

    def fields(self) -> Iterable[Field]:
        """Without a new deadline the old one holds."""
        self._reason = LineField("reason", msg("Missing"), required=True, limit=TEXT_LIMIT)
        self._deadline = self.date_field("deadline", msg("Deadline"))
        return (self._reason, self._deadline)

    def command(self) -> SendBackIssue:
        """For this reason."""
        return SendBackIssue(self.about.id, self._reason.value, self._deadline.day)


class ReopenForm(IssueForm):
    """Why it is back, and until when its owner handles it again."""

    NAME: ClassVar[str] = "reopen"
    DOING: ClassVar[Message] = msg("take it up again")
    SAID: ClassVar[Message] = msg("open again")

    def fields(self) -> Iterable[Field]:
        """Without a deadline it is open, for somebody to take."""
        self._reason = LineField("reason", msg("Reason"), required=True, limit=TEXT_LIMIT)
        self._deadline = self.date_field("deadline", msg("Deadline"))
        return (self._reason, self._deadline)

    def command(self) -> ReopenIssue:
        """For this reason."""
        return ReopenIssue(self.about.id, self._reason.value, self._deadline.day)
