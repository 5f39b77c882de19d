"""`duiqi log`: what was changed, when and by whom; or the board as it stood at a moment."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from store.documents.telling import Teller
from store.errors import NotFound
from store.language import _, msg
from tui.cli.call import Call
from tui.cli.moments import past
from tui.cli.output import say, say_json
from tui.cli.verbs.listing import print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.board.board import Board
    from store.board.line import Line
    from store.model.issue import Issue
    from store.model.risk import Risk
    from store.model.task import Task


def run(call: Call) -> int:
    """Print it. Raises NotFound for an item, Refused for a moment that is not understood."""
    arguments = call.arguments
    form, key = arguments.text("format") or "text", arguments.text("key")
    with call.board(writing=False) as board:
        at = arguments.text("at")
        if at is not None:
            _as_it_stood(board, past(at, board.moment(), field="at", end=True), key, form)
            return 0
        typed = arguments.text("since")
        since = None if typed is None else past(typed, board.moment(), field="since")
        item = None if key is None else board.state.item(key)
        lines = (
            board.history(since=since)
            if item is None
            else board.history(table=item.table, id=item.id, since=since)
        )
        if form == "json":
            say_json(line.as_json() for line in lines)
        else:
            _text(board, lines, item)
    return 0


def _text(board: Board, lines: Sequence[Line], item: Task | Issue | Risk | None) -> None:
    """The oldest first, so that the newest stands beside the prompt."""
    if not lines:
        say(_("Nothing was changed."))
        return
    teller = Teller(board.state, board.moment())
    for line in lines:
        say(f"#{line.seq} {teller.summary(line)}")
        table, number = (None, None) if item is None else (item.table, item.id)
        for change in teller.became(line, table=table, id=number):
            became = (
                f"{change.before} -> {change.after or '-'}" if change.before else str(change.after or "-")
            )
            # Indented, so that a line of somebody's text cannot pass for a line of the log.
            told = _("{label}: {text}", label=change.field, text=became)
            say("    " + told.replace("\n", "\n        "))


def _as_it_stood(board: Board, when: datetime, key: str | None, form: str) -> None:
    first = board.history()[0].at
    if when < first:
        raise NotFound(
            msg(
                "The board's history begins on {when}.",
                when=first.astimezone(board.moment().zone).strftime("%Y-%m-%d %H:%M"),
            ),
            field="at",
        )
    state = board.at(when)
    moment = state.moment(when)
    item = None
    if key is not None:
        # A key that is wrong today is wrong altogether; one that came later was not there yet.
        board.state.item(key)
        item = state.item(key)
    if form == "text":
        say(_("As it stood on {when}", when=when.astimezone(moment.zone).strftime("%Y-%m-%d %H:%M")))
    print_table(state, moment, "tasks" if item is None else item.table, None, form, only=item)
