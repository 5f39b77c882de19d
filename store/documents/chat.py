"""A document as the chat services read it: the little Markdown that DingTalk and WeCom share, and plain text.

Neither knows tables, and neither knows a sign that makes the next one literal. So what people wrote is made
harmless by its full-width twin: it reads the same, and is no link, no markup and no mention. `@` calls people
in a chat, so it is nobody's to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from store.documents.blocks import Bars, Block, Bullets, Document, Heading, Paragraph, Table
from store.documents.text import text as plain_text
from store.model.text import strip_unseen

_TWINS: Final = str.maketrans(
    {sign: chr(ord(sign) + 0xFEE0) for sign in "@<>[]*`_~|\\"}  # the full-width forms, in the order of ASCII
)
_SCHEME: Final = re.compile(r"(?i)(?<=\w):(?=//)|(?<=\bmailto):|(?<=\btel):|(?<=\bsms):|(?<=\bjavascript):")
_DOT: Final = re.compile(r"(?<=[\w-])\.(?=[^\W\d_]{2})")
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_LINE_START: Final = re.compile(r"^(\d{1,9})?([#=]|[+-](?=[\s-]|$)|(?<=\d)[.)](?=\s|$))")


def chat_markdown(document: Document) -> str:
    """The whole document, without a line end at its end."""
    parts = [f"# {harmless(document.title)}"]
    parts += ["\n".join(lines) for block in document.blocks if (lines := list(_lines(block)))]
    return "\n\n".join(parts)


def chat_text(document: Document) -> str:
    """The same words without marks, as harmless; without a line end at its end."""
    lines = plain_text(document).rstrip("\n").split("\n")
    return "\n".join(_unlinked(line) for line in lines)


def harmless(text: str) -> str:
    """Somebody's words on one line, which no chat takes for anything but words."""
    line = _unlinked(" ".join(strip_unseen(" ".join(text.split())).split()))
    return _LINE_START.sub(_wide_start, line)


def _unlinked(line: str) -> str:
    """No address and no mention, and nothing that marks up; the spaces stay."""
    line = _DOT.sub("．", _SCHEME.sub("：", strip_unseen(line)))
    return _ENTITY.sub("＆", line).translate(_TWINS)


def _wide_start(found: re.Match[str]) -> str:
    """What would begin a heading, a list or a rule."""
    return (found[1] or "") + chr(ord(found[2]) + 0xFEE0)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * min(block.level + 2, 6)} {harmless(block.text)}"
        case Paragraph():
            # Two spaces make a line end in DingTalk, and none is seen of them in WeCom.
            yield "  \n".join(harmless(line) for line in block.text.split("\n") if line.strip())
        case Bullets():
            for number, item in enumerate(block.items, 1):
                mark = f"{number}. " if block.numbered else "- "
                yield mark + " / ".join(harmless(line) for line in item.split("\n") if line.strip())
        case Table():
            yield from _rows(block)
        case Bars():
            for bar in block.bars:
                yield f"- {harmless(bar.label)} {harmless(bar.said)}".rstrip()


def _rows(table: Table) -> Iterator[str]:
    """A row is a point: its sentence, what names it strong where that stands first."""
    for at, row in enumerate(table.rows):
        name = harmless(row[table.key].text) if table.key is not None else ""
        if table.told:
            said = " / ".join(harmless(line) for line in table.told[at].split("\n") if line.strip())
        else:
            cells = [
                f"{harmless(column.title)} {harmless(cell.text)}"
                for index, (column, cell) in enumerate(zip(table.columns, row, strict=True))
                if index != table.key and cell.text
            ]
            said = " ".join([name, ", ".join(cells)]).strip()
        if name and said.startswith(name):
            said = f"**{name}**{said.removeprefix(name)}"
        yield f"- {said}"
