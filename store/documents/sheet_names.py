"""Names of sheets that Excel, WPS and LibreOffice take: short, none twice, no sign that means something."""

from __future__ import annotations

import re
from typing import Final

from store.documents.office import line
from store.documents.xlsx_cell import first_units
from store.model.stamp import SHEET

LONGEST: Final = 31
"""Excel's limit; it counts what lies beyond the first 65,536 characters of Unicode twice."""
# Chinese and Japanese versions of Excel refuse the full-width ones as well.
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\'\"&!［］：＊？／＼＇]")
_OPENED: Final = re.compile(r"\s*[(（][^)）]*$")
_FORMULA: Final = "=+-@#"
_RESERVED: Final = frozenset({"", "history", SHEET})


class SheetNames:
    """Gives out the names of one workbook."""

    def __init__(self) -> None:
        self._taken = set(_RESERVED)

    def give(self, wanted: str, otherwise: str) -> str:
        """A name as near to `wanted` as can be; `otherwise`, a word of the program, where nothing is left."""
        plain = line(_FORBIDDEN.sub(" ", wanted)).lstrip(_FORMULA + " ")
        base = _cut(plain, LONGEST)
        # What is cut inside brackets ends before them.
        base = (base if base == plain.strip() else _OPENED.sub("", base) or base) or otherwise
        name, number = base, 1
        while name.casefold() in self._taken:
            number += 1
            end = f" {number}"
            name = _cut(base, LONGEST - len(end)) + end
        self._taken.add(name.casefold())
        return name


def _cut(text: str, most: int) -> str:
    return first_units(text, most).strip()
