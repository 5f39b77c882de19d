"""What can stand next on a command line that is being typed, from the table that also reads it.

A shell asks `duiqi completion words -- WORD…` at every Tab (0.1 s); its script (`shells/`) only hands over
the words and takes the answer: a first line that says which files belong there too, then a candidate a line,
with what it is after a tab. Boards are looked into as plain JSON, without opening them.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from store.files.typed import typed_path
from store.model.text import visible
from tui.cli import grammar
from tui.cli.arguments import Option, Place, Verb, first_word

_MOST: Final = 500
_LIMIT: Final = 16 << 20
"""Bytes of a board that are looked into: a Tab must not take long."""
_FILES: Final[Mapping[str, str]] = {
    "board": "boards",
    "backup": "files",
    "file": "files",
    "to": "folders",
    "backups": "folders",
}
_PEOPLE: Final = frozenset({"as", "person", "release-by"})
_INITIATIVES: Final = frozenset({"initiative", "code"})


@dataclass(frozen=True, slots=True)
class Answer:
    """`files` is what of the folder one stands in belongs there: `boards`, `files`, `folders` or `words` for
    nothing; `candidates` are words and what each is."""

    files: str = "words"
    candidates: tuple[tuple[str, str], ...] = ()


def say_candidates(words: Sequence[str]) -> int:
    """Print the answer to a shell's question; the last of `words` is the one being typed."""
    answer = answered(words)
    lines = [answer.files, *(f"{visible(word)}\t{visible(said)}" for word, said in answer.candidates)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def answered(words: Sequence[str], environment: Mapping[str, str] = os.environ) -> Answer:
    """What can stand in the place of the last of `words`. Never raises."""
    *before, current = [*_joined(words)] or [""]
    before = [_unquoted(word) for word in before]
    at = first_word(before, grammar.options_of(None))
    verb = grammar.verbs().get(before[at]) if at is not None else None
    named, meant = verb is not None, verb or grammar.verbs()["open"]
    options = grammar.options_of(meant)
    stood = _places(before, options, at if named else None)
    board = _board(meant, stood, environment)

    waiting = _waiting(before, options)
    if waiting is not None:
        return _fitting(_values(waiting.name, waiting.choices, board), current)
    if current.startswith("--") and "=" in current:
        name, _, typed = current.removeprefix("--").partition("=")
        option = options.get(name)
        found = _fitting(_values(name, option.choices, board), typed) if option else Answer()
        return Answer("words", tuple((f"--{name}={word}", said) for word, said in found.candidates))
    if current.startswith("-"):
        return _fitting(Answer("words", tuple(_options(options, before))), current)
    return _fitting(_standing(meant, named, len(stood), board), current)


def _joined(words: Sequence[str]) -> Iterator[str]:
    """The words as they were typed: bash takes `--format=json` for three."""
    for at, word in enumerate(words):
        if word == "=" and at and words[at - 1].startswith("--"):
            if at == len(words) - 1:
                yield ""
            continue
        yield word


def _unquoted(word: str) -> str:
    try:
        found = shlex.split(word)
    except ValueError:
        return word
    return found[0] if len(found) == 1 else word


def _places(before: Sequence[str], options: Mapping[str, Option], verb_at: int | None) -> list[str]:
    """The words so far that stand by their position."""
    found, skip = [], False
    for at, word in enumerate(before):
        if skip or at == verb_at:
            skip = skip and at == verb_at
            continue
        if word.startswith("--"):
            option = options.get(word.removeprefix("--"))
            skip = option is not None and option.value is not None
        elif not word.startswith("-"):
            found.append(word)
    return found


def _waiting(before: Sequence[str], options: Mapping[str, Option]) -> Option | None:
    """The option whose value comes next; null when none waits for one."""
    option = options.get(before[-1].removeprefix("--")) if before and before[-1].startswith("--") else None
    return option if option is not None and option.value is not None else None


def _options(options: Mapping[str, Option], before: Sequence[str]) -> Iterator[tuple[str, str]]:
    given = {word.partition("=")[0] for word in before}
    for option in options.values():
        names = [f"--{option.name}", *([f"--no-{option.name}"] if option.opposite else [])]
        if option.many or not given.intersection(names):
            yield from ((name, str(option.help)) for name in names)


def _standing(verb: Verb, named: bool, position: int, board: Path | None) -> Answer:
    """What can stand by its position. In the first place that is a command or a board."""
    if not named and position == 0:
        return Answer("boards", tuple((each.name, str(each.help)) for each in grammar.VERBS[1:]))
    if position >= len(verb.places):
        return Answer()
    place: Place = verb.places[position]
    if place.name == "verb":
        return Answer("words", tuple((each.name, str(each.help)) for each in grammar.VERBS[1:]))
    found = _values(place.name, place.choices, board)
    if place.name == "board" and any(each.name == "key" for each in verb.places):
        # The board may be left out.
        return Answer(found.files, tuple(_keys(board)))
    return found


def _values(name: str, choices: Sequence[str], board: Path | None) -> Answer:
    """What an option or a place of that name takes."""
    if choices:
        return Answer("words", tuple((choice, "") for choice in choices))
    if name in _FILES:
        return Answer(_FILES[name])
    if name == "key":
        return Answer("words", tuple(_keys(board)))
    if name in _PEOPLE:
        return Answer("words", tuple(_people(board)))
    if name in _INITIATIVES:
        rows = _rows(board, "initiatives")
        return Answer("words", tuple((row["code"], row["title"]) for row in rows.values()))
    if name == "cause":
        return Answer("words", tuple((row["name"], "") for row in _rows(board, "departments").values()))
    return Answer()


def _fitting(answer: Answer, typed: str) -> Answer:
    start = _unquoted(typed)
    fitting = (each for each in answer.candidates if each[0].startswith(start))
    return Answer(answer.files, tuple(each for each, _ in zip(fitting, range(_MOST), strict=False)))


# --- what is on the board


def _board(verb: Verb, stood: Sequence[str], environment: Mapping[str, str]) -> Path | None:
    """The board that the line is about, as `Call.named_board` finds it."""
    places = [place.name for place in verb.places]
    at = places.index("board") if "board" in places else len(stood)
    if at < len(stood):
        return typed_path(stood[at])
    if named := environment.get("DUIQI_BOARD"):
        return typed_path(named)
    from tui.cli import memory

    return memory.last_board()


def _rows(board: Path | None, table: str) -> dict[str, dict[str, Any]]:
    """The records of a table by their ids; none where there is no board, or none that can be read."""
    import orjson

    try:
        if board is None or board.stat().st_size > _LIMIT:
            return {}
        found = orjson.loads(board.read_bytes())[table]
        fields = _NEEDED[table]
        return {
            id: row
            for id, row in found.items()
            if all(isinstance(row.get(name), kind) for name, kind in fields.items())
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


_NEEDED: Final[Mapping[str, Mapping[str, type]]] = {
    "initiatives": {"code": str, "title": str},
    "tasks": {"initiative": int, "number": int, "title": str},
    "people": {"name": str, "department": int},
    "departments": {"name": str},
}
"""What is read of a record; one without it is left out."""


def _keys(board: Path | None) -> Iterator[tuple[str, str]]:
    codes = {id: row["code"] for id, row in _rows(board, "initiatives").items()}
    for row in _rows(board, "tasks").values():
        if (code := codes.get(str(row["initiative"]))) is not None:
            yield f"{code}-{row['number']}", row["title"]


def _people(board: Path | None) -> Iterator[tuple[str, str]]:
    """Names; with the department where two share one."""
    people, departments = [*_rows(board, "people").values()], _rows(board, "departments")
    for row in people:
        department = departments.get(str(row["department"]), {}).get("name", "")
        shared = sum(other["name"] == row["name"] for other in people) > 1
        yield (f"{department}/{row['name']}", "") if shared else (row["name"], department)
