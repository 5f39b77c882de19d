"""`duiqi import`: what a file is, and so what becomes of it: minutes, our own tables, or others."""

from __future__ import annotations

import sys

from store.errors import NotAllowed, Refused
from store.files.typed import typed_path
from store.language import msg
from tui.cli.call import Call


def run(call: Call) -> int:
    """Import, or say what would be. Raises Usage, and what reading the file and committing refuse."""
    from store.exchange.arriving import Kind, arrived
    from store.exchange.reading import decoded

    arguments = call.arguments
    name = arguments.text("file") or ""
    data = _read(call, name)
    # Whoever names a meeting says with it what the file is.
    found = arrived(name, data) if arguments.text("meeting") is None else None
    if found is None or found.kind is Kind.MINUTES:
        from tui.cli.verbs.importing_minutes import import_minutes

        return import_minutes(call, decoded(data))
    if found.kind is Kind.OURS:
        from tui.cli.verbs.importing_back import import_back

        return import_back(call, data)
    from tui.cli.verbs.importing_tasks import import_tasks

    return import_tasks(call, list(found.rows))


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
    return read_bytes(typed_path(name))
