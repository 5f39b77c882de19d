"""What the rows of the brief look like: texts in cells, nothing of the widget."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from screens.confirm.room_lines import for_the_room
from screens.confirm.row_editor import EditCell
from screens.confirm.voices import short_voices, voices
from screens.widgets.cells import Cell, Line, wrap
from screens.widgets.columns import Column
from screens.widgets.rows import Row
from screens.words import date_with_weekday, short_date
from store.language import Message, _, msg
from store.model.initiative import Initiative
from store.model.organisation import Department
from store.model.requirement import Brief, Goal, Part
from store.model.state import State
from store.rules.brief import (
    BriefPoint,
    brief_of,
)
from store.rules.brief import Line as BriefLine
from store.rules.measurable import line_hints, vague

if TYPE_CHECKING:
    from store.board.session import Changed

BACKGROUND: Final = ("background",)
DEPARTMENT: Final = ("department",)
DUE: Final = ("due",)
ONCE: Final = (BACKGROUND, DEPARTMENT, DUE)
TITLES: Final[Mapping[Part, Message]] = {
    Part.GOALS: msg("Goals"),
    Part.OUTCOMES: msg("Expected outcomes"),
    Part.TIMES: msg("Time requirements"),
}
ADD: Final[Mapping[Part, Message]] = {
    Part.GOALS: msg("+ a goal"),
    Part.OUTCOMES: msg("+ an outcome"),
    Part.TIMES: msg("+ a time requirement"),
}
_ABOUT: Final[Mapping[Part, Message]] = {
    Part.GOALS: msg("A goal has a measure, a target and a date: 100,000 units in 3 months."),
    Part.OUTCOMES: msg("An outcome is a thing that can be handed over: a plan, a manual, a trained team."),
    Part.TIMES: msg("What must be there by when: the first draft of the plan by 15 March."),
}


def columns(presenter: bool) -> tuple[Column, ...]:
    """The words have the room; measure, target and date are aligned."""
    return (
        Column("text", least=20, weight=1),
        Column("measure", _("Measure"), least=8, ideal=10, priority=1 if presenter else 0),
        Column("target", _("Target"), least=8, ideal=10),
        Column("date", _("By"), least=10, align="right"),
    )


def cells(part: Part, hint: Message) -> list[EditCell]:
    """What one types into: as the columns stand."""
    text, measure, target, day = columns(False)
    found = [EditCell("text", text, hint)]
    if part is Part.GOALS:
        found += [
            EditCell("measure", measure, msg("units"), wanted=True),
            EditCell("target", target, msg("100,000"), wanted=True),
        ]
    return [*found, EditCell("date", day, msg("3/15"), "date", 40, wanted=part is not Part.OUTCOMES)]


def texts(line: BriefLine) -> dict[str, str]:
    """A point as it is typed again."""
    found = {"text": line.text, "date": line.date.isoformat() if line.date else ""}
    if isinstance(line, Goal):
        found |= {"measure": line.measure, "target": line.target}
    return found


def pasted(text: str) -> list[str]:
    """The rows of several pasted lines; bullets and numbers in front of them are dropped."""
    from store.rules.outline import parsed

    return [row.title for row in parsed("\n".join(line.strip() for line in text.splitlines()))]


def count(lines: Sequence[BriefLine]) -> str:
    """How many, beside a heading."""
    return str(len(lines)) if lines else ""


def add_row(words: Message) -> Row:
    """The last line of a list, which begins a new row."""
    return Row((str(words),), style="muted")


def once(state: State, initiative: int, key: Hashable, today: date) -> Row:
    """Background, department, due date: a label and what it says."""
    found = state.get(Initiative, initiative)
    brief = brief_of(state, initiative)
    if key == BACKGROUND:
        text = brief.background if brief is not None else ""
        return _once(_("Background"), " ".join(text.split()), _("(why is it done?)"))
    if key == DEPARTMENT:
        department = state.get(Department, found.department if found is not None else None)
        return _once(_("Initiated by"), department.name if department else "", _("(which department?)"))
    due = found.due if found is not None else None
    return _once(_("Due as a whole"), date_with_weekday(due, today) if due else "", _("(by when?)"))


def _once(label: str, text: str, missing: str) -> Row:
    from screens.widgets.cells import fit

    return Row((((*fit(label, 16, style="muted"), (text or missing, "" if text else "stale"))),), sign=" ")


def point_row(line: BriefLine, today: date, presenter: bool) -> Row:
    """A point: `?` before it when something makes it hard to measure."""
    hints = line_hints(line)
    goal = line if isinstance(line, Goal) else None
    return Row(
        (
            ((line.text, "strong" if presenter else ""),),
            goal.measure if goal else "",
            goal.target if goal else "",
            short_date(line.date, today) if line.date else "",
        ),
        sign="?" if hints else " ",
        sign_style="stale",
    )


def about_once(state: State, initiative: int, key: Hashable, room: int) -> list[Line]:
    """The whole background; what the initiating department does."""
    brief = brief_of(state, initiative)
    if key == BACKGROUND:
        text = brief.background if brief is not None else ""
        if not text:
            hint = _("Why it is done, what happened before, what happens if it is not done. enter writes it.")
            return wrap(((hint, "muted"),), room)
        lines = [line for part in text.splitlines() for line in wrap(part, room)]
        return [
            *lines,
            *(line for word in vague(text) for line in wrap(((f"? {word.message}", "stale"),), room)),
        ]
    if key == DEPARTMENT:
        return wrap(
            (
                (
                    _("It initiates, leads the kickoff, and is asked like all others. enter changes it."),
                    "muted",
                ),
            ),
            room,
        )
    return wrap(
        ((_("The day on which all of it is done; single things have their own below."), "muted"),), room
    )


def about_part(part: Part, room: int) -> list[Line]:
    """What a point of this list is."""
    how = _("enter begins a row; paste several lines for several rows.")
    return [*wrap(str(_ABOUT[part]), room), *wrap(((how, "muted"),), room)]


def about_point(state: State, initiative: int, part: Part, line: BriefLine, room: int) -> list[Line]:
    """What would make it measurable, then what was said of it."""
    lines = [each for hint in line_hints(line) for each in wrap(((f"? {hint}", "stale"),), room, 2)]
    lines += voices(state, initiative, BriefPoint(part, line), room)
    return lines or wrap(((_("It can be measured. Nobody has spoken of it yet."), "muted"),), room)


def once_for_the_room(state: State, initiative: int, key: Hashable, today: date, room: int) -> Sequence[Line]:
    """Background, department, due date: what it says, or the question that it answers."""
    found = state.get(Initiative, initiative)
    brief = brief_of(state, initiative)
    if key == BACKGROUND:
        text = brief.background if brief is not None else ""
        title, question = _("Background"), _("Why is it done, and what happens if it is not?")
    elif key == DEPARTMENT:
        department = state.get(Department, found.department if found is not None else None)
        text = department.name if department is not None else ""
        title, question = _("Initiated by"), _("Which department initiates it?")
    else:
        due = found.due if found is not None else None
        text = date_with_weekday(due, today) if due is not None else ""
        title, question = _("Due as a whole"), _("By when is all of it done?")
    lines = [*for_the_room(((title, "muted"),), (), "" if text else question, room)]
    for part in text.splitlines():
        lines += [(("    ", ""), *line) for line in wrap(((part, "strong"),), room - 8)]
    return lines


def point_for_the_room(
    state: State, initiative: int, part: Part, line: BriefLine, today: date, room: int
) -> Sequence[Line]:
    """A point, what makes it measurable, and what the room has to settle."""
    facts: list[tuple[str, Cell]] = []
    if isinstance(line, Goal):
        facts += [(_("Measure"), line.measure), (_("Target"), line.target)]
    if line.date is not None:
        facts.append((_("By"), date_with_weekday(line.date, today)))
    facts.append((_("Departments"), short_voices(state, initiative, BriefPoint(part, line))))
    hints = line_hints(line)
    return for_the_room(line.text, facts, ((f"? {hints[0]}", "stale"),) if hints else "", room)


def changed_keys(brief: Brief | None, initiative: int, changed: Changed) -> Iterator[Hashable]:
    """The rows that read differently after a change."""
    for change in (each for line in changed.lines for each in line.changes):
        name, _slash, entry = (change.field or "").partition("/")
        if change.table == Brief.table and brief is not None and change.id == brief.id:
            if name in set(Part) and entry.isdecimal():
                yield (Part(name), int(entry))
            elif (name,) == BACKGROUND:
                yield BACKGROUND
        elif change.table == Initiative.table and change.id == initiative and (name,) in ONCE:
            yield (name,)
