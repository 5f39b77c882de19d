"""What may be asked on one line of a team's server: denied unless it is listed, whatever is typed."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store.errors import DuiqiError, NotAllowed, Refused
from store.model.text import unseen
from tui.cli import grammar
from tui.hosted.request import ALLOWED, LONGEST, Request, one_line, options_of, understood, wanted_language

BOARDS = ("launch", "客服", "open")

FILES_AND_PERSONS = {
    "as",
    "to",
    "force",
    "repair",
    "network",
    "read-only",
    "backups",
    "keep",
    "host",
}
"""What names a file, another person, or does more than the method."""


@pytest.mark.parametrize(
    ("line", "verb", "board"),
    [
        ("today launch", "today", "launch"),
        ("today launch --format json --lang zh", "today", "launch"),
        ("list 客服 --table people", "list", "客服"),
        ("update launch NPL-7 complete", "update", "launch"),
        ("update launch NPL-7 postpone --reason '手册 未到' --forecast=fri", "update", "launch"),
        ("log launch NPL-7 --since yesterday", "log", "launch"),
        ("export launch schedule --initiative NPL", "export", "launch"),
        ("export launch progress --format xlsx --output -", "export", "launch"),
        ("import launch - --initiative NPL --dry-run", "import", "launch"),
        ("meeting launch --list", "meeting", "launch"),
        ("review launch NPL", "review", "launch"),
        ("undo launch --older", "undo", "launch"),
        ("check launch", "check", "launch"),
        ("launch", "open", "launch"),
        ("open launch", "open", "launch"),
    ],
)
def test_what_is_listed_is_carried_out_on_a_board_by_its_name(line: str, verb: str, board: str) -> None:
    request = understood(line, BOARDS)
    assert (request.verb.name, request.board) == (verb, board)


def test_help_needs_no_board() -> None:
    assert understood("help update", BOARDS).arguments.text("verb") == "update"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "   ",
        "bash",
        "sh -c id",
        "today",
        "today other",
        "today launch extra",
        "today ./launch",
        "today /srv/boards/launch.json",
        "today launch.json",
        "today ../launch",
        "today --help",
        "today -h",
        "today -V",
        "today --version",
        "today --as 李明 launch",
        "today launch --as=李明",
        "today -- launch",
        "--lang zh today launch",
        "update launch NPL-7 start --read-only",
        "list launch --format text;id",
        "list launch --format",
        "list LAUNCH",
        "list lаunch",
        "list ｌａｕｎｃｈ",
        "import launch /etc/passwd --initiative NPL",
        "import launch /dev/stdin --initiative NPL",
        "import launch -x --initiative NPL",
        "check launch --repair",
        "check launch --backups /",
        "export launch progress --output x.xlsx",
        "export launch progress --output=/dev/stdout",
        "export launch progress --force",
        "send launch today",
        "channel launch list",
        "serve launch",
        "completion bash",
        "archive launch NPL",
        "unarchive launch -",
        "backup launch",
        "restore launch launch",
        "new evil",
        "demo",
        "host list",
        "hosted --host /srv --person x --key y",
        "open",
        "internal-sftp",
        "/usr/lib/openssh/sftp-server",
        "scp -t .",
        "today launch\nid",
        "today launch\0",
        "today \u202elaunch",
        "today launch\u200b",
        "today 'launch",
        "today \ud800",
        "x" * (LONGEST + 1),
    ],
)
def test_everything_else_is_refused_in_one_line(line: str) -> None:
    with pytest.raises((NotAllowed, Refused)) as refused:
        understood(line, BOARDS)
    said = one_line(refused.value)
    assert said
    assert "\n" not in said
    assert len(said) < 500


def test_a_shell_has_no_part_in_it() -> None:
    """What a shell would act on is a word like any other."""
    request = understood("update launch NPL-7 --note '$(id) `id` ; id > /tmp/x | id && id'", BOARDS)
    assert request.arguments.text("note") == "$(id) `id` ; id > /tmp/x | id && id"
    assert understood("update launch NPL-7 --note $(id)", BOARDS).arguments.text("note") == "$(id)"


def test_no_option_that_names_a_file_or_a_person_is_in_a_list() -> None:
    every = {option for options in ALLOWED.values() for option in options}
    assert not every & FILES_AND_PERSONS


def test_every_list_holds_only_what_the_command_has() -> None:
    for name, options in ALLOWED.items():
        verb = grammar.verbs()[name]
        assert options <= {option.name for option in verb.options}, name
        assert set(options_of(verb)) == options | {"lang"}


def test_no_listed_command_takes_a_place_that_is_a_path() -> None:
    known = {"board", "key", "status", "document", "meeting", "code", "verb", "file"}
    for name in ALLOWED:
        assert {place.name for place in grammar.verbs()[name].places} <= known, name


def test_the_language_is_found_whatever_else_is_wrong() -> None:
    assert wanted_language("nonsense --lang en '") == "en"
    assert wanted_language("today --lang=zh") == "zh"
    assert wanted_language("today --lang=fr") is None
    assert wanted_language("") is None


def asked(line: str, boards: tuple[str, ...] = BOARDS) -> Request | str:
    """The request, or the sentence that refuses it."""
    try:
        return understood(line, boards)
    except DuiqiError as error:
        return one_line(error)


_pieces = st.one_of(
    st.sampled_from(
        [
            *grammar.verbs(),
            *ALLOWED,
            *BOARDS,
            "--",
            "-",
            "-h",
            "''",
            '"',
            "'",
            "\\",
            "\n",
            "\0",
            "\u202e",
            "=",
        ]
    ),
    st.sampled_from([f"--{option.name}" for verb in grammar.VERBS for option in verb.options]),
    st.sampled_from(
        ["--as", "--as=李明", "--output", "--no-urgent", "--lang", "/etc/passwd", "../x", "$(id)", ";id"]
    ),
    st.text(max_size=12),
)


@settings(max_examples=400, deadline=None)
@example(["today", "launch", "--as", "x"])
@given(st.lists(_pieces, max_size=7))
def test_whatever_is_typed_is_refused_or_is_a_listed_command_on_a_given_board(pieces: list[str]) -> None:
    for line in (" ".join(pieces), shlex.join(pieces)):
        wanted_language(line)
        request = asked(line)
        if isinstance(request, str):
            assert "\n" not in request
            continue
        given_options = {*request.arguments.words, *request.arguments.lists, *request.arguments.switches}
        places = {place.name for place in request.verb.places}
        assert request.verb.name in ALLOWED
        assert given_options - places <= ALLOWED[request.verb.name] | {"lang"}
        assert request.board in BOARDS or (request.verb.name == "help" and request.board is None)
        assert request.arguments.text("file") in (None, "-")
        assert request.arguments.text("output") in (None, "-")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_ends_in_a_sentence_or_a_request(line: str) -> None:
    wanted_language(line)
    request = asked(line, ())
    if isinstance(request, str):
        assert not any(unseen(character) for character in request)
    else:
        assert request.verb.name == "help"
