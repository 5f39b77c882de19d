"""What Word files, Excel files and pages have in common: the characters they can hold, their fonts, and the
colours of tones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from store.documents.blocks import Tone
from store.language import Language, msg
from store.model.text import is_plain, strip_unseen

PROGRAM: Final = msg("Duiqi")
"""Who wrote a file, in its properties: the program, never a person or a machine."""

LOCALES: Final[Mapping[Language, str]] = MappingProxyType({"zh": "zh-CN", "en": "en-US"})
"""A language as these files name it."""

LATIN: Final = "Calibri"
CJK: Final = "Microsoft YaHei"
FONTS: Final[Mapping[Language, str]] = MappingProxyType({"zh": CJK, "en": LATIN})
"""The fonts that are asked for; where they are missing, Word, WPS and LibreOffice take others of the kind."""

HEADER: Final = "DCE6F0"
"""The fill of a header, RRGGBB: it stays light when it is printed without colour."""
LINE: Final = "A6A6A6"
"""The colour of the lines of a table."""
FILLS: Final[Mapping[Tone, str]] = MappingProxyType(
    {
        Tone.DONE: "D5EBD3",
        Tone.RUNNING: "D6E6F7",
        Tone.LATE: "FCE6B8",
        Tone.BLOCKED: "F6CCC8",
        Tone.QUIET: "E9E9E9",
    }
)
"""What a cell is filled with, RRGGBB; black letters read well on each."""

UNBROKEN: Final = re.compile(
    r"(?<![\w-])(?:\d{4}-\d\d-\d\d|\d\d-\d\d|[A-Z][A-Z0-9]{0,11}-\d{1,6})(?![\w-])", re.ASCII
)
"""A day, and the key of an item: its hyphen is no place to break a line."""
_LINE_ENDS: Final = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def held(text: str) -> str:
    """The text without the characters that XML cannot hold or that reorder others; a line end stays one, and
    a tab is a space."""
    if is_plain(text):
        return text
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ").split("\n")
    return "\n".join(strip_unseen(line) for line in lines)


def unbroken(text: str) -> list[str]:
    """The text parted at each hyphen that is no place to break a line; the hyphens are not in it."""
    parts, last = [], 0
    for found in UNBROKEN.finditer(text):
        for at in range(found.start(), found.end()):
            if text[at] == "-":
                parts.append(text[last:at])
                last = at + 1
    return [*parts, text[last:]]


def line(text: str) -> str:
    """The same as one line, for titles and names."""
    return " ".join(held(text).split())
