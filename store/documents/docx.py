"""A document as a Word file: built-in styles, so that a table of contents works, and tables that go on over
pages under their header.

python-docx is loaded only here and in the files beside it that are called from here.
"""

from __future__ import annotations

import io
from itertools import zip_longest
from typing import TYPE_CHECKING

from store.documents.blocks import Bars, Block, Bullets, Document, Heading, Paragraph, Table
from store.documents.docx_page import footer, page
from store.documents.docx_styles import END, GAP, properties, styled
from store.documents.docx_table import chart, grid, run
from store.documents.office import held, line

if TYPE_CHECKING:
    from docx.document import Document as Word

_LEVELS = 9


def docx(document: Document) -> bytes:
    """The whole document; the bytes of a file that Word, WPS and LibreOffice open."""
    import docx as python_docx

    word = python_docx.Document()
    styled(word, document.language)
    width = page(word, wide=document.wide)
    properties(word, document)
    word.add_paragraph(line(document.title), style="Title")
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        _add(word, block, width, following)
        if isinstance(block, (Table, Bars)) and not (isinstance(following, Heading) and following.new_page):
            # Two tables would grow together, and a file must not end with one.
            word.add_paragraph(style=GAP if following is not None else END)
    footer(word, document, width)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _add(word: Word, block: Block, width: int, following: Block | None) -> None:
    match block:
        case Heading():
            paragraph = word.add_heading(line(block.text), min(max(block.level, 1), _LEVELS))
            if block.new_page:
                paragraph.paragraph_format.page_break_before = True
        case Paragraph():
            paragraph = word.add_paragraph()
            paragraph._p.append(run(_text(block.text)))
            if isinstance(following, (Table, Bars)):
                # What a table or a chart is about stands on its page.
                paragraph.paragraph_format.keep_with_next = True
        case Bullets():
            _bullets(word, block)
        case Table():
            grid(word, block, width)
        case Bars():
            chart(word, block, width)


def _text(text: str) -> str:
    """Without empty lines; a line end stays one."""
    return "\n".join(line for line in held(text).split("\n") if line.strip())


def _bullets(word: Word, block: Bullets) -> None:
    """A numbered list begins anew at 1, which in Word takes a numbering of its own."""
    number = _numbering(word) if block.numbered else None
    for item in block.items:
        style = "List Number" if block.numbered else "List Bullet"
        paragraph = word.add_paragraph(style=style)
        paragraph._p.append(run(_text(item)))
        if number is not None:
            kind = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            kind.get_or_add_ilvl().val = 0
            kind.get_or_add_numId().val = number


def _numbering(word: Word) -> int:
    """The number of a new list of the style's own kind."""
    every = word.part.numbering_part.element
    style = word.styles["List Number"].element
    found = style.xpath("./w:pPr/w:numPr/w:numId/@w:val")
    kind = every.num_having_numId(int(found[0])).abstractNumId.val
    added = every.add_num(kind)
    added.add_lvlOverride(ilvl=0).add_startOverride(1)
    number: int = added.numId
    return number
