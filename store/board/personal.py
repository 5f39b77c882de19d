"""What the program remembers of a person between runs: boards used, who they are there, what they
prefer, where they save files.

One small file in the person's own state folder. Nothing in it is needed: where it cannot be read or written,
the program asks once more. Nothing here raises.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from store.board import disk, own
from store.language import LANGUAGES, Language

BOARDS_KEPT: Final = 20
ANSWERS_KEPT: Final = 100
SHAPES_KEPT: Final = 50
_NAME: Final = "personal.json"
_LIMIT: Final = 256 * 1024
_THEME: Final = re.compile(r"[\w-]{1,40}").fullmatch

Content = dict[str, object]


class Memory:
    """The memory in `folder` (`own.own_folder()`). Every question reads the file, every answer rewrites it;
    entries that make no sense are as if they were not there, those of a newer version stay."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME

    def boards(self) -> list[Path]:
        """The boards used last, newest first, those included that are gone by now."""
        return _boards(self._read())

    def last_board(self) -> Path | None:
        """The board used last that is still there."""
        return next((path for path in self.boards() if _is_there(path)), None)

    def used(self, board: Path) -> None:
        """Remember that the board at `board` was opened."""
        newest = Path(os.path.realpath(board))

        def change(content: Content) -> None:
            older = [path for path in _boards(content) if path != newest]
            content["boards"] = [str(path) for path in [newest, *older][:BOARDS_KEPT]]

        self._change(change)

    def person_on(self, board_id: str) -> int | None:
        """The id of the person this user said to be on a board."""
        return _people(self._read()).get(board_id)

    def is_person(self, board_id: str, person: int) -> None:
        """Remember who this user said to be on a board."""

        def change(content: Content) -> None:
            older = [(board, who) for board, who in _people(content).items() if board != board_id]
            content["people"] = dict([*older, (board_id, person)][-ANSWERS_KEPT:])

        self._change(change)

    def columns_of(self, shape: Sequence[str]) -> dict[str, str]:
        """What the columns of files with these headings were said to mean: field by heading; empty if nothing
        was."""
        found = _mappings(self._read()).get(own.short_name(*shape))
        return {heading: field for heading, field in (found or {}).items() if isinstance(field, str)}

    def columns_are(self, shape: Sequence[str], said: Mapping[str, str]) -> None:
        """Remember what the columns of files with these headings mean."""

        def change(content: Content) -> None:
            name = own.short_name(*shape)
            older = [(each, what) for each, what in _mappings(content).items() if each != name]
            content["columns"] = dict([*older, (name, dict(said))][-SHAPES_KEPT:])

        self._change(change)

    @property
    def language(self) -> Language | None:
        """The language chosen for the interface; null when none was."""
        found = self._read().get("language")
        return next((language for language in LANGUAGES if language == found), None)

    @property
    def theme(self) -> str | None:
        """The name of the theme chosen, which may be none of this version; null when none was."""
        found = self._read().get("theme")
        return found if isinstance(found, str) and _THEME(found) else None

    @property
    def folder(self) -> Path | None:
        """The folder into which a file was saved last, if it is still there; null when none was."""
        found = self._read().get("folder")
        path = Path(found) if isinstance(found, str) and found.startswith("/") and "\0" not in found else None
        return path if path is not None and _is_there(path) else None

    def saved_into(self, folder: Path) -> None:
        """Remember that a file was saved into that folder."""
        path = os.path.realpath(folder)
        self._change(lambda content: content.update(folder=path))

    def prefer(self, *, language: Language | None = None, theme: str | None = None) -> None:
        """Remember what was chosen; null leaves the older choice."""
        chosen = {"language": language, "theme": theme}
        self._change(lambda content: content.update({name: value for name, value in chosen.items() if value}))

    def _read(self) -> Content:
        try:
            return _content(own.read(self._path, _LIMIT)) or {}
        except OSError:
            return {}

    def _change(self, change: Callable[[Content], None]) -> None:
        try:
            own.make_folder(self._path.parent)
            with own.alone(self._path.parent):
                before = own.read(self._path, _LIMIT)
                content = _content(before)
                if content is None and before:
                    disk.rename(self._path, self._path.with_suffix(".damaged"))
                changed = dict(content or {})
                change(changed)
                # The order counts: it says which board was used last.
                if content is None or json.dumps(changed) != json.dumps(content):
                    own.replace(self._path, json.dumps(changed).encode())
        except OSError:
            return


def _content(data: bytes | None) -> Content | None:
    """The file as a JSON object; null when it is none."""
    try:
        found = json.loads(data or b"")
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _boards(content: Mapping[str, object]) -> list[Path]:
    found = content.get("boards")
    names = found if isinstance(found, list) else []
    return [
        Path(name) for name in names if isinstance(name, str) and name.startswith("/") and "\0" not in name
    ][:BOARDS_KEPT]


def _people(content: Mapping[str, object]) -> dict[str, int]:
    found = content.get("people")
    people = found if isinstance(found, dict) else {}
    return {board: who for board, who in people.items() if type(who) is int and who > 0}


def _mappings(content: Mapping[str, object]) -> dict[str, dict[str, object]]:
    found = content.get("columns")
    shapes = found if isinstance(found, dict) else {}
    return {shape: said for shape, said in shapes.items() if isinstance(said, dict)}


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
