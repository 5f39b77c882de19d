"""The interface's two languages: sentences are written in English in the code, marked with `msg` or `_`,
and looked up in a gettext catalogue when they are shown.

Rules and errors hand out a `Message`, not a text, so that one sentence can be shown in the language of the
interface on one screen and in the board's own language in a document.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from store.compiled import Catalogue

Language = Literal["zh", "en"]

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
_CATALOGUES: Final = Path(__file__).parent / "locale"
_FOLDERS: Final[Mapping[Language, str]] = MappingProxyType({"zh": "zh_CN", "en": "en"})

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_current: Language = "zh"


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: Language) -> Catalogue | None:
    """Null: there is none, as for English, in which the sentences are written."""
    try:
        return Catalogue(_CATALOGUES / _FOLDERS[language] / "LC_MESSAGES" / "duiqi.mo")
    except (OSError, ValueError):
        return None


def current() -> Language:
    """The language of the interface of this process."""
    return _current


def use(language: Language) -> None:
    """Switch the interface of this process to `language`; what is already painted must be painted again."""
    global _current
    _current = language


def preferred(environment: Mapping[str, str] = os.environ) -> Language:
    """The language the environment asks for: `DUIQI_LANG`, then the locale; Chinese when it says nothing."""
    for name in ("DUIQI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "").lower()
        if value.startswith("zh"):
            return "zh"
        if value.startswith("en"):
            return "en"
    return "zh"


def _(text: str, /, **values: object) -> str:
    """`text` in the language of the interface, its `{names}` filled in."""
    return Message(text, values).render(_current)


def msg(text: str, /, **values: object) -> Message:
    """A sentence to be shown later, in a language known then. `text` is English with `{names}`."""
    return Message(text, values)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence and its values, not yet in a language. `str()` renders it in the interface's language."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def render(self, language: Language) -> str:
        """The sentence in `language`. Values that are messages themselves or days are rendered in it too."""
        catalogue = _catalogue(language)
        sentence = catalogue.gettext(self.text) if catalogue is not None and self.text else self.text
        if not self.values:
            return sentence
        shown = {name: _shown(value, language) for name, value in self.values.items()}
        return sentence.format(**shown)

    def __str__(self) -> str:
        return self.render(_current)


def plain_day(day: date, language: Language) -> str:
    """A day in full, as every sentence says it: `2024-03-20`, `20 Mar 2024`."""
    if language == "zh":
        return day.isoformat()
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _shown(value: object, language: Language) -> object:
    if isinstance(value, Message):
        return value.render(language)
    if type(value) is date:
        return plain_day(value, language)
    return value
