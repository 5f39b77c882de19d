"""Help for those who come in over SSH: what may be asked on one line."""

from __future__ import annotations

from store.errors import Refused
from store.language import _, msg
from tui.cli import grammar
from tui.cli.arguments import Place, Verb
from tui.cli.output import say, say_rows
from tui.cli.verbs.helping import synopsis
from tui.hosted.request import ALLOWED, STANDARD, options_of


def say_help(name: str | None) -> int:
    """Print it: of all there is, or of one command. Raises Refused for what there is not."""
    if name is None:
        say(_("On this server one line is one command; a board is called by its name."))
        say()
        say_rows([(_usage(verb, short=True), str(verb.help)) for verb in _verbs()], indent="  ")
        say()
        say(_("All about one command: help COMMAND"))
        say(
            _("Words that belong together are quoted twice: ssh … \"update launch NPL-7 --note 'two words'\"")
        )
        return 0
    found = next((verb for verb in _verbs() if verb.name == name), None)
    if found is None:
        raise Refused(
            msg(
                "“{word}” is not possible on this server. Possible are: {commands}.",
                word=name,
                commands=", ".join(ALLOWED),
            )
        )
    say(_usage(found))
    say(f"  {found.help}")
    say_rows([(f"--{option.name}", str(option.help)) for option in found.options], indent="  ")
    return 0


def _verbs() -> list[Verb]:
    """The commands as they are here: a board must be named, a file is standard input."""
    return [
        verb._replace(
            places=tuple(_place(place) for place in verb.places),
            options=tuple(options_of(verb).values()),
        )
        for verb in grammar.VERBS
        if verb.name in ALLOWED
    ]


def _place(place: Place) -> Place:
    if place.name == "file":
        return place._replace(value=msg("{text}", text=STANDARD))
    return place._replace(required=True) if place.name == "board" else place


def _usage(verb: Verb, *, short: bool = False) -> str:
    return synopsis(verb, short=short).removeprefix("duiqi ")
