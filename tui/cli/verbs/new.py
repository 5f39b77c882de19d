"""`duiqi new`: a board to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from store.board.paths import Paths
from store.errors import Refused
from store.files.typed import typed_path
from store.language import Language, _, current, msg
from tui.cli import machine, memory
from tui.cli.call import Call
from tui.cli.output import say

if TYPE_CHECKING:
    from store.model.clock import Clock


def run(call: Call) -> int:
    """Create it. Raises Refused when something is there already, DiskTrouble when it cannot be written."""
    path = typed_path(call.arguments.text("board") or "")
    if call.arguments.switch("demo"):
        _refuse_what_is_there(path)
        example(path, call.clock)
    else:
        create(path, call.clock, call.arguments.text("name"))
    memory.used(path)
    say(_("Created {board}. Open it with: duiqi {board}", board=path))
    return 0


def create(path: Path, clock: Clock, name: str | None = None) -> None:
    """A new board without anybody in it yet, as this machine's settings suggest."""
    from store.board.board import Board

    _refuse_what_is_there(path)
    settings = {
        "name": name or path.stem,
        "language": current(),
        "timezone": machine.time_zone(),
        "country": machine.country(),
    }
    Board.create(path, settings, clock=clock, origin="cli").close()


def example(path: Path, clock: Clock) -> int:
    """The example board at `path`; returns the id of the person it is to be looked at as."""
    from store.example import LI_MING, build
    from tui.cli.identity import login_name

    language: Language = current()
    build(path, clock, language, timezone=machine.time_zone(), login=login_name(), held=True)
    return LI_MING


def _refuse_what_is_there(path: Path) -> None:
    if path.exists() or Paths.of(path).folder.exists():
        raise Refused(
            msg(
                "There is something at {path} already; nothing was overwritten. Choose another name.",
                path=path,
            ),
            field="board",
        )
    if not path.parent.is_dir():
        raise Refused(msg("There is no folder {path}.", path=path.parent), field="board")
