"""`duiqi today`: who must act today, and why, most harmful first."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from store.documents.names import Names
from store.documents.reasons import reason_told
from store.language import _, current
from store.rules.attention import attention
from store.rules.attention_line import Attention, Reason
from store.rules.naming import find_person, full_name
from tui.cli.call import Call
from tui.cli.output import say, say_json, say_rows

if TYPE_CHECKING:
    from store.board.board import Board
    from store.model.clock import Moment


def run(call: Call) -> int:
    """Print it. Raises NotFound and Ambiguous for the person."""
    with call.board(writing=False) as board:
        typed, form = call.arguments.text("person"), call.arguments.text("format")
        person = None if typed is None else find_person(board.state, typed, field="person")
        found = [
            (line, reason)
            for line in attention(board.state, board.moment())
            if (reason := _for(line, None if person is None else person.id)) is not None
        ]
        if form == "json":
            names = Names(board.state)
            say_json(_row(names, line, reason) for line, reason in found)
        elif form == "markdown":
            _markdown(board, found)
        else:
            whose = None if person is None else full_name(board.state, person)
            _text(board, found, whose)
    return 0


def _for(line: Attention, person: int | None) -> Reason | None:
    """The worst reason of a line that is for `person`; the worst of all for null."""
    return next((each for each in (line.worst, *line.extra) if person is None or each.person == person), None)


def _row(names: Names, line: Attention, reason: Reason) -> dict[str, object]:
    return {
        "key": line.key,
        "person": names.person(reason.person),
        "reason": str(reason.text),
        "days": reason.days,
        "deadline": _iso(reason.deadline),
    }


def _iso(deadline: datetime | date | None) -> str | None:
    if isinstance(deadline, datetime):
        return deadline.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return None if deadline is None else deadline.isoformat()


def _text(board: Board, found: list[tuple[Attention, Reason]], whose: str | None) -> None:
    if not found:
        say(
            _("Nobody has to act today.")
            if whose is None
            else _("{name} has nothing to do today.", name=whose)
        )
        return
    names, moment = Names(board.state), board.moment()
    if whose is None:
        say(_("To push today: {count}", count=len(found)))
    else:
        say(_("For {name} today: {count}", count=len(found), name=whose))
    say_rows(
        [
            [line.sign, line.key, _title(line), names.person(reason.person) or "-", _why(reason, moment)]
            for line, reason in found
        ],
        indent=" ",
    )


def _markdown(board: Board, found: list[tuple[Attention, Reason]]) -> None:
    names, moment = Names(board.state), board.moment()
    say(f"## {_plain(board.state.settings.name)} {moment.today.isoformat()}")
    say()
    if not found:
        say(_("Nobody has to act today."))
    for line, reason in found:
        person = names.person(reason.person) or "-"
        words = f"{line.key} {_title(line)}", person, _why(reason, moment)
        told = _("{label}: {text}", label=_plain(words[1]), text=_plain(words[2]))
        say(f"- **{_plain(words[0])}** {told}")


def _plain(text: str) -> str:
    """`text` so that Markdown shows it as it is, on one line."""
    line = " ".join(text.split())
    return "".join(f"\\{character}" if character in r"\`*_{}[]<>#|~!" else character for character in line)


def _title(line: Attention) -> str:
    item = line.task or line.issue
    return "" if item is None else item.title


def _why(reason: Reason, moment: Moment) -> str:
    return reason_told(reason, moment).render(current())
