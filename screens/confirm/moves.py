"""Moving a row by one place."""

from __future__ import annotations

from collections.abc import Sequence


def place_after(ids: Sequence[int], id: int, by: int) -> tuple[int | None] | None:
    """Behind which row (null: first) the row `id` stands once it is moved; null when it cannot go further."""
    at = ids.index(id)
    if not 0 <= at + by < len(ids):
        return None
    others = [each for each in ids if each != id]
    return (others[at + by - 1] if at + by > 0 else None,)
