"""Who may archive an initiative and bring it back: a facilitator, all of it at once (DOMAIN.md stage 4.6).

Signatures, confirmations and verified issues are nobody's to write but their author's. They go and come back
untouched with the whole initiative: what may be done is decided for the initiative, not for each of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from store.model.archive import Archive
from store.model.change import Change
from store.model.initiative import Initiative
from store.rules.who import body_of


def moved(changes: Iterable[Change]) -> frozenset[int]:
    """The initiatives that go into an archive, or come back from one, with these changes."""
    whole = [change for change in changes if change.field is None]
    going = {change.id for change in whole if change.table == Initiative.table and change.after is None}
    coming = {change.id for change in whole if change.table == Initiative.table and change.before is None}
    found = set()
    for change in whole:
        if change.table == Archive.table:
            added = change.before is None
            initiative = body_of(change.after if added else change.before).get("initiative")
            if initiative in (going if added else coming):
                found.add(initiative)
    return frozenset(found)


def goes_along(change: Change, initiatives: frozenset[int]) -> bool:
    """Whether a change is of a record that comes or goes with one of these initiatives."""
    if not initiatives or change.field is not None:
        return False
    whole = body_of(change.after if change.after is not None else change.before)
    return whole.get("initiative") in initiatives
