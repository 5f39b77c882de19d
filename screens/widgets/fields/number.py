"""A field for a whole number, its unit beside it."""

from __future__ import annotations

from collections.abc import Callable

from screens.widgets.fields.line import LineField
from store.language import Message, msg


class NumberField(LineField):
    """From `least` to `most`. `say` tells beside the field what the number means, such as `2 hours`."""

    def __init__(
        self,
        name: str,
        label: Message,
        *,
        number: int,
        least: int,
        most: int,
        say: Callable[[int], Message | str],
    ) -> None:
        super().__init__(name, label, text=str(number), limit=12, required=True)
        self.add_class("echoes")
        self._least = least
        self._most = most
        self._say = say

    @property
    def number(self) -> int | None:
        """What is typed; null when that is no number."""
        return int(self.value) if self.value.isdecimal() else None  # full-width digits too

    def on_mount(self) -> None:
        """Say what stands there already."""
        self.understood()

    def understood(self) -> None:
        """What the number means."""
        number = self.number
        self.show_echo("" if number is None or number > self._most else self._say(number))

    def complaint(self) -> Message | None:
        """No number, too small, too large."""
        missing = super().complaint()
        if missing is not None:
            return missing
        number = self.number
        if number is None or not self._least <= number <= self._most:
            return msg("A number from {least} to {most}.", least=self._least, most=self._most)
        return None
