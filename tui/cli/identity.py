"""Who is typing (DESIGN.md, People and rights): the person a hosted session is bound to, else `--as`, else
the login name found on the board, else what this person answered last time on this machine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from store.errors import NotAllowed
from store.language import _, msg
from store.model.organisation import Person
from store.rules.naming import find_person, full_name
from tui.cli import memory

if TYPE_CHECKING:
    from store.board.board import Board
    from store.model.state import State


def identify(board: Board, named: str | None, bound: str | None, *, writing: bool) -> int | None:
    """The person's id; null when unknown, which is enough for reading and for a board without people.

    `named` is what `--as` says, `bound` the person that a hosted session belongs to. Raises NotAllowed when
    `--as` would leave that person, or when nobody is known who writes; NotFound and Ambiguous for names.
    """
    state = board.state
    if bound is not None:
        if named is not None:
            raise NotAllowed(msg("This session belongs to {person}: --as has no place in it.", person=bound))
        return find_person(state, bound, field="DUIQI_PERSON").id
    if named is not None:
        return find_person(state, named, field="as").id
    known = by_login(state) or memory.person_on(board)
    if known is not None and state.get(Person, known) is not None:
        return known
    if writing and state.all(Person):
        raise NotAllowed(
            msg("Who are you? Say so with --as NAME. On this board are: {people}.", people=_people(state))
        )
    return None


def by_login(state: State) -> int | None:
    """The one person who is known by this login name; null when none or several are."""
    login = login_name()
    found = [person.id for person in state.all(Person) if login in person.logins]
    return found[0] if len(found) == 1 else None


def login_name() -> str:
    """The name of the account this runs under: the system's word, not the environment's."""
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def _people(state: State) -> str:
    names = [full_name(state, person) for person in state.all(Person)]
    return _(", ").join(names[:20]) + (" …" if len(names) > 20 else "")
