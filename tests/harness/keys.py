"""What a terminal sends for a key: the xterm codes."""

from __future__ import annotations

from typing import Final

_NAMED: Final = {
    "enter": "\r",
    "esc": "\x1b",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "insert": "\x1b[2~",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "f11": "\x1b[23~",
    "f12": "\x1b[24~",
}


def sequence(key: str) -> bytes:
    """The bytes of `key`: a name of Textual's (`enter`, `f2`, `ctrl+p`, `alt+x`) or one character.

    Raises ValueError for a name it does not know.
    """
    if key in _NAMED:
        return _NAMED[key].encode()
    if len(key) == 1:
        return key.encode()
    modifier, _, rest = key.partition("+")
    if modifier == "ctrl" and len(rest) == 1 and rest.isascii():
        return bytes([ord(rest.lower()) & 0x1F])
    if modifier == "alt" and rest:
        return b"\x1b" + sequence(rest)
    raise ValueError(f"no such key: {key!r}")
