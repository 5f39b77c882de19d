"""How the tables of a board stand, for whoever compares a file with them."""

from __future__ import annotations

from functools import cache

from store.documents.standing import standing
from store.exchange.back.returned import Stands
from store.language import Language
from store.model.clock import Moment
from store.model.standing import Standing
from store.model.state import State


def stands(state: State, moment: Moment) -> Stands:
    """Each table, worked out once."""

    @cache
    def of(name: str, initiative: int, language: Language) -> Standing:
        return standing(state, name, initiative, moment, language)

    return of
