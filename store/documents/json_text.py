"""JSON that a terminal can be shown: what is not to be seen is escaped, and nothing of the value is lost."""

from __future__ import annotations

import json

from store.model.text import unseen


def json_text(value: object, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """A JSON value; `ascii_only` for a reader whose encoding is not Unicode."""
    separators = (",", ": ") if indent else (", ", ": ")
    text = json.dumps(value, ensure_ascii=ascii_only, separators=separators, indent=indent)
    hidden = {ord(character): _escape(character) for character in set(text) if _must_hide(character)}
    return text.translate(hidden) if hidden else text


def _must_hide(character: str) -> bool:
    return character == "\x7f" or (not character.isascii() and unseen(character))


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
