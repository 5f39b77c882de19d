from __future__ import annotations

import pytest

from tests.store.rules.launch import Launch


@pytest.fixture
def launch() -> Launch:
    """The launch on Monday, 25 March 2024, ten in the morning."""
    return Launch()
