"""A compiled gettext catalogue (`.mo`) whose texts are looked up where they lie.

gettext itself reads all of it into memory first: 3,500 sentences, of which a screen shows a few dozen.
"""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path
from struct import Struct, error
from typing import Final

_HEAD: Final = Struct("<7I")
_PLACE: Final = Struct("<II")
_MAGIC: Final = 0x950412DE


class Catalogue:
    """The sentences of one file, each by its English. Raises OSError, and ValueError when it is none.

    https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html; little-endian, as babel writes it,
    the originals sorted.
    """

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        self._known: dict[str, str] = {}
        try:
            magic, _version, self._count, self._originals, self._translations, *_ = _HEAD.unpack_from(
                self._data
            )
        except error as cut_short:
            raise ValueError(f"{path} is no catalogue") from cut_short
        if magic != _MAGIC:
            raise ValueError(f"{path} is no catalogue")

    def gettext(self, text: str) -> str:
        """`text` in the catalogue's language; `text` itself when it has no translation."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._looked_up(text)
        return found

    def _looked_up(self, text: str) -> str:
        wanted = text.encode(errors="surrogatepass")
        at = bisect_left(range(self._count), wanted, key=self._original)
        if at == self._count or self._original(at) != wanted:
            return text
        return self._at(self._translations, at).decode()

    def _original(self, at: int) -> bytes:
        return self._at(self._originals, at)

    def _at(self, table: int, at: int) -> bytes:
        length, offset = _PLACE.unpack_from(self._data, table + at * _PLACE.size)
        return self._data[offset : offset + length]
