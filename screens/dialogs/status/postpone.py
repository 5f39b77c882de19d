"""Declaring a delay: why, until when, who caused it, and what that pushes (DOMAIN.md stages 3.2 and 3.4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from textual.timer import Timer
from textual.widget import Widget

from screens.dialogs.status.consequences import lines
from screens.dialogs.status.form import StatusForm
from screens.widgets.cells import Line
from screens.widgets.detail_pane import DetailPane
from screens.widgets.fields import DateField, DepartmentField, Field, Form, LineField
from store.language import Message, msg
from store.model.task import Task
from store.rules.calendar import workdays
from store.rules.commands import PostponeTask
from store.rules.schedule import consequences
from store.rules.status import expected

if TYPE_CHECKING:
    from screens.session import Session

_REST_SECONDS: Final = 0.1
_MOST_LINES: Final = 12


class PostponeForm(StatusForm):
    """Reason, forecast, cause; below them, live, what the forecast pushes."""

    NAME: ClassVar[str] = "postpone"
    DOING: ClassVar[Message] = msg("declare a delay")
    SAID: ClassVar[Message] = msg("delayed")
    ASKED_AGAIN: ClassVar[frozenset[str]] = frozenset({"forecast"})
    DEFAULT_CSS = """
    PostponeForm DetailPane { height: 0; margin-top: 1; background: $surface; }
    """

    def __init__(self, session: Session, task: Task) -> None:
        super().__init__(session, task)
        self._pane = DetailPane(id="consequences")
        self._told: date | None = None
        self._rest: Timer | None = None

    def fields(self) -> Iterable[Field]:
        """Reason, forecast, cause."""
        state, moment = self.session.state, self.session.moment()
        self._reason = LineField("reason", msg("Reason"), required=True)
        self._forecast = DateField(
            "forecast",
            msg("Expected"),
            today=moment.today,
            calendar=workdays(state.settings),
            required=True,
            beside=self._beside,
        )
        self._cause = DepartmentField("cause", msg("Caused by"), state)
        return (self._reason, self._forecast, self._cause)

    def below(self) -> Iterable[Widget]:
        """What the forecast pushes."""
        yield self._pane

    def commands(self) -> tuple[PostponeTask, ...]:
        """The delay."""
        day = self._forecast.day
        if day is None:  # the form is submitted only when its required date is understood
            raise ValueError("no forecast")
        return (PostponeTask(self.about.id, self._reason.value, day, self._cause.picked),)

    def on_form_changed(self, event: Form.Changed) -> None:
        """Another date: work out what it pushes, once typing rests."""
        if self._forecast.day != self._told:
            if self._rest is not None:
                self._rest.stop()
            self._rest = self.set_timer(_REST_SECONDS, self.tell_consequences)

    def on_resize(self) -> None:
        """The lines for the new width."""
        self._lay_out()

    def tell_consequences(self) -> None:
        """Show what the date that stands there pushes, or nothing without one."""
        self._told = self._forecast.day
        self._lay_out()

    def _lay_out(self) -> None:
        room = self._pane.line_width or max(20, self.size.width - 1)
        found = self._lines(room)
        self._pane.styles.height = min(len(found), _MOST_LINES)
        self._pane.show(self._lines)

    def _lines(self, room: int) -> list[Line]:
        day, state, moment = self._told, self.session.state, self.session.moment()
        if day is None or day < moment.today or (self.about.due is not None and day <= self.about.due):
            return []
        found = consequences(state, self.about, day, moment, workdays(state.settings))
        return lines(state, found, moment.today, self._label_width, room)

    @property
    def _label_width(self) -> int:
        return max(field.label_width for field in (self._reason, self._forecast, self._cause)) + 3

    def _beside(self, day: date) -> Message | None:
        """`比原定晚 2 天`; how far from what is expected now where that differs."""
        due = self.about.due
        if due is None:
            return None
        days = (day - due).days
        if days <= 0:
            return msg("not later than the original {due}", due=f"{due:%m-%d}")
        now = expected(self.about)
        text = (
            msg("1 day later than planned") if days == 1 else msg("{days} days later than planned", days=days)
        )
        if now is None or now in (due, day):
            return text
        more = (day - now).days
        return msg("{text} ({more:+d} against now)", text=text, more=more)
