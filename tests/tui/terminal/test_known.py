"""The one place that fails when Textual changes under this package."""

from __future__ import annotations

from functools import reduce
from importlib import import_module

import pytest
import textual

from tui.terminal.known import INSIDES, RECHECK, TEXTUAL


def test_textual_is_the_version_that_was_looked_into() -> None:
    assert textual.__version__ == TEXTUAL, RECHECK


@pytest.mark.parametrize(("module", "name"), INSIDES)
def test_what_is_used_of_its_insides_is_there(module: str, name: str) -> None:
    assert reduce(getattr, name.split("."), import_module(module)), RECHECK
