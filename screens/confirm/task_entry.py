"""Typing a task of the outline: its title, what it delivers, how it is checked."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from screens.confirm.entry import Entry, draft_name
from screens.confirm.row_editor import EditCell, Values
from screens.widgets.columns import Column
from store.language import Message, msg
from store.model.task import Task
from store.rules.commands import AddCriterion, EditEntry, EditTask, RemoveEntry
from store.rules.commands.breakdown import AddOutline
from store.rules.edit import Command
from store.rules.measurable import vague
from store.rules.outline import OutlineRow, parsed

if TYPE_CHECKING:
    from store.board.line import Line as JournalLine

SEPARATOR = "；"


def cells() -> list[EditCell]:
    """As the columns of the outline stand, roughly; criteria are kept apart by `;`."""
    return [
        EditCell("title", Column("title", least=18, ideal=22, weight=3), msg("task"), limit=120),
        EditCell(
            "deliverable",
            Column("deliverable", least=12, ideal=16, weight=2),
            msg("deliverable"),
            wanted=True,
        ),
        EditCell(
            "criteria",
            Column("criteria", least=18, ideal=24, weight=3),
            msg("checked by; and by"),
            wanted=True,
        ),
    ]


def new_task(initiative: int, step: str, after: int | None, before: Hashable) -> Entry:
    """A task behind `after`, or at the end."""

    def make(values: Values, behind: Hashable | None) -> tuple[Command, ...]:
        row = OutlineRow(
            str(values["title"]), str(values["deliverable"]), tuple(split(str(values["criteria"])))
        )
        return (AddOutline(initiative, [row], behind if isinstance(behind, int) else None),)

    def paste(text: str, behind: Hashable | None) -> tuple[Command, ...]:
        rows = parsed(text)
        return (AddOutline(initiative, rows, behind if isinstance(behind, int) else None),) if rows else ()

    return Entry(
        draft_name(step, "task", initiative),
        cells(),
        make,
        after=after,
        before=before,
        paste=paste,
        made=_made,
        hints=_hints,
    )


def change_task(step: str, task: Task) -> Entry:
    """The same cells on a task that is there. A criterion that reads alike keeps its place and its tick."""

    def make(values: Values, _behind: Hashable | None) -> tuple[Command, ...]:
        fields = {
            name: values[name] for name in ("title", "deliverable") if values[name] != getattr(task, name)
        }
        found: list[Command] = [EditTask(task.id, fields)] if fields else []
        return (*found, *_criteria(task, split(str(values["criteria"]))))

    return Entry(
        draft_name(step, f"task.{task.id}", task.initiative),
        cells(),
        make,
        key=task.id,
        hints=_hints,
        texts={
            "title": task.title,
            "deliverable": task.deliverable,
            "criteria": SEPARATOR.join(each.text for each in task.criteria),
        },
        seen=[task],
    )


def _criteria(task: Task, texts: Sequence[str]) -> list[Command]:
    """What turns the criteria into `texts`: those alike stay, others are reworded, added or removed."""
    gone = [each for each in task.criteria if each.text not in texts]
    new = [text for text in texts if text not in {each.text for each in task.criteria}]
    found: list[Command] = []
    for criterion, text in zip(gone, new, strict=False):
        found.append(EditEntry(task.id, "criteria", criterion.id, {"text": text}))
    found += [AddCriterion(task.id, text) for text in new[len(gone) :]]
    return [*found, *(RemoveEntry(task.id, "criteria", each.id) for each in gone[len(new) :])]


def split(text: str) -> list[str]:
    """Criteria as they are typed on one line."""
    parts = text.replace(";", SEPARATOR).split(SEPARATOR)
    return [part.strip() for part in parts if part.strip()]


def _made(line: JournalLine) -> Hashable | None:
    made = [
        change.id
        for change in line.changes
        if change.table == Task.table and change.before is None and not change.field
    ]
    return max(made) if made else None


def _hints(values: Values) -> list[Message]:
    found = [word.message for word in vague(str(values.get("criteria", "")))]
    if not values.get("criteria"):
        found.append(msg("How does one see that it is done? One thing that can be checked, at least."))
    return found
