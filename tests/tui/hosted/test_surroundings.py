"""Nothing of the client's environment reaches a hosted program but what is named, and that is checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.hosted.surroundings import came_from, clean

STATE = Path("/srv/duiqi/state")


@pytest.mark.parametrize(
    "name",
    [
        "DUIQI_PERSON",
        "DUIQI_BOARD",
        "DUIQI_LANG",
        "DUIQI_THEME",
        "DUIQI_HOST",
        "LD_PRELOAD",
        "LD_LIBRARY_PATH",
        "LD_DEBUG_OUTPUT",
        "GLIBC_TUNABLES",
        "PYTHONPATH",
        "PYTHONSTARTUP",
        "PYTHONINSPECT",
        "TEXTUAL",
        "TEXTUAL_DRIVER",
        "TEXTUAL_LOG",
        "TEXTUAL_SCREENSHOT",
        "BASH_ENV",
        "ENV",
        "EDITOR",
        "VISUAL",
        "PAGER",
        "BROWSER",
        "TZ",
        "TERMINFO",
        "COLUMNS",
        "SSH_AUTH_SOCK",
        "LC_TIME",
        "LC_EVIL",
    ],
)
def test_a_variable_of_the_clients_is_gone(name: str) -> None:
    assert name not in clean({name: "/tmp/evil"}, STATE)


@pytest.mark.parametrize(
    "name", ["HOME", "PATH", "TMPDIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"]
)
def test_a_place_is_the_servers_whatever_the_client_says(name: str) -> None:
    assert clean({name: "/tmp/evil"}, STATE)[name] == clean({}, STATE)[name]


@pytest.mark.parametrize("term", ["", "../../evil", "x" * 100, "a b", "$(id)", "xterm\n", "-x", "终端"])
def test_a_terminal_that_is_none_is_a_plain_one(term: str) -> None:
    assert clean({"TERM": term}, STATE)["TERM"] == "xterm"


def test_a_terminal_keeps_its_name_and_its_colours() -> None:
    kept = clean({"TERM": "tmux-256color", "COLORTERM": "truecolor", "NO_COLOR": "yes"}, STATE)
    assert (kept["TERM"], kept["COLORTERM"], kept["NO_COLOR"]) == ("tmux-256color", "truecolor", "1")
    assert "COLORTERM" not in clean({"COLORTERM": "$(id)"}, STATE)


@pytest.mark.parametrize(
    ("given_", "language"),
    [
        ({"LC_ALL": "zh_CN.GB18030"}, "zh_CN.UTF-8"),
        ({"LANG": "en_GB.UTF-8"}, "en_US.UTF-8"),
        ({"LC_ALL": "en$(id)", "LANG": "zh"}, "en_US.UTF-8"),
        ({"LANG": "../../x"}, None),
        ({}, None),
    ],
)
def test_of_the_locale_the_language_stays(given_: dict[str, str], language: str | None) -> None:
    assert clean(given_, STATE).get("LANG") == language


def test_where_somebody_came_from_is_addresses_and_ports() -> None:
    assert came_from(clean({"SSH_CONNECTION": "192.0.2.7 50022 192.0.2.1 22"}, STATE)) == "192.0.2.7 50022"
    assert came_from(clean({"SSH_CONNECTION": "2001:db8::7 50022 ::1 22"}, STATE)) == "2001:db8::7 50022"
    assert came_from(clean({"SSH_CONNECTION": "<script> 1 2 3"}, STATE)) == ""


_names = st.sampled_from(["TERM", "LANG", "LC_ALL", "COLORTERM", "SSH_CONNECTION", "NO_COLOR", "PYTHONPATH"])


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(_names, st.text(max_size=20)))
def test_what_was_cleaned_stays_as_it_is_when_cleaned_again(environment: dict[str, str]) -> None:
    once = clean(environment, STATE)
    assert clean(once, STATE) == once
