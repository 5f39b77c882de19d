"""A journal line as people read it: who did what to which item, and what became what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, Protocol

from store.documents import words_issue
from store.documents.names import Names
from store.documents.words import COMMANDS, FIELDS, ORIGINS, TABLES, VALUES
from store.language import Message, msg
from store.model.archive import Archive
from store.model.capture import Capture
from store.model.change import Change
from store.model.clock import Moment
from store.model.escalation import Level, Why
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.meeting import Meeting
from store.model.organisation import Department, Person
from store.model.record import Json
from store.model.risk import Risk
from store.model.state import State
from store.model.task import Task
from store.rules.meeting.kinds import title
from store.rules.say import listed, short_day
from store.rules.who import body_of

_PEOPLE: Final = frozenset(
    {"by", "owner", "reporter", "head", "deputy", "facilitator", "sponsor", "release_by", "person", "chair"}
    | {"presenter", "settled_by", "proposed_by", "verified_by", "urgent_by", "to", "was", "raised_by"}
)
_DEPARTMENTS: Final = frozenset({"department", "cause"})
_SILENT: Final = frozenset({"updated", "created", "since", "aside", "at"})
"""Fields that say nothing that the line itself does not say."""
_LABELS: Final = ("text", "title", "content", "reason", "waits_for")
_SHOWN: Final = 3


class LineLike(Protocol):
    """A committed change, as far as it is told here."""

    @property
    def seq(self) -> int: ...  # noqa: D102
    @property
    def at(self) -> datetime: ...  # noqa: D102
    @property
    def by(self) -> int | None: ...  # noqa: D102
    @property
    def on_behalf(self) -> int | None: ...  # noqa: D102
    @property
    def origin(self) -> str: ...  # noqa: D102
    @property
    def command(self) -> str: ...  # noqa: D102
    @property
    def undoes(self) -> int | None: ...  # noqa: D102
    @property
    def changes(self) -> tuple[Change, ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Became:
    """A field that changed, in words. A null side: there was nothing, or there is nothing any more."""

    field: Message
    before: Message | None
    after: Message | None


class Teller:
    """Tells lines with the names that hold on the board now."""

    def __init__(self, state: State, moment: Moment) -> None:
        self._state = state
        self._moment = moment
        self._names = Names(state)

    def when(self, line: LineLike) -> str:
        """`11-23 10:02`, in the board's zone; with its year only when that is not this one."""
        at = line.at.astimezone(self._moment.zone)
        return f"{short_day(at.date(), self._moment.today)} {at:%H:%M}"

    def who(self, line: LineLike) -> Message:
        """The author, and on whose behalf; where nobody is known, what kind of session it was."""
        name = self._names.person(line.by)
        if name is None:
            return ORIGINS.get(line.origin, _literal(line.origin))
        if line.on_behalf is not None and line.on_behalf != line.by:
            return msg("{name} for {other}", name=name, other=self._names.person(line.on_behalf))
        return _literal(name)

    def what(self, line: LineLike) -> Message:
        """The command in words."""
        words = [COMMANDS.get(name, _literal(name)) for name in line.command.split("+")]
        told = words[0]
        for word in words[1:]:
            told = Message("{first} + {second}", {"first": told, "second": word})
        if line.undoes is not None:
            told = msg("{what} (#{seq})", what=told, seq=line.undoes)
        return told

    def records(self, line: LineLike) -> Message:
        """The first few records that a line touched, by key and title."""
        away = next((change for change in line.changes if change.table == Archive.table), None)
        if away is not None:
            # An initiative that was put away or came back, with everything: its name says it all.
            return _literal("{code} {title}".format_map(body_of(away.after or away.before)))
        touched = list(dict.fromkeys((change.table, change.id) for change in line.changes))
        held = (self._state.get(Meeting, number) for table, number in touched if table == Meeting.table)
        meeting = next((each for each in held if each is not None), None)
        if meeting is not None:
            return title(self._state, meeting)
        items = [key for key in touched if key[0] in (Task.table, Issue.table, Risk.table)] or touched
        # An issue that a block opened goes without saying beside its task, as one that a risk became.
        of_issues = line.command in words_issue.COMMANDS
        tasks = [] if of_issues else [key for key in items if key[0] == Task.table]
        tasks = tasks or [key for key in items if key[0] == Risk.table] or items
        told = msg("{name}", name=listed([self.record(*key) for key in tasks[:_SHOWN]]))
        if len(tasks) > _SHOWN:
            return msg("{names} and {count} more", names=told, count=len(tasks) - _SHOWN)
        return told

    def record(self, table: str, number: int) -> str:
        """What people call a record: key and title, or name."""
        record = self._state.record(table, number)
        if isinstance(record, (Task, Issue, Risk)):
            return f"{self._state.key_of(record)} {record.title}"
        if isinstance(record, Initiative):
            return f"{record.code} {record.title}"
        if isinstance(record, (Person, Department)):
            return record.name
        if isinstance(record, Meeting):
            return str(title(self._state, record))
        if isinstance(record, Capture):
            return record.text.partition("\n")[0]
        if table == "settings":
            return self._state.settings.name
        initiative = getattr(record, "initiative", None)
        word = TABLES.get(table, table)
        if isinstance(initiative, int):
            return f"{word} {self._names.code(initiative)}"
        return f"{word} #{number}"

    def summary(self, line: LineLike) -> Message:
        """A line in one sentence."""
        return msg(
            "{when} {who}: {what} {records}",
            when=self.when(line),
            who=self.who(line),
            what=self.what(line),
            records=self.records(line),
        )

    def became(self, line: LineLike, *, table: str | None = None, id: int | None = None) -> list[Became]:
        """The fields that a line changed, of one record only when `table` and `id` say so."""
        return [
            told
            for change in line.changes
            if table is None or (change.table, change.id) == (table, id)
            for told in self._became(change)
        ]

    def _became(self, change: Change) -> Iterator[Became]:
        if change.field is None or change.field in _SILENT:
            return
        name, _, entry = change.field.partition("/")
        before, after = change.before, change.after
        word = FIELDS.get(name, _literal(name))
        if name == "current":
            yield Became(word, self._item(change.id, before), self._item(change.id, after))
            return
        if entry and isinstance(before, dict) and isinstance(after, dict):
            for part in after:
                if before.get(part) != after[part] and part not in _SILENT:
                    label = msg(
                        "{field} “{entry}”, {part}",
                        field=word,
                        entry=self._value(name, after),
                        part=FIELDS.get(part, _literal(part)),
                    )
                    yield self._pair(part, before.get(part), after[part], label)
            return
        yield self._pair(name, before, after, word)

    def _item(self, meeting: int, item: Json) -> Message | None:
        """An item of an agenda by its title; null when none is meant, or it is gone."""
        record = self._state.get(Meeting, meeting)
        found = record.item(item) if record is not None and isinstance(item, int) else None
        return _literal(found.title) if found is not None else None

    def _pair(self, name: str, before: Json, after: Json, label: Message) -> Became:
        empty: tuple[Json, ...] = (None, "", [])
        return Became(
            label,
            None if before in empty else self._value(name, before),
            None if after in empty else self._value(name, after),
        )

    def _value(self, name: str, value: Json) -> Message:
        if isinstance(value, bool):
            return msg("yes") if value else msg("no")
        if isinstance(value, int):
            return _literal(self._named(name, value))
        if isinstance(value, dict):
            return self._object(name, value)
        if isinstance(value, list):
            return msg("{name}", name=listed([self._value(name, each) for each in value]))
        return self._text(name, "" if value is None else str(value))

    def _named(self, name: str, number: int) -> str:
        if name in _PEOPLE:
            return self._names.person(number) or ""
        if name in _DEPARTMENTS:
            return self._names.department(number) or ""
        if name == "initiative":
            return self._names.code(number)
        if name == "issue":
            return self._names.issue(number) or ""
        if name == "risk":
            risk = self._state.get(Risk, number)
            return self._state.key_of(risk) if risk is not None else f"#{number}"
        return str(number)

    def _object(self, name: str, value: Mapping[str, Json]) -> Message:
        """An entry by what it says, with its date; a dependency by the task's key."""
        if name in ("dependencies", "tasks"):
            number = value.get("id")
            return _literal(self._names.task(number) if isinstance(number, int) else "")
        if name == "attendance":
            number = value.get("id")
            return _literal((self._names.person(number) or "") if isinstance(number, int) else "")
        if name == "escalations":
            return self._escalation(value)
        if name == "scores":
            said = f"{value.get('probability')} x {value.get('impact')}"
            note = value.get("note")
            return msg("{what}: {why}", what=said, why=note) if note else _literal(said)
        if name == "baseline":
            return self._text("due", str(value.get("due") or ""))
        said = next((str(value[each]) for each in _LABELS if value.get(each)), "")
        day = value.get("forecast") or value.get("date")
        if isinstance(day, str) and name != "milestones":
            return msg("{day}, {reason}", day=self._text("forecast", day), reason=said)
        return _literal(said)

    def _escalation(self, value: Mapping[str, Json]) -> Message:
        """Who was told next, and why."""
        level, why = str(value.get("level")), str(value.get("why"))
        return msg(
            "{person} ({level}): {why}",
            person=self._value("to", value.get("to")),
            level=_level(level, why),
            why=VALUES.get(("why", why), why),
        )

    def _text(self, name: str, value: str) -> Message:
        word = VALUES.get((name, value))
        if word is not None:
            return word
        if name in _TIMES:
            try:
                at = datetime.fromisoformat(value).astimezone(self._moment.zone)
            except ValueError:
                return _literal(value)
            return _literal(f"{short_day(at.date(), self._moment.today)} {at:%H:%M}")
        if name in _DATES:
            try:
                return _literal(short_day(date.fromisoformat(value), self._moment.today))
            except ValueError:
                return _literal(value)
        return _literal(value)


def _level(level: str, why: str) -> Message | str:
    """A level in words: the first one of what nobody verified is who verifies it."""
    if (level, why) == (Level.OWNER.value, Why.UNVERIFIED.value):
        return msg("who verifies it")
    return VALUES.get(("level", level), level)


_TIMES: Final = frozenset(
    {"at", "reported", "urgent_since", "meeting_at", "breached_at", "planned", "opened", "closed", "settled"}
    | {"reviewed", "raised"}
)
_DATES: Final = frozenset(
    {"start", "due", "forecast", "date", "hit", "received", "started", "finished", "deadline"}
    | {"next_review"}
)


def _literal(text: str) -> Message:
    return Message("{text}", MappingProxyType({"text": text}))
