"""What every test gets: a home of its own, no network, a language and a time zone that do not depend on the
machine."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

# Textual reads its environment once, when it is imported: this comes before.
for _name in [name for name in os.environ if name.startswith(("DUIQI_", "TEXTUAL_"))]:
    del os.environ[_name]
os.environ["TEXTUAL_ANIMATIONS"] = "none"
# China's time by rule, not by name, as a machine may lack the time zone database.
os.environ["TZ"] = "CST-8"
time.tzset()

import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402
from syrupy.assertion import SnapshotAssertion  # noqa: E402
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode  # noqa: E402

from store import language  # noqa: E402
from tests.harness import offline, power  # noqa: E402
from tests.harness.clock import FixedClock  # noqa: E402
from tests.harness.home import environment  # noqa: E402

settings.register_profile("ci", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("soak", deadline=None, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
offline.install()
power.stays_on()


def pytest_xdist_auto_num_workers() -> int:
    """How many processes `-n auto` means: two a core, as a test of a screen waits for half of its time."""
    return 2 * len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2 * (os.cpu_count() or 1)


@pytest.fixture(autouse=True)
def isolated(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own with the XDG folders below, and nothing in the environment that changes the
    program. Gives the home, which is not inside `tmp_path`. The interface starts and ends in Chinese."""
    home = tmp_path_factory.mktemp("home")
    for name in [*os.environ]:
        if name.startswith("DUIQI_") or name in {"NO_COLOR", "COLUMNS", "LINES", "LC_ALL", "LC_MESSAGES"}:
            monkeypatch.delenv(name)
    for name, value in environment(home).items():
        if name not in {"TERM", "COLORTERM", "PATH"}:
            monkeypatch.setenv(name, value)
    language.use("zh")
    yield home
    language.use("zh")


@pytest.fixture(autouse=True)
def _offline() -> Iterator[None]:
    offline.attempts()
    yield
    went = offline.attempts()
    assert not went, f"a test must not go online: {went}"


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at Monday, 25 March 2024, 10:00 in China, until a test moves it."""
    return FixedClock()


class ScreenExtension(SingleFileSnapshotExtension):
    """A screen a file, as text: `__snapshots__/test_file/test_name.txt`."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def screen_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare a `Grid` with the one kept: `assert grid(app) == screen_snapshot(name="home-zh-80x24")`.

    `pytest --snapshot-update` keeps the new one; look at the difference before it is committed.
    """
    return snapshot.use_extension(ScreenExtension)
