"""Word files: real headings and lists, tables that go on over pages, fonts that have Chinese."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import docx as python_docx
import pytest
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from hypothesis import given, settings
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
    table,
)
from store.documents.docx import docx
from store.documents.office import FILLS, held, line
from tests.data.hostile import HOSTILE
from tests.store.documents.specimen import ROWS, specimen

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(data: bytes) -> Word:
    return python_docx.Document(io.BytesIO(data))


def of(*blocks: Block, title: str = "纪要") -> Document:
    return Document(title, blocks, "zh")


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {
            name: packed.read(name).decode() for name in packed.namelist() if name.endswith((".xml", ".rels"))
        }


@pytest.fixture(scope="module")
def chinese() -> bytes:
    return docx(specimen("zh"))


@pytest.fixture(scope="module")
def word(chinese: bytes) -> Word:
    return opened(chinese)


def test_headings_are_the_built_in_ones_so_that_a_table_of_contents_finds_them(word: Word) -> None:
    found = [
        (each.style.name if each.style else "", each.text)
        for each in word.paragraphs
        if each.style is not None and str(each.style.name).startswith(("Title", "Heading"))
    ]
    assert found == [
        ("Title", "NPL 新品上市推广：跨部门任务分配总表"),
        ("Heading 1", "任务分配总表"),
        ("Heading 1", "签字确认"),
        ("Heading 2", "各部门按期完成率"),
    ]


def test_a_heading_can_begin_a_page(word: Word) -> None:
    breaks = [each.text for each in word.paragraphs if each.paragraph_format.page_break_before]
    assert breaks == ["签字确认"]


def test_a_header_stands_on_every_page_and_no_row_goes_over_two(word: Word) -> None:
    rows = word.tables[0]._tbl.tr_lst
    assert len(rows) == ROWS + 1
    assert [bool(row.xpath("./w:trPr/w:tblHeader")) for row in rows] == [True, *[False] * ROWS]
    assert all(row.xpath("./w:trPr/w:cantSplit") for row in rows)


def test_days_and_keys_are_not_broken_at_their_hyphens() -> None:
    rows = table([Column("依赖关系")], [["NPL-3、NPL-5（2024-03-18）"]])
    made = opened(docx(of(Paragraph("NPL-1 截止 2024-03-18，见 a-b"), rows)))
    cell = made.tables[0].cell(1, 0).paragraphs[0]
    for paragraph, hyphens in ((made.paragraphs[1], 3), (cell, 4)):
        assert len(paragraph._p.findall(f".//{W}noBreakHyphen")) == hyphens
    assert made.paragraphs[1].text == "NPL-1 截止 2024-03-18，见 a-b"
    # Between two keys a line may break, which LibreOffice has to be told.
    assert cell.text == "NPL-3、\u200bNPL-5（2024-03-18）"


def test_a_short_table_is_not_parted_and_a_long_one_leaves_no_row_alone() -> None:
    def kept(rows: int) -> str:
        made = opened(docx(of(Paragraph("如下"), table([Column("行")], [[str(at)] for at in range(rows)]))))
        assert made.paragraphs[1].paragraph_format.keep_with_next
        lines = [each.cells[0].paragraphs[0] for each in made.tables[0].rows]
        return "".join("+" if each.paragraph_format.keep_with_next else "." for each in lines)

    assert kept(3) == "+++."
    assert kept(12) == 12 * "+" + "."
    assert kept(14) == "++" + 11 * "." + "+."


def test_below_a_table_that_ends_the_file_stands_nothing_that_could_take_a_page() -> None:
    made = opened(docx(of(table([Column("行")], [["一"]]), table([Column("行")], [["二"]]))))
    assert [each.style.name for each in made.paragraphs[1:] if each.style] == ["Table Gap", "Table End"]
    assert made.paragraphs[-1].paragraph_format.line_spacing is None
    assert made.styles["Table End"].element.xpath(".//w:spacing/@w:line") == ["20"]


def test_columns_have_their_widths_and_fill_the_page(word: Word) -> None:
    widths = [int(each.get(f"{W}w")) for each in word.tables[0]._tbl.xpath("./w:tblGrid/w:gridCol")]
    assert sum(widths) == round((297 - 30) / 25.4 * 1440)
    assert widths[1] > 2 * widths[3]
    for row in word.tables[0]._tbl.tr_lst[:3]:
        assert [int(each.get(f"{W}w")) for each in row.xpath("./w:tc/w:tcPr/w:tcW")] == widths


def test_no_column_is_narrower_than_its_longest_word() -> None:
    columns = (Column("Responsible", 1), Column("What", 30))
    grid = opened(docx(of(table(columns, [("x", "y")])))).tables[0]._tbl.xpath("./w:tblGrid/w:gridCol")
    assert int(grid[0].get(f"{W}w")) > 11 * 115


def test_chinese_has_a_font_and_a_language_in_every_style(chinese: bytes) -> None:
    styles = parts(chinese)["word/styles.xml"]
    assert "Theme=" not in styles
    fonts = re.findall(r"<w:rFonts [^>]*>", styles)
    assert fonts
    assert all('w:eastAsia="Microsoft YaHei"' in each and 'w:ascii="Calibri"' in each for each in fonts)
    assert 'w:eastAsia="zh-CN"' in styles


@pytest.mark.parametrize(("wide", "across", "down"), [(True, 297, 210), (False, 210, 297)])
def test_paper_is_a4_and_lies_on_its_side_for_wide_tables(wide: bool, across: int, down: int) -> None:
    section = opened(docx(Document("x", (), "en", wide))).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (across, down)
    assert (section.orientation == WD_ORIENT.LANDSCAPE) is wide


def test_the_foot_of_a_page_has_the_title_and_its_number(chinese: bytes, word: Word) -> None:
    foot_text = word.sections[0].footer.paragraphs[0].text
    assert foot_text == "NPL 新品上市推广：跨部门任务分配总表\t第  页，共  页"
    foot = next(part for name, part in parts(chinese).items() if "footer" in name)
    assert re.findall(r"<w:instrText[^>]*>(.*?)</w:instrText>", foot) == [" PAGE ", " NUMPAGES "]


def test_a_status_is_a_word_on_a_fill(word: Word) -> None:
    row = word.tables[0]._tbl.tr_lst[1]
    filled = row.xpath("./w:tc[w:tcPr/w:shd]")
    assert ["".join(_lines(cell)) for cell in filled] == ["延迟"]
    assert filled[0].xpath("./w:tcPr/w:shd/@w:fill") == [next(f for t, f in FILLS.items() if t == "late")]


def test_a_numbered_list_begins_at_one_each_time() -> None:
    found = opened(docx(of(Bullets(("一", "二"), True), Paragraph("x"), Bullets(("三",), True))))
    lists = [
        each._p.xpath("./w:pPr/w:numPr/w:numId/@w:val") for each in found.paragraphs if each.text in "一二三"
    ]
    assert lists[0] == lists[1] != lists[2]
    starts = found.part.numbering_part.element.xpath(
        f"./w:num[@w:numId='{lists[2][0]}']//w:startOverride/@w:val"
    )
    assert starts == ["1"]


def test_a_bar_is_as_long_as_its_number(word: Word) -> None:
    ends = [int(each) for each in word.tables[1]._tbl.xpath(".//w:ind/@w:right")]
    column = int(word.tables[1]._tbl.xpath("./w:tblGrid/w:gridCol[3]/@w:w")[0])
    assert ends[1] == 0
    assert 0.4 < ends[0] / column < 0.5
    fills = word.tables[1]._tbl.xpath(".//w:pPr/w:shd/@w:fill")
    assert len(set(fills)) == 2
    none = opened(docx(of(Bars((Bar("无", 0, "0"), Bar("有", 5, "5"))))))
    assert len(none.tables[0]._tbl.xpath(".//w:pPr/w:shd")) == 1


def test_the_properties_name_the_program_and_no_machine_or_person(word: Word, chinese: bytes) -> None:
    said = word.core_properties
    assert (said.title, said.author, said.language) == (
        "NPL 新品上市推广：跨部门任务分配总表",
        "对齐",
        "zh-CN",
    )
    assert (said.comments, said.last_modified_by) == ("", "")
    assert str(said.created).startswith("2024-03-25 02:00:00")
    assert "python-docx" not in "".join(parts(chinese).values())
    undated = opened(docx(of())).core_properties
    assert undated.created is None


def test_words_of_people_are_text_and_nothing_else() -> None:
    texts = [text for text in HOSTILE if text]
    blocks: list[Block] = []
    for text in texts:
        blocks += [Heading(text), Paragraph(text), Bullets((text,)), Bars((Bar(text, 1, text),))]
        blocks += [Table((Column(text),), ((Cell(text),),), key=0)]
    data = docx(of(*blocks, title="{PAGE} & <w:p/>"))
    for name, part in parts(data).items():
        assert "<w:hyperlink" not in part, name
        assert 'TargetMode="External"' not in part, name
    found = opened(data)
    assert found.paragraphs[0].text == "{PAGE} & <w:p/>"
    cells = [each._tbl for each in found.tables[1::2]]
    assert ["".join(_lines(cell.tr_lst[1])) for cell in cells] == [held(text) for text in texts]
    headings = [each.text for each in found.paragraphs if each.style and each.style.name == "Heading 1"]
    assert headings == [line(text) for text in texts]


def _lines(row: object) -> Iterator[str]:
    for element in row.iter():  # type: ignore[attr-defined]
        if element.tag == f"{W}t":
            yield element.text or ""
        elif element.tag == f"{W}br":
            yield "\n"


@settings(max_examples=6)
@given(st.lists(st.text(max_size=30), min_size=5))
def test_every_text_can_be_held(texts: list[str]) -> None:
    found = opened(docx(of(Table((Column("x"),), tuple((Cell(text),) for text in texts)))))
    rows = found.tables[0]._tbl.tr_lst[1:]
    assert ["".join(_lines(row)) for row in rows] == [held(text) for text in texts]
