"""What a command line says of a file that somebody else made: its columns, and who is named in it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from store.language import _, msg
from store.model.organisation import Department
from store.rules.names import folded
from tui.cli import memory
from tui.cli.arguments import Usage
from tui.cli.call import Call
from tui.cli.output import complain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.board.board import Board
    from store.exchange.columns import FileColumn, FileColumns
    from store.exchange.headings import Headings
    from store.exchange.met import Answer, Answers, Met, Sort
    from store.exchange.sheet import SheetRow
    from store.model.state import State

_LISTED: Final = 30
_ROWS: Final = 6


def columns_said(call: Call, board: Board, rows: list[SheetRow]) -> FileColumns:
    """Which column is which; what was guessed or is remembered is said on standard error."""
    from store.exchange.columns import Why, field_named, read_columns

    given = {}
    for said in call.arguments.texts("map"):
        heading, equals, field = said.rpartition("=")
        if not equals or not heading.strip():
            raise Usage(msg("--map takes HEADING=COLUMN, such as 标题=task."), field="map")
        given[heading.strip()] = field_named(field)
    first = read_columns(rows, board.state, board.moment().today, given=given)
    saved = memory.columns_of(first.shape)
    columns = first
    if saved:
        columns = read_columns(rows, board.state, board.moment().today, given=given, saved=saved)
    for each in columns.columns:
        if each.field and each.why in (Why.ALIKE, Why.VALUES, Why.SAVED):
            complain(_guess(each))
    return columns


def _guess(column: FileColumn) -> str:
    from store.exchange.columns import Why

    heading = column.heading or chr(ord("A") + column.at)
    why = {
        Why.GIVEN: "",
        Why.HEADING: "",
        Why.ALIKE: _("its heading reads like it"),
        Why.VALUES: _("by what stands in it"),
        Why.SAVED: _("as you said last time"),
    }
    return _(
        "“{heading}” is taken for {column}: {why}. --map {word} leaves it out.",
        heading=heading,
        word=shlex.quote(f"{heading}="),
        column=heading_of(column.field),
        why=why[column.why or Why.VALUES],
    )


def answers_said(board: Board, call: Call, rows: list[SheetRow], headings: Headings) -> Answers | None:
    """What `--who` and `--add` say of those whom rows name and the board does not; null without `--who`."""
    if not call.arguments.texts("who"):
        return None
    from store.exchange.met import met_in

    body = [row for row in rows if row.number > headings.row]
    return answers_about(board, call, met_in(board.state, headings, body))


def answers_about(board: Board, call: Call, met: Sequence[Met]) -> Answers:
    """The same of those who were met. Raises Usage for a name that is none of theirs."""
    from store.exchange.met import usual

    said = call.arguments.texts("who")
    by_name = {folded(each.name): each for each in met}
    answers: dict[tuple[Sort, str], Answer] = {}
    if call.arguments.switch("add"):
        joins = usual(met, board.state)
        answers = {key: answer for key, answer in joins.items() if answer.add or answer.department}
    for each in said:
        name, equals, who = each.rpartition("=")
        found = by_name.get(folded(name))
        if not equals or found is None:
            names = _(", ").join(one.name for one in met) or "-"
            raise Usage(
                msg("--who takes NAME=WHO; not on the board yet are: {names}.", names=names), field="who"
            )
        answers[found.key] = _answer(board.state, found, who.strip(), by_name)
    return answers


def _answer(state: State, met: Met, who: str, by_name: Mapping[str, Met]) -> Answer:
    from store.exchange.met import Answer, Sort
    from store.rules.naming import find_department, find_person

    if not who:
        return Answer()
    if met.sort is Sort.DEPARTMENT:
        if folded(who) == folded(met.name):
            return Answer(add=True)
        return Answer(meant=find_department(state, who, field="who").id)
    coming = by_name.get(folded(who))
    places = {folded(each.name) for each in state.all(Department)}
    if folded(who) in places or (coming is not None and coming.sort is Sort.DEPARTMENT):
        return Answer(department=who)
    return Answer(meant=find_person(state, who, field="who").id)


def list_met(met: Sequence[Met], state: State) -> None:
    """Who is not on the board, once each, with the rows that name them and who may be meant."""
    from store.exchange.met import name_of

    if not met:
        return
    complain(_("Not on the board yet; --who says of each who is meant, or where they belong:"))
    for each in met[:_LISTED]:
        names = [name_of(state, each, id) for id in each.close]
        rows = _(", ").join(str(number) for number in each.rows[:_ROWS])
        rows += "…" if len(each.rows) > _ROWS else ""
        line = _("{name}: rows {rows}", name=each.name, rows=rows)
        complain(
            "  " + (_("{line}; perhaps {names}", line=line, names=_(", ").join(names)) if names else line)
        )
    if len(met) > _LISTED:
        complain("  " + _("… and {count} more", count=len(met) - _LISTED))


def heading_of(field: str) -> str:
    """What the column is called in the interface's language."""
    from store.exchange.headings import HEADINGS
    from store.language import current

    english, chinese = HEADINGS.get(field, (field, field))[:2]
    return chinese if current() == "zh" else english
