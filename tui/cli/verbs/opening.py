"""`duiqi [BOARD]`: the screens on a board."""

from __future__ import annotations

from pathlib import Path

from store import language
from store.errors import DuiqiError, Refused
from store.language import _, msg
from tui.cli import memory
from tui.cli.call import Call


def run(call: Call) -> int:
    """Open it, once it is known which one; offers to create one where there is none."""
    path = _path(call)
    if path is None:
        return 0
    if not call.interactive:
        raise Refused(
            msg("The screens need a terminal. Without one there are: list, today, log, update (duiqi help).")
        )
    memory.used(path)
    return show(path, call)


def show(path: Path, call: Call, person: int | None = None) -> int:
    """The screens on the board at `path` until they are left, as `person` if that is known; the exit code."""
    from store.board.board import Board

    chosen = None if call.arguments.text("lang") or call.environment.get("DUIQI_LANG") else memory.language()
    if chosen is not None:
        language.use(chosen)
    # Opened before Textual is loaded: what cannot be opened is said on an untouched terminal.
    board = Board.open(
        path,
        clock=call.clock,
        origin="screen",
        read_only=bool(call.arguments.switch("read-only")),
        network=bool(call.arguments.switch("network")),
    )
    try:
        board.identify(person if person is not None else call.author(board, writing=False))
    except DuiqiError:
        board.close()
        raise
    from tui.app import run_board

    return run_board(board)


def _path(call: Call) -> Path | None:
    """The board; null when it is not there and the person does not want it created."""
    if call.named_board() is not None or not call.interactive:
        try:
            return call.board_path()
        except Refused:
            path = call.named_board()
            if path is None or path.suffix != ".json" or not call.interactive:
                raise
    else:
        path = Path("duiqi.json")
    from tui.cli.verbs.new import create

    if not call.ask(_("There is no board yet. Create {path}?", path=path)):
        return None
    create(path, call.clock)
    return path
