"""`duiqi import`: what a file is, and so what becomes of it: minutes, our own tables, or others."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from store.errors import NotAllowed, Refused
from store.language import msg
from tui.cli.call import Call

_MINUTES: Final = (".md", ".markdown", ".txt")
"""How the names of files end that hold text: minutes, unless a `.txt` begins with the headings of a table."""


def run(call: Call) -> int:
    """Import, or say what would be. Raises Usage, and what reading the file and committing refuse."""
    from store.exchange.reading import decoded

    arguments = call.arguments
    name = arguments.text("file") or ""
    data = _read(call, name)
    if arguments.text("meeting") is not None or _is_minutes(name, data):
        from tui.cli.verbs.importing_minutes import import_minutes

        return import_minutes(call, decoded(data))
    from store.exchange.back.file import is_known, is_marked
    from store.exchange.sheet import rows_of
    from tui.cli.verbs.importing_tasks import import_tasks

    marked = is_marked(data)
    rows = [] if marked else rows_of(data)
    if marked or is_known(rows):
        from tui.cli.verbs.importing_back import import_back

        return import_back(call, data)
    return import_tasks(call, rows)


def _read(call: Call, name: str) -> bytes:
    from store.exchange.reading import STANDARD_INPUT, read_bytes, read_stream

    if name == STANDARD_INPUT:
        data = read_stream(sys.stdin.buffer)
        if call.line_was_cut():
            raise Refused(msg("The line was cut while the file came in; nothing was imported."))
        return data
    if not call.may_read_files:
        raise NotAllowed(
            msg("A hosted session reads no files of its machine. Hand it in: duiqi import BOARD - < FILE")
        )
    return read_bytes(Path(name).expanduser())


def _is_minutes(name: str, data: bytes) -> bool:
    """A text whose lines are to be kept, rather than a table that somebody saved as text."""
    if not name.casefold().endswith(_MINUTES):
        return False
    return not (name.casefold().endswith(".txt") and _is_table(data))


def _is_table(data: bytes) -> bool:
    from store.errors import Refused
    from store.exchange.headings import FIELD_OF
    from store.exchange.sheet import rows_of
    from store.rules.names import folded

    try:
        rows = rows_of(data)
    except Refused:
        return False
    return any(sum(folded(cell) in FIELD_OF for cell in row.cells) > 1 for row in rows[:10])
