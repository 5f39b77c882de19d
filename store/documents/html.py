"""A document as one page of HTML that reads and prints as it stands: no other file, no address, no script.

People's words are text: nothing in them becomes a tag or a link, and the page's own policy forbids a browser
to load or run anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

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
    Tone,
)
from store.documents.column_widths import Letters, fitted
from store.documents.office import FILLS, HEADER, LINE, LOCALES, UNBROKEN, held, line

_EDGES: Final = {
    Tone.DONE: "3F8F3A",
    Tone.RUNNING: "2F6FB0",
    Tone.LATE: "C98A00",
    Tone.BLOCKED: "B8342A",
    Tone.QUIET: "8A8A8A",
}
"""The edge of a cell that is filled by its tone, RRGGBB."""
_TONES: Final = "".join(
    f".{tone}{{background:#{fill};box-shadow:inset 3px 0 #{_EDGES[tone]}}}" for tone, fill in FILLS.items()
)
_STYLE: Final = (
    "*{box-sizing:border-box;-webkit-print-color-adjust:exact;print-color-adjust:exact}"
    'body{margin:0 auto;padding:24px;max-width:1200px;color:#1c1c1c;background:#fff;font:14px/1.5 "Segoe UI",'
    'Calibri,"Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",'
    "sans-serif}"
    "h1{font-size:24px;margin:0 0 12px;padding-bottom:6px;border-bottom:2px solid #1f3864;color:#1f3864}"
    "h2{font-size:18px}h3{font-size:16px}h4,h5,h6{font-size:14px}"
    "h2,h3,h4,h5,h6{margin:24px 0 8px;color:#1f3864;break-after:avoid}"
    "p,li{margin:4px 0;white-space:pre-line;overflow-wrap:break-word}"
    ".wide{overflow-x:auto}"
    "table{border-collapse:collapse;width:100%;margin:8px 0;font-size:13px}"
    ".wide table{table-layout:fixed;min-width:640px}"
    ".wide .many{font-size:11.5px;min-width:1040px}"
    f"th,td{{border:1px solid #{LINE};padding:4px 8px;text-align:left;vertical-align:top;"
    "white-space:pre-line;overflow-wrap:break-word}"
    ".many th,.many td{padding:3px 5px}"
    f"thead th{{background:#{HEADER}}}"
    ".whole{white-space:nowrap}"
    ".right{text-align:right}"
    ".chart{break-inside:avoid}.chart td{border:0;padding:2px 8px}"
    ".chart td:last-child{width:45%}"
    ".bar{height:14px;background:#4f6d8f;border:1px solid #33475e}"
    ".other{background:repeating-linear-gradient(135deg,#dfe6ee 0 4px,#a9b8c9 4px 6px)}"
    f"{_TONES}"
    "@media print{body{padding:0;max-width:none;font-size:10.5pt}table{font-size:9pt}.wide{overflow:visible}"
    ".wide table,.wide .many{min-width:0}.wide .many{font-size:7.5pt}"
    "thead{display:table-header-group}tr{break-inside:avoid}.page{break-before:page}}"
)
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_KEY: Final = 12
"""A word of Latin letters that is no longer, such as a key, stays on one line, its hyphen included."""
_ROOM: Final = {True: 1000, False: 680}
"""The pixels of CSS across a page on its side, and upright."""
_MANY: Final = 10
"""A table of more columns has smaller letters."""
_LETTERS: Final = Letters(7, 20, 8)
_SMALL: Final = Letters(6, 13, 8)


def html(document: Document) -> str:
    """The whole page; ends with a line end."""
    side = "landscape" if document.wide else "portrait"
    title = escape(line(document.title))
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{LOCALES[document.language]}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        # A telephone would make links of what looks like a date or a number.
        '<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{title}</title>",
        f"<style>@page{{size:A4 {side};margin:14mm}}{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{title}</h1>",
        *(each for block in document.blocks for each in _block(block, _ROOM[document.wide])),
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _said(text: str) -> str:
    """Somebody's words; their line ends stay, and days and keys on one line."""
    said = escape("\n".join(each for each in held(text).split("\n") if each.strip()))
    return UNBROKEN.sub(r'<span class="whole">\g<0></span>', said)


def _block(block: Block, room: int) -> Iterator[str]:
    match block:
        case Heading():
            level = min(max(block.level, 1) + 1, 6)
            page = ' class="page"' if block.new_page else ""
            yield f"<h{level}{page}>{escape(line(block.text))}</h{level}>"
        case Paragraph():
            yield f"<p>{_said(block.text)}</p>"
        case Bullets():
            kind = "ol" if block.numbered else "ul"
            yield f"<{kind}>"
            yield from (f"<li>{_said(item)}</li>" for item in block.items)
            yield f"</{kind}>"
        case Table():
            yield from _table(block, room)
        case Bars():
            yield from _chart(block)


def _table(table: Table, room: int) -> Iterator[str]:
    many = len(table.columns) > _MANY
    yield f'<div class="wide"><table{_class(["many"] if many else [])}>'
    widths = fitted(table, room, _SMALL if many else _LETTERS)
    shares = [f'<col style="width:{100 * width / room:.1f}%">' for width in widths]
    yield f"<colgroup>{''.join(shares)}</colgroup>"
    yield f"<thead><tr>{''.join(map(_heading, table.columns))}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        cells = zip(table.columns, row, strict=True)
        yield f"<tr>{''.join(_cell(*each, named=at == table.key) for at, each in enumerate(cells))}</tr>"
    yield "</tbody>"
    yield "</table></div>"


def _heading(column: Column) -> str:
    return f'<th scope="col"{_class(_side(column))}>{escape(line(column.title))}</th>'


def _cell(column: Column, cell: Cell, *, named: bool) -> str:
    tone = [str(cell.tone)] if cell.tone is not None else []
    key = cell.text.isascii() and len(cell.text.split()) == 1 and len(cell.text) <= _KEY
    whole = ["whole"] if key else []
    looks = _class([*_side(column), *tone, *whole])
    said = escape(held(cell.text)) if key else _said(cell.text)
    return f'<th scope="row"{looks}>{said}</th>' if named else f"<td{looks}>{said}</td>"


def _side(column: Column) -> list[str]:
    return ["right"] if column.right else []


def _class(names: list[str]) -> str:
    return f' class="{" ".join(names)}"' if names else ""


def _chart(chart: Bars) -> Iterator[str]:
    if not chart.bars:
        return
    yield '<table class="chart"><tbody>'
    for bar in chart.bars:
        drawn = _drawn(bar, chart.scale)
        yield f"<tr><td>{_said(bar.label)}</td><td>{_said(bar.said)}</td><td>{drawn}</td></tr>"
    yield "</tbody></table>"


def _drawn(bar: Bar, scale: float) -> str:
    if bar.value <= 0 or scale <= 0:
        return ""
    look = "bar" if bar.sign == "#" else "bar other"
    return f'<div class="{look}" style="width:{min(max(100 * bar.value / scale, 1), 100):.1f}%"></div>'
