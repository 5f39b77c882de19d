"""Excel files: real days and numbers, nothing that calculates, and all that makes a file come back."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

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
from store.documents.office import FILLS, held
from store.documents.xlsx import xlsx
from store.documents.xlsx_cell import LONGEST
from store.exchange.sheet import rows_of
from store.exchange.stamped import stamp_of
from store.language import Language
from store.model.stamp import SHEET, plain
from tests.data.hostile import FORMULAS, HOSTILE
from tests.store.documents.specimen import SOURCE, TONES, specimen
from tests.store.documents.test_documents import written


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def page(book: Workbook, name: str) -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def of(*blocks: Block, title: str = "表", language: Language = "zh") -> Document:
    return Document(title, blocks, language)


def one(*texts: str, title: str = "列") -> Document:
    return of(table([Column(title)], [(text,) for text in texts], key=0))


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(xlsx(specimen("zh", rows=7)))


def test_a_table_is_a_sheet_and_what_comes_back_stands_first(book: Workbook) -> None:
    assert book.sheetnames[:2] == ["任务分配总表", "说明"]
    assert {name for name in book.sheetnames if book[name].sheet_state != "visible"} == {
        SHEET,
        "_duiqi_words",
    }


def test_the_header_stays_in_sight_is_filtered_and_stands_on_every_page(book: Workbook) -> None:
    sheet = page(book, "任务分配总表")
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:I8"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_area.endswith("$A$1:$I$8")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"


@pytest.mark.parametrize(("language", "shown"), [("zh", "yyyy-mm-dd"), ("en", "[$-409]d mmm yyyy")])
def test_a_day_is_a_day_and_a_number_a_number(language: Language, shown: str) -> None:
    sheet = opened(xlsx(specimen(language, rows=1))).worksheets[0]
    day, days = sheet["F2"], sheet["G2"]
    assert (day.value, day.number_format, day.is_date) == (datetime(2024, 3, 21), shown, True)  # noqa: DTZ001
    assert (days.value, days.data_type, days.number_format) == (2, "n", "0")


def test_a_status_is_a_word_and_a_fill(book: Workbook) -> None:
    sheet = page(book, "任务分配总表")
    found = {sheet[f"H{row}"].value: sheet[f"H{row}"].fill.fgColor.rgb for row in range(2, 9)}
    words = ("进行中", "延迟", "阻塞", "已完成", "未开始")
    assert found == {word: f"00{FILLS[tone]}" for word, tone in zip(words, TONES, strict=True)}


def test_columns_are_as_wide_as_their_chinese(book: Workbook) -> None:
    sheet = page(book, "任务分配总表")
    assert sheet.column_dimensions["C"].width >= 2 * len("宣传物料设计与投放") + 2
    assert sheet.column_dimensions["B"].width < 15
    assert sheet["I2"].alignment.wrap_text


def test_words_are_chosen_from_lists_in_new_rows_too(book: Workbook) -> None:
    sheet = page(book, "任务分配总表")
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1, str(rule.sqref)) == ("list", "_duiqi_words!$A$1:$A$2", "E2:E508")
    assert [row[0].value for row in book["_duiqi_words"].iter_rows()] == ["高", "低"]


def test_the_file_comes_back_with_its_stamp(tmp_path: Path) -> None:
    """What the stamp says was written is what stands there, so that a file nobody touched changes nothing."""
    data = xlsx(specimen("en", rows=9))
    found = stamp_of(opened(data))
    assert found is not None
    assert (found.board, found.initiative, found.at, found.language) == (
        SOURCE.board,
        SOURCE.initiative,
        SOURCE.at,
        "en",
    )
    (stamped,) = found.tables
    assert (stamped.name, stamped.sheet) == ("assignment", "Master assignment table")
    assert stamped.fields == ("key", "task", "owner", "priority", "due", "working_days", "acceptance")
    path = tmp_path / "back.xlsx"
    path.write_bytes(data)
    head, *rows = rows_of(path.read_bytes())
    assert head.cells[:2] == ("duiqi:assignment", "Key")
    for row in rows:
        mark, *values = row.cells
        without_status = [*values[:6], values[7]]
        assert stamped.rows[mark] == tuple(map(plain, without_status))


def test_the_hidden_column_holds_the_marks(book: Workbook) -> None:
    sheet = page(book, "任务分配总表")
    assert sheet.column_dimensions["A"].hidden
    assert [sheet[f"A{row}"].value for row in (1, 2, 8)] == ["duiqi:assignment", "NPL-1", "NPL-7"]


def test_a_table_that_does_not_come_back_bears_no_stamp() -> None:
    found = opened(xlsx(one("x")))
    assert found.sheetnames == ["表"]
    assert found.worksheets[0]["A1"].value == "列"


def test_nothing_that_people_write_calculates_links_or_runs() -> None:
    """Not in a cell, a heading, a title, a list, a mark, the name of a sheet, above or below a page."""
    texts = [text for text in HOSTILE if text]
    columns = [Column(text, field=f"f{at}", choices=(text,)) for at, text in enumerate(texts[:90])]
    row = [Cell(text) for text in texts[:90]]
    blocks: list[Block] = [
        Heading(texts[0]),
        Table(tuple(columns), (tuple(row),), None, (), "x", (texts[0],)),
    ]
    for text in texts:
        blocks += [Heading(text), Paragraph(text), Bullets((text,)), table([Column(text)], [(text,)])]
        blocks += [Bars((Bar(text, 1, text),))]
    document = Document("=1+1&F&[Path]", tuple(blocks), "zh", source=SOURCE)
    data = xlsx(document)
    for name, part in parts(data).items():
        assert "<f>" not in part, name
        assert "hyperlink" not in part, name
        assert 't="e"' not in part, name
        assert "External" not in part, name
        for title in re.findall(r"&amp;C(.*?)<", part):
            codes = unescape(title).replace("&&", "")
            assert codes in ("=1+1F [Path]&R&A", "第 &P 页，共 &N 页")
    book = opened(data)
    names = book.sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\'")
        assert name[0] not in "=+-@"
        for cells in book[name].iter_rows():
            assert not [cell for cell in cells if cell.data_type in "fe"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", *FORMULAS])
def test_a_text_that_looks_like_a_formula_is_the_text_that_was_written(text: str) -> None:
    cell = opened(xlsx(one(text))).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))


@settings(max_examples=6)
@given(st.lists(st.text(max_size=30), min_size=5))
def test_every_text_can_be_held(texts: list[str]) -> None:
    sheet = opened(xlsx(one("x", *texts))).worksheets[0]
    values = [sheet.cell(row, 1).value or "" for row in range(3, len(texts) + 3)]
    assert values == [held(text) for text in texts]


def test_what_a_cell_cannot_hold_is_cut_and_said() -> None:
    value = opened(xlsx(one("长" * 40_000))).worksheets[0]["A2"].value
    assert isinstance(value, str)
    assert len(value) == LONGEST
    assert value.endswith("长…（此处截断：单元格放不下）")
    wide = opened(xlsx(one("𠮷" * 40_000))).worksheets[0]["A2"].value
    assert isinstance(wide, str)
    assert len(wide.encode("utf-16-le")) // 2 <= LONGEST


def test_what_a_spreadsheet_cannot_reckon_with_is_text() -> None:
    row = (Cell("1800-01-01", datetime(1800, 1, 1).date()), Cell("无穷", float("inf")))  # noqa: DTZ001
    sheet = opened(xlsx(of(Table((Column("a"), Column("b")), (row,))))).worksheets[0]
    assert [sheet["A2"].value, sheet["B2"].value] == ["1800-01-01", "无穷"]


def test_the_text_between_the_tables_has_a_sheet_with_bars_that_are_drawn() -> None:
    book = opened(xlsx(specimen("en", rows=1)))
    sheet = page(book, "About this file")
    said = [row[0].value for row in sheet.iter_rows() if row[0].value]
    assert said[0] == "NPL Launch of the new product: master assignment table"
    assert "The table is on the sheet “Master assignment table”." in said
    assert [sheet.cell(sheet.max_row - 1, column).value for column in (1, 2, 3)] == ["Marketing", "50 %", 0.5]
    assert len(sheet.conditional_formatting) == 1


def test_sheets_are_called_by_the_name_of_the_document_without_the_initiative() -> None:
    def sheets(name: str, language: Language) -> list[str]:
        book = opened(xlsx(written(name, language)))
        return [each for each in book.sheetnames if book[each].sheet_state == "visible"]

    assert sheets("assignment", "zh")[:2] == ["跨部门任务分配总表（表1）", "签字"]
    assert sheets("progress", "en") == ["progress tracking table", "About this file"]
    assert sheets("schedule", "zh") == ["说明", "进度计划"]


def test_the_whole_set_begins_with_its_contents_and_its_tables_come_back_all_the_same() -> None:
    book = opened(xlsx(written("all", "zh")))
    assert book.sheetnames[0] == "目录"
    assert SHEET in book.sheetnames
    said = [row[0].value for row in book.worksheets[0].iter_rows() if row[0].value]
    assert said.index("目录") < said.index("1. 任务需求说明书")
    assert [name for name in book.sheetnames if name.startswith("3. ")]


def test_a_document_without_tables_is_one_sheet() -> None:
    assert opened(xlsx(of(Paragraph("没有表格"), title="纪要"))).sheetnames == ["纪要"]


def test_the_properties_name_the_program_and_no_machine() -> None:
    data = xlsx(specimen("en", rows=1))
    properties = opened(data).properties
    assert (properties.creator, properties.language) == ("Duiqi", "en-US")
    assert properties.title == "NPL Launch of the new product: master assignment table"
    assert properties.created == SOURCE.at.replace(tzinfo=None)
    assert "lastModifiedBy" not in parts(data)["docProps/core.xml"]


def test_in_a_document_of_parts_each_sheet_says_whose_it_is() -> None:
    agenda = Table((Column("议题"),), ((Cell("甲"),),))
    blocks = (
        Heading("1. 启动会", new_page=True),
        Heading("议程", level=2),
        agenda,
        Heading("2. 周例会", new_page=True),
        Heading("议程", level=2),
        agenda,
        Heading("3. 风险", new_page=True),
        agenda,
    )
    assert opened(xlsx(of(*blocks))).sheetnames == ["1. 议程", "2. 议程", "3. 风险"]
