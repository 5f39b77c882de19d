"""How a sheet prints: A4 on its side, as wide as the page, with its title above and page numbers below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.documents.blocks import Document
from store.documents.office import line
from store.language import msg

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_A4: Final = 9
_TITLE: Final = 100
"""Characters of a title above a page; what Excel allows there is 255, codes included."""


def page_set_up(sheet: Worksheet, document: Document, area: str, *, repeated: str = "") -> None:
    """Set up the printing of `area`; `repeated` are the rows that stand on every page (`1:1`)."""
    sheet.print_area = area
    if repeated:
        sheet.print_title_rows = repeated
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    properties = sheet.sheet_properties
    if properties.pageSetUpPr is not None:
        properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom = 0.7, 0.6
    margins.header = margins.footer = 0.3
    # A single & is the beginning of a code there, such as that of the file's own place; openpyxl makes codes
    # of names in brackets besides.
    title = line(document.title)[:_TITLE].replace("&[", "& [").replace("&", "&&")
    page = msg("Page {page} of {pages}", page="&P", pages="&N").render(document.language)
    for part, text in ((sheet.oddHeader, title), (sheet.oddFooter, page)):
        if part is not None:
            part.center.text = text
    if sheet.oddHeader is not None:
        sheet.oddHeader.right.text = "&A"
