"""The schedule of an initiative on a terminal: aligned columns, in the language of the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.documents.schedule import schedule_document
from store.language import _
from tui.cli.output import say, say_rows

if TYPE_CHECKING:
    from datetime import date

    from store.board.board import Board
    from store.documents.schedule import ScheduleDocument


def say_schedule(board: Board, initiative: int) -> None:
    """Print it."""
    moment = board.moment()
    _say_text(schedule_document(board.state, initiative, moment), moment.today)


def _say_text(found: ScheduleDocument, today: date) -> None:
    from store.rules.say import short_day

    whole = found.initiative
    if whole.start is None or whole.end is None:
        say(_("There is nothing here yet."))
        return
    rows = [["", _("Key"), _("Task"), _("Working days"), _("Earliest"), _("Latest"), _("Slack")]]
    rows += [
        [
            "*" if task.critical else "",
            task.key,
            task.title,
            str(task.working_days),
            f"{short_day(task.earliest_start, today)} - {short_day(task.earliest_finish, today)}",
            f"{short_day(task.latest_start, today)} - {short_day(task.latest_finish, today)}",
            str(task.slack),
        ]
        for task in found.tasks
    ]
    say_rows(rows)
    say(
        _(
            "{code}: {start} to {end}, {count} working days. Critical path (*): {path}",
            code=whole.code,
            start=short_day(whole.start, today),
            end=short_day(whole.end, today),
            count=whole.length,
            path=" -> ".join(whole.critical_path),
        )
    )
