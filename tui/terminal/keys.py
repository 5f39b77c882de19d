"""What keys mean when an input method is on: full-width signs and letters as plain keys."""

from __future__ import annotations

import unicodedata
from types import MappingProxyType
from typing import Final

from textual.keys import KEY_NAME_REPLACEMENTS

# What Chinese input methods make of a key's sign. 、 is typed with / (or \), which filters everywhere.
_SIGNS: Final = MappingProxyType(
    {
        "\u3000": " ",
        "。": ".",
        "、": "/",
        "·": "`",
        "￥": "$",
        "…": "^",
        "—": "_",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "「": "{",
        "」": "}",
        "【": "[",
        "】": "]",
        "《": "<",
        "》": ">",
    }
)
_FULL_WIDTH: Final = range(0xFF01, 0xFF5F)
_HAN: Final = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


def plain_key(key: str, character: str | None) -> tuple[str, str] | None:
    """Textual's name and the character of the plain key behind a full-width one; None for any other key.

    Only for where no field has the focus: in a field the character is text. `key` names the key as Textual
    does; with ctrl or alt it is no text and stays as it is.
    """
    if character is None or len(character) != 1 or "+" in key:
        return None
    code = ord(character)
    plain = chr(code - 0xFEE0) if code in _FULL_WIDTH else _SIGNS.get(character)
    if plain is None:
        return None
    if plain.isalnum():
        return plain, plain
    name = unicodedata.name(plain).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name), plain


def is_han(character: str | None) -> bool:
    """Whether a key brought a Han character: the input method is on."""
    if character is None or len(character) != 1:
        return False
    code = ord(character)
    return any(first <= code <= last for first, last in _HAN)
