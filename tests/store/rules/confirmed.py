"""Whether a brief is confirmed."""

from __future__ import annotations

from store.rules.brief import Records
from store.rules.confirmation import State, standings


def is_confirmed(records: Records, initiative: int) -> bool:
    """Whether every department concerned confirmed the brief as it reads now."""
    found = standings(records, initiative)
    return bool(found) and all(each.state is State.CONFIRMED for each in found)
