"""`duiqi archive`: an initiative, with all that was ever done, into a board file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.errors import NotFound
from store.files.typed import typed_path
from store.language import _, msg
from store.model.archive import Archive
from store.model.initiative import Initiative
from store.rules.archiving import archived_as, loose_ends, sentence
from store.rules.codes import initiative_of, known_initiative
from tui.cli import memory
from tui.cli.call import Call
from tui.cli.output import complain, say

if TYPE_CHECKING:
    from store.board.board import Board
    from store.model.archive import LooseEnd

_STILL_OPEN: Final = 2


def run(call: Call) -> int:
    """Archive it, or say what is open and change nothing. Raises NotFound, and as `archive` does."""
    from store.board.archive import archive

    folder, force = call.arguments.text("to"), bool(call.arguments.switch("force"))
    with call.board(writing=True) as board:
        initiative = _initiative(board, call.arguments.text("code") or "")
        ends = loose_ends(board.state, initiative.id)
        if ends and not force:
            _say_open(initiative, ends)
            return _STILL_OPEN
        done = archive(
            board,
            initiative.id,
            to=typed_path(folder) if folder is not None else None,
            force=force,
        )
        memory.used(board.path)
        say(
            _("{code} is archived, with all that was ever done: {file}", code=initiative.code, file=done.file)
        )
        if done.archive.open:
            say(_("{count} things that were open are recorded.", count=len(done.archive.open)))
        say(_("Back with: duiqi unarchive {board} {file}", board=board.path, file=done.file))
    return 0


def _say_open(initiative: Initiative, ends: tuple[LooseEnd, ...]) -> None:
    complain(_("{code} was not archived; this is still open:", code=initiative.code))
    for end in ends:
        complain(f"  {sentence(end)}")
    complain(_("--force archives it all the same and records what is open."))


def _initiative(board: Board, code: str) -> Initiative:
    """The one that is meant. Raises NotFound, saying where it is when it was archived."""
    state = board.state
    gone = archived_as(state, code.strip().upper())
    if gone is not None and initiative_of(state, code) is None:
        raise NotFound(
            msg("{code} is archived already: {file}", code=gone.code, file=_place(board, gone)), field="code"
        )
    return known_initiative(state, code, "code")


def _place(board: Board, archive: Archive) -> Path:
    return board.path.parent / archive.file
