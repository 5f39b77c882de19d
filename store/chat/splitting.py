"""A text too long for one message, parted where a reader would pause: after a paragraph, a line, a sentence,
a word; never inside a character, nor between a character and what belongs to it.

Lengths are bytes of UTF-8, as the services count them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_LEAST: Final = 3
"""A part is filled to at least this fraction (1/3) before it ends at a pause; else at the next weaker one."""
_PAUSES: Final = (
    re.compile(r"\n[ \t]*\n\s*"),
    re.compile(r"\n\s*"),
    re.compile(r"[。！？；…]+[”’」』）)]*|[.!?;]+[\"')]*\s+"),
    re.compile(r"[，、：]|[ \t]+"),
)
_JOINER: Final = "\u200d"
_VARIATION: Final = range(0xFE00, 0xFE10)
_SKIN: Final = range(0x1F3FB, 0x1F400)
_FLAGS: Final = range(0x1F1E6, 0x1F200)
_TAGS: Final = range(0xE0020, 0xE0080)


def split(text: str, limit: int) -> list[str]:
    """`text` as messages of at most `limit` bytes each, "(1/3)" below each where there are several.

    Raises ValueError for a limit in which no text has room beside that.
    """
    text = text.strip()
    if len(text.encode()) <= limit:
        return [text]
    digits = 1
    while True:
        room = limit - len(_mark("9" * digits, "9" * digits))
        parts = [part for each in cut(text, room) if (part := each.strip())]
        if len(parts) < 10**digits:
            return [part + _mark(str(at), str(len(parts))) for at, part in enumerate(parts, 1)]
        digits += 1


def cut(text: str, limit: int) -> list[str]:
    """`text` in pieces of at most `limit` bytes, which joined are the text again.

    A character longer than `limit` with all its marks is parted between those; raises ValueError for a limit
    below four, the bytes of one character alone.
    """
    if limit < 4:
        raise ValueError("no character has room")
    pieces: list[str] = []
    at = 0
    while at < len(text):
        end = _end(text, at, limit)
        if end < len(text):
            end = at + _pause(text[at:end], limit)
        pieces.append(text[at:end])
        at = end
    return pieces


def _mark(part: str, of: str) -> str:
    return f"\n\n({part}/{of})"


def _end(text: str, begin: int, limit: int) -> int:
    """Where at most `limit` bytes from `begin` end, a whole character with all that belongs to it."""
    used, at, whole = 0, begin, begin
    while at < len(text):
        used += len(text[at].encode("utf-8", "surrogatepass"))
        if used > limit:
            break
        at += 1
        if not belongs(text, at):
            whole = at
    else:
        return len(text)
    return whole if whole > begin else at


def _pause(piece: str, limit: int) -> int:
    """Behind the last pause of the strongest kind that leaves no scrap of a part; the whole of it without."""
    least = limit // _LEAST
    for pause in _PAUSES:
        ends = [found.end() for found in pause.finditer(piece) if not belongs(piece, found.end())]
        for end in reversed(ends):
            if len(piece[:end].encode("utf-8", "surrogatepass")) >= least:
                return end
    return len(piece)


def belongs(text: str, at: int) -> bool:
    """Whether the character at `at` belongs to the one before: marks, joined pictures, flags, Hangul."""
    if not 0 < at < len(text):
        return False
    before, here = text[at - 1], text[at]
    if before == "\r" and here == "\n":
        return True
    if unicodedata.category(before) == "Cc" or unicodedata.category(here) == "Cc":
        return False
    code = ord(here)
    if unicodedata.category(here) in ("Mn", "Me", "Mc") or here in (_JOINER, "\u200c"):
        return True
    if code in _VARIATION or code in _SKIN or code in _TAGS or before == _JOINER:
        return True
    if code in _FLAGS and ord(before) in _FLAGS:
        return sum(1 for _ in _flags_before(text, at)) % 2 == 1
    return _joins_hangul(ord(before), code)


def _flags_before(text: str, at: int) -> Iterator[str]:
    while at > 0 and ord(text[at - 1]) in _FLAGS:
        at -= 1
        yield text[at]


def _joins_hangul(before: int, here: int) -> bool:
    """Whether two parts of a Korean syllable stand together."""
    leads = 0x1100 <= before < 0x1160
    vowel = 0x1160 <= before < 0x11A8 or (0xAC00 <= before < 0xD7A4 and (before - 0xAC00) % 28 == 0)
    tail = 0x11A8 <= before < 0x1200 or 0xAC00 <= before < 0xD7A4
    if 0x1100 <= here < 0x1160 or 0xAC00 <= here < 0xD7A4:
        return leads
    if 0x1160 <= here < 0x11A8:
        return leads or vowel
    return 0x11A8 <= here < 0x1200 and (vowel or tail)
