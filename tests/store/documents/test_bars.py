"""Charts as text and as Markdown: read without colour, whatever the labels are."""

from __future__ import annotations

from markdown_it import MarkdownIt

from store.documents.blocks import ROOM, Bar, Bars, Block, Document, Paragraph
from store.documents.markdown import markdown
from store.documents.text import text


def document(*blocks: Block) -> Document:
    return Document("复盘", blocks, "zh")


CHART = Bars(
    (Bar("研发部", 12, "12 天"), Bar("own", 3, "3 天", "="), Bar("运营部", 0.1, "0.1"), Bar("无", 0, "0"))
)


def test_bars_stand_below_one_another_by_the_cells_of_their_labels() -> None:
    lines = text(document(CHART)).splitlines()[2:]
    assert lines == [
        f"研发部  {'#' * ROOM}  12 天",
        f"own     {'=' * 5}  3 天",
        "运营部  #  0.1",
        "无      0",
    ]


def test_a_share_is_drawn_of_the_whole() -> None:
    lines = text(document(Bars((Bar("a", 0.5, "50%"),), whole=1))).splitlines()
    assert lines[-1] == f"a  {'#' * (ROOM // 2)}  50%"


def test_a_chart_follows_its_sentence_without_a_gap() -> None:
    lines = text(document(Paragraph("天数："), CHART)).splitlines()
    assert lines[1:3] == ["", "天数："]
    assert lines[3].startswith("研发部")


def test_a_long_label_is_cut_where_a_row_would_not_fit_any_more() -> None:
    lines = text(document(Bars((Bar("很" * 60, 1, "1"), Bar("短", 1, "1"))))).splitlines()
    assert lines[2].startswith("很很")
    assert "..." in lines[2]
    assert len(lines[3]) < 80


def test_labels_are_literal_in_markdown() -> None:
    source = markdown(document(Bars((Bar("a | b `c` **d**", 1, "# 1"), Bar("", 0, "0")))))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(source)
    cells = [
        "".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"
    ]
    assert "a | b `c` **d**" in cells
    assert "# 1" in cells
    assert "#" * ROOM in cells
