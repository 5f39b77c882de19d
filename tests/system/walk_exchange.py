"""How the screens of files that come in and go out, and the list of a server's boards, are opened."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import cycle
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from textual.screen import Screen

from screens.boards.boards_screen import BoardEntry, BoardsScreen
from screens.documents.document_screen import DocumentScreen
from screens.documents.saving import SaveDialog
from screens.documents.which import Which, documents_of
from screens.exchange.back_screen import BackScreen
from screens.exchange.choosing import FileDialog
from screens.exchange.line_dialog import LineDialog
from screens.exchange.list_screen import FileScreen
from screens.exchange.mapping_screen import MappingScreen
from screens.exchange.met_dialog import MetDialog
from screens.exchange.minutes_screen import MinutesScreen
from store.documents.standing import standing
from store.exchange.back.file import BackCell, BackFile, BackRow, BackTable
from store.exchange.met import Met, Sort
from store.exchange.sheet import SheetRow
from store.model.capture import CaptureKind
from store.model.initiative import Initiative
from store.model.minutes import Minutes
from store.model.organisation import Department, Person
from store.model.stamp import Stamp, StampedTable
from store.rules.meeting.written import Written
from tests.data.hostile import HOSTILE
from tui.app import DuiqiApp

Makers = Iterator[Screen[Any]]
Open = Callable[[DuiqiApp], Makers]

BASES: Final[frozenset[type[Screen[Any]]]] = frozenset({FileScreen})

_NAME: Final = "{0}[/red]\x1b]0;owned\x07.xlsx"
"""What the file is called."""
_TABLES: Final = ("assignment", "progress", "issues")


def _columns(app: DuiqiApp) -> Makers:
    """Headings that are known above hostile cells, and hostile headings."""
    initiative = app.session.state.all(Initiative)[0].id
    texts = cycle(HOSTILE)
    named = SheetRow(1, ("任务", "负责人", "部门", "截止", next(texts), next(texts)))
    odd = SheetRow(1, tuple(next(texts) for _ in range(30)))
    for head in (named, odd):
        width = len(head.cells)
        rows = [SheetRow(at, tuple(next(texts) for _ in range(width))) for at in range(2, 2 + len(HOSTILE))]
        yield MappingScreen(app.session, _NAME, [head, *rows], initiative)


def _back(app: DuiqiApp) -> Makers:
    """Every cell changed on both sides, in all three tables, with rows that are new and rows without end."""
    state, moment, board = app.session.state, app.session.moment(), app.session.board.id
    initiative = state.all(Initiative)[0]
    texts = cycle(HOSTILE)
    stamped, tables = [], []
    for name in _TABLES:
        stands = standing(state, name, initiative.id, moment, "zh").table
        was = {mark: tuple(next(texts) for _ in stands.fields) for mark in stands.rows}
        stamped.append(StampedTable(name, next(texts), stands.fields, was))
        marks = [*stands.rows, "", next(texts)]
        rows = tuple(
            BackRow(at, mark, tuple(BackCell(next(texts)) for _ in stands.fields))
            for at, mark in enumerate(marks, 2)
        )
        tables.append(BackTable(name, next(texts), stands.fields, rows))
    stamp = Stamp(board, initiative.code, "zh", moment.now, tuple(stamped))
    yield BackScreen(_NAME, BackFile(stamp, tuple(tables)), initiative.id)


def _minutes(app: DuiqiApp) -> Makers:
    initiative = app.session.state.all(Initiative)[0].id
    kinds = cycle(CaptureKind)
    lines = [Written(at, next(kinds), text) for at, text in enumerate(HOSTILE, 1)]
    yield MinutesScreen(app.session, _NAME, lines, initiative)


def _line(app: DuiqiApp) -> Makers:
    del app
    for kind in CaptureKind:
        yield LineDialog(Written(3, kind, "@[/red]\x1b]0;owned\x07 4/4 {0}"))


def _met(app: DuiqiApp) -> Makers:
    state = app.session.state
    people = tuple(each.id for each in state.all(Person)[:2])
    departments = tuple(each.id for each in state.all(Department)[:2])
    texts = [text for text in HOSTILE if text.strip()]
    met = [Met(Sort.PERSON, text, texts[-at], (at, at + 1), people) for at, text in enumerate(texts)]
    met += [Met(Sort.DEPARTMENT, text, "", (at,), departments) for at, text in enumerate(texts)]
    yield MetDialog(met, {})


def _files(app: DuiqiApp) -> Makers:
    """A folder in which every hostile name lies that a file system takes, bytes of no encoding too."""
    del app
    with tempfile.TemporaryDirectory() as folder:
        names = [
            os.fsencode(text) for text in HOSTILE if not set(text) & set("/\0\ud800") and text.strip(".")
        ]
        for name in [*names, b"\xff\xfe\x1b[2J"]:
            with contextlib.suppress(OSError):
                (Path(folder) / os.fsdecode(name + b".csv")).touch()
            with contextlib.suppress(OSError):
                (Path(folder) / os.fsdecode(name)).mkdir()
        yield FileDialog(Path(folder))


def _documents(app: DuiqiApp) -> Makers:
    """Each document of the method, of an initiative that has minutes."""
    state = app.session.state
    initiative = next(each.initiative for each in state.all(Minutes))
    every = documents_of(state, initiative)
    for name in dict.fromkeys(each.name for each in every):
        yield DocumentScreen(app.session, initiative, next(each for each in every if each.name == name))


def _save(app: DuiqiApp) -> Makers:
    initiative = app.session.state.all(Initiative)[0].id
    yield SaveDialog(app.session, initiative, Which("progress"))


def _boards(app: DuiqiApp) -> Makers:
    del app
    texts = [text for text in HOSTILE if text]
    entries = [BoardEntry(text, (text, texts[-at]), date(2024, 3, 1)) for at, text in enumerate(texts)]
    yield BoardsScreen(entries, texts[1], date(2024, 3, 25), texts[2])
    yield BoardsScreen([], texts[0], date(2024, 3, 25), None)


OPENED: Final[Mapping[type[Screen[Any]], Open]] = MappingProxyType(
    {
        MappingScreen: _columns,
        BackScreen: _back,
        MinutesScreen: _minutes,
        LineDialog: _line,
        MetDialog: _met,
        FileDialog: _files,
        DocumentScreen: _documents,
        SaveDialog: _save,
        BoardsScreen: _boards,
    }
)
"""As `walk.OPENED`."""
