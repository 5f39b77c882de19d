"""The paper of a Word file: A4, on its side where tables are wide, with title and page number below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.documents.blocks import Document
from store.documents.office import line
from store.language import msg

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

_SHORT: Final = 210
_LONG: Final = 297
_MARGIN: Final = 20
_NARROW: Final = 15
"""What stays free at the sides, narrower where tables are wide. In millimetres."""
_TITLE: Final = 60
"""Characters of the title that stand beside the page number."""
_PAGE, _PAGES = "\ue000", "\ue001"


def page(word: Word, *, wide: bool) -> int:
    """Set up the paper; returns how wide a text on it is, in twentieths of a point."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = word.sections[0]
    across, down = (_LONG, _SHORT) if wide else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(across), Mm(down)
    margin = _NARROW if wide else _MARGIN
    section.left_margin = section.right_margin = Mm(margin)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.footer_distance = Mm(_MARGIN // 2)
    return int(Mm(across - 2 * margin).twips)


def footer(word: Word, document: Document, width: int) -> None:
    """The title at the left, and at the right which page this is of how many; Word counts them."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Pt, Twips

    paragraph = word.sections[0].footer.paragraphs[0]
    stops = paragraph.paragraph_format.tab_stops
    for stop in list(paragraph.style.paragraph_format.tab_stops if paragraph.style is not None else ()):
        # The template's own stops in the middle would come first.
        stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(Twips(width), WD_TAB_ALIGNMENT.RIGHT)
    title = line(document.title)
    paragraph.add_run(title if len(title) <= _TITLE else f"{title[:_TITLE]}…")
    paragraph.add_run("\t")
    said = msg("Page {page} of {pages}", page=_PAGE, pages=_PAGES).render(document.language)
    for sign in said:
        if sign in (_PAGE, _PAGES):
            _field(paragraph, "PAGE" if sign == _PAGE else "NUMPAGES")
        else:
            paragraph.add_run(sign)
    for run in paragraph.runs:
        run.font.size = Pt(8)


def _field(paragraph: Paragraph, code: str) -> None:
    """A number that the program which shows the file works out."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = f" {code} "
        run._r.append(mark)
