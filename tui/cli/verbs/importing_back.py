"""`duiqi import` of tables 1, 2 and 3 that were written out and filled in: cell by cell, conflicts asked."""

from __future__ import annotations

from functools import partial as partial_of
from typing import TYPE_CHECKING, Final

from store.errors import Refused
from store.language import _, msg
from tui.cli import memory
from tui.cli.arguments import Usage
from tui.cli.call import Call
from tui.cli.output import complain, say
from tui.cli.verbs.importing_said import answers_about, list_met

if TYPE_CHECKING:
    from store.board.board import Board
    from store.exchange.back.compare import CellChange
    from store.exchange.back.plan import BackPlan
    from store.exchange.back.returned import Returned

_REFUSED: Final = 2
_LONGEST: Final = 60


def import_back(call: Call, data: bytes) -> int:
    """Take the cells in that a department changed, or say which they are. Raises Usage, and what reading the
    file and committing refuse.

    Conflicts, and rows that are refused, go to standard error; with any of them nothing is imported, unless
    `--theirs` or `--mine` says which value holds, and `--partial` that the others are taken in.
    """
    from store.exchange.back.file import read_back
    from store.exchange.back.plan import everything, plan_back, theirs
    from store.exchange.back.returned import returned
    from store.files.stands import stands

    arguments = call.arguments
    dry, partial = bool(arguments.switch("dry-run")), bool(arguments.switch("partial"))
    mine, keep = bool(arguments.switch("mine")), bool(arguments.switch("theirs"))
    if mine and keep:
        raise Usage(msg("Either --mine or --theirs: they say the opposite."), field="mine")
    file = read_back(data)
    with call.board(writing=not dry) as board:
        code = arguments.text("initiative")
        standing = stands(board.state, board.moment())
        found = returned(board.state, file, standing, board.moment(), board=board.id, code=code)
        planned = partial_of(
            plan_back,
            board.state,
            found,
            board.moment(),
            by=board.person,
            takes=everything if mine else theirs,
        )
        plan = planned(add=bool(arguments.switch("add")))
        if arguments.texts("who"):
            plan = planned(answers=answers_about(board, call, plan.met))
        open_ones = (
            [] if mine or keep else [each for table in found.tables for each in table.compared.conflicts]
        )
        _say_hints(found)
        for table, change in plan.taken:
            say(told(change, tables=len(found.tables) > 1, table=table))
        for each in open_ones:
            complain(_conflict(each))
        _say_refused(plan)
        if (plan.refused and not partial) or open_ones:
            complain(_("Nothing was imported."))
            if open_ones:
                complain(_("--mine takes the values of the file, --theirs leaves those of the board."))
            if plan.refused and not partial and plan.command is not None:
                complain(_("--partial takes in the rest."))
            if plan.refused and not arguments.switch("add"):
                list_met(plan.met, board.state)
            return _REFUSED
        return _carry_out(board, found, plan, dry=dry)


def _carry_out(board: Board, found: Returned, plan: BackPlan, *, dry: bool) -> int:
    code = found.initiative.code
    if plan.command is None:
        say(_("The file says nothing new of {code}.", code=code))
        return 0
    if dry:
        if board.person is not None:
            board.rehearse(plan.command, seen=plan.seen)
        told_so = _(
            "{cells} cells of {code} would be changed, {rows} rows would be new; nothing was changed.",
            cells=len(plan.taken),
            code=code,
            rows=plan.added,
        )
        say(told_so)
        return 0
    if board.read_only is not None:
        raise Refused(board.read_only)
    board.commit(plan.command, seen=plan.seen)
    memory.used(board.path)
    say(
        _(
            "{cells} cells of {code} were changed, {rows} rows are new.",
            cells=len(plan.taken),
            code=code,
            rows=plan.added,
        )
    )
    return 0


def told(change: CellChange, *, tables: bool, table: str) -> str:
    """A cell, before and after, on one line; `tables`: which table is said, as there are several."""
    line = _(
        "{key} {column}: {before} -> {after}",
        key=change.mark,
        column=change.heading,
        before=_short(change.now),
        after=_short(change.new),
    )
    return f"{table}: {line}" if tables else line


def _conflict(change: CellChange) -> str:
    return _(
        "{key} {column}: conflict: it was {was}, the board says {now}, the file {new}",
        key=change.mark,
        column=change.heading,
        was=_short(change.was),
        now=_short(change.now),
        new=_short(change.new),
    )


def _say_hints(found: Returned) -> None:
    if found.blind:
        complain(_("What the file was written with is gone: it is compared with the board alone."))
    for table in found.tables:
        for hint in table.compared.hints:
            complain(str(hint))
        if table.compared.gone:
            keys = _(", ").join(table.compared.gone)
            complain(_("Not in the file, and left as they are: {keys}.", keys=keys))


def _say_refused(plan: BackPlan) -> None:
    for each in plan.refused:
        where = _(", ").join(part for part in (each.mark, each.heading) if part)
        complain(
            _(
                "row {number}: refused: {field}: {reason}",
                number=each.row,
                field=where or "-",
                reason=each.reason,
            )
        )


def _short(text: str) -> str:
    line = " / ".join(text.split("\n"))
    return (line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…") or _("(nothing)")
