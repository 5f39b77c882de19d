"""Whether a board is itself an archive: everybody who opens one asks first."""

from __future__ import annotations

import re
from typing import Final

from store.model.archive import Archive
from store.model.initiative import Initiative
from store.model.state import State

_ID: Final = re.compile(r"[0-9a-f]{16}")


def archive_here(state: State) -> Archive | None:
    """What says that a board is itself an archive: the initiative that it names is on it. Null on others."""
    return next(
        (
            each
            for each in state.all(Archive)
            if state.get(Initiative, each.initiative) is not None and _ID.fullmatch(each.archive_id)
        ),
        None,
    )
