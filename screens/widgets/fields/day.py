"""A date, typed as people say it, and said back as it was understood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from screens.widgets.fields.line import LineField
from store.errors import Refused
from store.language import Message, current, msg
from store.rules.dates import spoken, understand
from store.rules.workdays import Workdays


class DateField(LineField):
    """`3/20`, `fri`, `下周三`, `+3d`. `day` is the date, null when nothing is typed."""

    def __init__(
        self,
        name: str,
        label: Message,
        *,
        today: date,
        calendar: Workdays,
        text: str = "",
        required: bool = False,
        beside: Callable[[date], Message | None] | None = None,
    ) -> None:
        """`beside` gives what else is said of a date, such as how much later it is than before."""
        super().__init__(
            name,
            label,
            text=text,
            required=required,
            limit=40,
            replaced=True,
            hint=msg("fri, 3/20, next wed, +3d"),
        )
        self.add_class("echoes")
        self._today = today
        self._calendar = calendar
        self._beside = beside

    @property
    def day(self) -> date | None:
        """The date that is typed; null when there is none or it is not understood."""
        if not self.text.strip():
            return None
        try:
            return understand(self.text, self._today, self._calendar)
        except Refused:
            return None

    def complaint(self) -> Message | None:
        """Missing, or not understood."""
        missing = super().complaint()
        if missing is not None or not self.text.strip():
            return missing
        try:
            understand(self.text, self._today, self._calendar)
        except Refused as error:
            return error.message
        return None

    def on_mount(self) -> None:
        """Say back what stands there already."""
        self.understood()

    def understood(self) -> None:
        """Say the date back, with a hint when it is a day off."""
        day = self.day
        if day is None:
            self.show_echo("")
            return
        parts: list[Message | str] = [spoken(day, self._today, current())]
        beside = self._beside(day) if self._beside else None
        if beside is not None:
            parts.append(beside)
        why = self._calendar.reason(day)
        if why is not None:
            parts.append(msg("a day off: {why}", why=why))
        elif day < self._today:
            parts.append(msg("that is past"))
        said = parts[0]
        for part in parts[1:]:
            said = msg("{day}, {hint}", day=said, hint=part)
        self.show_echo(str(said))

    def on_descendant_blur(self) -> None:
        """What is not understood is said when one goes on, not while one types."""
        if self.text.strip():
            self.check()
