"""What a text says in a column of tables 1, 2 and 3, however it is typed: days, people, words of a list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from store.errors import Refused
from store.exchange import cells
from store.language import msg
from store.model.standing import Standing
from store.model.state import State
from store.model.task import Priority
from store.rules.calendar import workdays
from store.rules.names import folded

_DAYS: Final = frozenset({"start", "due", "forecast", "deadline"})
_LINES: Final = frozenset({"acceptance", "milestones", "contribution"})
_NAMES: Final = frozenset({"support", "depends_on", "tasks"})
_PARTED: Final = re.compile(r"[;；\n]")
_LISTED: Final = re.compile(r"[;；、,，\n]")
_SERIAL: Final = re.compile(r"[345]\d{4}")
_FIRST_DAY: Final = date(1899, 12, 30)
"""From which spreadsheets count their days."""
_MORE: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "status": {
            "not_started": "todo|to do|not begun|没开始|尚未开始|待开始",
            "in_progress": "doing|started|ongoing|under way|running|进行|正在进行|已开始|开始",
            "done": "finished|complete|completed|完成|完成了|已完工|ok",
            "delayed": "late|postponed|delay|延期|推迟|延误|已延期",
            "blocked": "stuck|waiting|block|受阻|卡住|卡住了|等待",
            "cancelled": "canceled|cancel|dropped|取消|作废",
        },
        "severity": {
            "severe": "high|critical|major|高|重大|紧急",
            "moderate": "medium|normal|中|普通|中等",
            "minor": "low|small|低|轻|轻微",
        },
        "state": {
            "open": "new|未处理|新",
            "handling": "in progress|doing|being handled|处理|进行中",
            "to_verify": "solved|fixed|resolved|已解决|解决|待验收|已处理",
            "closed": "done|close|verified|关闭|完成|已验证",
        },
        "priority": {},
    }
)


class Meaning:
    """Reads the cells of one table."""

    def __init__(self, state: State, today: date, standing: Standing) -> None:
        self._today = today
        self._calendar = workdays(state.settings)
        self._words = {field: dict(known) for field, known in standing.words.items()}
        for field, known in self._words.items():
            for value, words in _MORE.get(field, {}).items():
                for word in words.split("|"):
                    known.setdefault(folded(word), value)
        self.same = lru_cache(maxsize=4096)(self._same)

    def day(self, text: str) -> date | None:
        """A day, as it is typed or as a spreadsheet counts it; null when none is said. Raises Refused."""
        if _SERIAL.fullmatch(text):
            return _FIRST_DAY + timedelta(days=int(text))
        return cells.day(text, self._today, self._calendar)

    def word(self, field: str, text: str) -> str:
        """The value that a word of a list stands for. Raises Refused at `field`, naming those there are."""
        if field == "priority":
            return (cells.priority(text) if text else Priority.MEDIUM).value
        found = self._words.get(field, {}).get(folded(text))
        if found is None:
            values = dict.fromkeys(self._words.get(field, {}).values())
            firsts = [next(word for word, of in self._words[field].items() if of == each) for each in values]
            raise Refused(
                msg("“{text}” is none of: {words}.", text=text[:40], words=", ".join(firsts)), field=field
            )
        return found

    def _same(self, field: str, text: str) -> object:
        try:
            if field in _DAYS:
                return self.day(text)
            if field in self._words:
                return self.word(field, text) if text else ""
        except Refused:
            return text
        if field in _LINES or field in _NAMES:
            parts = (_LISTED if field in _NAMES else _PARTED).split(text)
            return tuple(part for each in parts if (part := " ".join(each.split())))
        return tuple(" ".join(line.split()) for line in text.split("\n"))
