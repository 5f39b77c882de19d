"""One value into a cell of a workbook: a day is a day, a number a number, and a text never calculates."""

from __future__ import annotations

import re
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Final

from store.documents.office import held
from store.language import Language, msg

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST: Final = 32_767
"""The most characters of a cell, Excel's limit."""
FIRST_DAY: Final = date(1900, 3, 1)
"""Spreadsheets disagree about the days before it."""
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What begins a formula where a text is typed, or read from CSV."""
DAYS: Final = {"zh": "yyyy-mm-dd", "en": "[$-409]d mmm yyyy"}
"""How a day is shown, by language; the cell holds the day itself."""
_CUT: Final = msg("… (cut here: a cell holds no more)")
# What Excel takes for the code of a character, `_x0041_`: behind the code of `_` it is read as it stands.
_CODED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def fitted(text: str, language: Language) -> str:
    """The text as a cell can hold it, cut where it is too long, which it says at its end."""
    text = _CODED.sub("_x005F_", held(text))
    if len(text) <= LONGEST // 2 or first_units(text, LONGEST) == text:
        return text
    cut = _CUT.render(language)
    return first_units(text, LONGEST - len(cut)) + cut


def first_units(text: str, most: int) -> str:
    """The beginning of a text in at most so many units of UTF-16, as Excel counts characters."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def write(
    sheet: Worksheet, row: int, column: int, value: date | float | str, language: Language
) -> Cell | MergedCell:
    """Write a day, a number or a text; returns the cell. What a spreadsheet cannot reckon with (`reckoned`)
    is to be handed in as text."""
    if isinstance(value, str):
        value = fitted(value, language)
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        # openpyxl makes a formula of "=…" and an error of "#N/A".
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA)
    elif isinstance(value, date):
        cell.number_format = DAYS[language]
    else:
        cell.number_format = "0" if isinstance(value, int) else "General"
    return cell


def reckoned(value: date | float | None) -> bool:
    """Whether a spreadsheet can reckon with a value."""
    if isinstance(value, date):
        return value >= FIRST_DAY
    return value is not None and isfinite(value)
