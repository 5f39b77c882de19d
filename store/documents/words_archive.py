"""The words for archives, as `words` has them for all the rest."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from store.language import Message, msg

TABLES: Final[Mapping[str, Message]] = MappingProxyType({"archives": msg("archive")})

FIELDS: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "archive_id": msg("name of the archive"),
        "board": msg("board"),
        "file": msg("file"),
        "digest": msg("checksum"),
        "open": msg("still open"),
    }
)

COMMANDS: Final[Mapping[str, Message]] = MappingProxyType(
    {"archive": msg("archive the initiative"), "unarchive": msg("bring back from the archive")}
)
