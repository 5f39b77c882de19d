"""The words for what is done with risks, as `words` has them for all the rest."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from store.language import Message, msg

FIELDS: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "scores": msg("weighed"),
        "note": msg("note"),
        "review": msg("at its review"),
        "reviewed": msg("last review"),
        "closed_why": msg("why it was struck off"),
    }
)

COMMANDS: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "weigh_risk": msg("weigh the risk"),
        "edit_risk": msg("edit the risk"),
        "review_risk": msg("review the risk"),
        "close_risk": msg("strike the risk off"),
        "reopen_risk": msg("the risk is back"),
        "risk_happened": msg("the risk has happened"),
    }
)
