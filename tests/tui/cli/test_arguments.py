"""What is understood of a command line, and what is said of the rest."""

from __future__ import annotations

import pytest

from tui.cli import understood
from tui.cli.arguments import Usage, require
from tui.cli.grammar import VERBS, options_of


def test_options_stand_before_or_after_the_command() -> None:
    for words in (
        ["--as", "王芳", "list", "b.json", "--format", "json"],
        ["list", "--format=json", "b.json", "--as=王芳"],
        ["--format", "json", "--as", "王芳", "list", "b.json"],
    ):
        verb, found = understood(words)
        assert verb.name == "list"
        assert found.words == {"as": "王芳", "format": "json", "board": "b.json"}


def test_a_word_that_is_no_command_is_a_board_to_open() -> None:
    verb, found = understood(["launch.json", "--read-only"])
    assert (verb.name, found.text("board"), found.switch("read-only")) == ("open", "launch.json", True)
    verb, found = understood(["./list"])
    assert (verb.name, found.text("board")) == ("open", "./list")
    verb, found = understood([])
    assert (verb.name, found.text("board")) == ("open", None)


def test_a_key_where_the_board_would_stand_means_the_default_board() -> None:
    _, found = understood(["update", "npl-7", "start"])
    assert found.words == {"key": "npl-7", "status": "start"}
    _, found = understood(["log", "NPL-7"])
    assert found.words == {"key": "NPL-7"}
    _, found = understood(["update", "launch.json", "NPL-7", "start"])
    assert found.words == {"board": "launch.json", "key": "NPL-7", "status": "start"}


def test_switches_have_an_opposite_where_that_means_something() -> None:
    assert understood(["update", "NPL-7", "block", "--no-urgent"])[1].switch("urgent") is False
    assert understood(["update", "NPL-7", "block", "--urgent"])[1].switch("urgent") is True
    assert understood(["update", "NPL-7", "block"])[1].switch("urgent") is None


def test_an_option_may_be_repeated_where_that_means_something() -> None:
    assert understood(["update", "NPL-7", "--tick", "1", "--tick=3"])[1].texts("tick") == ("1", "3")


def test_after_two_dashes_everything_is_a_word() -> None:
    assert understood(["list", "--", "--odd.json"])[1].text("board") == "--odd.json"


def test_a_value_may_begin_with_a_dash_and_hold_anything_after_an_equals_sign() -> None:
    assert understood(["update", "NPL-7", "--note", "-5 °C"])[1].text("note") == "-5 °C"
    assert understood(["update", "NPL-7", "--note=--x=1"])[1].text("note") == "--x=1"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["list", "--fromat", "json"], "Did you mean --format?"),
        (["list", "--format", "xml"], "text, json, csv"),
        (["list", "--format"], "--format text|json|csv"),
        (["list", "--lang"], "--lang zh|en"),
        (["list", "--format", "--lang", "en"], "--format text|json|csv"),
        (["list", "--format", "json", "--format", "csv"], "twice"),
        (["list", "--network=yes"], "takes no value"),
        (["list", "a.json", "b.json"], "b.json"),
        (["today", "--no-network"], "no option --no-network"),
    ],
)
def test_what_is_not_understood_is_answered_with_what_would_be_right(words: list[str], said: str) -> None:
    from store import language

    language.use("en")
    with pytest.raises(Usage) as refused:
        understood(words)
    assert said in str(refused.value)


def test_a_status_that_does_not_exist_is_answered_with_those_that_do() -> None:
    verb, found = understood(["update", "b.json", "NPL-7", "done"])
    with pytest.raises(Usage, match="start, complete, postpone"):
        require(found, verb.places)


def test_an_option_takes_a_value_with_every_command_or_with_none() -> None:
    for verb in VERBS:
        for option in verb.options:
            same = options_of(None)[option.name]
            assert (option.value is None) == (same.value is None)
