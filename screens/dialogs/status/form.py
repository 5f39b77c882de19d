"""What every form about a task is: fields, what they make of it, and the commands that follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from screens.widgets.fields import Field, Form
from store.language import Message, msg
from store.model.task import Task

if TYPE_CHECKING:
    from screens.session import Session
    from store.rules.edit import Command


class StatusForm(Vertical):
    """The questions that must be answered before something is said of `about`, as its author saw it.

    A subclass gives `NAME`, `DOING`, `SAID`, `fields` and `commands`. It changes nothing: whoever shows
    the form carries its commands out when `Form.Submitted` comes, and hands a refusal to `refuse`.
    """

    DEFAULT_CSS = "StatusForm { height: auto; }"
    NAME: ClassVar[str] = ""
    """What it is called in the names of drafts, such as `postpone`."""
    DOING: ClassVar[Message] = msg("Tell")
    """What one is about to do, for a title."""
    SAID: ClassVar[Message] = msg("Saved")
    """What is said of the task once it is done."""
    ASKED_AGAIN: ClassVar[frozenset[str]] = frozenset()
    """The fields that are asked for anew when the same is said of another task."""

    HINT: ClassVar[Message | None] = None
    """What cannot be seen of how it works."""

    def __init__(self, session: Session, task: Task) -> None:
        super().__init__()
        self.session = session
        self.about = task
        self.opened_on = task
        """The task as the fields showed it at first: what differs from it was typed."""
        self.form = Form(*self.fields())

    def fields(self) -> Iterable[Field]:
        """The fields from the top. Called once, before the form is shown."""
        raise NotImplementedError

    def commands(self) -> tuple[Command, ...]:
        """What follows from what is typed; asked only when no field complains."""
        raise NotImplementedError

    def below(self) -> Iterable[Widget]:
        """What stands below the fields, such as what would follow."""
        return ()

    def compose(self) -> ComposeResult:
        """The fields, and what follows from them."""
        yield self.form
        yield from self.below()

    @property
    def key(self) -> str:
        """The task's key."""
        return self.session.state.key_of(self.about)

    @property
    def draft(self) -> str:
        """What its draft is kept under, such as `postpone:tasks/12`."""
        return f"{self.NAME}:{self.about.table}/{self.about.id}"

    @property
    def title(self) -> Message:
        """`NPL-7 销售培训组织  标记延迟`."""
        return msg("{key} {title}  {doing}", key=self.key, title=self.about.title, doing=self.DOING)

    @property
    def said(self) -> Message:
        """The acknowledgement."""
        return msg("{key}: {said}.", key=self.key, said=self.SAID)

    def refuse(self, message: Message, field: str | None) -> bool:
        """Show a refusal at its field; False when it names none of these."""
        return self.form.refuse(message, field)

    def focus_unanswered(self) -> None:
        """Put the cursor into the first field in which nothing is typed yet."""
        for name in self.snapshot():
            field = self.form[name]
            if field.display and field.unanswered:
                field.focus_control()
                return

    def take_newest(self) -> None:
        """From now on the author has seen the task as it is now; what is typed stays."""
        newest = self.session.state.get(Task, self.about.id)
        if newest is not None:
            self.about = newest

    def snapshot(self) -> dict[str, str]:
        """What is typed, for a draft."""
        return self.form.snapshot()

    def restore(self, texts: Mapping[str, str]) -> None:
        """Type again what a draft kept."""
        self.form.restore(texts)
