"""`duiqi meeting`: the minutes of a meeting, or which meetings there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.documents.meetings import meeting_document, meeting_row, state_of
from store.documents.minutes import minutes_document, minutes_record, newest
from store.errors import NotFound
from store.language import Message, _, msg
from store.model.meeting import Meeting
from store.rules.meeting.running import title
from store.rules.say import short_day
from tui.cli.call import Call
from tui.cli.output import say, say_json, say_object, say_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.board.board import Board
    from store.model.state import State
    from store.rules.meeting.difference import Difference

_DIGITS: Final = 20
"""More than any id has; Python refuses to read thousands."""
STATES: Final = {
    "planned": msg("planned"),
    "running": msg("running"),
    "closed": msg("held"),
    "called_off": msg("called off"),
}


def run(call: Call) -> int:
    """Print it. Raises NotFound for a meeting or an initiative that is not there."""
    arguments = call.arguments
    form, typed = arguments.text("format") or "text", arguments.text("meeting")
    with call.board(writing=False) as board:
        initiative = _initiative(board.state, arguments.text("initiative"))
        if arguments.switch("list"):
            _list(board, initiative, form)
            return 0
        _print(board, _meeting(board.state, typed, initiative), form)
    return 0


def _print(board: Board, meeting: Meeting, form: str) -> None:
    state = board.state
    changes: Sequence[Difference] = ()
    if meeting.running:
        from store.board.meetings import since_opening

        changes = since_opening(board, meeting.id)
    found = minutes_record(state, meeting, board.moment(), [each.sentence for each in changes])
    if form == "json":
        say_object(meeting_document(state, meeting, found).model_dump(mode="json"))
        return
    document = minutes_document(state, found)
    if form == "md":
        from store.documents.markdown import markdown

        say(markdown(document).rstrip("\n"))
    else:
        from store.documents.text import text

        say(text(document).rstrip("\n"))


def _list(board: Board, initiative: int | None, form: str) -> None:
    """The oldest first, so that the newest stands beside the prompt."""
    state, moment = board.state, board.moment()
    found = [each for each in state.all(Meeting) if initiative in (None, each.initiative)]
    if form == "json":
        language = state.settings.language
        say_json(
            meeting_row(state, each, title(state, each).render(language)).model_dump(mode="json")
            for each in found
        )
        return
    if not found:
        say(_("There were no meetings yet."))
        return
    rows = [["ID", _("Meeting"), _("When"), _("Status")]]
    for each in found:
        at = each.opened or each.planned
        local = at.astimezone(moment.zone) if at is not None else None
        when = f"{short_day(local.date(), moment.today)} {local:%H:%M}" if local is not None else ""
        rows.append([str(each.id), str(title(state, each)), when, str(STATES[state_of(each)])])
    say_rows(rows)


def _meeting(state: State, typed: str | None, initiative: int | None) -> Meeting:
    """The one that is meant; the newest when none is named."""
    if typed is None:
        found = newest(state, initiative)
    else:
        number = int(typed) if typed.isdecimal() and len(typed) < _DIGITS else 0
        found = state.get(Meeting, number)
        if found is not None and initiative not in (None, found.initiative):
            found = None
    if found is None:
        raise NotFound(_missing(state, typed), field="meeting")
    return found


def _missing(state: State, typed: str | None) -> Message:
    if typed is None or not state.all(Meeting):
        return msg("There were no meetings yet.")
    return msg("There is no meeting {id}. duiqi meeting --list prints which there are.", id=typed)


def _initiative(state: State, code: str | None) -> int | None:
    from store.rules.codes import known_initiative

    return None if code is None else known_initiative(state, code, "initiative").id
