"""What every form about an issue is: fields, and the command that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from screens.dialogs.form import FormDialog
from screens.widgets.fields import DateField, LineField
from store.board.line import Line as JournalLine
from store.language import Message, msg
from store.model.issue import Issue
from store.rules.calendar import workdays

if TYPE_CHECKING:
    from screens.session import Session
    from store.rules.edit import Command


class IssueForm(FormDialog[JournalLine]):
    """A subclass gives `NAME`, `DOING`, `SAID`, `fields` and `command`. It ends with the journal's line."""

    NAME: ClassVar[str] = ""
    """What it is called in the names of drafts."""
    DOING: ClassVar[Message] = msg("Tell")
    """What one is about to do, for the title."""
    SAID: ClassVar[Message] = msg("Saved")
    """What is said of the issue once it is done."""

    def __init__(self, session: Session, issue: Issue, typed: Mapping[str, str] | None = None) -> None:
        key = session.state.key_of(issue)
        title = msg("{key} {title}  {doing}", key=key, title=issue.title, doing=self.DOING)
        super().__init__(title, draft=f"{self.NAME}:{issue.table}/{issue.id}", typed=typed)
        self.by = session
        self.about = issue
        self.typed: Mapping[str, str] = {}
        """What was typed when it was saved, for the next issue of which the same is said."""

    def command(self) -> Command:
        """What follows from what is typed; asked only when no field complains."""
        raise NotImplementedError

    @property
    def key(self) -> str:
        """The issue's key."""
        return self.by.state.key_of(self.about)

    @property
    def said(self) -> Message:
        """The acknowledgement."""
        return msg("{key}: {said}.", key=self.key, said=self.SAID)

    def save(self) -> None:
        """Carry it out."""
        self.typed = self.form.snapshot()
        self.carry_out(
            self.command(),
            seen=[self.about],
            said=self.said,
            done=self.dismiss,
            refused=self.refuse,
            edit_again=self._take_newest,
        )

    def _take_newest(self) -> None:
        """From now on the author has seen the issue as it is now; what is typed stays."""
        newest = self.by.state.get(Issue, self.about.id)
        if newest is not None:
            self.about = newest

    def date_field(self, name: str, label: Message, *, required: bool = False, text: str = "") -> DateField:
        """A day from today on, as typed."""
        return DateField(
            name,
            label,
            today=self.by.moment().today,
            calendar=workdays(self.by.state.settings),
            text=text,
            required=required,
        )


def on_one_line(text: str) -> str:
    """A text of several lines, for a field of one."""
    return " ".join(text.split())


def said_anew(field: LineField, before: str) -> str:
    """What is typed; "" when the field still says what was said `before`, line breaks and all."""
    return "" if field.value == on_one_line(before) else field.value
