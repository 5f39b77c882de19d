"""When two names are the same to people: width, case, space and what cannot be seen do not count."""

from __future__ import annotations

import sys
import unicodedata
from functools import lru_cache

from store.model.text import clean_line


@lru_cache(maxsize=32768)
def folded(name: str) -> str:
    """`name` as it is compared: `ＮＰＬ ` and `npl` are the same, and what a record keeps of either."""
    name = clean_line(name, sys.maxsize)
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
