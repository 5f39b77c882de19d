"""Initiatives by their code, as people type it (DOMAIN.md "Words")."""

from __future__ import annotations

from store.errors import NotFound, Refused
from store.language import Message, msg
from store.model.archive import Archive
from store.model.initiative import Initiative
from store.model.state import State
from store.rules.brief import Records
from store.rules.names import folded
from store.rules.say import listed


def initiative_of(state: State, code: str) -> Initiative | None:
    """The initiative with that code, however it is typed."""
    wanted = code.strip().upper()
    return next((each for each in state.all(Initiative) if each.code == wanted), None)


def new_code(records: Records, typed: str) -> str:
    """The code of a new initiative, as it is written. Raises Refused at `code` for one that cannot be a code,
    or that another initiative has or had."""
    code = folded(typed).upper()
    plain = code.isascii() and code.isalnum() and code[:1].isalpha()
    if not plain or not 2 <= len(code) <= 8:
        raise Refused(
            msg("A code is two to eight letters and digits, a letter first, such as NPL."), field="code"
        )
    if any(each.code == code for each in records.all(Initiative)):
        raise Refused(msg("“{name}” exists already.", name=code), field="code")
    if any(each.code == code for each in records.all(Archive)):
        raise Refused(
            msg("The code {code} belongs to an initiative that was archived.", code=code), field="code"
        )
    return code


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
