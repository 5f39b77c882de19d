"""Minutes that somebody wrote elsewhere, in plain text or Markdown: which lines say a decision, an action, a
question, a risk, an issue (DOMAIN.md, Meetings), to be confirmed one by one.

A line counts when its first words name a kind and a colon, a bracket or emphasis ends them: `行动：@王芳 …`,
`- **ACTION**: Frank to …`, `3. 【决议】…`, `RESOLVED: …`; full-width signs are the plain ones. Such a word
alone on its line, or as a heading, says it for the list below it. Everything else is prose and stays out.
Whoever stands at the beginning of an action, or behind 负责人 or `owner`, is meant as with an `@`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from store.model.capture import CaptureKind
from store.model.clock import Moment
from store.model.organisation import Person
from store.model.state import State
from store.model.text import strip_unseen
from store.rules.meeting.capture import WORDS_ONLY, Captured, parse
from store.rules.meeting.capture_kinds import NAMES
from store.rules.names import folded

_WORDS: Final[Mapping[CaptureKind, str]] = MappingProxyType(
    {
        CaptureKind.DECISION: "决定 决议 决策 会议决定 会议决议 形成决议 decision decisions decided resolved "
        "resolution resolutions agreed",
        CaptureKind.ACTION: "行动 行动项 行动计划 待办 待办事项 跟进 跟进事项 action actions action_item "
        "action_items todo to_do to-do next_step next_steps",
        CaptureKind.QUESTION: "提问 疑问 待解答 question questions open_question open_questions",
        CaptureKind.RISK: "风险 风险点 risk risks",
        CaptureKind.ISSUE: "问题 存在问题 issue issues problem problems",
        CaptureKind.NOTE: "备注 记录 note notes",
        CaptureKind.PARK: "停车 停车场 搁置 待定 待议 暂缓 parked parking_lot tbd to_be_decided deferred",
    }
)
_BY_WORD: Final = {word.replace("_", " "): kind for kind, words in _WORDS.items() for word in words.split()}
_MARKS: Final = (
    r"(?:[-*+•·●○▪■◆–]|\d{1,3}[.)、．）]|[(（]\d{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳])"
)
_LISTED: Final = re.compile(
    rf"[ \t\u3000>]*{_MARKS}(?:[ \t\u3000]+|(?<=[、．）)①-⑳])|(?=【))(?:\[[ xX]?\][ \t]*)?"
)
_FULL_WIDTH: Final = {ord("０") + at: ord("0") + at for at in (*range(10), *range(17, 43), *range(49, 75))}
_HEADING: Final = re.compile(r"[ \t]*#{1,6}[ \t]+")
_QUOTED: Final = re.compile(r"[ \t\u3000>]+")
_ANY: Final = "|".join(re.escape(word) for word in sorted(_BY_WORD, key=len, reverse=True))
# The word, the emphasis or brackets around it, and what ends it; `rest` is what is said.
_SAID: Final = re.compile(
    rf"(?P<open>[*_`~【\[「『<(（]*)[ \t]*(?P<word>{_ANY})(?![a-z])[ \t]*[#\d]{{0,4}}"
    r"(?P<close>[*_`~】\]」』>)）:：\s]*)(?P<dash>[-–—|]+\s+)?(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_TO: Final = re.compile(
    r"\s*(?:(?:will|shall|should|must|needs? to|has to|to)\b|负责(?!人)|[:：,，、]|[-–—]\s)\s*", re.IGNORECASE
)
_STRANGER: Final = re.compile(r"(?P<name>[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)?) (?=(?:to|will|shall) [a-z])")
_OWNER: Final = re.compile(
    r"[(（\[,，;；。.]?\s*(?:负责人|责任人|主责|owner|assignee|responsible)\s*[:：]?\s*@?"
    r"(?P<name>[^\s,，;；。()（）\]:：@]+(?: [A-Z][\w'’.-]*)?)\s*[)）\]]?",
    re.IGNORECASE,
)
_UNTIL: Final = re.compile(
    r"[(（\[,，;；。]?\s*(?:截止(?:日期|时间)?|完成(?:时间|日期)|期限|due(?: date)?|deadline)\s*[:：]\s*"
    r"(?P<day>[^,，;；。()（）\]]+)[)）\]]?",
    re.IGNORECASE,
)
_EMPHASIS: Final = re.compile(r"(\*\*|__|~~|`)(?=\S)([^*_~`]+)(?<=\S)\1")
MOST: Final = 500
"""The most lines that one text gives; more is no minutes."""
_LONGEST: Final = 6000


@dataclass(frozen=True, slots=True)
class Written:
    """A line of minutes: its `number` in the text, from 1, `kind`, and `typed`: what it says, as a capture
    line is typed, without the word of its kind."""

    number: int
    kind: CaptureKind
    typed: str

    @property
    def line(self) -> str:
        """The whole line as it would be typed: `行动 @王芳 …`, in the interface's language."""
        return f"{NAMES[self.kind]} {self.typed}"

    def parsed(self, state: State, moment: Moment) -> Captured:
        """What it says on that day. Never raises: what is missing is the `problem`."""
        return parse(f"{NAMES[self.kind].text} {self.typed}", state, moment, kind=self.kind)


def written(text: str, state: State) -> list[Written]:
    """The lines of minutes that say something to be kept, in their order; at most `MOST`."""
    names = _Names(state)
    found: list[Written] = []
    for number, kind, said in _lines(text):
        if len(found) == MOST:
            break
        typed = _plain(said)
        if typed.strip(" .。:：-–—|"):
            found.append(Written(number, kind, names.mentioned(kind, typed)))
    return found


def _lines(text: str) -> Iterator[tuple[int, CaptureKind, str]]:
    """Number, kind and words of each line; a line that goes on indented below is part of it."""
    above: CaptureKind | None = None
    last: tuple[int, CaptureKind, str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        bare, listed, headed = _bare(line)
        if not bare:
            if last is not None:
                yield last
            last = None
            continue
        said = _said(bare)
        if said is None and last is not None and not listed and not headed and line[:1] in " \t\u3000":
            last = (last[0], last[1], f"{last[2]} {bare}"[:_LONGEST])
            continue
        if last is not None:
            yield last
            last = None
        if said is not None and not said[1]:
            above = said[0]
        elif said is not None:
            last = (number, said[0], said[1])
        elif headed or not listed:
            above = None
        elif above is not None:
            last = (number, above, bare)
    if last is not None:
        yield last


def _bare(line: str) -> tuple[str, bool, bool]:
    """A line without the signs of a list, heading or table; whether it stood in a list, or was a heading."""
    line = strip_unseen(line[:_LONGEST]).rstrip()
    heading = _HEADING.match(line)
    if heading is not None:
        line = line[heading.end() :].rstrip("# ")
    if line.lstrip().startswith("|"):
        first, *rest = (cell.strip() for cell in line.strip().strip("|").split("|"))
        return f"{first}: {' '.join(rest)}".strip(), False, False
    bullet = _LISTED.match(line.translate(_FULL_WIDTH))
    begin = bullet or _QUOTED.match(line)
    return line[begin.end() if begin else 0 :].strip(), bullet is not None, heading is not None


def _said(bare: str) -> tuple[CaptureKind, str] | None:
    """The kind that a line's first words name, and the rest; null for prose."""
    match = _SAID.match(bare.translate(_FULL_WIDTH))
    if match is None:
        return None
    kind = _BY_WORD.get(folded(match["word"]))
    if kind is None:
        return None
    around = match["open"] + match["close"]
    rest = bare[match.start("rest") :].strip()
    ended = any(sign in ":：】]」』" for sign in around) or (match["open"] and match["close"].strip())
    shouted = match["word"].isupper() and match["word"].isascii()
    if ended or not rest or match["dash"] or rest[:1] in "@＠" or (shouted and match["close"].isspace()):
        return kind, _closed(match["open"], rest)
    return None


def _closed(opened: str, rest: str) -> str:
    """`rest` without the emphasis that was begun before the word and ends behind all: `**行动：交稿**`."""
    for sign in ("**", "__", "*", "_", "`"):
        if opened.startswith(sign) and rest.endswith(sign) and rest.count(sign) % 2:
            return rest[: -len(sign)].strip()
    return rest.lstrip("*_ :：")


def _plain(text: str) -> str:
    """Without Markdown's emphasis: the words count."""
    return _EMPHASIS.sub(r"\2", text).strip()


class _Names:
    """Who is named without an `@`, so that a line reads as one that was typed."""

    def __init__(self, state: State) -> None:
        self._names = sorted({person.name for person in state.all(Person)}, key=len, reverse=True)

    def mentioned(self, kind: CaptureKind, typed: str) -> str:
        """The line with an `@` before who is meant to do it, where none stands in it."""
        if kind in WORDS_ONLY:
            return typed
        until = _UNTIL.search(typed)
        day = f"{until['day'].strip()} " if until is not None else ""
        if until is not None:
            typed = f"{typed[: until.start()]} {typed[until.end() :]}".strip()
        if "@" in typed or "＠" in typed:
            return f"{typed} {day}".strip()
        name, rest = self._meant(kind, typed)
        return f"@{name} {day}{rest}" if name else f"{day}{rest}"

    def _meant(self, kind: CaptureKind, typed: str) -> tuple[str, str]:
        """Who is named, empty for nobody, and the words without it."""
        name = next((each for each in self._names if _begins(typed, each)), None)
        if name is not None:
            return name, _without_to(typed[len(name) :])
        owner = _OWNER.search(typed)
        if owner is not None:
            return owner["name"], f"{typed[: owner.start()]} {typed[owner.end() :]}".strip()
        stranger = _STRANGER.match(typed) if kind is CaptureKind.ACTION else None
        if stranger is not None:
            return stranger["name"], _without_to(typed[stranger.end() :])
        return "", typed


def _without_to(rest: str) -> str:
    """What somebody is to do, without the `to`, `will` or 负责 before it."""
    after = _TO.match(rest)
    return rest[after.end() if after else 0 :].lstrip()


def _begins(typed: str, name: str) -> bool:
    """Whether a line begins with a name: an English one ends where its last word does."""
    if folded(typed[: len(name)]) != folded(name):
        return False
    both = typed[len(name) - 1 : len(name) + 1]
    return not (len(both) == 2 and both.isascii() and both.isalnum())
