"""Whose file it is, and files that are made to do harm."""

from __future__ import annotations

import contextlib
import csv
import io
import tracemalloc
import zipfile
from random import Random

import pytest
from openpyxl import Workbook, load_workbook

from store.errors import Refused
from store.exchange.back.file import is_known, is_marked, read_back
from store.exchange.sheet import rows_of
from store.language import use
from store.model.initiative import Stage
from store.rules.commands.initiatives import CreateInitiative
from store.rules.commands.issues.reporting import ReportIssue
from tests.store.exchange.back.desk import Desk, Sheet, edited
from tests.store.rules.launch import FACILITATOR


@pytest.fixture
def desk() -> Desk:
    use("en")
    return Desk()


def why(desk: Desk, data: bytes, **options: str) -> str:
    with pytest.raises(Refused) as refused:
        desk.read(data, **options)
    return str(refused.value)


def test_the_file_of_another_board_or_initiative_is_refused_and_says_which(desk: Desk) -> None:
    desk.do(CreateInitiative("CSP", "客服升级", stage=Stage.ASSIGN), by=FACILITATOR)
    data = desk.out("assignment")
    assert why(desk, data, board="another") == "This file is of another board, of its initiative NPL."
    assert why(desk, data, code="csp") == "This file is of NPL, not of CSP."
    assert desk.read(data, code="npl").initiative.code == "NPL"

    def gone(sheet: Sheet) -> None:
        for row in sheet.book["_duiqi"].iter_rows():
            if row[0].value == "initiative":
                row[1].value = "XYZ"

    data = edited(data, "assignment", gone)
    assert why(desk, data) == "This file is of XYZ, which is not on this board."


def test_the_file_of_a_newer_program_is_refused(desk: Desk) -> None:
    def newer(sheet: Sheet) -> None:
        sheet.book["_duiqi"]["B1"].value = "2"

    assert "newer Duiqi" in why(desk, edited(desk.out("assignment"), "assignment", newer))


def test_a_file_of_ours_is_told_from_others(desk: Desk) -> None:
    assert is_marked(desk.out("assignment"))
    book, file = Workbook(), io.BytesIO()
    book.save(file)
    assert not is_marked(file.getvalue())
    assert not is_marked(b"task,owner\nA,B\n")
    assert not is_marked(b"PK\x03\x04 and nothing else")

    def no_stamp(sheet: Sheet) -> None:
        sheet.book.remove(sheet.book["_duiqi"])

    assert is_marked(edited(desk.out("assignment"), "assignment", no_stamp))


def test_a_table_that_was_saved_as_csv_is_known_by_its_marks(desk: Desk) -> None:
    sheet = load_workbook(io.BytesIO(desk.out("progress"))).worksheets[0]
    text = io.StringIO()
    csv.writer(text).writerows([cell if cell is not None else "" for cell in row] for row in sheet.values)
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        data = text.getvalue().replace("未开始", "进行中", 1).encode(encoding)
        assert is_marked(data)
        file = desk.read(data)
        assert file.blind
        assert [(each.mark, each.new) for each in file.tables[0].compared.changes] == [("NPL-1", "进行中")]


def test_tables_2_and_3_without_any_mark_are_known_by_their_headings(desk: Desk) -> None:
    desk.do(ReportIssue(1, "颜色不对"), by=FACILITATOR)
    for name, column, value in (("progress", "备注", "'=1+1"), ("issues", "初步方案", "对色")):
        sheet = load_workbook(io.BytesIO(desk.out(name))).worksheets[0]
        rows = [[str(cell or "") for cell in row[1:]] for row in sheet.values]
        rows[1][rows[0].index(column)] = value
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        data = text.getvalue().encode()
        assert not is_marked(data)
        assert is_known(rows_of(data))
        file = desk.read(data, code="npl")
        (change,) = file.tables[0].compared.changes
        assert (file.tables[0].name, change.new) == (name, value.removeprefix("'"))
    assert not is_known(rows_of(b"key,task,status\nNPL-1,A,done\n"))


def rewritten(data: bytes, part: str, change: tuple[bytes, bytes]) -> bytes:
    """A workbook with a part of its package changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            body = old.read(info)
            new.writestr(info.filename, body.replace(*change) if info.filename == part else body)
    return file.getvalue()


def test_files_made_to_do_harm_end_within_limits(desk: Desk) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    data = rewritten(desk.out("assignment"), sheet, (b"</sheetData>", merged))
    assert "merged" in why(desk, data)
    bomb = rewritten(desk.out("assignment"), sheet, (b"</sheetData>", b" " * 40_000_000 + b"</sheetData>"))
    assert "larger than" in why(desk, bomb)
    torn = desk.out("assignment")[:-400]
    with pytest.raises(Refused):
        read_back(torn)
    entity = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    data = rewritten(desk.out("assignment"), sheet, (b"<worksheet", entity + b"<worksheet"))
    with contextlib.suppress(Refused):
        assert "root:" not in repr(read_back(data))


@pytest.mark.parametrize(
    "behind",
    [
        b"<row r='20000'><c r='CV20000' t='inlineStr'><is><t>x</t></is></c></row></sheetData>",
        b"</sheetData><mergeCells><mergeCell ref='A1:XFD30000'/></mergeCells>",
        b"</sheetData><mergeCells>" + b"<mergeCell " * 100_000,
        b"</sheetData><mergeCells><mergeCell ref='A1:9'/></mergeCells>",
    ],
    ids=["a cell far away", "merged in other quotes", "unclosed", "merged nowhere"],
)
def test_nothing_in_a_sheet_takes_room_for_what_is_not_there(desk: Desk, behind: bytes) -> None:
    data = rewritten(desk.out("progress"), "xl/worksheets/sheet1.xml", (b"</sheetData>", behind))
    tracemalloc.start()
    with contextlib.suppress(Refused):
        read_back(data)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_one_cell_below_all_that_is_read_is_said(desk: Desk) -> None:
    far = b"<row r='1048576'><c r='B1048576'><v>1</v></c></row></sheetData>"
    data = rewritten(desk.out("progress"), "xl/worksheets/sheet1.xml", (b"</sheetData>", far))
    assert "More than 20000 rows" in why(desk, data)
    with zipfile.ZipFile(io.BytesIO(desk.out("progress"))) as packed:
        hidden = max(name for name in packed.namelist() if name.startswith("xl/worksheets/sheet"))
    assert (
        desk.read(rewritten(desk.out("progress"), hidden, (b"</sheetData>", far))).tables[0].compared.changes
        == ()
    )


def test_a_part_that_is_two_sheets_is_not_read_again_and_again(desk: Desk) -> None:
    again = b'<sheet name="again" sheetId="77" r:id="rId1"/></sheets>'
    data = rewritten(desk.out("progress"), "xl/workbook.xml", (b"</sheets>", again))
    assert "no spreadsheet" in why(desk, data)


def test_a_file_that_was_damaged_on_its_way_is_refused(desk: Desk) -> None:
    whole, chance = desk.out("progress"), Random(7)
    for _ in range(150):
        torn = bytearray(whole)
        for _ in range(chance.choice((1, 5, 30))):
            torn[chance.randrange(len(torn))] = chance.randrange(256)
        is_marked(bytes(torn))
        for read in (read_back, rows_of):
            with contextlib.suppress(Refused):
                read(bytes(torn))


def test_a_sheet_with_nothing_of_ours_is_refused(desk: Desk) -> None:
    def other(sheet: Sheet) -> None:
        sheet.sheet.delete_rows(1, 10)
        sheet.sheet.append(["a", "b"])

    assert "no table 1, 2 or 3" in why(desk, edited(desk.out("assignment"), "assignment", other))
