"""The minutes of a meeting, frozen as it is closed: names and sentences as they were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from store.language import Message, msg
from store.model.capture import Capture, CaptureKind
from store.model.issue import Issue
from store.model.meeting import AgendaItem, Attendant, Meeting, MeetingKind
from store.model.minutes import MinutedCapture, MinutedItem, MinutedLine, MinutedPerson
from store.model.organisation import Department, Person
from store.model.risk import Risk
from store.model.task import Task
from store.model.text import LINE_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from store.rules.brief import Records
from store.rules.edit import Edit
from store.rules.issues.stands import stands
from store.rules.meeting.attendance import in_order, subject
from store.rules.meeting.carry import told
from store.rules.meeting.running import title

_CUT: Final = "..."


def minutes_of(
    edit: Edit,
    meeting: Meeting,
    *,
    changes: Iterable[str | Message],
    holes: Iterable[str | Message],
    carried: Iterable[str | Message],
    next_begin: datetime | None,
) -> dict[str, object]:
    """The fields of `Minutes`, in the board's language, of a meeting that is closed by `edit`."""
    language = edit.state.settings.language
    captures = [each for each in edit.all(Capture) if each.meeting == meeting.id]
    return {
        "meeting": meeting.id,
        "initiative": meeting.initiative,
        "kind": meeting.kind,
        "number": meeting.number,
        "title": _cut(title(edit, meeting).render(language), TITLE_LIMIT),
        "opened": meeting.opened,
        "closed": edit.moment.now,
        "planned_minutes": meeting.minutes,
        "chair": _name(edit, meeting.chair),
        "attendance": tuple(_person(edit, each) for each in meeting.attendance),
        "agenda": tuple(_item(edit, meeting, each) for each in in_order(edit, meeting)),
        "changes": _lines(edit, (*changes, *_settled(edit, meeting))),
        "captures": tuple(_capture(edit, each) for each in captures),
        "holes": _lines(edit, holes),
        "carried": _lines(edit, carried),
        "next": next_begin,
    }


def _settled(edit: Edit, meeting: Meeting) -> Iterable[Message]:
    """What earlier meetings left open and this one settled; what it captured itself is told with that."""
    for each in edit.all(Capture):
        here = each.initiative == meeting.initiative and each.meeting != meeting.id
        if (
            here
            and each.settled is not None
            and meeting.opened is not None
            and each.settled >= meeting.opened
        ):
            what = told(edit.state, each, edit.moment)
            if each.kind is CaptureKind.QUESTION:
                yield msg("answered: {what} {answer}", what=what, answer=each.answer)
            elif each.kind is CaptureKind.ACTION:
                yield msg("done: {what}", what=what)
            else:
                yield msg("taken up: {what}", what=what)


def _person(records: Records, called: Attendant) -> MinutedPerson:
    return MinutedPerson(
        id=called.id,
        name=_name(records, called.id) or "?",
        department=_department(records, called.id),
        attended=called.attended,
        deputy=_name(records, called.deputy),
    )


def _item(edit: Edit, meeting: Meeting, item: AgendaItem) -> MinutedItem:
    about = subject(edit, item)
    why = item.why
    if meeting.kind is MeetingKind.URGENT and isinstance(about, Issue):
        # Who solves it by when is what an urgent meeting is held for: not as it was called together.
        said = stands(edit.outcome(), about, edit.moment).render(edit.state.settings.language)
        why = _cut(said, LINE_LIMIT)
    return MinutedItem(
        id=item.id,
        key=edit.state.key_of(about) if about is not None else "",
        title=item.title,
        why=why,
        planned=item.minutes,
        spent=item.spent,
        state=item.state,
    )


def _capture(edit: Edit, capture: Capture) -> MinutedCapture:
    about = [edit.get(Risk, capture.risk), edit.get(Issue, capture.issue), edit.get(Task, capture.task)]
    if capture.kind is CaptureKind.ISSUE:
        about[0], about[1] = about[1], about[0]
    return MinutedCapture(
        id=capture.id,
        kind=capture.kind,
        text=capture.text,
        item=capture.item,
        key=next((edit.state.key_of(each) for each in about if each is not None), ""),
        person=_name(edit, capture.person),
        department=_department(edit, capture.person),
        due=capture.due,
        answer=capture.answer,
        settled=capture.settled is not None,
    )


def _lines(edit: Edit, said: Iterable[str | Message]) -> tuple[MinutedLine, ...]:
    language = edit.state.settings.language
    texts: Sequence[str] = [each.render(language) if isinstance(each, Message) else each for each in said]
    return tuple(MinutedLine(id=at, text=_cut(text, TEXT_LIMIT)) for at, text in enumerate(texts, 1))


def _name(records: Records, person: int | None) -> str:
    found = records.get(Person, person)
    return found.name if found is not None else ""


def _department(records: Records, person: int | None) -> str:
    found = records.get(Person, person)
    department = records.get(Department, found.department) if found is not None else None
    return department.name if department is not None else ""


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - len(_CUT)] + _CUT
