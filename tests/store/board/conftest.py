"""Every board that a test opens lets go of its files when the test ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from store.board.session import Session


@pytest.fixture(autouse=True)
def sessions_let_go(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A worker runs hundreds of tests; descriptors left open would add up to more than a system allows."""
    opened: list[Session] = []
    begin = Session.__init__

    def remembered(self: Session, *args: Any, **options: Any) -> None:
        opened.append(self)
        begin(self, *args, **options)

    monkeypatch.setattr(Session, "__init__", remembered)
    yield
    for session in opened:
        if hasattr(session, "_closed"):
            session.close()
