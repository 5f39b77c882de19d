"""The first word of a capture sets its kind: Chinese, English, or one letter (DOMAIN.md, Meetings)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from store.language import Message, msg
from store.model.capture import CaptureKind

NAMES: Final[Mapping[CaptureKind, Message]] = MappingProxyType(
    {
        CaptureKind.DECISION: msg("Decision"),
        CaptureKind.ACTION: msg("Action"),
        CaptureKind.QUESTION: msg("Question"),
        CaptureKind.RISK: msg("Risk"),
        CaptureKind.ISSUE: msg("Issue"),
        CaptureKind.NOTE: msg("Note"),
        CaptureKind.PARK: msg("Park"),
    }
)
"""What a kind is called, and the word that sets it."""

ORDER: Final = tuple(NAMES)
"""The kinds as a Tab goes through them."""

LETTERS: Final[Mapping[CaptureKind, str]] = MappingProxyType(dict(zip(ORDER, "daqrinp", strict=True)))
"""The letter that sets each kind."""

_WORDS: Final[Mapping[CaptureKind, str]] = MappingProxyType(
    {
        CaptureKind.DECISION: "决定 决议 decision decide decided",
        CaptureKind.ACTION: "行动 待办 action todo",
        CaptureKind.QUESTION: "提问 疑问 question ask",
        CaptureKind.RISK: "风险 risk",
        CaptureKind.ISSUE: "问题 issue problem",
        CaptureKind.NOTE: "备注 记录 note",
        CaptureKind.PARK: "停车 停车场 搁置 park",
    }
)
_BY_WORD: Final = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_BY_LETTER: Final = {letter: kind for kind, letter in LETTERS.items()}
# Both sides in full width too; a word that goes on (问题不大, 行动方案) sets nothing.
_FIRST: Final = re.compile(r"\s*([^\s:：,，、@＠]+)(\s*[:：]\s*|\s*[,，、]\s*|\s+|(?=[@＠])|$)")
_FULL_WIDTH: Final = {ord("Ａ") + at: ord("A") + at for at in (*range(26), *range(32, 58))}
# Somebody who begins a sentence with a small i does not report an issue.
_I_SAY: Final = re.compile(
    r"(think|thought|would|will|have|had|am|was|can|could|need|want|agree|believe|guess|see|saw|do|did|don't|"
    r"just|hope|know|mean|suggest|propose|like|feel)\b",
    re.IGNORECASE,
)
_ENGLISH: Final = re.compile(r"[A-Za-z]")


def first_word(typed: str) -> tuple[CaptureKind | None, int]:
    """The kind that the first word of `typed` sets, and where the rest begins; null and 0 when it sets none.

    A blank, a colon, a comma or an @ ends the word. The English words `a` and `I` are such letters too; in
    capitals they are taken for words, unless a colon or an @ follows.
    """
    match = _FIRST.match(typed)
    if match is None:
        return None, 0
    word = match[1].translate(_FULL_WIDTH)
    if word == "i" and _I_SAY.match(typed, match.end()):
        return None, 0
    kind = _BY_WORD.get(word.casefold())
    if kind is None and len(word) == 1:
        set_apart = not match[2] or not match[2].isspace()
        if word not in "AI" or set_apart:
            kind = _BY_LETTER.get(word.casefold())
    return (kind, match.end()) if kind is not None else (None, 0)


def with_kind(typed: str, kind: CaptureKind, language_word: str) -> str:
    """`typed` with `language_word` as its first word, in the place of another that set a kind.

    An `a` or `i` before an English word may be no kind at all, and stays.
    """
    _, end = first_word(typed)
    word = typed[:end].strip()
    if len(word) == 1 and word in "ai" and _ENGLISH.match(typed, end):
        end = 0
    return f"{language_word} {typed[end:].lstrip()}"
