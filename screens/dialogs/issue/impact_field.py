"""What an issue means, computed from the dependencies and put right by people (DOMAIN.md stage 4.1)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from screens.widgets.fields.text import TextField
from store.language import msg
from store.rules.issues.impact import impact, impact_text

if TYPE_CHECKING:
    from screens.session import Session


class ImpactField(TextField):
    """Follows the tasks and the deadline until somebody writes in it; emptied, it follows again."""

    DEFAULT_CSS = "ImpactField QuietArea { height: 3; }"

    def __init__(self, session: Session, tasks: tuple[int, ...], text: str = "") -> None:
        """`text` is what was said of it already; "" for what is computed."""
        self._session = session
        self._about: tuple[tuple[int, ...], date | None] = (tasks, None)
        self._computed = self._worked_out() if not text else ""
        super().__init__("impact", msg("Impact"), text=text or self._computed)

    def follow(self, tasks: tuple[int, ...], until: date | None) -> None:
        """The tasks (ids) or the deadline may be others now."""
        if (tasks, until) == self._about:
            return
        self._about = (tasks, until)
        before, self._computed = self._computed, self._worked_out()
        if self.value in ("", before.strip()) and self.text != self._computed:
            self.text = self._computed

    def _worked_out(self) -> str:
        state, moment = self._session.state, self._session.moment()
        tasks, until = self._about
        if not tasks:
            return ""
        return impact_text(state, impact(state, tasks, moment, until), moment, state.settings.language)
