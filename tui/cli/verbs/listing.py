"""`duiqi list`: what is on a board, as a table, JSON or CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.language import _
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.organisation import Department, Person
from store.model.risk import Risk
from tui.cli.call import Call
from tui.cli.output import say, say_csv, say_json, say_rows

if TYPE_CHECKING:
    from store.documents.rows import Row
    from store.model.clock import Moment
    from store.model.state import State
    from store.model.task import Task


def run(call: Call) -> int:
    """Print a table of the board. Raises NotFound for an initiative that is not there."""
    table = call.arguments.text("table") or "tasks"
    with call.board(writing=False) as board:
        moment = board.moment()
        initiative = _initiative(board.state, call.arguments.text("initiative"))
        print_table(board.state, moment, table, initiative, call.arguments.text("format") or "text")
    return 0


def print_table(
    state: State,
    moment: Moment,
    table: str,
    initiative: int | None,
    form: str,
    *,
    only: Task | Issue | Risk | None = None,
) -> None:
    """Print a table of a state in one of the forms; one row of it with `only`."""
    if form == "text":
        from tui.cli.tables import text_table

        rows = text_table(state, moment, table, initiative)
        if only is not None:
            rows = [rows[0], *(row for row in rows if state.key_of(only) in row)]
        if len(rows) > 1:
            say_rows(rows)
        elif table == "tasks" and only is None and _others(state):
            say(
                _(
                    "There are no tasks yet. --table prints what else there is: {tables}.",
                    tables=_others(state),
                )
            )
        else:
            say(_("There is nothing here yet."))
        return
    from store.documents.build import rows as build

    found = [row for row in build(state, moment, table, initiative) if only is None or row.id == only.id]
    if form == "json":
        say_json(row.model_dump(mode="json", by_alias=True) for row in found)
    else:
        say_csv(_cells(table, found))


def _others(state: State) -> str:
    """The tables that hold something, with how much."""
    kinds = (Issue, Risk, Initiative, Person, Department)
    return ", ".join(f"{kind.table} {len(state.all(kind))}" for kind in kinds if state.all(kind))


def _initiative(state: State, code: str | None) -> int | None:
    from store.rules.codes import known_initiative

    return None if code is None else known_initiative(state, code, "initiative").id


def _cells(table: str, found: Sequence[Row]) -> list[list[str]]:
    """The rows of a spreadsheet: a header, and what lies deeper in one cell each, a line an entry."""
    from store.documents.build import ROWS

    header = list(ROWS[table].model_fields)
    return [
        header,
        *([_cell(row[name]) for name in header] for row in (each.model_dump(mode="json") for each in found)),
    ]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_cell(each)}" for name, each in value.items() if each not in (None, ""))
    if isinstance(value, list):
        return "\n".join(_cell(each) for each in value)
    return str(value)
