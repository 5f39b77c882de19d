"""When two names are the same to people: width, case and space do not count."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=32768)
def folded(name: str) -> str:
    """`name` as it is compared: `ＮＰＬ ` and `npl` are the same."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
