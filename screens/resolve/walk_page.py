"""A step of the issue walk: some fields of one issue, or why there is nothing to fill in now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from screens.keys import Act, Group
from screens.widgets.fields import Field, Form
from screens.widgets.prose import Prose
from screens.wizard.page import StepPage
from store.language import Message, current, msg
from store.model.issue import Issue

if TYPE_CHECKING:
    from textual.worker import Worker

    from screens.wizard.wizard import Wizard
    from store.board.line import Line as JournalLine
    from store.board.session import Changed
    from store.rules.edit import Command

SAVE: Final = Act(
    "resolve.save",
    "submit",
    ("ctrl+s",),
    msg("Save"),
    msg("Save this step and go on; enter in the last field does it too."),
    Group.SCREEN,
    1,
)


class Walk(Protocol):
    """What a step may ask of `issue_walk.py`, which is made of steps."""

    tasks: tuple[int, ...]
    """The ids of the tasks that a new report is about."""

    @property
    def record(self) -> Issue | None:
        """The issue, as the board knows it; null while it is not reported yet."""
        ...

    def saved(self, step: str, line: JournalLine | None) -> None:
        """A step is on the disk: on to the next one."""
        ...


class WalkPage(StepPage):
    """A subclass gives `why_not`, `fields`, `commands`, `about` and `SAID`."""

    ACTS: ClassVar[tuple[Act, ...]] = (SAVE,)
    DEFAULT_CSS = """
    WalkPage { padding: 0 1; }
    WalkPage > #told { margin-bottom: 1; }
    WalkPage > #fill { height: 1fr; scrollbar-size-vertical: 1; }
    """
    SAID: ClassVar[Message] = msg("Saved")
    NAME: ClassVar[str] = ""
    """What its draft is kept under; the same as that of the dialog that asks the same."""

    def __init__(self, wizard: Wizard, step: str, walk: Walk) -> None:
        super().__init__(wizard, step)
        self.issue_walk = walk
        self._told = Prose("", id="told")
        self._fill = VerticalScroll(id="fill", can_focus=False)
        self._form: Form | None = None
        self._shown: object = None
        self._fresh: dict[str, str] = {}
        self._building: Worker[None] | None = None

    # --- what a subclass gives

    def about(self) -> Message:
        """What stands above the fields: what is asked here."""
        raise NotImplementedError

    def why_not(self) -> Message | None:
        """Why nothing can be filled in now."""
        raise NotImplementedError

    def fields(self) -> Iterable[Field]:
        """The fields, made anew for another issue or another state of it."""
        raise NotImplementedError

    def commands(self) -> Sequence[Command]:
        """What follows from what is typed."""
        raise NotImplementedError

    def typed_now(self) -> None:
        """Something was typed: let others of the fields follow."""

    # --- what the wizard asks

    @property
    def issue(self) -> Issue | None:
        """The issue, as the board knows it; null while it is not reported yet."""
        return self.issue_walk.record

    def compose(self) -> ComposeResult:
        """What is asked, and the fields."""
        yield self._told
        yield self._fill

    def show_page(self) -> None:
        """Other fields only where the issue is another or stands elsewhere: what is typed stays."""
        issue, why = self.issue, self.why_not()
        self._told.say(self.about() if why is None else why)
        stands = (issue.id, issue.state, issue.owner, issue.severity) if issue is not None else None
        shown = (stands, why is None, current())
        if shown != self._shown:
            self._shown = shown
            self._building = self.run_worker(self._build(why is None), group="build", exclusive=True)

    async def _build(self, able: bool) -> None:
        await self._fill.remove_children()
        self._form = None
        if not able:
            return
        form = Form(*self.fields())
        await self._fill.mount(Vertical(form, *self.below()))
        self._form = form
        self._fresh = form.snapshot()
        draft = self.session.drafting.of(self._draft)
        if draft is not None:
            form.restore(draft.fields)

    def below(self) -> Iterable[Prose]:
        """What stands below the fields."""
        return ()

    @property
    def takes_keys(self) -> bool:
        """Whether its fields stand here, and one types into one of them; or nothing is to be filled in."""
        if self._building is not None and not self._building.is_finished:
            return False
        focused = self.screen.focused
        return self._form is None or (focused is not None and self._form in focused.ancestors)

    def board_changed(self, changed: Changed) -> None:
        """The same fields, unless the issue is another."""
        self.show_page()

    def take_focus(self) -> None:
        """Into the first field."""
        if self._form is not None:
            for field in self._form.query(Field):
                if field.display:
                    field.focus_control()
                    return

    def reason_against(self, act: Act) -> Message | None:
        """What the rules say against it now."""
        return self.session.read_only or self.why_not()

    @property
    def _draft(self) -> str:
        about = self.issue
        record = f"{about.table}/{about.id}" if about is not None else f"initiatives/{self.initiative}"
        return f"{self.NAME}:{record}"

    def on_form_changed(self, event: Form.Changed) -> None:
        """Keep what is typed."""
        event.stop()
        form = self._form
        if form is None:
            return
        self.typed_now()
        typed = {name: text for name, text in form.snapshot().items() if text != self._fresh.get(name, "")}
        if typed:
            self.session.drafting.typed(self._draft, typed)
        else:
            self.session.drafting.forget(self._draft)

    # --- saving

    @property
    def typed(self) -> bool:
        """Whether something stands here that is not saved."""
        return self._form is not None and self._form.snapshot() != self._fresh

    @property
    def unsaved(self) -> bool:
        """Whether saving would change something: what is typed, or was worked out and stands here."""
        return self.typed

    def action_submit(self) -> None:
        """This step is filled in."""
        if self._form is not None:
            self._form.submit()

    def on_form_submitted(self, event: Form.Submitted) -> None:
        """Carry it out, and go on."""
        event.stop()
        commands = self.commands()
        draft, typed = self._draft, event.form.snapshot()
        if not commands:
            self._go_on(None)
            return

        def done(line: JournalLine | None) -> None:
            self.session.drafting.forget(draft)
            if self._form is event.form:
                # What was typed since is not on the disk.
                self._fresh = typed
            self._go_on(line)

        seen = [self.issue] if self.issue is not None else []
        self.wizard.carry_out(*commands, seen=seen, said=self.SAID, done=done, refused=self._refuse)

    def _refuse(self, message: Message, field: str | None) -> None:
        if self._form is None or not self._form.refuse(message, field):
            self.wizard.say(message, "warning")

    def _go_on(self, line: JournalLine | None) -> None:
        self.issue_walk.saved(self.step, line)
