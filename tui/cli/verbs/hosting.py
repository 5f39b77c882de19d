"""`duiqi host`: a team's server, looked after by the account that owns the boards (docs/hosting.md)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from store.errors import DiskTrouble, Refused
from store.files.typed import typed_path
from store.language import _, msg
from tui.cli.arguments import Arguments, Usage
from tui.cli.call import Call
from tui.cli.output import complain, say, say_json, say_rows
from tui.hosted import places as places_of
from tui.hosted.places import Places


def run(call: Call) -> int:
    """Do what was asked. Raises Usage for what does not belong to it, and what each refuses."""
    action = call.arguments.text("action") or ""
    _require_fitting(action, call.arguments)
    return _ACTIONS[action](call)


def _init(call: Call) -> int:
    from tui.hosted.setting_up import make

    folder = call.arguments.text("what")
    if folder is None:
        raise Usage(msg("Which folder? duiqi host init DIR"), field="what")
    made = make(folder)
    say(_("{folder} is ready. Boards go into {boards}.", folder=made.folder, boards=made.boards))
    for hint in _warnings(made):
        complain(hint)
    return 0


def _add(call: Call) -> int:
    from tui.hosted.admission import add

    arguments, places = call.arguments, _places(call)
    name = _person(call)
    key = arguments.text("key")
    added = add(
        places,
        name,
        key=_key_text(key) if key is not None else None,
        boards=arguments.text("boards"),
        now=call.clock.now(),
    )
    for board, who in added.boards:
        say(_("{person} opens {board} as {who}.", person=added.guest.name, board=board, who=who))
    if added.key is not None:
        say(
            _(
                "Key {fingerprint} lets {person} in.",
                fingerprint=added.key.fingerprint,
                person=added.guest.name,
            )
        )
    if not added.guest.keys:
        complain(_("No key lets {person} in yet: --key FILE.pub", person=added.guest.name))
    if not added.guest.boards:
        complain(_("{person} has no board yet: --boards NAME", person=added.guest.name))
    return 0


def _remove(call: Call) -> int:
    from tui.hosted.admission import remove

    arguments, places = call.arguments, _places(call)
    name = _person(call)
    key, boards = arguments.text("key"), arguments.text("boards")
    remove(places, name, key=key, boards=boards)
    if key is None and boards is None:
        say(_("{person} no longer comes in.", person=name))
    else:
        say(_("Taken from {person}.", person=name))
    say(_("Where sshd reads authorized_keys, write it anew: duiqi host keys"))
    return 0


def _list(call: Call) -> int:
    from tui.hosted.admission import listed

    places = _places(call)
    found = listed(places)
    if call.arguments.text("format") == "json":
        say_json(
            {
                "person": each.name,
                "keys": list(each.keys),
                "boards": [{"board": board, "as": who} for board, who in each.boards],
                "connected": each.connected,
            }
            for each in found
        )
        return 0
    if not found:
        say(_("Nobody can come in yet: duiqi host add PERSON --key FILE --boards NAME"))
        return 0
    rows = [[_("Person"), _("Boards"), _("Connected"), _("Keys")]]
    for each in found:
        boards = _(", ").join(
            board if who == each.name else f"{board}={who if who is not None else '?'}"
            for board, who in each.boards
        )
        rows.append([each.name, boards or "-", str(each.connected or "-"), " ".join(each.keys) or "-"])
    say_rows(rows)
    return 0


def _keys(call: Call) -> int:
    from tui.hosted.admission import authorized
    from tui.hosted.public_key import key_of

    kind, encoded = call.arguments.text("what"), call.arguments.text("encoded")
    if kind is not None and encoded is None:
        raise Usage(msg("A key is asked for by its kind and itself, as sshd does: %t %k"), field="what")
    asked = None
    if kind is not None and encoded is not None:
        try:
            asked = key_of(kind, encoded)
        except Refused:
            # sshd asks for whatever somebody offers; what is no key of ours is nobody's.
            return 0
    for line in authorized(_places(call), asked):
        say(line)
    return 0


def _log(call: Call) -> int:
    from tui.hosted.audit import Log
    from tui.hosted.telling import told

    log = Log(_places(call).log)
    log.end_what_was_cut()
    person = call.arguments.text("what")
    lines = [line for line in log.lines() if person is None or line.get("person") == person]
    if call.arguments.switch("refused"):
        lines = [line for line in lines if line.get("event") == "refused"]
    if call.arguments.text("format") == "json":
        say_json(lines)
    else:
        say_rows([told(line) for line in lines])
    return 0


_ACTIONS: Final[dict[str, Callable[[Call], int]]] = {
    "init": _init,
    "add": _add,
    "remove": _remove,
    "list": _list,
    "keys": _keys,
    "log": _log,
}

_FITTING: Final[dict[str, frozenset[str]]] = {
    "init": frozenset(),
    "add": frozenset({"host", "key", "boards"}),
    "remove": frozenset({"host", "key", "boards"}),
    "list": frozenset({"host", "format"}),
    "keys": frozenset({"host"}),
    "log": frozenset({"host", "format", "refused"}),
}


def _require_fitting(action: str, arguments: Arguments) -> None:
    given = {*arguments.words, *arguments.switches} - {"action", "what", "encoded", "lang"}
    for name in sorted(given - _FITTING[action]):
        raise Usage(
            msg("--{option} does not belong to host {action}.", option=name, action=action), field=name
        )
    if action != "keys" and arguments.text("encoded") is not None:
        raise Usage(msg("“{word}” is one word too many here.", word=arguments.text("encoded")))
    if action == "list" and arguments.text("what") is not None:
        raise Usage(msg("“{word}” is one word too many here.", word=arguments.text("what")))


def _places(call: Call) -> Places:
    return places_of.found(call.arguments.text("host"), call.environment)


def _person(call: Call) -> str:
    name = call.arguments.text("what")
    if name is None:
        raise Usage(msg("Which person? Name them as they are called on this server."), field="what")
    return name


def _key_text(named: str) -> str:
    """What stands in the file of that name; `-` is standard input. Raises DiskTrouble."""
    import sys

    from tui.hosted.public_key import LIMIT

    try:
        if named == "-":
            return sys.stdin.read(LIMIT + 1)
        with typed_path(named).open(encoding="utf-8") as file:
            return file.read(LIMIT + 1)
    except UnicodeDecodeError:
        return ""
    except OSError as error:
        raise DiskTrouble(
            msg("{path} cannot be read: {reason}.", path=named, reason=error.strerror or "")
        ) from error


def _warnings(made: Places) -> list[str]:
    import os

    from store.board.network import is_network

    found = []
    if is_network(made.folder):
        found.append(_("It lies on a network file system: boards there open for reading only."))
    if os.geteuid() == 0:
        found.append(_("This is root. Give the boards an account of their own (docs/hosting.md)."))
    return found
