"""`duiqi import` of a table: its tasks, all or nothing unless it is asked for in part."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING, Final

from store.errors import Refused
from store.language import _, msg
from tui.cli import memory
from tui.cli.arguments import Usage
from tui.cli.call import Call
from tui.cli.output import complain, say
from tui.cli.verbs.importing_said import answers_said, columns_said, heading_of, list_met

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store.exchange.columns import FileColumns
    from store.exchange.importing import ImportPlan
    from store.exchange.sheet import SheetRow
    from store.model.task import Task

_REFUSED: Final = 2
_SHOWN: Final = 10
"""So many new tasks are shown before they come in."""
_WORTH_TELLING: Final = 1000
"""From so many rows on it takes long enough to be watched."""


def import_tasks(call: Call, rows: list[SheetRow]) -> int:
    """Import, or say what would be. Raises Usage, and what committing refuses.

    The rows that are refused go to standard error; with any of them nothing is imported, unless `--partial`.
    """
    from store.exchange.importing import plan_import

    arguments = call.arguments
    code, dry = arguments.text("initiative"), bool(arguments.switch("dry-run"))
    if code is None:
        raise Usage(msg("Into which initiative? Give --initiative CODE."), field="initiative")
    with call.board(writing=not dry) as board:
        columns = columns_said(call, board, rows)
        plan = plan_import(
            board.state,
            rows,
            code,
            board.moment(),
            by=board.person,
            title=arguments.text("title") or "",
            add=bool(arguments.switch("add")),
            headings=columns.headings(),
            answers=answers_said(board, call, rows, columns.headings()),
            progress=_watched(len(rows)),
        )
        if plan.unsupplied:
            complain(_unsupplied(columns))
        _report(plan)
        if (plan.refused and not arguments.switch("partial")) or not (plan.commands or plan.same):
            complain(_("Nothing was imported."))
            for hint in _hints(plan, partial=bool(arguments.switch("partial"))):
                complain(hint)
            if not arguments.switch("add"):
                list_met(plan.met, board.state)
            return _REFUSED
        if dry:
            if board.person is not None:
                board.rehearse(*plan.commands, seen=plan.seen)
            _preview(plan, code)
            return 0
        if plan.commands:
            if board.read_only is not None:
                raise Refused(board.read_only)
            board.commit(*plan.commands, seen=plan.seen)
            memory.used(board.path)
        if arguments.texts("map"):
            memory.columns_are(columns.shape, columns.said)
        _tell(plan, code)
    return 0


def _tell(plan: ImportPlan, code: str) -> None:
    """What was done."""
    if plan.tasks:
        say(_("{count} tasks were imported into {code}.", count=plan.tasks, code=_code(code)))
    if plan.updated:
        say(_("{count} tasks of {code} were changed.", count=len(plan.updated), code=_code(code)))
    _rest(plan, code)


def _preview(plan: ImportPlan, code: str) -> None:
    """What would be done: the first new tasks as they would read, and of each task that is there the columns
    that change it."""
    for new in plan.new[:_SHOWN]:
        say(_("row {number}: new: {task}", number=new.number, task=_task(plan, new.task)))
    for row in plan.updated:
        columns = _(", ").join(heading_of(column) for column in row.columns)
        key = f"{_code(code)}-{row.task.number}"
        say(_("row {number}: {key}: {columns}", number=row.number, key=key, columns=columns))
    if plan.tasks or not plan.updated:
        told = _(
            "{count} tasks would be imported into {code}; nothing was changed.",
            count=plan.tasks,
            code=_code(code),
        )
        say(told)
    if plan.updated:
        told = _(
            "{count} tasks of {code} would be changed; nothing was changed.",
            count=len(plan.updated),
            code=_code(code),
        )
        say(told)
    _rest(plan, code)


def _task(plan: ImportPlan, task: Task) -> str:
    """A task as it would become: title, owner, department, dates."""
    from store.rules.say import department_name, person_name

    said = [task.title]
    if plan.board is not None:
        said += [person_name(plan.board, task.owner)] if task.owner is not None else []
        said += [department_name(plan.board, task.department)] if task.department is not None else []
    said += [day.isoformat() for day in (task.start, task.due) if day is not None]
    return _(", ").join(said)


def _rest(plan: ImportPlan, code: str) -> None:
    if plan.same:
        say(_("{count} rows say what is there already.", count=plan.same))
    if plan.created:
        say(_("The initiative {code} is new.", code=_code(code)))
    if plan.added:
        say(_("New on the board: {names}.", names=_(", ").join(plan.added)))


def _code(code: str) -> str:
    return code.strip().upper()


def _unsupplied(columns: FileColumns) -> str:
    """Said once, before the rows that stay out for it."""
    heading = columns.heading_of("support")
    return _(
        "“{heading}” says who supports, but no column says what they supply. --map {word} leaves it out; "
        "--map HEADING={content} says which column holds it.",
        heading=heading,
        word=shlex.quote(f"{heading}="),
        content=shlex.quote(heading_of("contribution")),
    )


def _report(plan: ImportPlan) -> None:
    if plan.unknown:
        complain(_("Columns left out: {headings}.", headings=_(", ").join(plan.unknown)))
    for hint in plan.hints:
        complain(_("row {number}: hint: {reason}", number=hint.number, reason=hint.reason))
    for row in plan.refused:
        complain(
            _(
                "row {number}: refused: {field}: {reason}",
                number=row.number,
                field=heading_of(row.field),
                reason=row.reason,
            )
        )


def _hints(plan: ImportPlan, *, partial: bool) -> Iterator[str]:
    """How to go on."""
    rest = plan.tasks + len(plan.updated)
    if rest and not partial:
        yield _("--partial imports the other {count} rows.", count=rest)
    if any(row.field in ("owner", "department", "support") for row in plan.refused) and not plan.added:
        yield _("--add adds departments and people who are not on the board yet.")


def _watched(rows: int) -> Callable[[int, int], None]:
    """Shows how far it is, on a terminal, when there are many rows."""
    if rows < _WORTH_TELLING or not sys.stderr.isatty():
        return lambda done, of: None
    step = max(rows // 100, 1)

    def show(done: int, of: int) -> None:
        if done == of:
            sys.stderr.write("\r\x1b[K")
        elif done % step == 0:
            sys.stderr.write("\r" + _("reading row {done} of {all}", done=done, all=of))
        sys.stderr.flush()

    return show
