"""Fields below each other: enter goes on and saves at the last, errors stand where they belong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message as Event
from textual.widget import Widget

from screens.widgets.fields.field import Field
from store.language import Message


class Form(Vertical):
    """A form of `fields`, found by their names."""

    DEFAULT_CSS = "Form { height: auto; }"

    @dataclass
    class Submitted(Event):
        """Enter in the last field, or `submit`, and no field complains."""

        form: Form

    @dataclass
    class Changed(Event):
        """Something was typed: time to keep a draft."""

        form: Form

    def __init__(self, *fields: Field) -> None:
        super().__init__(id="form")
        self._fields = {field.field_name: field for field in fields}

    def compose(self) -> ComposeResult:
        """All of them."""
        yield from self._fields.values()

    def on_mount(self) -> None:
        """Labels of one width, the cursor in the first field: of those that still lack what they need."""
        cells = min(28, max((field.label_width for field in self._fields.values()), default=0) + 3)
        for field in self._fields.values():
            field.widen_label(cells)
        shown = [field for field in self._fields.values() if field.display]
        lacking = [field for field in shown if field.unanswered and field.required]
        for field in (lacking or shown)[:1]:
            self.call_after_refresh(self._begin_in, field)

    def _begin_in(self, field: Field) -> None:
        """A form that came to stand behind another page meanwhile leaves the focus where one types."""
        if all(node.display for node in self.ancestors_with_self if isinstance(node, Widget)):
            field.focus_control()

    def __getitem__(self, name: str) -> Field:
        return self._fields[name]

    def submit(self) -> None:
        """Save, unless a field complains; then its error is shown and the cursor put there."""
        wrong = [field for field in self._fields.values() if field.display and not field.check()]
        if wrong:
            wrong[0].focus_control()
        else:
            self.post_message(self.Submitted(self))

    def refuse(self, message: Message, name: str | None) -> bool:
        """Show a refusal at the field it names (`criteria/2` is `criteria`); False when there is none."""
        field = self._fields.get((name or "").partition("/")[0])
        if field is None or not field.display:
            return False
        field.show_error(message)
        field.focus_control()
        return True

    def snapshot(self) -> dict[str, str]:
        """What is typed in every field, for a draft."""
        return {name: field.text for name, field in self._fields.items()}

    def restore(self, texts: Mapping[str, str]) -> None:
        """Type again what a draft kept; fields it does not know stay as they are."""
        for name, text in texts.items():
            if name in self._fields:
                self._fields[name].text = text

    def on_field_done(self, event: Field.Done) -> None:
        """On to the next field in sight; from the last one, save."""
        event.stop()
        shown = [field for field in self._fields.values() if field.display]
        at = next((index for index, field in enumerate(shown) if field is event.field), len(shown))
        if event.field.check():
            if at + 1 < len(shown):
                shown[at + 1].focus_control()
            else:
                self.submit()

    def on_field_changed(self, event: Field.Changed) -> None:
        """Tell that there is something to keep."""
        event.stop()
        self.post_message(self.Changed(self))
