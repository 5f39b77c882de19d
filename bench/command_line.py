"""`duiqi today` on 200 tasks, against the interpreter importing what any such program needs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence

from bench.boards import AUTHOR_NAME, sized
from bench.row import Row
from bench.scale import Scale
from bench.timing import interleaved, median, milliseconds, seconds
from bench.window import ROOT, duiqi, person

_LAZY = "import pydantic, tinydb"
_REAL = "from pydantic import BaseModel; import tinydb"
_MODEL = "import pydantic, tinydb; type('A', (pydantic.BaseModel,), {'__annotations__': {'x': int}})"
_LOADS_TEXTUAL = (
    "import sys; from tui.cli import main; main(sys.argv[1:]); sys.exit('textual' in sys.modules)"
)


def command_line_rows(scale: Scale) -> Iterator[Row]:
    """Against three: pydantic 2.14 loads nothing of itself before a name of it is used, and half of it only
    when the first model is made, which any program that uses it does."""
    env = person(scale.folder / "home")
    tasks = scale.sizes[0]
    today = ["today", str(sized(scale.folder, tasks)), "--as", AUTHOR_NAME]
    commands = {
        "today": duiqi(*today),
        "lazy": [sys.executable, "-c", _LAZY],
        "real": [sys.executable, "-c", _REAL],
        "model": [sys.executable, "-c", _MODEL],
        "nothing": [sys.executable, "-c", "pass"],
    }
    found = interleaved(
        {name: lambda c=command: seconds(lambda: _run(c, env)) for name, command in commands.items()},  # type: ignore[misc]
        2 * scale.processes,
    )
    own, lazy, real, model, nothing = (median(found[name]) for name in commands)
    behind = f"; python -c pass {milliseconds(nothing)}"
    yield Row(
        "cli",
        f'duiqi today, {tasks} tasks / python -c "{_LAZY}"',
        own / lazy,
        "x",
        1.6,
        f"{milliseconds(own)} / {milliseconds(lazy)}{behind}",
    )
    yield Row(
        "cli",
        f'duiqi today, {tasks} tasks / python -c "{_REAL}"',
        own / real,
        "x",
        1.6,
        f"{milliseconds(own)} / {milliseconds(real)}",
    )
    yield Row(
        "cli",
        f"duiqi today, {tasks} tasks / the same and one pydantic model of one field",
        own / model,
        "x",
        None,
        f"{milliseconds(own)} / {milliseconds(model)}",
    )
    loads = subprocess.run(
        [sys.executable, "-c", _LOADS_TEXTUAL, *today],
        env=env,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        check=False,
    ).returncode
    yield Row("cli", "duiqi today imports Textual", float(loads), "times", 0, "sys.modules afterwards")


def _run(command: Sequence[str], env: Mapping[str, str]) -> None:
    subprocess.run(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
