"""What is read of the numbers of stage 4: who waits on whom, and what slipped, by how much and why."""

from __future__ import annotations

from typing import Final

from screens.widgets.cells import Line, Piece, cut, fit, joined, wrap
from screens.words import short_date, slip_text
from store.language import _
from store.model.clock import Moment
from store.model.state import State
from store.rules import slips, waiting
from store.rules.say import days, department_name, person_name, working_days

_NAME: Final = 12
_MOST: Final = 24
_BAR: Final = 20


def waiting_lines(state: State, initiative: int, moment: Moment, room: int) -> list[Line]:
    """The matrix in working days: a row waits on a column; below it what for, the longest first."""
    found = waiting.matrix(state, initiative, moment)
    if not found.cells:
        return [(), (("  ", ""), (_("No department waits on another one."), "muted"))]
    column = max(6, min(_NAME, (room - _NAME - 4) // max(1, len(found.awaited) + 1)))
    lines: list[Line] = [
        ((" ", ""), (_("Who waits (rows) on whom (columns), in working days"), "heading")),
        (),
    ]
    head: list[Piece] = [(" " * (_NAME + 2), "")]
    for on in found.awaited:
        head += (*fit(_place(state, on), column - 1, "right", "muted"), (" ", ""))
    lines.append(joined([*head, *fit(_("in all"), column - 1, "right", "muted")]))
    for waiter in found.waiters:
        row: list[Piece] = [("  ", ""), *fit(_place(state, waiter), _NAME)]
        for on in found.awaited:
            cell = found.cell(waiter, on)
            text = str(cell.days) if cell is not None else "."
            row += (*fit(text, column - 1, "right", _weight(cell.days) if cell else "rule"), (" ", ""))
        row += fit(str(found.waited(waiter)), column - 1, "right", "strong")
        lines.append(joined(row))
    total: list[Piece] = [("  ", ""), *fit(_("kept waiting"), _NAME, style="muted")]
    for on in found.awaited:
        total += (*fit(str(found.kept_waiting(on)), column - 1, "right", "strong"), (" ", ""))
    lines += [joined(total), ()]
    for cell in found.cells:
        waits = _("{waiter} waits on {on}", waiter=_place(state, cell.waiter), on=_place(state, cell.on))
        lines.append(((" ", ""), (waits, "strong"), (f"  {working_days(cell.days)}", _weight(cell.days))))
        for each in cell.waits[:_MOST]:
            what = f"{state.key_of(each.task)} {waiting.KINDS[each.kind]}"
            since = short_date(each.since, moment.today)
            ended = f" - {short_date(each.until, moment.today)}" if each.until is not None else ""
            text = _("{what}: {for_what}, since {since}", what=what, for_what=each.what, since=since)
            lines += wrap((("    ", ""), (f"{text}{ended}", ""), (f"  {each.days}", "muted")), room, 6)
    return lines


def slip_lines(state: State, initiative: int, moment: Moment, room: int) -> list[Line]:
    """In sum by cause and by department, then each task with every move of its date."""
    found = slips.ledger(state, initiative)
    moved = [row for row in found.rows if row.moves]
    if not moved:
        return [(), (("  ", ""), (_("No date has moved."), "muted"))]
    lines: list[Line] = [((" ", ""), (_("Slipped in all: {days}", days=days(found.days)), "heading")), ()]
    own = _("the tasks' own")
    for title, sums, nobody in (
        (_("Caused by"), found.by_cause, own),
        (_("Whose tasks"), found.by_department, _("no department")),
    ):
        lines.append(((" ", ""), (title, "strong")))
        most = max((each.days for each in sums), default=0)
        for each in sums:
            name = department_name(state, each.department) if each.department is not None else nobody
            bar = "#" * max(1, round(_BAR * each.days / most)) if each.days and most else ""
            count = _("{days}, {count}", days=days(each.days), count=_tasks(len(each.tasks)))
            lines.append(
                joined(
                    (
                        ("  ", ""),
                        *fit(name, _NAME + 4),
                        (bar, "bar"),
                        (" " * (_BAR + 2 - len(bar)), ""),
                        (count, ""),
                    )
                )
            )
        lines.append(())
    for row in moved:
        style = "delayed" if row.days > 0 else "done"
        dates = f"{short_date(row.original, moment.today)} -> {short_date(row.end, moment.today)}"
        lines.append(
            joined(
                (
                    (f" {row.key}  ", "accent"),
                    (cut(row.task.title, max(10, room - 44)), "strong"),
                    (f"  {dates}  ", ""),
                    (slip_text(row.days), style),
                )
            )
        )
        for move in row.moves:
            lines += wrap((("    ", ""), *_move(state, move, moment)), room, 6)
    return lines


def _move(state: State, move: slips.Move, moment: Moment) -> Line:
    when = short_date(moment.day_of(move.at), moment.today) if move.at is not None else ""
    who = person_name(state, move.by)
    cause = department_name(state, move.cause) if move.cause is not None else ""
    why = "  ".join(part for part in (move.reason, cause) if part)
    said = " ".join(part for part in (when, who) if part)
    dates = f"{short_date(move.was, moment.today)} -> {short_date(move.date, moment.today)}"
    return ((f"{dates} {slip_text(move.days)}  ", ""), (why, ""), (f"  {said}" if said else "", "muted"))


def _tasks(count: int) -> str:
    return _("1 task") if count == 1 else _("{count} tasks", count=count)


def _place(state: State, department: int | None) -> str:
    return department_name(state, department) if department is not None else _("nobody's")


def _weight(days: int) -> str:
    return "blocked" if days >= 5 else "delayed" if days >= 2 else ""
