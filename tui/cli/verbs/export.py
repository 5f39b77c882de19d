"""`duiqi export`: a document of the method, printed or written into a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.documents.catalogue import CATALOGUE, Form
from store.errors import NotAllowed, NotFound, Refused
from store.files.forms import (
    BINARY,
    ENDINGS,
    NAMES,
    Wanted,
    as_bytes,
    as_data,
    as_document,
    as_text,
    check_form,
    form_of,
)
from store.files.typed import typed_path
from store.language import _, msg
from store.model.initiative import Initiative
from store.model.meeting import Meeting
from store.model.task import Task
from tui.cli.arguments import Usage
from tui.cli.call import Call
from tui.cli.output import say, say_csv, say_json, say_object

if TYPE_CHECKING:
    from store.board.board import Board
    from store.files.forms import Journal
    from store.model.state import State

STANDARD_OUTPUT: Final = "-"
_WORTH_TELLING: Final = 100
"""Tasks from which writing takes long enough to be waited for."""
_DIGITS: Final = 20
"""More than any id has; Python refuses to read thousands."""


def run(call: Call) -> int:
    """Write it. Raises Usage for words that do not fit together, NotFound for what is not there, and what
    reading the journal and saving refuse."""
    from store.board.recalling import Recall

    arguments = call.arguments
    output = arguments.text("output") or STANDARD_OUTPUT
    name = arguments.text("document") or ""
    if output != STANDARD_OUTPUT:
        _check_place(output, call)
    form = _form(arguments.text("format"), output)
    check_form(CATALOGUE[name], form)
    if output == STANDARD_OUTPUT:
        _check_terminal(name, form, call)
    with call.board(writing=False) as board:
        initiative, meeting = _about(
            board.state, name, arguments.text("initiative"), arguments.text("meeting")
        )
        wanted = Wanted(name, initiative, form, meeting)
        trail = Recall(board, board.state)
        if output == STANDARD_OUTPUT:
            _print(board, trail, wanted)
        else:
            _save(board, trail, wanted, typed_path(output), replace=bool(arguments.switch("force")))
    return 0


def _check_place(output: str, call: Call) -> None:
    """There must be a folder to write into: the one that is named, with / at its end, or that of the file."""
    from store.files.saving import check_folder

    if not call.may_save_files:
        raise NotAllowed(
            msg("A hosted session writes no files of its machine. Take it: duiqi export BOARD … > FILE")
        )
    path = typed_path(output)
    check_folder(path if output.endswith("/") else path.parent)


def _form(given: str | None, output: str) -> Form:
    """The one that was chosen, else by the end of the file's name; text for a terminal."""
    named = form_of(output) if output != STANDARD_OUTPUT else None
    if given is not None:
        if named is not None and named.value != given and not Path(output).is_dir():
            raise Usage(
                msg(
                    "{file} is the name of a {form}, --format says {given}.",
                    file=output,
                    form=NAMES[named],
                    given=given,
                ),
                field="format",
            )
        return Form(given)
    if output == STANDARD_OUTPUT:
        return Form.TEXT
    if named is None:
        raise Usage(
            msg(
                "As what is {file} to be written? --format, or a name that ends in: {endings}.",
                file=output,
                endings=", ".join(each[0] for each in ENDINGS.values()),
            ),
            field="format",
        )
    return named


def _check_terminal(name: str, form: Form, call: Call) -> None:
    if form in BINARY and sys.stdout.isatty():
        if not call.may_save_files:
            raise Refused(
                msg(
                    "A terminal cannot show a {form}. Take it without one: ssh … export BOARD … > FILE",
                    form=NAMES[form],
                ),
                field="output",
            )
        example = f"--output {name}{ENDINGS[form][0]}"
        raise Refused(
            msg("A terminal cannot show a {form}. Name a file: {example}", form=NAMES[form], example=example),
            field="output",
        )


def _about(state: State, name: str, code: str | None, meeting: str | None) -> tuple[int, int | None]:
    """The initiative and the meeting that are meant. The only one there is need not be named, and a meeting
    names its own."""
    if meeting is not None and name != "minutes":
        raise Usage(msg("--meeting goes with minutes only."), field="meeting")
    if meeting is not None:
        number = int(meeting) if meeting.isdecimal() and len(meeting) < _DIGITS else 0
        found = state.get(Meeting, number)
        if found is None:
            raise NotFound(
                msg("There is no meeting {id}. duiqi meeting --list prints which there are.", id=meeting),
                field="meeting",
            )
        return (found.initiative if code is None else _initiative(state, code)), found.id
    every = state.all(Initiative)
    if code is None and len(every) == 1:
        return every[0].id, None
    return _initiative(state, code), None


def _initiative(state: State, code: str | None) -> int:
    from store.rules.codes import codes, known_initiative

    if code is None:
        asked = msg("Of which initiative? --initiative CODE: {codes}.", codes=codes(state))
        raise Usage(asked, field="initiative")
    return known_initiative(state, code, "initiative").id


def _print(board: Board, trail: Journal, wanted: Wanted) -> None:
    """On standard output: as text in its encoding, or, where the form says another, as the bytes of the
    file."""
    state, moment = board.state, board.moment()
    match wanted.form:
        case Form.JSON:
            data = as_data(state, moment, trail, wanted)
            if isinstance(data, list):
                say_json(data)
            else:
                say_object(data)
        case Form.TEXT if wanted.name == "schedule":
            from tui.cli.verbs.export_schedule import say_schedule

            say_schedule(board, wanted.initiative)
        case Form.CSV:
            from store.documents.separated import table_rows

            say_csv(table_rows(as_document(state, moment, trail, wanted)))
        case Form.TEXT | Form.MARKDOWN | Form.MERMAID:
            say(as_text(state, moment, trail, wanted).rstrip("\n"))
        case _ if sys.stdout.isatty():
            say(as_text(state, moment, trail, wanted).rstrip("\n"))
        case _:
            with _telling(state, wanted):
                data = as_bytes(state, moment, trail, wanted)
            sys.stdout.flush()
            sys.stdout.buffer.write(data)


def _save(board: Board, trail: Journal, wanted: Wanted, path: Path, *, replace: bool) -> None:
    """Into a file; into one with the document's own name, where a folder is named."""
    from store.files.names import file_name
    from store.files.saving import AlreadyThere, check_free, save

    state, moment = board.state, board.moment()
    if path.is_dir():
        path = path / file_name(state, wanted, moment)
    try:
        if not replace:
            check_free(path)
        with _telling(state, wanted):
            data = as_bytes(state, moment, trail, wanted)
        save(path, data, replace=replace)
    except AlreadyThere as error:
        raise AlreadyThere(
            msg("{sentence} --force replaces it.", sentence=error.message), field=error.field
        ) from error
    say(_("Written: {path}", path=str(path)))


@contextmanager
def _telling(state: State, wanted: Wanted) -> Iterator[None]:
    """Says on a terminal what takes a while, as long as it does."""
    tasks = sum(task.initiative == wanted.initiative for task in state.all(Task))
    if tasks < _WORTH_TELLING or not sys.stderr.isatty():
        yield
        return
    sys.stderr.write(_("writing {document} with {count} tasks...", document=wanted.name, count=tasks))
    sys.stderr.flush()
    try:
        yield
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
