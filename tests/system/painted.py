"""What reaches a terminal: text, and the sequences that Textual itself writes. All else is smuggled."""

from __future__ import annotations

import base64
import re
from typing import Final

from store.model.text import unseen
from tests.data.hostile import CONTROLS

_MODES: Final = "7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048"
_OWN: Final = re.compile(
    r"\x1b\[[0-9;]*[mH]"  # colours; where the cursor goes
    rf"|\x1b\[\?(?:{_MODES})[hl]|\x1b\[\?(?:2026|2048)\$p"  # modes, and which there are
    r"|\x1b\[[<>][0-9]*u"  # the keyboard protocol
    r"|\x1b\]22;[a-z-]*(?:\x07|\x1b\\)"  # the pointer's shape
    r"|\x18|\r?\n"
)
_COPIED: Final = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
"""How a program sets the clipboard: only what Duiqi copied because a person asked."""


def smuggled(painted: str, *, copies: int = 0, rings: bool = False) -> list[str]:
    """What stands in `painted` beside text and Textual's own sequences; at most `copies` to the
    clipboard. `rings`: a field that was full may have rung."""
    found = [
        text for text in CONTROLS if len(text) > 4 and text[0] in "\x1b\x9b\x9d" and _tells(text, painted)
    ]
    copied = _COPIED.findall(painted)
    found += [f"copied {text}" for text in copied[copies:]]
    found += [f"copied {each}" for text in copied for each in _odd(base64.b64decode(text).decode())]
    rest = _OWN.sub("", _COPIED.sub("", painted))
    found += _odd(rest.replace("\x07", "") if rings else rest)
    if painted.count("\x1b[?1049h") > 1 or painted.count("\x1b[?1049l") > 1:
        found.append("another screen")
    return found


def _tells(text: str, painted: str) -> bool:
    """Whether a command of the list is there as it stands, though each of its parts may be allowed."""
    return text != "\x1b[?1049l" and text in painted


def _odd(text: str) -> list[str]:
    odd = {character for character in text if character != "\n" and unseen(character)}
    return [f"U+{ord(character):04X}" for character in sorted(odd)]
