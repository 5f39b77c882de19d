"""Open issues that read like what is being typed: perhaps it is known already (DOMAIN.md stage 4.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from screens.widgets.prose import Prose
from store.language import Message, _, msg
from store.model.issue import Issue
from store.rules.issues.similar import similar_issues
from store.rules.issues.views import STATES
from store.rules.say import person_name

if TYPE_CHECKING:
    from store.model.state import State


class LikeLines(Prose):
    """`Known already?  NPL-15 物料与品牌不符 (being handled, 赵敏)`."""

    DEFAULT_CSS = "LikeLines { color: $text-warning; max-height: 2; }"

    def __init__(self, state: State, initiative: int) -> None:
        super().__init__("", id="likes")
        self._state = state
        self._initiative = initiative
        self.first: Issue | None = None
        """What reads most alike."""

    def look(self, typed: str, tasks: Iterable[int]) -> None:
        """Say what reads like `typed`; `tasks` are the ids of those the report touches."""
        found = [each.issue for each in similar_issues(self._state, self._initiative, typed, tasks, 2)]
        self.first = found[0] if found else None
        if not found:
            self.say("")
            return
        names = _("; ").join(str(self._named(issue)) for issue in found)
        self.say(msg("Known already?  {issues}", issues=names))

    def _named(self, issue: Issue) -> Message:
        state = self._state
        key, who = state.key_of(issue), person_name(state, issue.owner)
        what = STATES[issue.state]
        if not who:
            return msg("{key} {title} ({what})", key=key, title=issue.title, what=what)
        return msg("{key} {title} ({what}, {who})", key=key, title=issue.title, what=what, who=who)
