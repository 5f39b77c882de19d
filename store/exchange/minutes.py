"""Minutes in plain text or Markdown, taken in: each line that says something, judged before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from store.errors import NotFound, Refused
from store.exchange.row_cells import RefusedRow
from store.language import msg
from store.model.capture import CaptureKind
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.meeting import Meeting, MeetingKind
from store.model.organisation import Person
from store.model.risk import Risk
from store.model.state import State
from store.model.task import Task
from store.rules.codes import known_initiative
from store.rules.commands.meetings.capturing import AddCapture
from store.rules.commands.meetings.planning import HoldMeeting
from store.rules.commands.meetings.written import ImportMinutes
from store.rules.edit import Edit
from store.rules.meeting.capture import Captured, parse
from store.rules.meeting.capture_kinds import first_word
from store.rules.meeting.running import title
from store.rules.meeting.written import Written, written


@dataclass(frozen=True, slots=True)
class Into:
    """Where lines go: an initiative, and a meeting that is there, or one of a kind that begins now."""

    initiative: int
    meeting: int | None = None
    begins: MeetingKind | None = None


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line as it would be kept: its number in the file, and how it is understood."""

    number: int
    captured: Captured


@dataclass(frozen=True, slots=True)
class MinutesPlan:
    """What taking in minutes would do: `kept` by the one `command`; `refused` lines stay out, with why."""

    command: ImportMinutes
    kept: tuple[KeptLine, ...]
    refused: tuple[RefusedRow, ...]


def into(state: State, code: str | None, meeting: str | None) -> Into:
    """Where minutes go that a command line names: `meeting` is an id or a kind such as `weekly`.

    A planned meeting begins with them. Raises NotFound or Refused at `initiative` or `meeting`.
    """
    initiative = _initiative(state, code)
    if meeting is None:
        if initiative is None:
            raise Refused(
                msg("Whose minutes are these? Give --meeting ID, or --initiative CODE."), field="meeting"
            )
        return Into(initiative.id)
    kind = next((each for each in MeetingKind if each.value == meeting.casefold()), None)
    if kind is not None:
        if initiative is None:
            raise Refused(msg("Of which initiative? Give --initiative CODE."), field="initiative")
        return Into(initiative.id, begins=kind)
    number = int(meeting) if meeting.isascii() and meeting.isdecimal() and len(meeting) < 20 else 0
    found = state.get(Meeting, number)
    if found is None or (initiative is not None and found.initiative != initiative.id):
        raise NotFound(
            msg("There is no meeting {id}. duiqi meeting --list prints which there are.", id=meeting),
            field="meeting",
        )
    return into_meeting(state, found)


def into_meeting(state: State, meeting: Meeting) -> Into:
    """Into a meeting that is there; a planned one begins. Raises Refused at `meeting` when it is over."""
    if meeting.running:
        return Into(meeting.initiative, meeting.id)
    if meeting.ahead and meeting.kind is not MeetingKind.URGENT:
        return Into(meeting.initiative, begins=meeting.kind)
    if meeting.ahead:
        raise Refused(msg("An urgent meeting is called first, and takes in minutes then."), field="meeting")
    raise Refused(
        msg(
            "{meeting} is over and its minutes stand. Name a running or planned meeting, or a kind (weekly) "
            "for one that begins now; without a meeting the lines are kept between two.",
            meeting=title(state, meeting),
        ),
        field="meeting",
    )


def plan_minutes(state: State, text: str, where: Into, moment: Moment, *, by: Person | None) -> MinutesPlan:
    """What minutes would bring. Raises Refused when no line says anything."""
    return plan_lines(state, found_lines(state, text), where, moment, by=by)


def found_lines(state: State, text: str) -> list[Written]:
    """The lines that say something. Raises Refused at `file` when none does."""
    lines = written(text, state)
    if not lines:
        raise Refused(
            msg(
                "No line begins with a word such as “行动：”, “决议：”, “风险：”, ACTION: or RESOLVED:, "
                "so there is nothing to keep."
            ),
            field="file",
        )
    return lines


def plan_lines(
    state: State, lines: Sequence[Written], where: Into, moment: Moment, *, by: Person | None
) -> MinutesPlan:
    """What some lines of minutes would bring; each is tried behind those before it."""
    edit = Edit(state, moment, by)
    if where.begins is not None:
        HoldMeeting(where.initiative, where.begins).apply(edit)
    kept: list[KeptLine] = []
    captures: list[AddCapture] = []
    refused: list[RefusedRow] = []
    for line in lines:
        captured = line.parsed(state, moment)
        try:
            if captured.problem is not None:
                raise Refused(captured.problem, field="text")
            capture = as_capture(state, captured, where)
            capture.apply(edit)
        except Refused as why:
            refused.append(RefusedRow(line.number, why.field or "text", why.message))
            continue
        captures.append(capture)
        kept.append(KeptLine(line.number, captured))
    return MinutesPlan(
        ImportMinutes(where.initiative, tuple(captures), where.begins), tuple(kept), tuple(refused)
    )


def as_capture(state: State, captured: Captured, where: Into) -> AddCapture:
    """The command that keeps a line; what it is about counts if it belongs to the initiative."""
    table, record = captured.about or ("", 0)
    found = state.record(table, record)
    if not isinstance(found, Task | Issue | Risk) or found.initiative != where.initiative:
        table = ""
    return AddCapture(
        where.initiative,
        captured.kind,
        captured.text,
        captured.person,
        captured.due,
        where.meeting,
        task=record if table == Task.table else None,
        issue=record if table == Issue.table and captured.kind is not CaptureKind.ISSUE else None,
        risk=record if table == Risk.table and captured.kind is not CaptureKind.RISK else None,
    )


def typed_again(line: Written, typed: str, state: State, moment: Moment) -> Written:
    """A line as a person changed it; a first word that names a kind sets it."""
    captured = parse(typed, state, moment, kind=line.kind)
    if not captured.worded:
        return Written(line.number, line.kind, typed)
    return Written(line.number, captured.kind, typed[first_word(typed)[1] :])


def _initiative(state: State, code: str | None) -> Initiative | None:
    return None if code is None else known_initiative(state, code, "initiative")
