"""Whatever was done on a board, archiving and bringing back gives an equal initiative and an equal trail."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from store.board.archive import archive
from store.board.board import Board
from store.board.checking import check
from store.board.line import Line
from store.board.unarchive import unarchive
from store.errors import DuiqiError, NotFound
from store.language import msg
from store.model.archive import Archive
from store.model.capture import Capture, CaptureKind
from store.model.change import Change
from store.model.initiative import Initiative
from store.model.organisation import Department, Person
from store.model.record import Record
from store.model.requirement import Brief
from store.model.risk import Risk
from store.model.state import State
from store.model.task import Dependency, Note, Task
from store.rules.archiving import SHARED
from store.rules.edit import Edit, next_id
from tests.harness.clock import FixedClock
from tests.store.board.cases import Do
from tests.store.board.shelf import NPL, OPS, records_of, told, two_initiatives

Step = Callable[[Board], object]

_which = st.sampled_from([NPL, OPS])
_place = st.integers(0, 5)
_words = st.sampled_from(["甲", "乙", "a\u0301", "“丙”", "d" * 40])


def _one(edit: Edit, cls: type[Record], place: int) -> Record:
    rows = edit.all(cls)
    if not rows:
        raise NotFound(msg("There is none."))
    return rows[place % len(rows)]


def _task(edit: Edit, place: int) -> Task:
    found = _one(edit, Task, place)
    assert isinstance(found, Task)
    return found


def _note(edit: Edit, place: int, text: str) -> None:
    task = _task(edit, place)
    note = Note(id=next_id(task.notes), at=edit.moment.now, by=1, text=text)
    edit.set(task, notes=(*task.notes, note))


def _wait(edit: Edit, place: int, other: int) -> None:
    task, before = _task(edit, place), _task(edit, other)
    if task.initiative == before.initiative and task.id > before.id:
        edit.set(task, dependencies=(Dependency(id=before.id),))


def _do(work: Callable[[Edit], object]) -> Step:
    return lambda board: board.commit(Do(work))


_edits: st.SearchStrategy[Step] = st.one_of(
    st.builds(
        lambda of, text: _do(
            lambda edit: edit.add(Task, initiative=of, number=edit.next_number(of), title=text)
        ),
        _which,
        _words,
    ),
    st.builds(
        lambda of, text: _do(
            lambda edit: edit.add(Risk, initiative=of, number=edit.next_number(of), title=text)
        ),
        _which,
        _words,
    ),
    st.builds(lambda place, text: _do(lambda edit: edit.set(_task(edit, place), title=text)), _place, _words),
    st.builds(lambda place, text: _do(lambda edit: _note(edit, place, text)), _place, _words),
    st.builds(lambda place, other: _do(lambda edit: _wait(edit, place, other)), _place, _place),
    st.builds(lambda place: _do(lambda edit: edit.remove(_task(edit, place))), _place),
    st.builds(
        lambda of, text: _do(lambda edit: edit.add(Brief, initiative=of, background=text)), _which, _words
    ),
    st.builds(
        lambda of, text: _do(
            lambda edit: edit.add(
                Capture, initiative=of, kind=CaptureKind.ACTION, text=text, at=edit.moment.now, person=1
            )
        ),
        _which,
        _words,
    ),
    st.builds(
        lambda text: _do(lambda edit: [edit.set(each, deliverable=text) for each in edit.all(Task)]), _words
    ),
    st.builds(lambda text: _do(lambda edit: edit.add(Department, name=text)), _words),
    st.builds(lambda text: _do(lambda edit: edit.add(Person, name=text, department=1)), _words),
    st.just(lambda board: board.undo()),
    st.just(lambda board: board.redo()),
    st.just(lambda board: board.checkpoint()),
    st.builds(lambda of: lambda board: archive(board, of, force=True), _which),
)


def _owner(lines: list[Line], change: Change) -> int | None:
    """To which initiative a change belongs, asked of the whole trail in the simplest way."""
    if change.table == "initiatives":
        return change.id
    for line in lines:
        for each in line.changes:
            body = each.after if each.after is not None else each.before
            if (each.table, each.id, each.field) == (change.table, change.id, None) and isinstance(
                body, dict
            ):
                found = body.get("initiative")
                return found if isinstance(found, int) else None
    raise AssertionError(f"nothing says where {change.table} {change.id} came from")


def _trail(lines: list[Line], initiative: int) -> Iterator[tuple[object, ...]]:
    """What a trail tells of an initiative and of the board as a whole."""
    for line in lines:
        kept = tuple(
            change
            for change in line.changes
            if change.table == "settings" or _owner(lines, change) in ({None, initiative})
        )
        if kept or line.command == "begin":
            yield (*told(line)[:-1], kept)


def _of(state: State, initiative: int) -> dict[str, object]:
    shared = {name: rows for name, rows in state.as_json().items() if name in SHARED}
    return {**shared, "own": records_of(state, initiative)}


@given(st.lists(_edits, max_size=14), st.lists(_edits, max_size=4))
@example([], [])
def test_archiving_and_bringing_back_gives_an_equal_initiative_and_an_equal_trail(
    before: list[Step], meanwhile: list[Step]
) -> None:
    folder = Path(tempfile.mkdtemp())
    clock = FixedClock()
    board = two_initiatives(folder, clock)
    try:
        _carry_out(board, clock, before)
        if board.state.get(Initiative, NPL) is None:
            return
        _archive_and_back(board, clock, meanwhile)
    finally:
        board.close()
        shutil.rmtree(folder)


def _carry_out(board: Board, clock: FixedClock, steps: list[Step]) -> None:
    for step in steps:
        clock.advance(timedelta(minutes=1))
        try:
            step(board)
        except DuiqiError:
            continue


def _archive_and_back(board: Board, clock: FixedClock, meanwhile: list[Step]) -> None:
    whole, lines = board.state.copy(), board.history()
    done = archive(board, NPL, force=True)
    other = Board.open(done.file, clock=clock)
    assert check(done.file) == []
    assert _of(other.state, NPL) == _of(whole, NPL)
    assert list(_trail(lines, NPL)) == [told(line) for line in other.history()[:-1]]
    for line in lines:
        assert _of(other.at(line.seq), NPL) == _of(board.at(line.seq), NPL)
    assert other.state.last_numbers.get(NPL) == whole.last_numbers.get(NPL)
    other.close()

    untouched = records_of(board.state, OPS)
    _carry_out(board, clock, meanwhile)
    if board.state.get(Initiative, NPL) is not None:
        return  # it was taken back
    numbers = dict(board.state.last_numbers)
    assert records_of(board.state, NPL) == {}
    unarchive(board, done.file)
    assert records_of(board.state, NPL) == records_of(whole, NPL)
    assert not [each for each in board.state.all(Archive) if each.initiative == NPL]
    assert board.state.last_numbers == numbers
    assert [told(line) for line in board.history()[: len(lines)]] == [told(line) for line in lines]
    if not meanwhile:
        assert board.state.as_json() == whole.as_json()
        assert records_of(board.state, OPS) == untouched
    assert check(board.path) == []
