"""Who am I: asked the first time, and whenever one wants to be somebody else."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Final

from screens.dialogs.choose import ChooseDialog, Option
from screens.words import ROLES
from store.language import Message, _, msg
from store.model.organisation import Department, Person, Role
from store.model.state import State
from store.rules.who import has_facilitator

if TYPE_CHECKING:
    from screens.host import Actor

NEW: Final = "new"
LOOK: Final = "look"


class WhoDialog(ChooseDialog):
    """Everybody on the board to choose from, and two ways out: not listed, or only looking."""

    def __init__(self, state: State, me: int | None) -> None:
        departments = {department.id: department.name for department in state.all(Department)}
        everybody = sorted(
            state.all(Person), key=lambda person: (departments.get(person.department, ""), person.id)
        )
        options = [
            Option(
                person.id,
                person.name,
                f"{departments.get(person.department, '?')}  {ROLES[person.role]}",
                words=" ".join(person.logins),
            )
            for person in everybody
        ]
        new = _("add myself")
        options.append(Option(NEW, _("I am not in the list"), new, reason=_why_not_new(state)))
        options.append(Option(LOOK, _("Only looking"), _("nothing can be changed")))
        super().__init__(msg("Who are you?"), options, find=len(options) > 8, at=me)


def _why_not_new(state: State) -> Message | None:
    """Only a facilitator adds people, as soon as there is one."""
    if not has_facilitator(state):
        return None
    names = _(", ").join(person.name for person in state.all(Person) if person.role is Role.FACILITATOR)
    return msg("A facilitator adds people: ask {names}.", names=names)


def ask_who(screen: Actor, then: Callable[[], None]) -> None:
    """Ask who is typing; call `then` when it is known, or when they only look."""
    from screens.welcome.myself import MyselfDialog

    state = screen.session.state

    def is_me(person: int | None) -> None:
        if person is not None:
            screen.host.identify(person)
        then()

    def chosen(who: Hashable | None) -> None:
        if who == NEW:
            screen.app.push_screen(MyselfDialog(_login()), is_me)
        else:
            is_me(who if isinstance(who, int) else None)

    if state.all(Person):
        screen.app.push_screen(WhoDialog(state, screen.session.board.author), chosen)
    else:
        screen.app.push_screen(MyselfDialog(_login()), is_me)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
