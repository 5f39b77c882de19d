"""`duiqi export`: what a board holds, for people and for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import NotFound
from store.language import _, msg
from store.model.initiative import Initiative
from tui.cli.arguments import Usage
from tui.cli.call import Call
from tui.cli.output import say, say_object, say_rows

if TYPE_CHECKING:
    from datetime import date

    from store.documents.schedule import ScheduleDocument
    from store.model.state import State


def run(call: Call) -> int:
    """Print the schedule of an initiative. Raises Usage without one, NotFound when it is not there."""
    from store.documents.schedule import schedule_document

    code = call.arguments.text("initiative")
    with call.board(writing=False) as board:
        if code is None:
            raise Usage(
                msg("Of which initiative? --initiative CODE: {codes}.", codes=_codes(board.state)),
                field="initiative",
            )
        initiative = _initiative(board.state, code)
        found = schedule_document(board.state, initiative.id, board.moment())
        if (call.arguments.text("format") or "text") == "json":
            say_object(found.model_dump(mode="json"))
        else:
            _say_text(found, board.moment().today)
    return 0


def _initiative(state: State, code: str) -> Initiative:
    from store.rules.signoff import initiative_of

    found = initiative_of(state, code)
    if found is None:
        raise NotFound(
            msg("There is no initiative {code}. There are: {codes}.", code=code, codes=_codes(state)),
            field="initiative",
        )
    return found


def _codes(state: State) -> str:
    return _(", ").join(each.code for each in state.all(Initiative)) or "-"


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
