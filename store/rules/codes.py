"""Initiatives by their code, as people type it (DOMAIN.md "Words")."""

from __future__ import annotations

from store.errors import NotFound
from store.language import Message, msg
from store.model.initiative import Initiative
from store.model.state import State
from store.rules.say import listed


def initiative_of(state: State, code: str) -> Initiative | None:
    """The initiative with that code, however it is typed."""
    wanted = code.strip().upper()
    return next((each for each in state.all(Initiative) if each.code == wanted), None)


def known_initiative(state: State, code: str, field: str) -> Initiative:
    """The initiative with that code. Raises NotFound at `field`, with the codes that there are."""
    found = initiative_of(state, code)
    if found is None:
        raise NotFound(
            msg("There is no initiative {code}. There are: {codes}.", code=code, codes=codes(state)),
            field=field,
        )
    return found


def codes(state: State) -> Message | str:
    """The codes of all initiatives in one line, "-" where there is none."""
    return listed([each.code for each in state.all(Initiative)]) or "-"
