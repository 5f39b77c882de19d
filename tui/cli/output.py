"""What is printed, and how it is made fit for whatever reads it: a terminal, a pipe, another encoding.

Texts of people and files pass `visible` (nothing reaches a terminal that is not to be seen); in JSON the same
characters are escaped, so nothing of the value is lost.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from stat import S_ISREG
from typing import TextIO

from store.language import _
from store.model.text import visible


def prepare() -> None:
    """Make both streams print what their encoding can and `?` for the rest, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(text: str = "") -> None:
    """A line, or several, on standard output."""
    _write(sys.stdout, text)


def complain(text: str) -> None:
    """A problem, on standard error."""
    _write(sys.stderr, text)


def no_memory(error: MemoryError) -> str:
    """A sentence for when there is no more memory. All that was worked on is let go of."""
    error.__traceback__ = error.__context__ = None
    return _("There is not enough memory for this.")


def _write(stream: TextIO, text: str) -> None:
    stream.write(visible(text, lines=True) + "\n")


def say_rows(rows: Sequence[Sequence[str]], *, indent: str = "") -> None:
    """Rows as aligned columns, by the cells they take (a Chinese character takes two). The last is not
    padded."""
    from rich.cells import cell_len

    shown = [[visible(cell) for cell in row] for row in rows]
    columns = max((len(row) for row in shown), default=0)
    widths = [max((cell_len(row[at]) for row in shown if at < len(row)), default=0) for at in range(columns)]
    for row in shown:
        cells = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=False)]
        sys.stdout.write((indent + "  ".join(cells)).rstrip() + "\n")


def say_json(rows: Iterable[object]) -> None:
    """An array, one element a line: UTF-8, or ASCII where the reader wants another encoding."""
    lines = [_json(row) for row in rows]
    sys.stdout.write("[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n")


def say_object(value: object) -> None:
    """One JSON object, indented, encoded as `say_json` does."""
    sys.stdout.write(_json(value, indent=2) + "\n")


def _json(value: object, indent: int | None = None) -> str:
    from store.documents.json_text import json_text

    unicode = (sys.stdout.encoding or "").lower().replace("-", "").replace("_", "") == "utf8"
    return json_text(value, indent=indent, ascii_only=not unicode)


def say_csv(rows: Iterable[Sequence[str]]) -> None:
    """Rows as CSV in UTF-8; a file begins with a byte order mark, a pipe does not (`separated.MARK`)."""
    from store.documents.separated import MARK, csv_text

    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
        if S_ISREG(os.fstat(sys.stdout.fileno()).st_mode):
            sys.stdout.write(MARK)
    sys.stdout.write(csv_text(rows))
