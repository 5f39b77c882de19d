"""The whole initiative as one document: its brief, its tables, its meetings, its review, a part each.

In the board's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from store.documents.assignment import NAME as ASSIGNMENT
from store.documents.assignment import assignment_blocks
from store.documents.blocks import Block, Bullets, Document, Heading
from store.documents.brief import NAME as BRIEF
from store.documents.brief import brief_blocks
from store.documents.confirmation import NAME as CONFIRMATION
from store.documents.confirmation import confirmation_blocks
from store.documents.issues import NAME as ISSUES
from store.documents.issues import issues_blocks
from store.documents.plan import NAME as SCHEDULE
from store.documents.plan import plan_blocks
from store.documents.progress import NAME as PROGRESS
from store.documents.progress import progress_blocks
from store.documents.risks import NAME as RISKS
from store.documents.risks import risks_blocks
from store.documents.told import REVIEW, minutes_of_meeting, told_review
from store.documents.writer import Writer
from store.language import Message, msg
from store.rules.meeting.running import begun

NAME: Final = msg("the whole initiative")


def whole_document(writer: Writer) -> Document:
    """Everything there is of an initiative, each part on a page of its own. Raises DiskTrouble."""
    inside = Writer(
        writer.state,
        writer.initiative.id,
        writer.moment,
        language=writer.language,
        trail=writer.trail,
        part=True,
    )
    parts = [(writer.said(name), tuple(blocks)) for name, blocks in _parts(inside)]
    contents = Bullets(tuple(name for name, _blocks in parts), numbered=True)
    blocks: list[Block] = [*writer.head(), writer.heading(msg("Contents")), contents]
    for number, (name, found) in enumerate(parts, 1):
        blocks += [Heading(f"{number}. {name}", new_page=True), *found]
    return writer.document(NAME, blocks, wide=True)


def _parts(writer: Writer) -> Iterator[tuple[Message | str, Iterable[Block]]]:
    yield BRIEF, _below(brief_blocks(writer))
    yield CONFIRMATION, _below(confirmation_blocks(writer))
    yield ASSIGNMENT, _below(assignment_blocks(writer))
    yield SCHEDULE, _below(plan_blocks(writer))
    yield PROGRESS, _below(progress_blocks(writer))
    yield ISSUES, _below(issues_blocks(writer))
    yield RISKS, _below(risks_blocks(writer))
    for meeting in begun(writer.state, writer.initiative.id):
        minutes = minutes_of_meeting(writer, meeting)
        yield minutes.title, _below(minutes.blocks)
    yield REVIEW, _below(told_review(writer).blocks)


def _below(blocks: Iterable[Block]) -> Iterator[Block]:
    """A document as a part of another: its headings are one lower."""
    for block in blocks:
        yield replace(block, level=block.level + 1) if isinstance(block, Heading) else block
