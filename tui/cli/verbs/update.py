"""`duiqi update`: how a task stands, everything said in one commit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from store.errors import NotFound, Refused
from store.language import _, current, msg
from store.model.issue import Issue
from store.model.task import Task
from store.rules import commands
from store.rules.calendar import workdays
from store.rules.dates import spoken, understand
from store.rules.naming import find_department, find_person, full_name
from store.rules.say import signed_days
from store.rules.schedule import consequences
from store.rules.status import WORDS, Status, slip, status_of
from store.rules.urgent import within
from tui.cli import memory
from tui.cli.arguments import Arguments, Usage
from tui.cli.call import Call
from tui.cli.grammar import STATUSES, verbs
from tui.cli.output import complain, say

if TYPE_CHECKING:
    from store.board.board import Board
    from store.model.state import State
    from store.rules.edit import Command

_BELONGS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "reason": ("postpone", "reopen", "cancel"),
        "forecast": ("postpone",),
        "cause": ("postpone",),
        "waits-for": ("block",),
        "release-by": ("block",),
        "urgent": ("block",),
        "exception": ("complete",),
    }
)
"""With which statuses an option makes sense."""

_DIGITS: Final = 20
"""More than the number of any criterion has; Python refuses to read thousands."""

_NEEDED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "postpone": ("reason", "forecast"),
        "block": ("waits-for", "release-by"),
        "cancel": ("reason",),
    }
)


def run(call: Call) -> int:
    """Say it. Raises Usage for options that do not fit, and what the commands refuse."""
    arguments = call.arguments
    _check(arguments)
    with call.board(writing=True) as board:
        item = board.state.find(arguments.text("key") or "")
        if not isinstance(item, Task):
            raise NotFound(
                msg("{key} is an issue; update takes tasks.", key=board.state.key_of(item)), field="key"
            )
        forecast = _forecast(board, arguments.text("forecast"))
        pushed = _pushed(board, item, forecast)
        line = board.commit(*_commands(board.state, item, arguments, forecast), waiting=_waiting)
        if line is None:
            say(_("Nothing to change: it stands so already."))
        else:
            _report(board, item, arguments, pushed)
        memory.used(board.path)
    return 0


def _waiting(holder: str) -> None:
    complain(_("Waiting: {holder} is saving.", holder=holder))


def _check(arguments: Arguments) -> None:
    """Raises Usage for options without their status, for a status without its options, and for nothing."""
    status = arguments.text("status")
    given = {*arguments.words, *arguments.lists, *arguments.switches}
    for option, statuses in _BELONGS.items():
        if option in given and status not in statuses:
            raise Usage(
                msg("--{option} goes with: {statuses}.", option=option, statuses=", ".join(statuses)),
                field=option,
            )
    if status is None and not given & {"note", "tick"}:
        raise Usage(
            msg(
                "What is new? Give a status ({statuses}), --note TEXT or --tick N.",
                statuses=", ".join(STATUSES),
            )
        )
    missing = [need for need in _NEEDED.get(status or "", ()) if need not in given]
    if missing:
        options = {option.name: option for option in verbs()["update"].options}
        wanted = " ".join(f"--{need} {options[need].value}" for need in missing)
        raise Usage(msg("{status} needs {options}.", status=status, options=wanted))


def _forecast(board: Board, typed: str | None) -> date | None:
    if typed is None:
        return None
    try:
        return understand(typed, board.moment().today, workdays(board.state.settings))
    except Refused as refused:
        raise Refused(refused.message, field="forecast") from refused


def _commands(state: State, task: Task, arguments: Arguments, forecast: date | None) -> Iterator[Command]:
    """In an order in which each finds what it needs: a task is reopened first and closed last."""
    status, reason = arguments.text("status"), arguments.text("reason") or ""
    ticks = _ticks(arguments.texts("tick"))
    if status == "reopen":
        yield commands.ReopenTask(task.id, reason)
    if status == "complete":
        yield commands.CompleteTask(task.id, ticks, arguments.text("exception") or "")
    else:
        for tick in ticks:
            yield commands.TickCriterion(task.id, tick)
    if status == "start":
        yield commands.StartTask(task.id)
    elif status == "postpone" and forecast is not None:
        typed = arguments.text("cause")
        cause = None if typed is None else find_department(state, typed, field="cause").id
        yield commands.PostponeTask(task.id, reason, forecast, cause)
    elif status == "block":
        person = find_person(state, arguments.text("release-by") or "", field="release_by")
        waits_for = arguments.text("waits-for") or ""
        yield commands.BlockTask(task.id, waits_for, person.id, arguments.switch("urgent"))
    elif status == "unblock":
        yield commands.UnblockTask(task.id)
    elif status == "cancel":
        yield commands.CancelTask(task.id, reason)
    note = arguments.text("note")
    if note is not None:
        yield commands.AddNote(task.id, note)


def _ticks(typed: Sequence[str]) -> tuple[int, ...]:
    found = []
    for word in typed:
        if not word.isdecimal() or len(word) > _DIGITS:
            raise Usage(
                msg("--tick takes the number of a criterion, such as 2; “{word}” is none.", word=word),
                field="tick",
            )
        found.append(int(word))
    return tuple(dict.fromkeys(found))


def _pushed(board: Board, task: Task, forecast: date | None) -> list[str]:
    """The keys of the tasks that a forecast moves."""
    if forecast is None:
        return []
    moment, calendar = board.moment(), workdays(board.state.settings)
    found = consequences(board.state, task, forecast, moment, calendar)
    return [board.state.key_of(each.task) for each in found.pushed]


def _report(board: Board, before: Task, arguments: Arguments, pushed: Sequence[str]) -> None:
    """What is so now, in one line, and a hint for a day on which nobody works."""
    state = board.state
    task = state.one(Task, before.id)
    told = [_status(board, task)] if arguments.text("status") else []
    if task.criteria != before.criteria:
        met = sum(criterion.met for criterion in task.criteria)
        told.append(_("criteria {met}/{all}", met=met, all=len(task.criteria)))
    if arguments.text("note") is not None:
        told.append(_("note added"))
    if pushed:
        told.append(_("this pushes {keys}", keys=_(", ").join(pushed)))
    say(_("{key} {title}: {told}", key=state.key_of(task), title=task.title, told=_("; ").join(told)))
    if task.delay is not None and arguments.text("status") == "postpone":
        day_off = workdays(state.settings).reason(task.delay.forecast)
        if day_off is not None:
            say(
                _(
                    "{day} is a day off: {reason}.",
                    day=spoken(task.delay.forecast, board.moment().today, current()),
                    reason=day_off,
                )
            )


def _status(board: Board, task: Task) -> str:
    status = status_of(task)
    word = str(WORDS[status])
    if status is Status.DELAYED and task.delay is not None:
        day = spoken(task.delay.forecast, board.moment().today, current())
        return _(
            "{status}, expected {day} ({moved})", status=word, day=day, moved=signed_days(slip(task).days)
        )
    if status is Status.BLOCKED and task.block is not None:
        return _blocked(board, task, word)
    return word


def _blocked(board: Board, task: Task, word: str) -> str:
    state, block = board.state, task.block
    issue = state.get(Issue, block.issue) if block is not None else None
    if block is None or issue is None:
        return word
    owner = find_owner(state, issue)
    told = _(
        "{status}, waits for {what} from {person}; issue {key} opened",
        status=word,
        what=block.waits_for,
        person=owner,
        key=state.key_of(issue),
    )
    if issue.urgent_since is None:
        return told
    until = issue.urgent_since + within(state.settings.urgent_minutes)
    time = until.astimezone(board.moment().zone).strftime("%H:%M")
    return told + _("; ") + _("urgent meeting by {time}", time=time)


def find_owner(state: State, issue: Issue) -> str:
    """The name of who handles an issue."""
    from store.model.organisation import Person

    person = state.get(Person, issue.owner)
    return full_name(state, person) if person is not None else "?"
