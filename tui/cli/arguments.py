"""What may stand on a command line, and reading it.

argparse words its complaints in English only and click adds 6 ms to every start. What is needed is small:
options before or after the command, values after a space or `=`, and a complaint in the language of the
interface that says what would be right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from store.errors import Refused
from store.language import Message, msg


class Usage(Refused):
    """The command line cannot be understood; the sentence says what would be right."""


class Option(NamedTuple):
    """`--name`. With `value` (how help calls it) it takes one; without, it is a switch.

    `choices` are the values it takes; `many`: may be given repeatedly; `opposite`: `--no-name` exists too.
    """

    name: str
    help: Message
    value: Message | None = None
    choices: tuple[str, ...] = ()
    many: bool = False
    opposite: bool = False


class Place(NamedTuple):
    """A word that stands by its position."""

    name: str
    value: Message
    required: bool = False
    choices: tuple[str, ...] = ()


class Verb(NamedTuple):
    """One command: what it takes, and the module below `tui.cli.verbs` whose `run` carries it out."""

    name: str
    help: Message
    module: str
    places: tuple[Place, ...] = ()
    options: tuple[Option, ...] = ()


@dataclass(slots=True)
class Arguments:
    """What was given, by the names of options and places."""

    words: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    switches: dict[str, bool] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """The value given, or null."""
        return self.words.get(name)

    def texts(self, name: str) -> tuple[str, ...]:
        """Every value of an option that may be repeated."""
        return tuple(self.lists.get(name, ()))

    def switch(self, name: str) -> bool | None:
        """True for `--name`, False for `--no-name`, null when neither was given."""
        return self.switches.get(name)


def first_word(argv: Sequence[str], options: Mapping[str, Option]) -> int | None:
    """Where in `argv` the first word stands that is no option and no option's value; null when none does."""
    at = 0
    while at < len(argv):
        word = argv[at]
        if word == "--":
            return None
        if not _is_option(word):
            return at
        name, given, _ = word.removeprefix("--").partition("=")
        option = options.get(name)
        at += 2 if option and option.value and not given else 1
    return None


def read(argv: Sequence[str], options: Mapping[str, Option], places: Sequence[Place]) -> Arguments:
    """What `argv` says, command name taken out. Raises Usage."""
    found = Arguments()
    words: list[str] = []
    at = 0
    while at < len(argv):
        word = argv[at]
        at += 1
        if word == "--":
            words.extend(argv[at:])
            break
        if not _is_option(word):
            words.append(word)
            continue
        name, given, value = _SHORT.get(word, word).removeprefix("--").partition("=")
        option, on = _option(name, word, options)
        if option.value is None:
            if given:
                raise Usage(msg("{option} takes no value.", option=f"--{name}"), field=option.name)
            found.switches[option.name] = on
            continue
        if not given:
            if at == len(argv) or argv[at].startswith("--"):
                raise Usage(
                    msg("{option} needs a value: {example}", option=f"--{name}", example=_example(option)),
                    field=option.name,
                )
            value = argv[at]
            at += 1
        _check(f"--{name}", value, option.choices, option.name)
        if option.many:
            found.lists.setdefault(option.name, []).append(value)
        elif option.name in found.words:
            raise Usage(
                msg("{option} is given twice; once is enough.", option=f"--{name}"), field=option.name
            )
        else:
            found.words[option.name] = value
    _place(words, places, found)
    return found


_SHORT = {"-h": "--help", "-V": "--version"}


def _is_option(word: str) -> bool:
    return word.startswith("--") or word in _SHORT


def _option(name: str, word: str, options: Mapping[str, Option]) -> tuple[Option, bool]:
    option = options.get(name)
    if option is not None:
        return option, True
    positive = options.get(name.removeprefix("no-"))
    if positive is not None and positive.opposite:
        return positive, False
    known = [f"--{each}" for each in options] + [f"--no-{o.name}" for o in options.values() if o.opposite]
    raise Usage(
        msg(
            "There is no option {option} here. {hint}",
            option=word.partition("=")[0],
            hint=nearest(word, known),
        )
    )


def _example(option: Option) -> str:
    return f"--{option.name} {'|'.join(option.choices) or option.value}"


def _check(what: str, value: str, choices: Sequence[str], name: str) -> None:
    if choices and value not in choices:
        raise Usage(
            msg(
                "{what}: “{value}” is not known. It is one of: {choices}.",
                what=what,
                value=value,
                choices=", ".join(choices),
            ),
            field=name,
        )


def _place(words: Sequence[str], places: Sequence[Place], found: Arguments) -> None:
    if len(words) > len(places):
        raise Usage(msg("“{word}” is one word too many here.", word=words[len(places)]))
    for place, word in zip(places, words, strict=False):
        found.words[place.name] = word


def require(arguments: Arguments, places: Sequence[Place]) -> None:
    """Raises Usage when a word that must be given is not there, or is none of those it can be."""
    for place in places:
        word = arguments.text(place.name)
        if word is None and place.required:
            raise Usage(msg("{what} is missing.", what=place.value), field=place.name)
        if word is not None:
            _check(str(place.value), word, place.choices, place.name)


def nearest(word: str, known: Sequence[str]) -> Message:
    """A hint: the one among `known` that was probably meant, or all of them."""
    from difflib import get_close_matches

    close = get_close_matches(word.partition("=")[0], known, n=1)
    if close:
        return msg("Did you mean {word}?", word=close[0])
    return msg("There are: {words}.", words=", ".join(known))
