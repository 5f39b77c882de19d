"""The phrases people use for a date, one pattern and one meaning each; the first that fits is taken.

A phrase that is `inline` is clear enough to be looked for inside a longer line: `3.20` typed as a date is
one, in the middle of a sentence it may be a price.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from store.errors import Refused
from store.language import msg
from store.rules.dates_steps import (
    Moment,
    Span,
    day_of_month,
    days_after,
    month_of,
    months_after,
    nearest,
    nearest_year,
    on,
    part_of,
    quarter_of,
    weekday,
    year_of,
)
from store.rules.dates_words import (
    DIGITS,
    HAN_DAY,
    MONTH_EN,
    NUMBER,
    ORDINAL,
    RELATIVE_EN,
    RELATIVE_ZH,
    UNIT_EN,
    UNIT_ZH,
    WEEKDAY_EN,
    WEEKDAY_ZH,
    YEAR_ZH,
    month_number,
    number,
    relative,
    weekday_number,
)

Match = re.Match[str]
_FRIDAY: Final = 4
_SUNDAY: Final = 6

_DAY_WORDS: Final = {
    -3: "大前天",
    -2: "day before yesterday|the day before yesterday|前天|前日",
    -1: "yesterday|昨天|昨日|昨",
    0: "today|tod|now|tonight|eod|end of day|下班前|今天|今日|今晚|今|本日|当天|当日",
    1: "tomorrow|tomorow|tmrw|tmr|tom|明天|明日|明早|明晚|明",
    2: "day after tomorrow|the day after tomorrow|overmorrow|后天|后日",
    3: "大后天",
}
_DAYS: Final = {word: days for days, words in _DAY_WORDS.items() for word in words.split("|")}
# Longest first, because a search inside a line takes the first that fits.
_INLINE_DAYS: Final = "|".join(
    sorted(
        set(_DAYS) - {"昨", "今", "明", "tod", "tom", "now", "当天", "当日", "下班前"}, key=len, reverse=True
    )
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A way to say a date; `pattern` is for `compiled`, so that the start of a program compiles none."""

    pattern: str
    meaning: Callable[[Match, Moment], date]
    inline: bool


def _year(word: str, today: date) -> int:
    if word.isdigit():
        return int(word) if len(word) == 4 else 2000 + int(word)
    return today.year + {"去": -1, "今": 0, "明": 1, "后": 2}[word]


def _dated(match: Match, moment: Moment) -> date:
    """A month and a day, with or without a year."""
    said = match.groupdict()
    month = month_number(said["mon"]) if said.get("mon") else number(said["m"])
    day = number(said["d"])
    if said.get("y"):
        return on(_year(said["y"], moment.today), month, day)
    return nearest(month, day, moment)


def _day_only(match: Match, moment: Moment) -> date:
    return day_of_month(number(match["d"]), moment.today)


def _day_of_relative_month(match: Match, moment: Moment) -> date:
    month = months_after(moment.today.replace(day=1), relative(match["rel"]) or 0)
    return on(month.year, month.month, number(match["d"]))


def _step(count: int, unit: str, moment: Moment) -> date:
    """`count` units from today: wd working days, d, w, m, y; Chinese and long names alike."""
    unit = unit.replace(" ", "").removeprefix("个")
    if unit.startswith(("wd", "work", "business", "工作")):
        return moment.calendar.add(moment.today, count)
    if unit.startswith(("d", "天", "日")):
        return days_after(moment.today, count)
    if unit.startswith(("w", "周", "星期", "礼拜")):
        return days_after(moment.today, 7 * count)
    return months_after(moment.today, count * (12 if unit.startswith("y") else 1))


def _signed(match: Match, moment: Moment) -> date:
    count = number(match["n"])
    return _step(-count if match["sign"] == "-" else count, match["unit"] or "d", moment)


def _ahead(match: Match, moment: Moment) -> date:
    return _step(number(match["n"]), match["unit"], moment)


def _ago(match: Match, moment: Moment) -> date:
    return _step(-number(match["n"]), match["unit"], moment)


def _next_workday(_match: Match, moment: Moment) -> date:
    return moment.calendar.add(moment.today, 1)


def _half(match: Match, moment: Moment) -> date:
    return months_after(moment.today, 6) if match["unit"] == "年" else days_after(moment.today, 15)


def _weekday(match: Match, moment: Moment) -> date:
    return weekday(relative(match["rel"]), weekday_number(match["wd"]), moment.today)


def _end_of_week(match: Match, moment: Moment) -> date:
    weeks = relative(match["rel"]) or 0
    friday = weekday(weeks, _FRIDAY, moment.today)
    return weekday(0, _SUNDAY, moment.today) if weeks == 0 and friday < moment.today else friday


def _weekend(match: Match, moment: Moment) -> date:
    return weekday(relative(match["rel"]), _SUNDAY, moment.today)


_PERIODS: Final[dict[str, Callable[[date], Span]]] = {
    "m": month_of,
    "月": month_of,
    "q": quarter_of,
    "季": quarter_of,
    "y": year_of,
    "年": year_of,
}


def _part(match: Match) -> str:
    """初, 中 or 底, whatever the language."""
    word = match.groupdict().get("part") or "底"
    return {"末": "底", "start": "初", "beginning": "初", "mid": "中", "middle": "中", "end": "底"}.get(
        word, word
    )


def _part_of_period(match: Match, moment: Moment) -> date:
    count = relative(match.groupdict().get("rel"))
    return part_of(_PERIODS[match["period"][0]], _part(match), count, moment.today)


def _part_of_month(match: Match, moment: Moment) -> date:
    said = match.groupdict()
    month = month_number(said["mon"]) if said.get("mon") else number(said["m"])
    if said.get("y"):
        year = _year(said["y"], moment.today)
    else:
        year = nearest_year(month, {"初": 1, "中": 15}.get(_part(match), 31), moment.today)
    return part_of(month_of, _part(match), 0, on(year, month, 1))


def _part_of_year(match: Match, moment: Moment) -> date:
    return part_of(year_of, _part(match), 0, on(_year(match["y"], moment.today), 1, 1))


def _part_of_quarter(match: Match, moment: Moment) -> date:
    month, day = 3 * number(match["q"]), 31
    if _part(match) == "初":
        month, day = month - 2, 1
    said = match["y"]
    year = _year(said, moment.today) if said else nearest_year(month, day, moment.today)
    return part_of(quarter_of, _part(match), 0, on(year, month, 1))


def _no_day(match: Match, moment: Moment) -> date:
    raise Refused(
        msg("“{text}” names no day. Say which one: next wed, end of next month.", text=match.group())
    )


def _phrase(pattern: str, meaning: Callable[[Match, Moment], date], *, inline: bool = True) -> Phrase:
    return Phrase(pattern, meaning, inline)


_PART: Final = "(?P<part>底|末|初|中)"
_EDGE: Final = "(?P<part>end|start|beginning|mid|middle) (?:of)?(?: the)?"
_YEAR: Final = r"(?: ,? (?P<y>[0-9]{4}))?"
# 3号楼, 2号方案 are things, not days.
_NO_THING: Final = "(?!楼|线|店|机|门|方案|院|位|会议)"

PHRASES: Final[tuple[Phrase, ...]] = (
    # 2026-03-20, 2026/3/20, 2026.3.20, 20260320, 3/20, 3-20, 3.20
    _phrase(rf"(?P<y>[0-9]{{4}}) [-/.] (?P<m>{DIGITS}) [-/.] (?P<d>{DIGITS})", _dated),
    _phrase(r"(?P<y>20[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})", _dated),
    _phrase(rf"(?P<m>{DIGITS}) [-/] (?P<d>{DIGITS})", _dated),
    _phrase(rf"(?P<m>{DIGITS}) \. (?P<d>{DIGITS})", _dated, inline=False),
    # 3月20日, 2026年3月20号, 明年三月二十日; 20日, 下个月15号
    _phrase(rf"(?:(?P<y>{YEAR_ZH}) 年)? (?P<m>{HAN_DAY}) 月 (?:份)? (?P<d>{HAN_DAY}) [日号]", _dated),
    _phrase(rf"(?:(?P<y>{YEAR_ZH}) 年)? (?P<m>{HAN_DAY}) 月 (?:份)? (?P<d>{HAN_DAY})", _dated, inline=False),
    _phrase(rf"(?P<rel>{RELATIVE_ZH}) 月 (?P<d>{HAN_DAY}) [日号]", _day_of_relative_month),
    _phrase(rf"(?P<rel>{RELATIVE_ZH}) 月 (?P<d>{HAN_DAY})", _day_of_relative_month, inline=False),
    _phrase(rf"(?P<d>{HAN_DAY}) [日号]{_NO_THING}", _day_only),
    # mar 20, march 20th 2027, 20 mar, 20th of march; the 15th, 15th of next month
    _phrase(rf"(?P<mon>{MONTH_EN})\.? (?P<d>{DIGITS}){ORDINAL}?{_YEAR}", _dated),
    _phrase(rf"(?:the_)?(?P<d>{DIGITS}){ORDINAL}? (?:of)? (?P<mon>{MONTH_EN})\.?{_YEAR}", _dated),
    _phrase(
        rf"(?:the_)?(?P<d>{DIGITS}){ORDINAL} (?:of)? (?P<rel>this|next|last) month", _day_of_relative_month
    ),
    _phrase(rf"the_(?P<d>{DIGITS}){ORDINAL}", _day_only),
    _phrase(rf"(?P<d>{DIGITS}){ORDINAL}", _day_only, inline=False),
    # today, 后天
    _phrase(
        f"(?P<word>{_INLINE_DAYS})".replace(" ", "_"), lambda m, at: days_after(at.today, _DAYS[m["word"]])
    ),
    _phrase(
        f"(?P<word>{'|'.join(_DAYS)})".replace(" ", "_"),
        lambda m, at: days_after(at.today, _DAYS[m["word"]]),
        inline=False,
    ),
    # +3d, +2w, +3wd; +3, -1d, +3天
    _phrase(rf"(?P<sign>[+]) (?P<n>{NUMBER}) (?P<unit>{UNIT_EN})", _signed),
    _phrase(rf"(?P<sign>[-+]) (?P<n>{NUMBER}) (?P<unit>{UNIT_EN}|{UNIT_ZH}|日)?", _signed, inline=False),
    # in 3 days, two weeks later, 3 days ago, three working days
    _phrase(rf"(?:in|within|after)_(?P<n>{NUMBER}) (?P<unit>{UNIT_EN})", _ahead),
    _phrase(rf"(?P<n>{NUMBER}) (?P<unit>{UNIT_EN}) (?:later|from now|from today)", _ahead),
    _phrase(rf"(?P<n>{NUMBER}) (?P<unit>{UNIT_EN}) ago", _ago),
    # 三天后, 十天内, 3个工作日后, 三天前; 3天, 半个月后
    _phrase(rf"(?:再过|过)? (?P<n>{NUMBER}) (?P<unit>{UNIT_ZH}|日) (?:之|以)?(?:后|内)(?!期|台)", _ahead),
    _phrase(rf"(?P<n>{NUMBER}) (?P<unit>{UNIT_ZH}) (?:之|以)?前", _ago),
    _phrase(rf"(?:再过|过)? (?P<n>{NUMBER}) (?P<unit>{UNIT_ZH}|{UNIT_EN})", _ahead, inline=False),
    _phrase(r"半 (?:个)? (?P<unit>月|年) (?:之|以)?(?:后|内)", _half),
    _phrase(r"下 一? 个? 工作日|(?:the_)?next (?:working|work|business) day", _next_workday),
    # 周五, 下周三, 下下周一; fri, next wed, wed next week
    _phrase(
        rf"(?<![一二两三四五六七八九十0-9])(?P<rel>{RELATIVE_ZH})? (?P<wd>{WEEKDAY_ZH})(?!报|次|[0-9])",
        _weekday,
    ),
    _phrase(rf"(?P<wd>{WEEKDAY_EN}) ,? (?P<rel>this|next|last) week", _weekday),
    _phrase(rf"(?:(?P<rel>{RELATIVE_EN}) )?(?P<wd>{WEEKDAY_EN})", _weekday),
    # 周末, weekend (Sunday, its last day); end of week, eow, 本周内 (Friday)
    _phrase(rf"(?P<rel>{RELATIVE_ZH})? (?:周|星期) 末", _weekend),
    _phrase(rf"(?:the_)?(?:(?P<rel>{RELATIVE_EN}) )?weekend", _weekend),
    _phrase(rf"(?P<rel>{RELATIVE_ZH}) (?:周|星期) 内", _end_of_week),
    _phrase(rf"(?:eow|end of(?: the)?(?: (?P<rel>{RELATIVE_EN}))? week)", _end_of_week),
    # 3月底, 明年3月初, end of march; 年底, 明年底, 2027年底; 三季度末, end of q3
    _phrase(rf"(?:(?P<y>{YEAR_ZH}) 年)? (?P<m>{HAN_DAY}) 月 份? {_PART}", _part_of_month),
    _phrase(rf"{_EDGE} (?P<mon>{MONTH_EN})\.?{_YEAR}", _part_of_month),
    _phrase(rf"(?P<y>{YEAR_ZH}) 年? 年 {_PART}", _part_of_year),
    _phrase(
        rf"(?:(?P<y>{YEAR_ZH}) 年)? (?:第)? (?P<q>[一二三四1-4]) 季度? (?P<part>底|末|初)", _part_of_quarter
    ),
    _phrase(r"(?:(?P<y>[0-9]{4}) 年?)? q(?P<q>[1-4]) (?:季度)? (?P<part>底|末|初|end)", _part_of_quarter),
    _phrase(rf"(?P<part>end|start|beginning) of q(?P<q>[1-4]){_YEAR}", _part_of_quarter),
    # 月底, 下月初, 季度末, 年底; end of next month, eom
    _phrase(rf"(?P<rel>{RELATIVE_ZH})? (?P<period>[月年]) {_PART}", _part_of_period),
    _phrase(rf"(?P<rel>{RELATIVE_ZH})? (?P<period>季)度? (?P<part>底|末|初)", _part_of_period),
    _phrase(
        rf"(?:(?:last day|(?P<part>end|start|beginning)) of)(?: the)?(?: (?P<rel>{RELATIVE_EN}))?"
        r" (?P<period>month|quarter|year)",
        _part_of_period,
    ),
    _phrase(r"eo(?P<period>[mqy])", _part_of_period),
    _phrase(r"(?:(?P<rel>this|next|last) )?(?P<period>month|quarter|year) end", _part_of_period),
    # A period without a day
    _phrase(rf"(?:{RELATIVE_EN} )(?:week|month|quarter|year)", _no_day, inline=False),
    _phrase(rf"(?:{RELATIVE_ZH}|明|后) (?:周|星期|礼拜|月|季度?|年)(?: 份)?", _no_day, inline=False),
    _phrase(rf"(?:{YEAR_ZH} 年)? {HAN_DAY} 月 份?", _no_day, inline=False),
    _phrase(rf"{MONTH_EN}(?:_[0-9]{{4}})?", _no_day, inline=False),
)
WEEKDAY: Final = rf"{WEEKDAY_ZH}|{WEEKDAY_EN}"
