"""The example in both languages: every text is written in both, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from store.language import Language


@dataclass(frozen=True, slots=True)
class Two:
    """One text in Chinese and in English."""

    zh: str
    en: str

    def to(self, language: Language) -> str:
        """The text in one of them."""
        return self.zh if language == "zh" else self.en
