"""A path as it is typed: a tilde never ends the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.files.typed import typed_path


def test_a_tilde_is_home_and_one_of_nobody_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/w")
    assert typed_path("~/a.xlsx") == Path("/home/w/a.xlsx")
    assert typed_path("~") == Path("/home/w")
    assert typed_path("~nobody of that name/a") == Path("~nobody of that name/a")
    assert typed_path("a~b") == Path("a~b")
