"""`duiqi help`: the commands and options, from the table that also reads them."""

from __future__ import annotations

from store.errors import Refused
from store.language import _, msg
from tui.cli.arguments import Option, Place, Verb, nearest
from tui.cli.call import Call
from tui.cli.grammar import EVERYWHERE, VERBS, verbs
from tui.cli.output import say, say_rows


def run(call: Call) -> int:
    """Help on everything, or on the command named. Raises Refused for one that does not exist."""
    name = call.arguments.text("verb")
    if name is None:
        return say_help(None)
    verb = verbs().get(name)
    if verb is None:
        raise Refused(msg("There is no command “{name}”. {hint}", name=name, hint=nearest(name, [*verbs()])))
    return say_help(verb)


def say_help(verb: Verb | None) -> int:
    """Print help on a command; on everything when null."""
    if verb is not None:
        say(synopsis(verb))
        say(f"  {verb.help}")
        _say_choices(verb)
        if verb.options:
            say()
            _say_options(verb.options)
        say()
        say(_("With every command:"))
        _say_options(EVERYWHERE)
        return 0
    say(_("Duiqi takes a team of several departments through one undertaking."))
    say()
    rows = [
        (f"duiqi {each.name}" if each.name != "open" else synopsis(each, short=True), str(each.help))
        for each in VERBS
    ]
    say_rows(rows, indent="  ")
    say()
    say(_("With every command:"))
    _say_options(EVERYWHERE)
    say()
    say(_("BOARD may be left out: then it is DUIQI_BOARD, else the board used last."))
    say(_("A board whose name is that of a command: ./list"))
    say(_("All about one command: duiqi help COMMAND"))
    say(_("Exit codes: 0 done, 1 a check found something, 2 bad input, 3 could not be done."))
    return 0


def synopsis(verb: Verb, *, short: bool = False) -> str:
    """How a command is written: `duiqi update [BOARD] KEY [STATUS] [--note TEXT]`; `short`: no options."""
    words = ["duiqi"] if verb.name == "open" else ["duiqi", verb.name]
    words += [_place(place) for place in verb.places]
    if not short:
        words += [f"[{_usage(option)}]" for option in verb.options]
    return " ".join(words)


def say_version() -> int:
    """Print which version this is."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("duiqi")
    except PackageNotFoundError:
        number = "?"
    say(f"duiqi {number}")
    return 0


def _place(place: Place) -> str:
    return str(place.value) if place.required else f"[{place.value}]"


def _usage(option: Option) -> str:
    name = f"--{option.name}|--no-{option.name}" if option.opposite else f"--{option.name}"
    if option.value is None:
        return name
    return f"{name} {'|'.join(option.choices) or option.value}"


def _say_choices(verb: Verb) -> None:
    for place in verb.places:
        if place.choices:
            say("  " + _("{label}: {text}", label=place.value, text=", ".join(place.choices)))


def _say_options(options: tuple[Option, ...]) -> None:
    say_rows([(_usage(option), str(option.help)) for option in options], indent="  ")
