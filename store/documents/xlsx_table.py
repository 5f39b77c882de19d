"""A table as a sheet: a header that stays in sight and on every page, a filter, words to choose from, and
the hidden column by which its rows are known when the file comes back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from store.documents.blocks import Cell, Document, Table
from store.documents.column_widths import Letters, fitted, unwrapped
from store.documents.xlsx_cell import reckoned, write
from store.documents.xlsx_looks import Looks, lines_in, set_height
from store.documents.xlsx_page import page_set_up
from store.language import Language, msg
from store.model.stamp import StampedTable, heading_of_marks, plain

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

NEW_ROWS: Final = 500
"""Below the last row, so many can be filled in with the words of the lists at hand."""
_NARROWEST: Final = 6
_WIDEST: Final = 42
_DAY: Final = 12
_ARROW: Final = 2
_ROOM: Final = 165
"""So many cells across can still be read on A4 on its side."""
_LETTERS: Final = Letters(1, 2, _DAY)
_LISTS: Final = "_duiqi_words"


class Lists:
    """The words to choose from, on a hidden sheet: a list in a cell is limited to 255 characters, and parts
    its words at commas."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, ...], int] = {}

    def place(self, choices: tuple[str, ...]) -> str:
        """Where a list is going to stand, as a formula names it."""
        from openpyxl.utils import get_column_letter

        column = get_column_letter(self._lists.setdefault(choices, len(self._lists) + 1))
        return f"{_LISTS}!${column}$1:${column}${len(choices)}"

    def write(self, book: Workbook, language: Language) -> None:
        """The sheet, where there are lists."""
        if not self._lists:
            return
        sheet = book.create_sheet(_LISTS)
        sheet.sheet_state = "veryHidden"
        for choices, column in self._lists.items():
            for row, word in enumerate(choices, 1):
                write(sheet, row, column, word, language)


def fill_table(sheet: Worksheet, table: Table, document: Document, lists: Lists) -> StampedTable:
    """Fill a sheet that is still empty; returns what was written, as it is compared later."""
    return _Filled(sheet, table, document, lists).fill()


class _Filled:
    """One sheet while it is filled."""

    def __init__(self, sheet: Worksheet, table: Table, document: Document, lists: Lists) -> None:
        self.sheet = sheet
        self.table = table
        self.document = document
        self.language = document.language
        self.lists = lists
        self.first = 2 if table.comes_back else 1
        self.looks = Looks(self.language)
        self.widths = _column_widths(table)

    def fill(self) -> StampedTable:
        """See `fill_table`."""
        table = self.table
        self._header()
        rows: dict[str, tuple[str, ...]] = {}
        for at, row in enumerate(table.rows):
            stand = self._row(at + 2, row)
            if table.marks:
                write(self.sheet, at + 2, 1, table.marks[at], self.language)
                rows[table.marks[at]] = stand
        self._widths()
        self._choices()
        self._in_sight()
        fields = tuple(column.field for column in table.columns if column.field)
        return StampedTable(table.comes_back, self.sheet.title, fields, rows)

    def _header(self) -> None:
        titles = [column.title for column in self.table.columns]
        if self.table.comes_back:
            titles.insert(0, heading_of_marks(self.table.comes_back))
        for column, title in enumerate(titles, 1):
            cell = write(self.sheet, 1, column, " ".join(title.split()), self.language)
            self.looks.header(cell)
        # The arrow of the filter stands beside the heading.
        room = [max(width - _ARROW, 1) for width in self.widths]
        lines = map(lines_in, (column.title for column in self.table.columns), room)
        set_height(self.sheet, 1, max(lines, default=1))

    def _row(self, number: int, row: tuple[Cell, ...]) -> tuple[str, ...]:
        """Write a row; returns what stands in the columns that are read."""
        stand, lines = [], 1
        for at, (column, cell) in enumerate(zip(self.table.columns, row, strict=True)):
            value = cell.value if cell.value is not None and reckoned(cell.value) else cell.text
            place = write(self.sheet, number, at + self.first, value, self.language)
            right = column.right and isinstance(value, (int, float))
            self.looks.body(place, cell.tone, strong=at == self.table.key, right=right)
            if isinstance(place.value, str):
                lines = max(lines, lines_in(place.value, self.widths[at]))
            if column.field:
                stand.append(plain(place.value))
        set_height(self.sheet, number, lines)
        return tuple(stand)

    def _widths(self) -> None:
        from openpyxl.utils import get_column_letter

        if self.table.comes_back:
            self.sheet.column_dimensions["A"].hidden = True
        for at, width in enumerate(self.widths):
            self.sheet.column_dimensions[get_column_letter(at + self.first)].width = width + 1.5

    def _choices(self) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        for at, column in enumerate(self.table.columns):
            if not column.choices:
                continue
            rule = DataValidation(
                type="list",
                formula1=self.lists.place(column.choices),
                allow_blank=True,
                showErrorMessage=True,
                errorStyle="stop",
            )
            rule.error = msg("Please choose one of the words in the list.").render(self.language)
            letter = get_column_letter(at + self.first)
            rule.add(f"{letter}2:{letter}{len(self.table.rows) + 1 + NEW_ROWS}")
            self.sheet.add_data_validation(rule)

    def _in_sight(self) -> None:
        """The header stays where it is, and so does the column that names a row, if it stands first."""
        from openpyxl.utils import get_column_letter

        last = get_column_letter(len(self.table.columns) + self.first - 1)
        area = f"A1:{last}{len(self.table.rows) + 1}"
        named = self.table.key if self.table.key is not None and self.table.key <= 1 else -1
        self.sheet.freeze_panes = f"{get_column_letter(named + 1 + self.first)}2"
        self.sheet.auto_filter.ref = area
        page_set_up(self.sheet, self.document, area, repeated="1:1")


def _column_widths(table: Table) -> list[int]:
    """As wide as what stands in them, within limits; beyond them the text wraps. A table that would be too
    small to read on paper is narrowed."""
    widths = []
    for at, wide in enumerate(unwrapped(table, _LETTERS)):
        days = any(isinstance(row[at].value, date) for row in table.rows)
        widths.append(min(max(wide, _DAY if days else _NARROWEST), _WIDEST))
    return widths if sum(widths) <= _ROOM else fitted(table, _ROOM, _LETTERS)
