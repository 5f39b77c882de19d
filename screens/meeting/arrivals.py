"""Who has come into a meeting that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rules.say import person_name

if TYPE_CHECKING:
    from screens.session import Session


class Arrivals:
    """Those who follow the meeting of that id, from one look to the next."""

    def __init__(self, meeting: int) -> None:
        self._meeting = meeting
        self._following: frozenset[int] | None = None
        """Who followed when one looked last; null before the first look."""

    def names(self, session: Session) -> list[str]:
        """Who has come since one looked last; nobody at the first look."""
        here = {each.person for each in session.people}
        follow = {each.person for each in session.others if each.following == self._meeting}
        # Who lets go and follows again was here all the time.
        stayed = {each for each in self._following or () if each in here}
        came = follow - stayed if self._following is not None else set()
        self._following = frozenset(each for each in follow | stayed if each is not None)
        return [name for each in sorted(filter(None, came)) if (name := person_name(session.state, each))]
