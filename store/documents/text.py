"""A document as plain text, for a terminal, a mail or a chat: no markup, nothing that needs a fixed width.

A row of a table is a line: what names it, then its other cells with the names of their columns.
"""

from __future__ import annotations

from collections.abc import Iterator

from store.documents.blocks import Block, Bullets, Document, Heading, Paragraph, Table
from store.language import Language, Message, msg


def text(document: Document) -> str:
    """The whole document; ends with a line end."""
    parts = [document.title]
    headed = False
    for block in document.blocks:
        # What a heading stands above follows it without a gap.
        parts += [*([] if headed else [""]), *_lines(block, document.language)]
        headed = isinstance(block, Heading)
    return "\n".join(parts) + "\n"


def _lines(block: Block, language: Language) -> Iterator[str]:
    match block:
        case Heading():
            yield msg("[{heading}]", heading=" ".join(block.text.split())).render(language)
        case Paragraph():
            yield from (line for line in block.text.split("\n") if line.strip())
        case Bullets():
            for number, item in enumerate(block.items, 1):
                mark = f"{number}. " if block.numbered else "- "
                yield _indented(mark, item)
        case Table():
            for row in block.rows:
                yield _indented("- ", _row(block, row, language))


def _indented(mark: str, said: str) -> str:
    """Lines after the first stand below the words, so that none can pass for a line of the document."""
    return mark + f"\n{' ' * len(mark)}".join(line for line in said.split("\n") if line.strip())


def _row(table: Table, row: tuple[str, ...], language: Language) -> str:
    named = row[table.key] if table.key is not None else ""
    rest: Message | None = None
    for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
        if at == table.key or not cell:
            continue
        one = msg("{label} {value}", label=column.title, value=cell)
        rest = one if rest is None else msg("{some}, {more}", some=rest, more=one)
    if rest is None:
        return named
    return msg("{what} ({text})", what=named, text=rest).render(language) if named else rest.render(language)
