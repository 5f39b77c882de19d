"""风险登记册: what may go wrong, and what is done about it before it does (DOMAIN.md stage 4.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from store.documents.blocks import Block, Cell, Document, Paragraph, Table, Tone, table
from store.documents.writer import Writer
from store.language import msg
from store.rules.risks.register import (
    HEAVY,
    LEVELS,
    LIGHT,
    STANDINGS,
    TRENDS,
    Level,
    RiskRow,
    Standing,
    issues_of,
    rows,
)
from store.rules.say import listed

NAME: Final = msg("risk register")
_SCALE: Final = msg(
    "The risk level is probability times impact, each from 1 to 5: heavy from {heavy}, light up to {light}.",
    heavy=HEAVY,
    light=LIGHT,
)
_TONES: Final = {
    Standing.OPEN: None,
    Standing.HAPPENED: Tone.BLOCKED,
    Standing.CLOSED: Tone.QUIET,
}


def risks_document(writer: Writer) -> Document:
    """The register, the heaviest risk first, those that were struck off last."""
    return writer.document(NAME, risks_blocks(writer), wide=True)


def risks_blocks(writer: Writer) -> Iterator[Block]:
    """How many there are, how they are weighed, and each of them."""
    found = rows(writer.state, writer.initiative.id, writer.moment)
    counts = writer.counted(msg("Risks"), (each.standing for each in found), STANDINGS)
    yield from writer.head(*counts)
    yield _table(writer, found) if found else Paragraph(writer.said(msg("There are no risks.")))
    if found:
        yield Paragraph(writer.said(_SCALE))


def weight_cell(writer: Writer, row: RiskRow) -> Cell:
    """How heavy a risk is: the number and its word."""
    word, weight = LEVELS[row.level], row.risk.weight
    if weight is None:
        return Cell(writer.said(word))
    heavy = row.level is Level.HIGH and row.standing is not Standing.CLOSED
    return Cell(
        writer.said(msg("{number} ({word})", number=weight, word=word)), weight, Tone.LATE if heavy else None
    )


def _table(writer: Writer, found: Sequence[RiskRow]) -> Table:
    columns = [
        writer.column(msg("Key"), 4),
        writer.column(msg("Risk"), 9),
        writer.column(msg("Probability"), 3, right=True),
        writer.column(msg("Impact"), 3, right=True),
        writer.column(msg("Risk level"), 4),
        writer.column(msg("Trend"), 3),
        writer.column(msg("Trigger"), 7),
        writer.column(msg("Preventive measures"), 8),
        writer.column(msg("Contingency plan"), 8),
        writer.column(msg("Responsible"), 4),
        writer.column(msg("Next review"), 6),
        writer.column(msg("State"), 4),
        writer.column(msg("Note"), 5),
    ]
    return table(columns, [list(_row(writer, each)) for each in found], key=1)


def _row(writer: Writer, row: RiskRow) -> Iterator[Cell | str]:
    risk = row.risk
    yield row.key
    yield risk.title
    yield Cell(str(risk.probability), risk.probability) if risk.probability else ""
    yield Cell(str(risk.impact), risk.impact) if risk.impact else ""
    yield weight_cell(writer, row)
    yield writer.said(TRENDS[row.trend]) if row.trend is not None else ""
    yield risk.trigger
    yield risk.prevention
    yield risk.contingency
    yield writer.person(risk.owner)
    yield writer.day(
        risk.next_review if row.standing is Standing.OPEN else None, Tone.LATE if row.due else None
    )
    yield Cell(writer.said(STANDINGS[row.standing]), tone=_TONES[row.standing])
    yield _note(writer, row)


def _note(writer: Writer, row: RiskRow) -> str:
    """What it turned into, or why it was struck off."""
    became = [writer.state.key_of(each) for each in issues_of(writer.state, row.risk)]
    if became and row.standing is not Standing.CLOSED:
        return writer.said(msg("became {keys}", keys=listed(became)))
    return row.risk.closed_why
