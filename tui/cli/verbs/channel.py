"""`duiqi channel`: where messages go. Tokens and numbers are typed without being shown, or come from standard
input or the environment, never from the command line, which every program on the machine can read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from store.chat.channel import (
    Channel,
    checked_address,
    checked_keyword,
    checked_mobile,
    checked_name,
    checked_variable,
    read_secret,
    read_token,
)
from store.chat.desk import Desk, why_not_send
from store.chat.sending import Ask
from store.chat.service import Form
from store.chat.services import SERVICES
from store.errors import NotAllowed, Refused
from store.language import _, current, msg
from tui.cli.arguments import Usage
from tui.cli.call import Call
from tui.cli.output import complain, say, say_rows
from tui.cli.verbs.sending import progress, tell

if TYPE_CHECKING:
    from store.chat.secret import Secret
    from store.chat.service import Service

_LINE: Final = 4096


def run(call: Call) -> int:
    """Do it. Raises Usage, NotAllowed, Refused, NotFound, DiskTrouble."""
    why = why_not_send(call.environment)
    if why is not None:
        raise NotAllowed(why)
    action, name = call.arguments.text("action"), call.arguments.text("name")
    desk = Desk.own(call.environment, call.clock)
    if action == "list":
        return _list(desk)
    if name is None:
        raise Usage(msg("{what} is missing.", what=msg("NAME")), field="name")
    if action == "add":
        return _add(call, desk, name)
    if action == "test":
        return _test(desk, name, call)
    if action == "mobile":
        return _mobile(call, desk, name)
    desk.channels.remove(name)
    say(_("The channel {name} is gone, and its token with it.", name=name))
    return 0


def _add(call: Call, desk: Desk, name: str) -> int:
    arguments = call.arguments
    typed = arguments.text("service")
    if typed is None:
        raise Usage(msg("Of which service? Give --service dingtalk|wecom."), field="service")
    service = SERVICES[typed]
    address = arguments.text("address")
    allow = bool(arguments.switch("allow-address"))
    if address is not None and not allow:
        raise Refused(
            msg(
                "--address leads elsewhere than to {service}; --allow-address says that it may.",
                service=service.title,
            ),
            field="address",
        )
    keyword = arguments.text("keyword")
    if keyword is not None and not service.keyword:
        raise Refused(msg("{service} asks for no keyword.", service=service.title), field="keyword")
    checked_name(name)
    if address is not None:
        checked_address(address)
    token, secret, from_token = _proof(call, service, allow=allow)
    channel = Channel(
        name=name,
        service=service.name,
        token=token,
        secret=secret,
        token_from=_variable(call, "token-from"),
        secret_from=_variable(call, "secret-from"),
        keyword=checked_keyword(keyword) if keyword is not None else "",
        form=Form.TEXT if arguments.switch("plain") else Form.MARKDOWN,
        address=checked_address(address) if address is not None else from_token,
        proxy=bool(arguments.switch("proxy")),
    )
    desk.channels.add(channel, instead=bool(arguments.switch("replace")))
    say(_("The channel {name} is there. Try it: duiqi channel test {name}", name=name))
    return 0


def _variable(call: Call, option: str) -> str:
    value = call.arguments.text(option)
    return checked_variable(value) if value is not None else ""


def _proof(call: Call, service: Service, *, allow: bool) -> tuple[Secret | None, Secret | None, str]:
    """Token and secret, as far as no variable has them; and an address that stood around the token."""
    token: Secret | None = None
    secret: Secret | None = None
    address = ""
    if call.arguments.text("secret-from") is not None and not service.signs:
        raise Refused(msg("{service} signs nothing.", service=service.title))
    if call.arguments.text("token-from") is None:
        typed = _typed(_("The robot's address, or its {name} (nothing is shown): ", name=service.parameter))
        token, address = read_token(service, typed, allow=allow)
    if service.signs and call.arguments.text("secret-from") is None:
        typed = _typed(_("The secret that signs, SEC… (enter when there is none): "))
        secret = read_secret(typed) if typed.strip() else None
    return token, secret, address


def _typed(question: str) -> str:
    """A line that is typed without being shown, or the next one of standard input."""
    if sys.stdin is not None and sys.stdin.isatty():
        from getpass import getpass

        return getpass(question)
    return sys.stdin.readline(_LINE) if sys.stdin is not None else ""


def _list(desk: Desk) -> int:
    """Everything but what proves the sender."""
    found = desk.channels.read()
    if not found.channels:
        say(_("There is no channel yet. Add one: duiqi channel add team --service dingtalk"))
    else:
        rows = [[_("Channel"), _("Service"), _("Token"), _("Secret"), _("Set besides")]]
        rows += [
            [
                each.name,
                str(each.of.title),
                _place(each.token, each.token_from),
                _place(each.secret, each.secret_from),
                _more(each),
            ]
            for each in found.channels.values()
        ]
        say_rows(rows)
    if found.mobiles:
        say(_("With a number to be called by: {names}", names=_(", ").join(found.mobiles)))
    return 0


def _place(secret: Secret | None, variable: str) -> str:
    if variable:
        return f"${variable}"
    return _("kept") if secret is not None else "-"


def _more(channel: Channel) -> str:
    said = []
    if channel.keyword:
        said.append(_("keyword {word}", word=channel.keyword))
    if channel.form is Form.TEXT:
        said.append(_("plain text"))
    if channel.address:
        said.append(channel.address)
    if channel.proxy:
        said.append(_("proxy"))
    return _(", ").join(said)


def _test(desk: Desk, name: str, call: Call) -> int:
    """Send a short message; one that fails is not kept, as it is sent again by the same words."""
    from zoneinfo import ZoneInfo

    from store.model.clock import Moment

    prepared = desk.prepare_test(name, current())
    posted = desk.put(prepared, Moment(call.clock.now(), ZoneInfo("UTC")), "")
    sent = desk.send(posted, progress)
    if sent.why(current()):
        desk.sending.decide(sent.id, Ask.FORGET)
        complain(_("{name} does not work: {why}", name=name, why=sent.why(current())))
        return 3
    return tell(sent)


def _mobile(call: Call, desk: Desk, person: str) -> int:
    if call.arguments.switch("remove"):
        desk.channels.set_mobile(person, None)
        say(_("{person} is called by no number any more.", person=person))
        return 0
    number = checked_mobile(_typed(_("The mobile number of {person} (nothing is shown): ", person=person)))
    desk.channels.set_mobile(person, number)
    say(
        _(
            "{person} is called in the group from now on. The number stays in your own configuration.",
            person=person,
        )
    )
    return 0
