"""HTML pages: one file that prints, and in which nothing that people wrote is anything but text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.documents.blocks import (
    Bar,
    Bars,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
)
from store.documents.html import html
from store.documents.office import held
from tests.data.hostile import HOSTILE
from tests.store.documents.specimen import ROWS, specimen


class Read(HTMLParser):
    """What a browser makes of a page: the tags with their attributes, and the text of each kind of tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "col"):
            self._open.append(tag)
            self.texts.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self.texts and data.strip("\n"):
            tag, said = self.texts[-1]
            self.texts[-1] = (tag, said + data)

    def said(self, *tags: str) -> list[str]:
        """What stands in every tag of these kinds."""
        return [said for tag, said in self.texts if tag in tags]


def of(*blocks: Block, title: str = "纪要") -> Document:
    return Document(title, blocks, "zh")


def test_every_block_has_its_form() -> None:
    page = Read(html(specimen("zh", rows=2)))
    assert page.said("h1", "h2", "h3") == [
        "NPL 新品上市推广：跨部门任务分配总表",
        "任务分配总表",
        "签字确认",
        "各部门按期完成率",
    ]
    assert page.said("li") == ["市场部：李明，3月20日", "研发部：尚未签字"] * 2
    assert page.said("p") == ["总表在全部部门签字后生效。\n请各部门负责人核对本部门的行，三个工作日内签字。"]
    assert page.said("th")[0] == "编号"
    assert page.said("th")[-2:] == ["NPL-1", "NPL-2"]


def test_a_page_has_its_language_its_policy_and_refers_to_nothing() -> None:
    source = html(specimen("zh", rows=1))
    page = Read(source)
    tags = dict(page.tags)
    assert tags["html"] == {"lang": "zh-CN"}
    policies = [each for tag, each in page.tags if each.get("http-equiv") == "Content-Security-Policy"]
    assert [each["content"] for each in policies] == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert not {"a", "img", "link", "script", "iframe", "form", "base", "object"} & {
        tag for tag, _ in page.tags
    }
    assert not {name for _tag, each in page.tags for name in each} & {"href", "src", "id", "onclick"}
    assert "http:" not in source
    assert "https:" not in source
    assert "url(" not in source
    assert "@import" not in source


@pytest.mark.parametrize(("wide", "side"), [(True, "landscape"), (False, "portrait")])
def test_it_prints_on_a4_with_the_header_of_a_table_on_every_page(wide: bool, side: str) -> None:
    source = html(Document("x", specimen("en").blocks, "en", wide))
    assert f"@page{{size:A4 {side};" in source
    assert "thead{display:table-header-group}" in source
    assert "tr{break-inside:avoid}" in source
    assert '<h2 class="page">Sign-off</h2>' in source
    assert source.count("<tr>") == ROWS + 1 + 2


def test_a_status_is_a_word_with_a_fill_and_an_edge() -> None:
    source = html(specimen("zh", rows=4))
    assert '<td class="late">延迟</td>' in source
    assert re.search(r"\.late\{background:#\w{6};box-shadow:inset 3px 0 #\w{6}\}", source)
    assert "print-color-adjust:exact" in source


def test_a_table_of_many_columns_has_smaller_letters_and_keys_stay_whole() -> None:
    few, many = (Table(tuple(Column("x") for _ in range(n)), ((Cell("NPL-10"),) * n,)) for n in (10, 11))
    assert '<table class="many">' not in html(of(few))
    source = html(of(many))
    assert '<table class="many">' in source
    assert source.count('<td class="whole">NPL-10</td>') == 11
    widths = [float(each) for each in re.findall(r'<col style="width:([\d.]+)%">', source)]
    assert abs(sum(widths) - 100) < 1


def test_days_and_keys_stay_whole_among_other_words() -> None:
    page = html(of(Paragraph("NPL-1、NPL-20（2024-03-18）a-b")))
    whole = '<span class="whole">{}</span>'.format
    said = f"{whole('NPL-1')}、{whole('NPL-20')}（{whole('2024-03-18')}）a-b"
    assert f"<p>{said}</p>" in page


def test_a_bar_is_as_long_as_its_number_and_kinds_differ_without_colour() -> None:
    source = html(of(Bars((Bar("甲", 5, "5"), Bar("乙", 10, "10", "="), Bar("丙", 0, "0")))))
    assert '<div class="bar" style="width:50.0%"></div>' in source
    assert '<div class="bar other" style="width:100.0%"></div>' in source
    assert source.count("<div") == 2


def test_words_of_people_are_text_and_nothing_else() -> None:
    texts = [text for text in HOSTILE if text.strip()]
    blocks: list[Block] = []
    for text in texts:
        blocks += [Heading(text), Paragraph(text), Bullets((text,)), Bars((Bar(text, 1, text),))]
        blocks += [Table((Column(text),), ((Cell(text),),))]
    plain = html(of(*[_quiet(block) for block in blocks], title="x"))
    source = html(of(*blocks, title="</title><script>alert(1)</script>"))
    page = Read(source)
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in Read(plain).tags]
    assert page.said("title") == ["</title><script>alert(1)</script>"]
    assert page.said("li") == [
        "\n".join(each for each in held(text).split("\n") if each.strip()) for text in texts
    ]


def _quiet(block: Block) -> Block:
    match block:
        case Heading():
            return Heading("x")
        case Paragraph():
            return Paragraph("x")
        case Bullets():
            return Bullets(("x",))
        case Bars():
            return Bars((Bar("x", 1, "x"),))
        case Table():
            return Table((Column("x"),), ((Cell("x"),),))


@given(st.text(max_size=30))
def test_every_text_reads_as_it_was_written(text: str) -> None:
    page = Read(html(of(Bullets((text,)))))
    assert page.said("li") == ["\n".join(each for each in held(text).split("\n") if each.strip())]
