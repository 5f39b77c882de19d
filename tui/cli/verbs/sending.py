"""`duiqi send`: to the team's chat group, and what waits to be sent."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from store.chat.desk import Desk, why_not_send
from store.chat.outbox import Posted, Stand
from store.chat.sending import Ask
from store.chat.telling import Kind, Wish, issue_of
from store.errors import DuiqiError, NotAllowed, NotFound
from store.language import _, current, msg
from store.model.meeting import Meeting
from tui.cli.arguments import Usage
from tui.cli.call import Call
from tui.cli.output import complain, say, say_rows

if TYPE_CHECKING:
    from store.chat.desk import Prepared
    from store.chat.sending import Progress
    from store.model.state import State

_LEFT: Final = 1
_COULD_NOT: Final = 3
_DIGITS: Final = 20
_ASKS: Final = {"arrived": Ask.ARRIVED, "forget": Ask.FORGET}
_WORTH_TELLING: Final = 3.0
"""Seconds of rest from which on it is said that one rests."""


def run(call: Call) -> int:
    """Send. Exit code 0: it arrived, or had; 1: something is left in the outbox after `--outbox`; 3: it did
    not arrive, or nobody knows. Raises Usage, NotFound, Refused, and what sending raises."""
    arguments = call.arguments
    asked = [name for name in ("resend", "arrived", "forget") if arguments.text(name) is not None]
    told = [name for name in ("assignment", "minutes", "call") if arguments.text(name) is not None]
    told += [name for name in ("digest", "outbox") if arguments.switch(name)]
    if len(asked) + len(told) != 1:
        raise Usage(
            msg("What is to be sent? Give one of --digest, --assignment, --minutes, --call, --outbox.")
        )
    if not arguments.switch("dry-run"):
        why = why_not_send(call.environment)
        if why is not None:
            raise NotAllowed(why)
    desk = Desk.own(call.environment, call.clock)
    if asked:
        return _decided(desk, asked[0], arguments.text(asked[0]) or "")
    return _outbox(desk) if told == ["outbox"] else _send(call, desk)


def _send(call: Call, desk: Desk) -> int:
    arguments = call.arguments
    with call.board(writing=False) as board:
        moment = board.moment()
        wish = _wish(call, board.state)
        prepared = desk.prepare(board.state, wish, moment, arguments.text("channel"))
        if arguments.switch("dry-run"):
            return _print(prepared)
        again = bool(arguments.switch("again"))
        posted = desk.put(prepared, moment, board.id, again=again)
    if posted.gone or posted.stand is Stand.SENT:
        say(_("It was sent to {channel} today already; --again sends it again.", channel=posted.channel))
        return 0
    return tell(desk.send(posted, progress))


def _wish(call: Call, state: State) -> Wish:
    from store.rules.codes import known_initiative

    arguments = call.arguments
    code, meeting = arguments.text("assignment"), arguments.text("minutes")
    if code is not None:
        return Wish(Kind.ASSIGNMENT, known_initiative(state, code, "assignment").id)
    if meeting is not None:
        number = int(meeting) if meeting.isdecimal() and len(meeting) < _DIGITS else 0
        if state.get(Meeting, number) is None:
            raise NotFound(
                msg("There is no meeting {id}. duiqi meeting --list prints which there are.", id=meeting),
                field="minutes",
            )
        return Wish(Kind.MINUTES, number)
    key = arguments.text("call")
    if key is not None:
        return Wish(Kind.URGENT, issue_of(state, key).id)
    code = arguments.text("initiative")
    return Wish(Kind.DIGEST, known_initiative(state, code, "initiative").id if code is not None else None)


def _print(prepared: Prepared) -> int:
    parts = prepared.parts
    complain(
        _(
            "To {channel} ({service}) would go, in {count} messages; nothing was sent:",
            channel=prepared.channel.name,
            service=prepared.channel.of.title,
            count=len(parts),
        )
    )
    say("\n\n----\n\n".join(parts))
    return 0


def _decided(desk: Desk, name: str, id: str) -> int:
    if name == "resend":
        return tell(desk.send(desk.sending.outbox.one(id), progress, by_person=True))
    found = desk.sending.decide(id, _ASKS[name])
    if found.gone:
        say(_("{title}: dropped.", title=found.title))
        return 0
    return tell(found if found.stand is Stand.SENT else desk.send(found, progress))


def _outbox(desk: Desk) -> int:
    """Send what waits; nothing that has perhaps arrived, and nothing that was refused."""
    for each in desk.sending.waiting():
        if each.stand is Stand.WAITING:
            try:
                tell(desk.send(each, progress))
            except DuiqiError as error:
                complain(_("{label}: {text}", label=each.title, text=error))
    left = desk.sending.waiting()
    if not left:
        say(_("The outbox is empty."))
        return 0
    rows = [["ID", _("Channel"), _("Message"), _("Parts"), _("Stands")]]
    rows += [
        [each.id, each.channel, each.title, f"{each.sent}/{len(each.parts)}", stands(each)] for each in left
    ]
    say_rows(rows)
    if any(each.stand is Stand.PERHAPS for each in left):
        complain(
            _(
                "What has perhaps arrived is sent again only by you: look at the group, then "
                "`duiqi send --arrived ID` or `duiqi send --resend ID`."
            )
        )
    return _LEFT


def stands(posted: Posted) -> str:
    """How a message stands, and why."""
    words = {
        Stand.WAITING: _("waits"),
        Stand.SENDING: _("is being sent"),
        Stand.SENT: _("sent"),
        Stand.PERHAPS: _("perhaps sent"),
        Stand.REFUSED: _("turned away"),
    }[posted.stand]
    why = posted.why(current())
    return _("{label}: {text}", label=words, text=why) if why else words


def tell(posted: Posted) -> int:
    """Say what became of it."""
    values = {"title": posted.title, "channel": posted.channel, "id": posted.id}
    why = posted.why(current())
    match posted.stand:
        case Stand.SENT:
            say(_("Sent to {channel}: {title}", **values))
            return 0
        case Stand.PERHAPS:
            complain(
                _(
                    "{title}: perhaps sent to {channel} ({why}). Look at the group, then "
                    "`duiqi send --arrived {id}` or `duiqi send --resend {id}`.",
                    **values,
                    why=why,
                )
            )
        case Stand.REFUSED:
            complain(
                _(
                    "{title}: {channel} refused it ({why}). It is in the outbox; once that is put right: "
                    "`duiqi send --resend {id}`.",
                    **values,
                    why=why,
                )
            )
        case _other:
            complain(
                _(
                    "{title}: not sent to {channel} ({why}). It waits in the outbox: `duiqi send --outbox`.",
                    **values,
                    why=why,
                )
            )
    return _COULD_NOT


def progress(at: Progress) -> None:
    """How far it is, on a terminal."""
    if at.rest >= _WORTH_TELLING and sys.stderr.isatty():
        complain(_("{part} of {of}: resting for {seconds} s", part=at.part, of=at.of, seconds=round(at.rest)))
