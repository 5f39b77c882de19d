"""The looks of a Word file: python-docx's own template, with fonts that have Chinese and quieter colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.documents.blocks import Document
from store.documents.office import CJK, LATIN, LOCALES, PROGRAM, line
from store.language import Language

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement

TABLE_TEXT: Final = "Table Text"
"""The style of what stands in tables; a person who wants it larger changes it in one place."""
SMALL_TABLE_TEXT: Final = "Table Text Small"
"""The same for tables of many columns."""
SMALLEST_TABLE_TEXT: Final = "Table Text Smallest"
"""The same for tables of more columns than read well on paper."""
GAP: Final = "Table Gap"
"""The style of the narrow empty line below a table."""
END: Final = "Table End"
"""The same below a table that ends a file: it takes no room, which could be a page of its own."""
_DARK: Final = "1F3864"
_TEXT_SIZE: Final = 10.5
_SIZES: Final = {"Title": 18, "Heading 1": 14, "Heading 2": 12, "Heading 3": 11}


def styled(word: Word, language: Language) -> None:
    """Set up the styles that the document is written in."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    _fonts(word, language)
    normal = word.styles["Normal"]
    normal.font.size = Pt(_TEXT_SIZE)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in _SIZES.items():
        style = word.styles[name]
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor.from_string(_DARK)
    for name, points in ((TABLE_TEXT, 9), (SMALL_TABLE_TEXT, 8), (SMALLEST_TABLE_TEXT, 7.5)):
        table = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        table.base_style = normal
        table.font.size = Pt(points)
        table.paragraph_format.space_before = table.paragraph_format.space_after = Pt(1)
    gap = word.styles.add_style(GAP, WD_STYLE_TYPE.PARAGRAPH)
    gap.base_style = normal
    gap.font.size = Pt(4)
    gap.paragraph_format.space_after = Pt(2)
    end = word.styles.add_style(END, WD_STYLE_TYPE.PARAGRAPH)
    end.base_style = gap
    end.font.size = Pt(1)
    end.paragraph_format.space_after = Pt(0)
    end.paragraph_format.line_spacing = Pt(1)


def properties(word: Word, document: Document) -> None:
    """Title, language and program; nothing of a machine or a person, and no time but the document's own."""
    said = word.core_properties
    said.title = line(document.title)[:255]
    said.author = PROGRAM.render(document.language)
    said.language = LOCALES[document.language]
    said.comments = said.keywords = said.last_modified_by = said.subject = ""
    if document.source is not None:
        said.created = said.modified = document.source.at.replace(tzinfo=None)
    else:
        for element in said._element.xpath("./dcterms:created | ./dcterms:modified"):
            said._element.remove(element)


def _fonts(word: Word, language: Language) -> None:
    """One font for Latin letters and one for Chinese, named in every style: the template's come from a theme,
    which has none for Chinese."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    styles = word.styles.element
    for fonts in styles.xpath(".//w:rFonts"):
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        _name_fonts(fonts, language)
    for tongue in styles.xpath(".//w:docDefaults//w:lang"):
        tongue.set(qn("w:val"), "en-US")
        tongue.set(qn("w:eastAsia"), "zh-CN")
    settings = word.settings.element
    for tongue in settings.xpath("./w:themeFontLang"):
        tongue.set(qn("w:eastAsia"), "zh-CN")
    normal = word.styles["Normal"].element.get_or_add_rPr()
    if not normal.xpath("./w:rFonts"):
        fonts = OxmlElement("w:rFonts")
        _name_fonts(fonts, language)
        normal.insert(0, fonts)


def _name_fonts(fonts: BaseOxmlElement, language: Language) -> None:
    from docx.oxml.ns import qn

    for kind, name in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", CJK)):
        fonts.set(qn(f"w:{kind}"), name)
    if language == "zh":
        # Quotation marks and dashes are of both scripts: here they are Chinese.
        fonts.set(qn("w:hint"), "eastAsia")
