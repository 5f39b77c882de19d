"""`python -m bench [row ...] [--quick] [--json FILE] [--markdown FILE]`: measure, and print the table.

Rows are named by their group. Exit 1 when something could not be measured; a missed budget is no failure, as
it says more about the machine of today than about the program.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from bench.command_line import command_line_rows
from bench.commits import commit_rows, tinydb_rows
from bench.crowd import crowd_rows
from bench.documents import document_rows
from bench.idle import idle_rows
from bench.kept import kept_rows
from bench.live import live_rows
from bench.meetings import meeting_rows
from bench.opening import open_rows
from bench.paint import paint_rows, widget_rows
from bench.row import Row, markdown, table
from bench.scale import Scale
from bench.schedule import schedule_rows
from bench.starting import start_rows
from bench.window import Gone

GROUPS: Final[dict[str, Callable[[Scale], Iterator[Row]]]] = {
    "commit": commit_rows,
    "tinydb": tinydb_rows,
    "open": open_rows,
    "start": start_rows,
    "paint": paint_rows,
    "widgets": widget_rows,
    "live": live_rows,
    "idle": idle_rows,
    "meetings": meeting_rows,
    "crowd": crowd_rows,
    "cli": command_line_rows,
    "schedule": schedule_rows,
    "documents": document_rows,
    "kept": kept_rows,
}


def measured(name: str, scale: Scale) -> Iterator[Row]:
    """The rows of one group; one row that says so when it cannot be measured."""
    try:
        yield from GROUPS[name](scale)
    except (Gone, OSError, RuntimeError) as error:
        yield Row(name, name, None, "", None, " ".join(str(error).split())[:300])


def main(words: list[str]) -> int:
    """Measure what `words` ask for and print it; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="The budgets of docs/speed.md, measured."
    )
    parser.add_argument(
        "rows", nargs="*", metavar="ROW", help=f"what to measure: {', '.join(GROUPS)}; else all"
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds: rough figures in a minute")
    parser.add_argument("--folder", type=Path, help="measure on the disk of this folder, else where /tmp is")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table there too")
    asked = parser.parse_args(words)
    names: list[str] = asked.rows or list(GROUPS)
    if unknown := [name for name in names if name not in GROUPS]:
        parser.error(f"no such row: {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    rows: list[Row] = []
    began = time.time()
    with tempfile.TemporaryDirectory(dir=asked.folder, ignore_cleanup_errors=True) as folder:
        scale = Scale.quick(Path(folder)) if asked.quick else Scale(Path(folder))
        for name in names:
            print(f"{name} ...", file=sys.stderr, flush=True)
            rows += measured(name, scale)
    about = f"{machine()}; {time.time() - began:.0f} s"
    print(f"{about}\n\n{table(rows)}")
    if asked.json:
        asked.json.write_text(
            json.dumps(
                {"about": about, "rows": [row.as_json() for row in rows]}, ensure_ascii=False, indent=1
            )
            + "\n"
        )
    if asked.markdown:
        asked.markdown.write_text(f"{about}\n\n{markdown(rows)}\n")
    return int(any(row.measured is None and row.raw != "Linux only" for row in rows))


def machine() -> str:
    """Where and when this was measured."""
    system = f"{platform.system()} {platform.release()}, {os.cpu_count()} cores"
    return f"{time.strftime('%Y-%m-%d %H:%M')}, {system}, Python {platform.python_version()}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
