"""Blocking a task: what it waits for, who releases it, how urgent it is; and unblocking it (stage 3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from screens.dialogs.status.form import StatusForm
from screens.widgets.fields import Field, Form, LineField, PersonField, YesNoField
from screens.widgets.prose import Prose
from store.language import Message, msg
from store.model.issue import Severity
from store.model.organisation import Person
from store.rules.commands import BlockTask, UnblockTask
from store.rules.commands.block import urgent_by_default
from store.rules.issues.together import Handover, handover
from store.rules.say import listed, person_name


class BlockForm(StatusForm):
    """It says, too, that an issue is opened and whether the clock starts."""

    NAME: ClassVar[str] = "block"
    DOING: ClassVar[Message] = msg("declare a block")
    SAID: ClassVar[Message] = msg("blocked, an issue is open")
    DEFAULT_CSS = "BlockForm #follows { margin-top: 1; color: $text-muted; }"

    def fields(self) -> Iterable[Field]:
        """What it waits for, who can release it, urgent or not."""
        self._waits_for = LineField("waits_for", msg("Waits for"), required=True)
        self._release_by = PersonField("release_by", msg("Released by"), self.session.state, required=True)
        self._urgent = YesNoField("urgent", msg("Urgent"), yes=urgent_by_default(self.about))
        return (self._waits_for, self._release_by, self._urgent)

    def below(self) -> Iterable[Widget]:
        """What follows from it."""
        yield Prose(self._follows(), id="follows")

    def on_form_changed(self, event: Form.Changed) -> None:
        """Urgent or not makes a difference."""
        self.query_one("#follows", Prose).say(self._follows())

    def commands(self) -> tuple[BlockTask, ...]:
        """The block."""
        return (BlockTask(self.about.id, self._waits_for.value, self._release_by.picked, self._urgent.yes),)

    def _follows(self) -> Message:
        person = self.session.state.get(Person, self._release_by.picked)
        name: str | Message = person.name if person is not None else msg("who can release it")
        if not self._urgent.yes:
            return msg("This opens an issue for {person}. No clock runs.", person=name)
        minutes = self.session.state.settings.urgent_minutes
        if minutes % 60 == 0:
            return msg(
                "This opens an issue for {person}. An urgent meeting has to be opened within {hours} hours; "
                "the clock starts now and shows on every screen.",
                person=name,
                hours=minutes // 60,
            )
        return msg(
            "This opens an issue for {person}. An urgent meeting has to be opened within {minutes} minutes; "
            "the clock starts now and shows on every screen.",
            person=name,
            minutes=minutes,
        )


class UnblockForm(StatusForm):
    """It can go on; a word about how, if there is one."""

    NAME: ClassVar[str] = "unblock"
    DOING: ClassVar[Message] = msg("unblock")
    SAID: ClassVar[Message] = msg("unblocked, the issue waits to be verified")
    DEFAULT_CSS = """
    UnblockForm #waits { margin-top: 1; color: $text-muted; }
    UnblockForm #follows { color: $text-muted; }
    """

    def fields(self) -> Iterable[Field]:
        """A note."""
        self._note = LineField("note", msg("Note"), hint=msg("how it was solved; may stay empty"))
        me = self.session.person
        self._handover = handover(self.session.state, self.about, me.id if me is not None else None)
        found = self._handover
        key = self.session.state.key_of(found.issue) if found is not None else ""
        self._solved = YesNoField(
            # What was severe is not solved in passing: its cause and how it is prevented have to be told.
            "solved",
            msg("{key} solved", key=key),
            yes=found is not None and found.issue.severity is not Severity.SEVERE,
        )
        self._solved.display = found is not None and not found.others
        return (self._note, self._solved)

    @property
    def said(self) -> Message:
        """What becomes of the issue is said where it has one."""
        if self._solved.display and self._solved.yes:
            return super().said
        return msg("{key}: unblocked.", key=self.key)

    def below(self) -> Iterable[Widget]:
        """What it waited for."""
        block = self.about.block
        if block is not None:
            person = self.session.state.get(Person, block.release_by)
            yield Prose(
                msg(
                    "It waits for {what} from {person}.",
                    what=block.waits_for,
                    person=person.name if person else "?",
                ),
                id="waits",
            )
        found = self._handover
        if found is not None:
            yield Prose(self._follows(found), id="follows")

    def _follows(self, found: Handover) -> Message:
        """What becomes of its issue, and who is next."""
        state, key = self.session.state, self.session.state.key_of(found.issue)
        if found.others:
            keys = listed([state.key_of(task) for task in found.others])
            return msg("{key} stays open: {tasks} still wait for it.", key=key, tasks=keys)
        name = person_name(state, found.verifier)
        if not name:
            return msg("If {key} is solved with it, it goes to be verified.", key=key)
        return msg("If {key} is solved with it, {name} is asked to verify it.", key=key, name=name)

    def commands(self) -> tuple[UnblockTask, ...]:
        """The release."""
        return (UnblockTask(self.about.id, self._note.value, self._solved.yes),)
