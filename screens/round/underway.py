"""The update round that goes on where it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rules.walk import begin, due_for, leads

if TYPE_CHECKING:
    from screens.session import Session
    from store.rules.walk import Walk


def walk_of(session: Session, initiative: int | None) -> Walk:
    """The walk of this day that was begun in this session, with what has become due since; else a new one."""
    state, moment, person = session.state, session.moment(), session.person
    me = person.id if person is not None else None
    key = (me, initiative if leads(state, person, initiative) else None)
    found = session.walks.get(key)
    if found is None or moment.day_of(found.began) != moment.today:
        found = session.walks[key] = begin(state, moment, person, initiative)
        return found
    found.take_in(state, due_for(state, moment, person, initiative))
    if found.at >= len(found.tasks):
        found.passed.clear()
        found.at = found.after(state, -1)
    return found
