"""Choosing a file to read: a path is typed, and what lies in its folder is offered below."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from screens.dialogs.dialog import GIVE_UP, Dialog
from screens.keys import Act
from screens.widgets.columns import Column
from screens.widgets.fields.line import QuietInput
from screens.widgets.line_list import LineList
from screens.widgets.rows import Row, Rows
from store.files.typed import typed_path
from store.language import _, msg

TAKE = Act("file.take", "take", ("enter",), msg("Open"), msg("Open the folder or the file."), footer=1)
COMPLETE = Act(
    "file.complete", "complete", ("tab",), msg("Complete"), msg("Type the line under the cursor."), footer=2
)
UP = Act("file.up", "up", ("up",), msg("Up"), msg("One line up."))
DOWN = Act("file.down", "down", ("down",), msg("Down"), msg("One line down."))
READ: Final = (".xlsx", ".csv", ".tsv", ".txt", ".md", ".markdown")
"""How the names of files end that can be imported."""
_MOST: Final = 500
_LOOKED_AT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A folder or a file that can be chosen."""

    name: str
    folder: bool


def entries(typed: str, home: Path) -> list[Entry]:
    """What the path that is typed so far may go on with: folders, then files, by their names; hidden ones
    only when a dot is typed. Empty where nothing can be read."""
    folder, begun = split(typed, home)
    found: list[Entry] = []
    try:
        with os.scandir(folder) as there:
            for at, each in enumerate(there):
                if at == _LOOKED_AT:
                    break
                name = each.name
                if not name.casefold().startswith(begun.casefold()) or (name[:1] == "." != begun[:1]):
                    continue
                inside = each.is_dir()
                if inside or name.casefold().endswith(READ):
                    found.append(Entry(name, inside))
    except (OSError, ValueError):
        return []
    return sorted(found, key=lambda each: (not each.folder, each.name.casefold()))[:_MOST]


def split(typed: str, home: Path) -> tuple[Path, str]:
    """The folder that is typed, and the beginning of a name in it."""
    path = typed_path(typed)
    whole = path if path.is_absolute() else home / path
    if not typed or typed.endswith(os.sep):
        return whole, ""
    return whole.parent, whole.name


class FileDialog(Dialog[Path]):
    """Ends with the path of a file, which may be gone by the time it is read; with null when given up."""

    DEFAULT_CSS = """
    FileDialog LineList { height: 12; background: $surface; }
    FileDialog QuietInput { margin-bottom: 1; }
    """
    ACTS: ClassVar[tuple[Act, ...]] = (TAKE, COMPLETE, UP, DOWN, GIVE_UP)

    def __init__(self, home: Path) -> None:
        """`home` is the folder from which a path is typed."""
        super().__init__(msg("Which file comes in?"))
        self._home = home
        self._entries: Sequence[Entry] = ()
        self._listed: str | None = None
        """What was typed when they were listed."""

    def compose_body(self) -> Iterable[Widget]:
        """The path, and what may follow."""
        start = f"{self._home}{os.sep}".replace(2 * os.sep, os.sep)
        yield QuietInput(start, limit=1000, hint=_("a path"))
        yield LineList(
            (Column("name", least=10, weight=1), Column("kind", least=8)),
            Rows(),
            signs=False,
            empty=_("No folder, and no XLSX, CSV, text or Markdown file begins so."),
            id="entries",
        )

    def on_mount(self) -> None:
        """The cursor behind what stands there."""
        self.query_one(QuietInput).focus()
        self.query_one(QuietInput).cursor_position = len(self._typed)
        self._look()

    @property
    def _typed(self) -> str:
        return self.query_one(QuietInput).value

    def on_input_changed(self, event: Input.Changed) -> None:
        """What may follow now."""
        event.stop()
        self._look()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.action_take()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """A double click."""
        event.stop()
        self.action_take()

    def on_key(self, event: events.Key) -> None:
        """Pages, while the field has the focus."""
        if event.key in ("pageup", "pagedown"):
            lines = self.query_one(LineList)
            (lines.action_page_up if event.key == "pageup" else lines.action_page_down)()
            event.stop()

    def action_up(self) -> None:
        """One line up."""
        self._once_listed(self.query_one(LineList).action_cursor_up)

    def action_down(self) -> None:
        """One line down."""
        self._once_listed(self.query_one(LineList).action_cursor_down)

    def action_complete(self) -> None:
        """What stands under the cursor is typed."""
        self._once_listed(self._complete)

    def action_take(self) -> None:
        """Into the folder, or the file."""
        self._once_listed(self._take)

    def _complete(self) -> None:
        entry = self._here()
        if entry is not None:
            field = self.query_one(QuietInput)
            field.value = self._with(entry)
            field.cursor_position = len(field.value)

    def _take(self) -> None:
        entry = self._here()
        if entry is not None and entry.folder:
            self._complete()
        elif entry is not None:
            self.dismiss(Path(self._with(entry)))
        elif self._typed.strip():
            folder, name = split(self._typed, self._home)
            self.dismiss(folder / name)

    def _with(self, entry: Entry) -> str:
        folder, _begun = split(self._typed, self._home)
        return f"{folder / entry.name}{os.sep if entry.folder else ''}"

    def _here(self) -> Entry | None:
        key = self.query_one(LineList).key
        return key if isinstance(key, Entry) else None

    def _look(self) -> None:
        self.run_worker(self._list(self._typed), exclusive=True, group="entries")

    def _once_listed(self, do: Callable[[], None]) -> None:
        """Whoever types fast means what may follow the last letter, not the one before."""

        async def listed() -> None:
            await self._list(self._typed)
            do()

        if self._listed == self._typed:
            do()
        else:
            self.go_on_after(self.run_worker(listed(), exclusive=True, group="listed"))

    async def _list(self, typed: str) -> None:
        """A folder on a network may take its time."""
        self._entries = await asyncio.to_thread(entries, typed, self._home)
        self._listed = typed
        lines = self.query_one(LineList)
        lines.show(Rows(self._entries, _row))
        lines.action_first()


def _row(key: object) -> Row:
    if not isinstance(key, Entry):
        return Row(("", ""))
    kind = _("folder") if key.folder else key.name.rpartition(".")[2].upper()
    return Row(
        (((key.name + (os.sep if key.folder else ""), "strong" if key.folder else ""),), ((kind, "muted"),))
    )
