"""Letting people in and out: whose key is whose, and who they are on which board."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from store.board.board import Board
from store.errors import DuiqiError, NotFound, Refused
from store.language import msg
from store.model.organisation import Person
from store.model.state import State
from store.rules.naming import find_person
from tui.hosted.audit import Log
from tui.hosted.people import Everybody, Grant, Guest, Register, checked_name, looks_like, with_key
from tui.hosted.places import BOARD_NAME, Places
from tui.hosted.public_key import PublicKey, read_key


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding: the person, the key that is new, the boards given with who they are there."""

    guest: Guest
    key: PublicKey | None
    boards: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A person of the server: fingerprints; boards with who they are there, null when that is nobody now;
    how many sessions of theirs are open."""

    name: str
    keys: tuple[str, ...]
    boards: tuple[tuple[str, str | None], ...]
    connected: int


def add(places: Places, name: str, *, key: str | None, boards: str | None, now: datetime) -> Added:
    """Let somebody in, or give who is in another key or board. `boards`: `NAME` or `NAME=WHO`, with commas.

    Raises Refused when the key or the person on a board is somebody else's already, or the name looks like
    another's; NotFound for boards and people.
    """
    name = checked_name(name)
    public = read_key(key) if key is not None else None
    with Register(places).changing() as change:
        everybody = change.everybody
        guest = everybody.named(name)
        if guest is None:
            _require_distinct(everybody, name)
            guest = Guest(name=name)
        if public is not None:
            owner = everybody.with_key(public)
            if owner is not None and owner.name != name:
                raise Refused(
                    msg("This key is {person}'s; one key is one person.", person=owner.name), field="key"
                )
            guest = with_key(guest, public, now)
        given = [_granted(places, everybody, name, each) for each in _parted(boards)]
        for grant, _who in given:
            others = tuple(each for each in guest.boards if each.board != grant.board)
            guest = guest.model_copy(update={"boards": (*others, grant)})
        change.everybody = everybody.put(guest)
        fingerprint = public.fingerprint if public is not None else None
        _record(places, "given", name, fingerprint, [grant.board for grant, _who in given])
    return Added(guest, public, tuple((grant.board, who) for grant, who in given))


def remove(places: Places, name: str, *, key: str | None, boards: str | None) -> None:
    """Take a key (by its fingerprint) or boards from somebody, or with neither all. Raises NotFound."""
    with Register(places).changing() as change:
        guest = change.everybody.named(name)
        if guest is None:
            raise NotFound(
                msg(
                    "There is nobody called {person} here. There are: {people}.",
                    person=name,
                    people=", ".join(each.name for each in change.everybody.people) or "-",
                ),
                field="person",
            )
        if key is None and boards is None:
            _record(places, "taken", name, None, [])
            change.everybody = change.everybody.without(name)
            return
        if key is not None:
            left = tuple(each for each in guest.keys if each.public.fingerprint != key)
            if left == guest.keys:
                raise NotFound(
                    msg("{person} has no key {fingerprint}.", person=name, fingerprint=key), field="key"
                )
            guest = guest.model_copy(update={"keys": left})
        for board in _parted(boards):
            if guest.grant(board) is None:
                raise NotFound(
                    msg("{person} has no board {board}.", person=name, board=board), field="boards"
                )
            kept = tuple(each for each in guest.boards if each.board != board)
            guest = guest.model_copy(update={"boards": kept})
        _record(places, "taken", name, key, _parted(boards))
        change.everybody = change.everybody.put(guest)


def _record(places: Places, event: str, name: str, key: str | None, boards: list[str]) -> None:
    """Who may come in is on the record before it is so. Raises DiskTrouble."""
    Log(places.log).write(event, "", person=name, key=key, board=", ".join(boards) or None)


def listed(places: Places) -> list[Listed]:
    """Everybody who may come in, by name."""
    log = Log(places.log)
    log.end_what_was_cut()
    connected = [each.get("person") for each in log.here()]
    everybody = Register(places).read()
    names = _Names(places)
    return [
        Listed(
            guest.name,
            tuple(key.public.fingerprint for key in guest.keys),
            tuple((grant.board, names.of(grant)) for grant in guest.boards),
            connected.count(guest.name),
        )
        for guest in sorted(everybody.people, key=lambda each: each.name)
    ]


def authorized(places: Places, asked: PublicKey | None) -> Iterator[str]:
    """The lines of `authorized_keys`: of every key, or of the one that sshd asks for."""
    for guest in Register(places).read().people:
        for key in guest.keys:
            public = key.public
            if asked is None or public == asked:
                command = _command(places, guest, public)
                yield f'restrict,pty,command="{command}" {public.kind} {public.base64}'


def _command(places: Places, guest: Guest, key: PublicKey) -> str:
    words = [sys.executable, "-I", "-X", "utf8", "-m", "tui", "hosted"]
    words += ["--host", str(places.folder), "--person", guest.name, "--key", key.fingerprint]
    # The account's shell reads it; sshd reads it between quotation marks. Whoever presses ctrl+c while Python
    # starts would be shown where on the server things lie: `entrance.py` listens to it when it can answer.
    return f"trap '' INT; exec {shlex.join(words)}".replace('"', '\\"')


def _require_distinct(everybody: Everybody, name: str) -> None:
    other = looks_like(everybody, name)
    if other is not None:
        raise Refused(
            msg("{name} looks like {person}, who is here already.", name=name, person=other.name),
            field="person",
        )


def _parted(boards: str | None) -> list[str]:
    return [each.strip() for each in (boards or "").split(",") if each.strip()]


def _granted(places: Places, everybody: Everybody, guest: str, word: str) -> tuple[Grant, str]:
    """A board as it was named, and who the person is there."""
    name, given, who = word.partition("=")
    if not BOARD_NAME(name) or not places.board(name).exists():
        raise NotFound(
            msg(
                "There is no board {board} in {folder}. There are: {boards}.",
                board=name,
                folder=places.boards,
                boards=", ".join(places.board_names()) or "-",
            ),
            field="boards",
        )
    board = Board.open(places.board(name), read_only=True)
    try:
        person = (
            find_person(board.state, who, field="boards", whole=True) if given else _same(board.state, guest)
        )
        grant = Grant(board=name, id=board.id, person=person.id)
    finally:
        board.close()
    for other in everybody.people:
        held = other.grant(name)
        if other.name != guest and held is not None and (held.id, held.person) == (grant.id, grant.person):
            raise Refused(
                msg(
                    "{who} on {board} is {person} already; nobody acts as another.",
                    who=person.name,
                    board=name,
                    person=other.name,
                ),
                field="boards",
            )
    return grant, person.name


def _same(state: State, guest: str) -> Person:
    """Who is called on the board as on the server, by name or by account. Raises NotFound, Ambiguous."""
    known = [person for person in state.all(Person) if guest in person.logins]
    if len(known) == 1:
        return known[0]
    try:
        return find_person(state, guest, field="boards", whole=True)
    except NotFound as error:
        raise NotFound(
            msg("{problem} Say who they are there: --boards BOARD=NAME", problem=error.message),
            field="boards",
        ) from error


class _Names:
    """What people are called on the boards, each opened once."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._known: dict[str, tuple[str, dict[int, str]] | None] = {}

    def of(self, grant: Grant) -> str | None:
        """Null when the board, or the person on it, is no longer what the grant was given for."""
        if grant.board not in self._known:
            self._known[grant.board] = self._read(grant.board)
        found = self._known[grant.board]
        return found[1].get(grant.person) if found is not None and found[0] == grant.id else None

    def _read(self, name: str) -> tuple[str, dict[int, str]] | None:
        try:
            board = Board.open(self._places.board(name), read_only=True)
        except DuiqiError:
            return None
        try:
            return board.id, {person.id: person.name for person in board.state.all(Person)}
        finally:
            board.close()
