"""What the chat group reads: digest, table 1, urgent call; people's words in it are nothing but words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import example
from store.board.board import Board
from store.chat.telling import Kind, Wish, issue_of, message_of, why_not_tell
from store.documents.blocks import Bar, Bars, Bullets, Document, Heading, Paragraph, table
from store.documents.chat import chat_markdown, chat_text, harmless
from store.errors import NotFound, Refused
from store.language import LANGUAGES, Language
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.state import State
from tests.data.hostile import CONTROLS
from tests.harness.clock import FixedClock


@pytest.fixture(scope="module")
def boards(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Path]:
    made: dict[Language, Path] = {}
    for language in LANGUAGES:
        made[language] = tmp_path_factory.mktemp(language) / "launch.json"
        example.build(made[language], FixedClock(), language)
    return made


@pytest.fixture(params=["zh", "en"])
def board(request: pytest.FixtureRequest, boards: dict[Language, Path], clock: FixedClock) -> Iterator[Board]:
    opened = Board.open(boards[request.param], clock=clock, read_only=True)
    yield opened
    opened.close()


def initiative(state: State, code: str) -> int:
    return next(each.id for each in state.all(Initiative) if each.code == code)


def test_the_digest_says_how_far_everything_is_and_who_must_act_and_why(
    board: Board, snapshot: object
) -> None:
    message = message_of(board.state, Wish(Kind.DIGEST), board.moment())
    assert message.markdown == snapshot
    assert message.title == message.text.splitlines()[0]


def test_the_digest_of_one_initiative_leaves_out_the_others(board: Board) -> None:
    one = message_of(board.state, Wish(Kind.DIGEST, initiative(board.state, "NPL")), board.moment())
    assert "NPL" in one.markdown
    assert "CSP" not in one.markdown


def test_those_who_must_act_are_called_by_the_numbers_that_the_sender_has(board: Board) -> None:
    names = {"zh": ("赵敏", "陈工", "郑洁"), "en": ("Zhao Min", "Chen Wei", "Zheng Jie")}[
        board.state.settings.language
    ]
    mobiles = {name: f"1380000000{at}" for at, name in enumerate(names)}
    message = message_of(board.state, Wish(Kind.DIGEST), board.moment(), mobiles)
    called = {each.name for each in message.mentions}
    assert called <= set(names)
    assert names[1] in called
    assert "1380000" not in message.markdown + message.text


def test_only_a_confirmed_table_1_goes_to_the_group(board: Board) -> None:
    moment, state = board.moment(), board.state
    held: dict[str, Wish] = {}
    stands: dict[str, Wish] = {}
    for each in state.all(Initiative):
        wish = Wish(Kind.ASSIGNMENT, each.id)
        why = why_not_tell(state, wish, moment)
        (stands if why is not None else held)[each.code] = wish
    assert "NPL" in stands
    message = message_of(state, held["INC"], moment)
    assert "**INC-1" in message.markdown
    for wish in stands.values():
        with pytest.raises(Refused):
            message_of(state, wish, moment)


def test_the_table_reads_in_a_chat(board: Board, snapshot: object) -> None:
    wish = Wish(Kind.ASSIGNMENT, initiative(board.state, "INC"))
    assert message_of(board.state, wish, board.moment()).markdown == snapshot


def test_an_urgent_call_says_until_when_and_what_is_blocked(board: Board, snapshot: object) -> None:
    issue = issue_of(board.state, "npl-6")
    message = message_of(board.state, Wish(Kind.URGENT, issue.id), board.moment())
    assert message.markdown == snapshot
    assert issue_of(board.state, board.state.key_of(issue)) == issue


def test_nobody_is_called_about_what_is_not_urgent(board: Board) -> None:
    calm = next(each for each in board.state.all(Issue) if each.urgent_since is None)
    with pytest.raises(Refused):
        message_of(board.state, Wish(Kind.URGENT, calm.id), board.moment())
    for key in ("NPL-7", "XXX-1"):
        with pytest.raises(NotFound):
            issue_of(board.state, key)


# --- nothing but words


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("@all @所有人 @13800000000", "＠all ＠所有人 ＠13800000000"),
        ("<@zhangsan> <font color=warning>", "＜＠zhangsan＞ ＜font color=warning＞"),
        ("[click](https://evil.example)", "［click］(https：//evil．example)"),
        ("![](http://10.0.0.1/x.png)", "!［］(http：//10.0.0.1/x．png)"),
        ("www.evil.com mailto:a@b.cn tel:110", "www．evil．com mailto：a＠b．cn tel：110"),
        ("**bold** _it_ `code` ~~no~~ |", "＊＊bold＊＊ ＿it＿ ｀code｀ ～～no～～ ｜"),
        ("# head", "＃ head"),
        ("1. one", "1． one"),
        ("- point", "－ point"),
        ("&lt;b&gt; R&D", "＆lt;b＆gt; R&D"),
        ("3.5 万件, v1.2, e.g. 12:30", "3.5 万件, v1.2, e.g. 12:30"),
        ("two\nlines", "two lines"),
    ],
)
def test_words_are_no_link_no_markup_and_call_nobody(typed: str, shown: str) -> None:
    assert harmless(typed) == shown


@given(st.lists(st.sampled_from([*CONTROLS, "@all", "<@x>", "](", "http://e.x", "\n", "a", "好", "#", "- "])))
def test_whatever_people_write_no_sign_of_the_chats_is_left_of_it(parts: list[str]) -> None:
    words = "".join(parts)
    document = Document(
        words,
        (
            Heading(words),
            Paragraph(words),
            Bullets((words,)),
            Bullets((words,), numbered=True),
            table([], [], None),
            Bars((Bar(words, 1.0, "1"),)),
        ),
        "zh",
    )
    for text in (chat_markdown(document), chat_text(document)):
        assert not set("@<>[]`|\\\x1b\x9b\u202e\u200d") & set(text)
        assert "://" not in text
    for line in chat_markdown(document).split("\n"):
        assert line.lstrip("#- 1.").lstrip() == line or line[:2] in ("# ", "##", "- ", "1.")


def test_rows_without_a_sentence_are_told_with_the_names_of_their_columns() -> None:
    from store.documents.blocks import Column

    columns = [Column("Key"), Column("Who"), Column("Why")]
    document = Document("T", (table(columns, [("N-1", "Li", ""), ("N-2", "", "late")], key=0),), "en")
    assert chat_markdown(document) == "# T\n\n- **N-1** Who Li\n- **N-2** Why late"
