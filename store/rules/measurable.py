"""Words that cannot be measured, and what to say instead (DOMAIN.md stage 1.1). Hints, never a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from store.language import Message, msg
from store.model.requirement import Goal
from store.rules.brief import Line


class Lack(Enum):
    """What a vague word leaves open."""

    WHEN = auto()
    HOW_MUCH = auto()
    WHAT = auto()


@dataclass(frozen=True, slots=True)
class Vague:
    """A word as it was written, and what it leaves open."""

    word: str
    lack: Lack

    @property
    def message(self) -> Message:
        """The word and a suggestion, for a line beside the field."""
        match self.lack:
            case Lack.WHEN:
                return msg("“{word}” says no date: by which day?", word=self.word)
            case Lack.HOW_MUCH:
                return msg("“{word}” says no measure: from what to what?", word=self.word)
            case Lack.WHAT:
                return msg("“{word}” cannot be checked: how does one see that it is done?", word=self.word)


_WHEN: Final = (
    r"尽快|尽早|抓紧|(?<!不)及时(?!率|性)|(?<!不)适时|早日|马上|立即|第一时间|近期|有空时|稍后|随后|后续"
    r"|\b(?:asap|as soon as possible|as early as possible|soon|promptly|quickly|timely|in due course|shortly"
    r"|when possible|immediately)\b"
)
_HOW_MUCH: Final = (
    r"提升(?!机)|提高|改善|降低|减少|增加|(?<!不再)扩大|大幅|显著|明显|适当|尽量|尽可能|若干|一些|大量|更多|更好|较好|较大"
    r"|\b(?:improv(?:e|es|ed|ing|ement|ements)|increas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing)|boost(?:s|ed|ing)?"
    r"|better|higher|faster|significant(?:ly)?|considerabl[ey]|as much as possible|as many as possible"
    r"|appropriate(?:ly)?|as needed|many|more|several)\b"
)
_WHAT: Final = (
    r"进一步|加强|加大|优化(?!师)|强化|完善|深化|推进|努力|力争|争取|高质量|高效|充分|做好|落实好|有效"
    r"|\b(?:enhanc(?:e|es|ed|ing)|strengthen(?:s|ed|ing)?|optimi[sz](?:e|es|ed|ing|ation)|refine|high.quality"
    r"|user.friendly|good|nice|efficient(?:ly)?|effective(?:ly)?|sufficient(?:ly)?|properly|do our best)\b"
)
_KINDS: Final = (
    (Lack.WHEN, re.compile(_WHEN, re.IGNORECASE)),
    (Lack.HOW_MUCH, re.compile(_HOW_MUCH, re.IGNORECASE)),
    (Lack.WHAT, re.compile(_WHAT, re.IGNORECASE)),
)

_UNITS: Final = "个套版份次家周月天年倍半成名人台件项张场轮位条种款页篇支组道台批期"
_NUMBER: Final = re.compile(
    rf"[0-9０-９%％‰]|[二两三四五六七八九十百千万亿]+(?:[{_UNITS}万亿]|分钟|分之|$)|一[{_UNITS}]|百分之|翻番|翻倍"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|hundred|thousand|million|half|double|twice)\b",
    re.IGNORECASE,
)
_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY: Final = re.compile(
    r"(?:[0-9０-９]+\s*年)?[0-9０-９]+\s*月(?:[0-9０-９]+\s*[日号])?|[0-9０-９]+\s*[日号]|[0-9０-９]{4}\s*年"
    r"|(?:周|星期|礼拜)[一二三四五六日天末]|[月季年周]底|[月年]初|今天|明天|后天|当天|\bQ[1-4]\b"
    r"|[0-9]{4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?|\b[0-9]{1,2}[-/][0-9]{1,2}\b"
    r"|\b(?:today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|end of)\b"
    rf"|\b(?:{_MONTHS})[a-z]*\.?\s+[0-9]{{1,4}}\b|\b[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})[a-z]*\b",
    re.IGNORECASE,
)
_SPAN: Final = re.compile(
    r"(?:[0-9０-９]+|[一二两三四五六七八九十半]+)\s*个?(?:天|日|周|小时|分钟|月|年|工作日|季度)"
    r"|\b[0-9]+\s*(?:minutes?|hours?|(?:working )?days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)


def vague(text: str, context: str = "", *, dated: bool = False) -> list[Vague]:
    """The words of `text` that cannot be measured, each once, in the order in which they stand.

    A number in the text or in `context` (a goal's measure and target) makes "improve" measurable, a day or a
    span of time, in the text or beside it (`dated`), makes "as soon as possible" so. A day is no measure.
    """
    whole = f"{text} {context}"
    found: list[tuple[int, Vague]] = []
    stripped = whole
    for lack, words in _KINDS:
        found += [(match.start(), Vague(match.group(), lack)) for match in words.finditer(text)]
        stripped = words.sub(" ", stripped)
    numbered = _has_number(stripped)
    timed = dated or bool(_DAY.search(stripped) or _SPAN.search(stripped))
    open_words = (
        word for _, word in sorted(found, key=lambda each: each[0]) if not _cured(word, numbered, timed)
    )
    return list({word.word.casefold(): word for word in open_words}.values())


def line_hints(line: Line) -> list[Message]:
    """What to say beside a point of the brief: vague words; a goal without measure, target or date."""
    return list(_hints(line))


def _hints(line: Line) -> Iterator[Message]:
    if isinstance(line, Goal):
        for word in vague(line.text, f"{line.measure} {line.target}", dated=line.date is not None):
            yield word.message
        numbered = _has_number(line.text)
        if not line.measure and not numbered:
            yield msg("By what is it measured? Units, per cent, days…")
        if not line.target and not numbered:
            yield msg("How much is the target? A number.")
        elif line.target and not _has_number(line.target):
            yield msg("The target “{target}” holds no number.", target=line.target)
        if line.date is None and not _DAY.search(line.text):
            yield msg("By which day is the goal to be reached?")
        return
    for word in vague(line.text, dated=line.date is not None):
        yield word.message


def _cured(word: Vague, numbered: bool, timed: bool) -> bool:
    return timed if word.lack is Lack.WHEN else numbered


def _has_number(text: str) -> bool:
    return bool(_NUMBER.search(_DAY.sub(" ", text)))
