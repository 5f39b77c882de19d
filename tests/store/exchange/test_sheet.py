"""Reading tables as spreadsheets write them: encodings, separators, XLSX, and what is refused."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from store.errors import NotFound, Refused
from store.exchange import reading as bytes_of
from store.exchange import sheet
from store.exchange.reading import read_bytes
from store.exchange.sheet import SheetRow, rows_of

TEXT = "子任务,负责人\r\n宣传物料设计,赵敏\r\n"
CELLS = [("子任务", "负责人"), ("宣传物料设计", "赵敏")]


def read_sheet(path: Path) -> list[SheetRow]:
    """The rows of a file that hold anything."""
    return rows_of(read_bytes(path))


def cells(path: Path) -> list[tuple[str, ...]]:
    return [row.cells for row in read_sheet(path)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
)
def test_the_text_is_read_in_every_encoding_that_spreadsheets_write(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(TEXT.encode(encoding))
    assert cells(path) == CELLS


@pytest.mark.parametrize("separator", [",", ";", "\t", "，"])
def test_the_separator_is_the_one_the_headings_have(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(TEXT.replace(",", separator), encoding="utf-8")
    assert cells(path) == CELLS


def test_a_cell_with_lines_in_it_is_one_cell_and_rows_are_numbered_as_spreadsheets_do(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('task,acceptance\n方案,"三套策略\n预算"\n\n物料,初稿\n', encoding="utf-8")
    rows = read_sheet(path)
    assert [row.number for row in rows] == [1, 2, 4]
    assert rows[1].cells == ("方案", "三套策略\n预算")


def test_a_spreadsheet_gives_dates_numbers_and_formulas_as_text(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["task", "start", "working days", "owner"])
    page.append(["方案", datetime.combine(date(2026, 3, 2), time()), 5.0, '=HYPERLINK("http://x","y")'])
    page.append([date(2026, 3, 2), None, 2.5, True])
    path = tmp_path / "t.xlsx"
    book.save(path)
    assert cells(path)[1:] == [
        ("方案", "2026-03-02", "5", '=HYPERLINK("http://x","y")'),
        ("2026-03-02", "", "2.5", "True"),
    ]


def test_what_is_no_spreadsheet_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    for data in (b"PK\x03\x04 no zip", zipped({"a.txt": b"text"}), b"\xd0\xcf\x11\xe0", b"\xff\xff\xfe\x81"):
        path.write_bytes(data)
        with pytest.raises(Refused):
            read_sheet(path)
    with pytest.raises(NotFound):
        read_sheet(tmp_path / "nowhere.csv")
    with pytest.raises(NotFound):
        read_sheet(tmp_path)


def test_what_never_ends_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(NotFound) as caught:
            read_sheet(path)
        assert "no file" in caught.value.render("en")


def test_what_the_shell_hands_over_is_read_as_far_as_a_table_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.write(writing, TEXT.encode() * 2)
    monkeypatch.setattr(bytes_of, "BYTES", len(TEXT.encode()))
    try:
        with pytest.raises(Refused) as caught:
            read_sheet(Path(f"/dev/fd/{reading}"))
        assert "larger" in caught.value.render("en")
    finally:
        os.close(reading)
        os.close(writing)


def test_what_is_too_large_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t.csv"
    monkeypatch.setattr(sheet, "UNPACKED", 1000)
    path.write_bytes(zipped({"xl/workbook.xml": b" " * 100_000}))
    with pytest.raises(Refused):
        read_sheet(path)
    for text in (
        "task\n" + "x\n" * (sheet.ROWS + 1),
        "task" + ",x" * sheet.COLUMNS,
        "task\n" + "x" * (sheet.CELL + 1),
        'task\n"' + "x" * 200_000,
    ):
        path.write_text(text)
        with pytest.raises(Refused):
            read_sheet(path)
    monkeypatch.setattr(bytes_of, "BYTES", 10)
    with pytest.raises(Refused):
        read_sheet(path)


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def repacked(workbook: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """A workbook with `new` in the place of `old` in one of its parts."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    assert old in files[name]
    return zipped(files | {name: files[name].replace(old, new)})
