"""What one line of a meeting says: its kind, who, by when, and the words (DOMAIN.md, Meetings).

`行动 @王芳 周五前补齐产品手册` is an action of 王芳 by Friday: 补齐产品手册. Every word is either understood,
and said back, or stays in the text:

- The first word sets the kind (`capture_kinds`); without one it is `kind`.
- `@` names a person, or a department, whose head is meant (`capture_people`). At either end of an action, a
  question, a risk or an issue the name is taken out of the text; within a sentence, and in decisions, notes
  and what is parked, it stays, without the @.
- An action's deadline may stand anywhere (`capture_dates`), and leaves the text unless it is part of a
  sentence (整理周五的材料). In a question, a risk or an issue a date counts only beside the name and as a
  word of its own: `提问 @王芳 周五能给吗` asks about Friday. Decisions, notes and what is parked keep their
  dates in words.
- A number such as NPL-7 says which item is meant, and stays in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from store.errors import NotFound
from store.language import Message, msg
from store.model.capture import CaptureKind
from store.model.clock import Moment
from store.model.organisation import Person
from store.model.state import State
from store.model.text import strip_unseen
from store.rules.calendar import workdays
from store.rules.dates import Found
from store.rules.dates_words import plain
from store.rules.meeting.capture_dates import at_end, beside_name, dates_in, deadline, is_apart, is_marked
from store.rules.meeting.capture_kinds import NAMES, first_word
from store.rules.meeting.capture_people import Mention, mentions, names_in
from store.rules.say import short_day

WORDS_ONLY: Final = frozenset({CaptureKind.DECISION, CaptureKind.NOTE, CaptureKind.PARK})
"""The kinds whose sentence stays as it was typed."""

_STOPS: Final = " \t\u3000,，、;；:：|"
_KEY: Final = re.compile(r"(?<![a-z0-9-])[a-z][a-z0-9]*-[0-9]{1,9}(?![a-z0-9-])")
# Before a name at the end of a sentence: 交给 @王芳 says to whom, and not only whose it is.
_LEADS_TO: Final = re.compile(
    r"(?:[给向跟和与找对问让请由]|\b(?:to|with|for|from|ask|and|by))[ \u3000]*$", re.IGNORECASE
)
_WEEKDAYS: Final = (msg("Mon"), msg("Tue"), msg("Wed"), msg("Thu"), msg("Fri"), msg("Sat"), msg("Sun"))


@dataclass(frozen=True, slots=True)
class Captured:
    """A line as it was understood.

    person: who has it to do, to answer or to look after (an id). due: by when. about: table and id of
    the item whose number stands in the text. worded: whether the line's first word set the kind. problem: why
    it cannot be kept as it is; what to type is part of the sentence. understood: all of it, to be said back.
    """

    kind: CaptureKind
    text: str
    person: int | None
    due: date | None
    about: tuple[str, int] | None
    worded: bool
    problem: Message | None
    understood: Message


def parse(
    typed: str,
    state: State,
    moment: Moment,
    *,
    kind: CaptureKind = CaptureKind.NOTE,
    was: date | None = None,
) -> Captured:
    """What `typed` says on that day. Never raises: what is missing or unclear is the `problem`.

    `kind` is that of a line whose first word sets none; `was` a day that may stand although it has passed.
    """
    worded, begin = first_word(typed)
    kind = worded or kind
    said = mentions(typed, state, begin)
    masked = _masked(typed, [(0, begin), *((each.start, each.end) for each in said)])
    names = [(each.start, each.end) for each in said if each.person is not None]
    found = _date(masked, kind, moment.today, names, begin, state)
    cuts: list[tuple[int, int, str]] = [(0, begin, "")]
    if found is not None and (kind is not CaptureKind.ACTION or _leaves(masked, found, names, begin)):
        cuts.append((found.start, found.end, ""))
    cuts += _names_out(typed, said, cuts, kind, state)
    text = _without(typed, cuts)
    people = list(dict.fromkeys(each.person for each in said if each.person is not None))
    due = found.day if found is not None else None
    person = people[0] if people else None
    return Captured(
        kind,
        text,
        person,
        due,
        _named(typed, state),
        worded is not None,
        _problem(
            kind,
            text,
            said,
            people,
            due,
            state,
            min(moment.today, due) if due and due == was else moment.today,
        ),
        understood(state, moment.today, kind, text, person, due),
    )


def understood(
    state: State, today: date, kind: CaptureKind, text: str, person: int | None, due: date | None
) -> Message:
    """A capture in one line: `行动 王芳 周五 11-27：补齐产品手册`."""
    named = state.get(Person, person)
    parts: list[Message | str] = [NAMES[kind]]
    if named is not None:
        parts.append(named.name)
    if due is not None:
        day = short_day(due, today)
        parts.append(msg("{weekday} {day}", weekday=_WEEKDAYS[due.weekday()], day=day))
    whole: Message | str = parts[0]
    for part in parts[1:]:
        whole = msg("{before} {after}", before=whole, after=part)
    return msg("{what}: {text}", what=whole, text=text)


def lacking(kind: CaptureKind, text: str, person: int | None, due: date | None) -> tuple[Message, str] | None:
    """What a capture of that kind still needs, with what to type, and the field; null when it is whole."""
    if kind is CaptureKind.ACTION:
        if person is None and due is None:
            return msg("An action needs one owner and a date: @ and a name, fri or 3/20."), "person"
        if person is None:
            return msg("An action needs one owner: type @ and a name."), "person"
        if due is None:
            return msg("An action needs a date: type fri, 3/20, +3d."), "due"
    if not strip_unseen(text).strip():
        return msg("There are no words yet: type what was said."), "text"
    return None


def _problem(
    kind: CaptureKind,
    text: str,
    said: Sequence[Mention],
    people: Sequence[int],
    due: date | None,
    state: State,
    today: date,
) -> Message | None:
    unclear = next((each.problem for each in said if each.problem is not None), None)
    if kind not in WORDS_ONLY:
        if unclear is not None:
            return unclear
        if len(people) > 1:
            return _one_of(names_in(state, iter(people)))
    missing = lacking(kind, text, people[0] if people else None, due)
    if missing is not None:
        return missing[0]
    if due is not None and due < today:
        return past(due, today)
    return None


def past(due: date, today: date) -> Message:
    """That nothing can be due on a day that has passed."""
    return msg("{day} has passed already: type a day to come.", day=short_day(due, today))


def _one_of(names: Sequence[str]) -> Message:
    several: str | Message = names[0]
    for name in names[1:]:
        several = msg("{names}, {name}", names=several, name=name)
    return msg("Exactly one person is responsible, and {names} are named: leave one @.", names=several)


def _date(
    masked: str,
    kind: CaptureKind,
    today: date,
    names: Sequence[tuple[int, int]],
    begin: int,
    state: State,
) -> Found | None:
    if kind in WORDS_ONLY:
        return None
    found = dates_in(masked, today, workdays(state.settings))
    if kind is CaptureKind.ACTION:
        return deadline(masked, found, today, names, begin)
    return next((one for one in found if beside_name(masked, one, names) and is_apart(masked, one)), None)


def _leaves(masked: str, one: Found, names: Sequence[tuple[int, int]], begin: int) -> bool:
    return is_marked(masked, one) or beside_name(masked, one, names) or at_end(masked, one, begin)


def _names_out(
    typed: str, said: Sequence[Mention], cuts: Sequence[tuple[int, int, str]], kind: CaptureKind, state: State
) -> Iterable[tuple[int, int, str]]:
    """Names at an end of the sentence go; the others stay as people read them, without the @."""
    blank = _masked(typed, [(start, end) for start, end, _ in cuts])
    known = [each for each in said if each.person is not None]
    gone: set[Mention] = set()
    for run in ((), ()) if kind in WORDS_ONLY else (known, known[::-1]):
        for each in run:
            before, after = blank[: each.start], blank[each.end :]
            first, last = not before.strip(_STOPS), not after.strip(_STOPS)
            if not first and (not last or _LEADS_TO.search(before) is not None):
                break
            blank = _masked(blank, [(each.start, each.end)])
            gone.add(each)
    for each in known:
        name = typed[each.start : each.end].lstrip("@＠").lstrip()
        yield each.start, each.end, "" if each in gone else name


def _without(typed: str, cuts: Iterable[tuple[int, int, str]]) -> str:
    """`typed` with each span replaced, blanks and commas that end up at its ends gone."""
    text, at = "", 0
    for start, end, instead in sorted(cuts):
        text = _joined(_joined(text, typed[at:start]), instead)
        at = max(at, end)
    return " ".join(_joined(text, typed[at:]).split()).strip(_STOPS)


def _joined(before: str, after: str) -> str:
    """Two pieces of a sentence; English words stay apart."""
    close = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()
    return f"{before} {after}" if close else before + after


def _masked(typed: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        typed = typed[:start] + "|" * (end - start) + typed[end:]
    return typed


def _named(typed: str, state: State) -> tuple[str, int] | None:
    """The first task, issue or risk whose key stands there."""
    for match in _KEY.finditer(plain(typed).text):
        try:
            item = state.item(match.group())
        except NotFound:
            continue
        return item.table, item.id
    return None
