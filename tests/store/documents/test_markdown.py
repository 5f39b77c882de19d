"""Documents as Markdown and as text: people's words are shown as they were typed, whatever they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from store.documents.blocks import Block, Bullets, Cell, Column, Document, Heading, Paragraph, Table, table
from store.documents.markdown import inline, markdown
from store.documents.text import text

HOSTILE = [
    "# 不是标题",
    "- 不是列表",
    "1. 不是列表",
    "2) 不是列表",
    "> 不是引用",
    "===",
    "---",
    "[链接](https://evil.example)",
    "![图](https://evil.example/x.png)",
    "<script>alert(1)</script>",
    "<https://evil.example>",
    "https://evil.example/a_b_c",
    "www.evil.example",
    "**粗** _斜_ ~~删~~ `代码`",
    "a | b | c",
    "&lt;b&gt; &amp;",
    "反斜杠 \\ 和 \\*星\\*",
    "[x]: https://evil.example",
    "+ 加",
    "```",
    "    四个空格",
    "$x^2$",
    "\u202e反\u202c",
]


def shown(source: str) -> tuple[str, set[str]]:
    """What a reader sees of Markdown, and which kinds of things it has become."""
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(source)
    kinds: set[str] = set()
    said: list[str] = []
    for token in tokens:
        kinds.add(token.type)
        for child in token.children or ():
            kinds.add(child.type)
            if child.type in ("text", "text_special"):
                said.append(child.content)
            elif child.type in ("softbreak", "hardbreak"):
                said.append("\n")
    return "".join(said), kinds


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_people_stay_words(words: str) -> None:
    said, kinds = shown(inline(words))
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    assert said == " ".join(words.replace("\u202e", "?").replace("\u202c", "?").split())


@given(st.text(max_size=60))
def test_whatever_is_typed_reads_the_same(words: str) -> None:
    said, kinds = shown(inline(words))
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    assert "<" not in re.sub(r"\\<", "", inline(words))
    assert len(said) <= len(words) + 1


@pytest.mark.parametrize(
    "address", ["https://evil.example", "HTTP://evil.example", "www.evil.example", "mailto:a"]
)
def test_an_address_is_broken_so_that_no_renderer_makes_a_link_of_it(address: str) -> None:
    assert not re.search(r"(?i)(https?://|www\.|mailto:)", inline(address))


def test_every_block_has_its_form() -> None:
    assert markdown(of(*BLOCKS)) == (
        "# 周例会\n\n"
        "## 行动\n\n"
        "一行  \n另一行\n\n"
        "- 甲\n- 乙  \n  乙的第二行\n\n"
        "1. 一\n2. 二\n\n"
        "| 行动 | 分钟 |\n| --- | ---: |\n| **补齐\\|手册** | 5 |\n"
    )


def test_as_text_a_row_is_a_line_that_names_its_cells() -> None:
    assert text(of(*BLOCKS)) == (
        "周例会\n\n【行动】\n一行\n另一行\n\n"
        "- 甲\n- 乙\n  乙的第二行\n\n1. 一\n2. 二\n\n- 补齐|手册（分钟 5）\n"
    )


def test_columns_in_which_nothing_stands_are_left_out() -> None:
    found = table([Column("甲"), Column("乙"), Column("丙")], [("", "", "x"), ("", "", "y")], key=0)
    assert [column.title for column in found.columns] == ["甲", "丙"]
    assert [[cell.text for cell in row] for row in found.rows] == [["", "x"], ["", "y"]]
    assert found.key == 0


def test_a_row_must_fit_its_table() -> None:
    with pytest.raises(ValueError, match="a cell a column"):
        Table((Column("甲"),), ((Cell("1"), Cell("2")),))
    with pytest.raises(ValueError, match="key column"):
        Table((Column("甲"),), (), key=1)
    with pytest.raises(ValueError, match="a mark a row"):
        table([Column("甲")], [("1",)], marks=("NPL-1", "NPL-2"))


def test_a_table_that_comes_back_keeps_the_columns_that_are_to_be_filled_in() -> None:
    found = table([Column("甲"), Column("乙", field="due")], [("x", "")], comes_back="assignment")
    assert [column.field for column in found.columns] == ["", "due"]


BLOCKS: tuple[Block, ...] = (
    Heading("行动"),
    Paragraph("一行\n另一行"),
    Bullets(("甲", "乙\n乙的第二行")),
    Bullets(("一", "二"), numbered=True),
    table((Column("行动"), Column("分钟", right=True)), (("补齐|手册", Cell("5", 5)),), key=0),
)


def of(*blocks: Block) -> Document:
    return Document("周例会", blocks, "zh")
