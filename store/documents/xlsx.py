"""A document as an Excel file: one sheet a table, and one for the text between them where there is any.

It prints as it stands, and tables that are to be filled in come back (`store/model/stamp.py`).
openpyxl is loaded only here: it costs more than all the rest.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from store.documents.blocks import Bars, Block, Bullets, Document, Heading, Paragraph, Table
from store.documents.office import LOCALES, PROGRAM, line
from store.documents.sheet_names import SheetNames
from store.documents.xlsx_cell import write
from store.documents.xlsx_looks import SIZE, Looks, lines_in, set_height
from store.documents.xlsx_page import page_set_up
from store.documents.xlsx_table import Lists, fill_table
from store.language import msg
from store.model.stamp import SHEET, Stamp, StampedTable

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_TEXT_WIDTHS: Final = (72, 34, 30)
"""Of the columns on the sheet of text: what is said, the number of a bar, the bar."""
_BAR: Final = "FF7F9DB9"


def xlsx(document: Document) -> bytes:
    """The whole document; the bytes of a file that Excel, WPS and LibreOffice open."""
    from openpyxl import Workbook

    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    _Writer(book, document).write()
    book.properties.title = line(document.title)
    book.properties.creator = PROGRAM.render(document.language)
    book.properties.language = LOCALES[document.language]
    if document.source is not None:
        book.properties.created = document.source.at.replace(tzinfo=None)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


class _Writer:
    """One workbook while it is written."""

    def __init__(self, book: Workbook, document: Document) -> None:
        self.book = book
        self.document = document
        self.language = document.language
        self.names = SheetNames()
        self.lists = Lists()

    def write(self) -> None:
        """Every sheet: a table that comes back stands before what is only read, a set of documents behind its
        contents."""
        tables = list(_tables(self.document))
        text = any(not isinstance(block, (Heading, Table)) for block in self.document.blocks)
        many = sum(isinstance(block, Heading) and block.new_page for block in self.document.blocks) > 1
        behind = not many and any(table.comes_back for _name, table in tables)
        names = [self._named(name) for name, _table in tables] if behind else []
        # Behind tables that come back there are only notes. A report has the name of the document, unless its
        # table has it.
        own = msg("Contents").render(self.language) if many else _called(self.document)
        notes = behind or any(name == own for name, _table in tables)
        title = msg("About this file").render(self.language) if notes else own
        report = self._named(title) if text or not tables else ""
        names = names or [self._named(name) for name, _table in tables]
        if report and not behind:
            self._report(report, names)
        stamped = [
            found
            for name, (_name, table) in zip(names, tables, strict=True)
            if (found := self._table(name, table)) is not None
        ]
        if report and behind:
            self._report(report, names)
        self.lists.write(self.book, self.language)
        self._stamp(stamped)

    def _named(self, wanted: str) -> str:
        return self.names.give(wanted, msg("Table").render(self.language))

    def _table(self, name: str, table: Table) -> StampedTable | None:
        sheet = self.book.create_sheet(name)
        stamped = fill_table(sheet, table, self.document, self.lists)
        return stamped if table.comes_back else None

    def _stamp(self, tables: list[StampedTable]) -> None:
        source = self.document.source
        if source is None or not tables:
            return
        stamp = Stamp(source.board, source.initiative, self.language, source.at, tuple(tables))
        sheet = self.book.create_sheet(SHEET)
        sheet.sheet_state = "veryHidden"
        for row, values in enumerate(stamp.lines(), 1):
            for column, value in enumerate(values, 1):
                write(sheet, row, column, value, self.language)

    def _report(self, name: str, tables: list[str]) -> None:
        """The text, with charts in it, and the sheet of each table where the table stands."""
        sheet = self.book.create_sheet(name)
        for at, width in enumerate(_TEXT_WIDTHS, 1):
            sheet.column_dimensions["ABC"[at - 1]].width = width
        _Report(sheet, self.document, iter(tables)).write()
        page_set_up(sheet, self.document, f"A1:C{max(sheet.max_row, 1)}")


class _Report:
    """The sheet of text while it is written."""

    def __init__(self, sheet: Worksheet, document: Document, tables: Iterator[str]) -> None:
        self.sheet = sheet
        self.document = document
        self.tables = tables
        self.looks = Looks(document.language)
        self.row = 0

    def write(self) -> None:
        """The title, then every block below the one before."""
        self._line(self.document.title, size=16)
        for block in self.document.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self.row += 1
                self._line(block.text, size=max(14 - block.level, 11))
            case Paragraph():
                for each in block.text.split("\n"):
                    self._line(each)
            case Bullets():
                for number, item in enumerate(block.items, 1):
                    self._line(f"{number}. {item}" if block.numbered else f"• {item}")
            case Table():
                where = msg("The table is on the sheet “{sheet}”.", sheet=next(self.tables))
                self._line(where.render(self.document.language))
            case Bars():
                self._chart(block)

    def _line(self, text: str, size: int = 0) -> None:
        self.row += 1
        cell = write(self.sheet, self.row, 1, text, self.document.language)
        self.looks.prose(cell, size)
        width = _TEXT_WIDTHS[0] * SIZE / (size or SIZE)
        set_height(self.sheet, self.row, lines_in(text, width), size or SIZE)

    def _chart(self, chart: Bars) -> None:
        """Bars that the spreadsheet draws in their cells."""
        from openpyxl.formatting.rule import DataBar, FormatObject, Rule

        if not chart.bars:
            return
        first = self.row + 1
        for bar in chart.bars:
            self.row += 1
            for column, value in ((1, bar.label), (2, bar.said), (3, bar.value)):
                cell = write(self.sheet, self.row, column, value, self.document.language)
                self.looks.prose(cell)
            lines = max(lines_in(bar.label, _TEXT_WIDTHS[0]), lines_in(bar.said, _TEXT_WIDTHS[1]))
            set_height(self.sheet, self.row, lines)
        ends = [FormatObject(type="num", val=end) for end in (0, chart.scale or 1)]
        bar_of = DataBar(cfvo=ends, color=_BAR, showValue=False, minLength=0, maxLength=100)
        rule = Rule(type="dataBar", dataBar=bar_of)
        self.sheet.conditional_formatting.add(f"C{first}:C{self.row}", rule)


def _called(document: Document) -> str:
    return document.name or document.title


def _tables(document: Document) -> Iterator[tuple[str, Table]]:
    """Each table with the heading that it stands under; the title of the document where there is none. In a
    document of numbered parts with the part's number: two parts may have headings of the same words."""
    heading, part = _called(document), ""
    for block in document.blocks:
        if isinstance(block, Heading):
            number, dot, _name = block.text.partition(". ")
            if block.new_page:
                part = f"{number}. " if dot and number.isdecimal() else ""
            heading = block.text if block.new_page else f"{part}{block.text}"
        elif isinstance(block, Table):
            yield heading, block
