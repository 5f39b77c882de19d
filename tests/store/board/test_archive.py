"""An initiative goes with its whole trail into a board of its own, and comes back as it was."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from tinydb import TinyDB

from store.board import archive as archiving
from store.board.archive import archive
from store.board.board import Board
from store.board.checking import check, repair
from store.board.unarchive import unarchive
from store.errors import DuiqiError, NotAllowed, NotFound, ReadOnly, Refused
from store.example import build
from store.model.archive import Archive, Loose
from store.model.capture import Capture
from store.model.initiative import Initiative
from store.model.organisation import Department, Person, Role
from store.model.record import tables
from store.model.task import Dependency, Task
from store.rules.archiving import SHARED, owners
from store.rules.commands import CreateInitiative, CreateTask
from tests.harness.clock import FixedClock
from tests.store.board.cases import AddTask, Do, Rename, small_board, title
from tests.store.board.shelf import NPL, OPS, copy_of, left_in, records_of, told, two_initiatives


def test_a_new_table_says_to_which_initiative_its_records_belong() -> None:
    """Give its records a field `initiative`, or enter it in `SHARED` when it is the whole board's."""
    lost = [
        name
        for name, cls in tables().items()
        if name not in SHARED | {Initiative.table}
        and not ("initiative" in cls.model_fields and cls.model_fields["initiative"].is_required())
    ]
    assert lost == []


def test_records_of_an_unknown_table_go_with_what_they_point_to(tmp_path: Path) -> None:
    board = small_board(tmp_path)
    line = board.paths.journal.read_bytes()
    assert line
    board.close()
    rows: dict[str, Any] = {
        "1": {"initiative": NPL, "text": "own"},
        "2": {"task": 1, "text": "points"},
        "3": {"text": "the board's"},
    }
    db = TinyDB(board.path)
    db.storage.write({**(db.storage.read() or {}), "novelties": rows})
    db.close()
    board = Board.open(board.path, author=1)
    assert len([1 for table, _ in board.state.records() if table == "novelties"]) == 3
    before = board.state.as_json()
    done = archive(board, NPL, force=True)
    assert board.state.as_json()["novelties"].keys() == {"3"}
    assert Board.open(done.file).state.as_json()["novelties"] == before["novelties"]
    unarchive(board, done.file)
    assert board.state.as_json() == before


def test_the_archive_is_a_board_with_everything_of_the_initiative_and_nothing_of_others(
    tmp_path: Path,
) -> None:
    board = two_initiatives(tmp_path)
    before, lines = board.state.copy(), board.history()
    done = archive(board, NPL, force=True)
    assert done.file == tmp_path / "launch-NPL.json"
    assert check(done.file) == []
    assert check(board.path) == []
    assert left_in(tmp_path) == []

    other = Board.open(done.file)
    assert other.notices == []
    assert records_of(other.state, NPL) == records_of(before, NPL)
    assert records_of(other.state, OPS) == {}
    assert other.state.all(Person) == before.all(Person)
    assert other.state.all(Department) == before.all(Department)
    assert other.state.settings == before.settings
    assert "OPS" not in other.paths.journal.read_text()
    assert "流程" not in other.paths.journal.read_text()
    assert [line.seq for line in other.history()] == [1, 2, 4, 6, 7, 8]
    assert told(other.history()[2]) == told(lines[3])
    assert [change.table for change in other.history()[4].changes] == ["captures"]
    with TinyDB(done.file, access_mode="r") as db:
        assert len(db.table("tasks")) == 3


def test_the_board_that_it_left_has_nothing_of_it_but_where_it_went(tmp_path: Path) -> None:
    board = two_initiatives(tmp_path)
    journal = board.paths.journal.read_bytes()
    others = records_of(board.state, OPS)
    done = archive(board, NPL, force=True)
    assert records_of(board.state, NPL) == {}
    assert records_of(board.state, OPS) == others
    [kept] = board.state.all(Archive)
    assert (kept.code, kept.file, kept.board, kept.by) == ("NPL", "launch-NPL.json", board.id, 1)
    assert kept == Board.open(done.file).state.all(Archive)[0]
    assert board.paths.journal.read_bytes().startswith(journal), "the journal keeps its lines"
    assert done.line.command == "archive"


def test_what_is_open_is_said_first_and_recorded_if_it_is_archived_all_the_same(tmp_path: Path) -> None:
    board = two_initiatives(tmp_path)
    before = board.seq
    with pytest.raises(Refused) as refused:
        archive(board, NPL)
    assert refused.value.field == "force"
    assert (board.seq, sorted(path.name for path in tmp_path.iterdir())) == (
        before,
        ["launch.duiqi", "launch.json"],
    )
    done = archive(board, NPL, force=True)
    kinds = [end.kind for end in done.archive.open]
    assert kinds.count(Loose.TASK) == 3
    assert Loose.REVIEW in kinds
    assert done.archive.open[0].key == "NPL-1"


def test_an_archive_is_for_reading(tmp_path: Path) -> None:
    board = two_initiatives(tmp_path)
    done = archive(board, NPL, force=True)
    other = Board.open(done.file, author=1)
    assert other.read_only is not None
    assert "archive" in other.read_only.text
    with pytest.raises(ReadOnly):
        other.commit(Rename(1, "再"))
    assert not other.checkpoint()
    with pytest.raises(ReadOnly):
        archive(other, NPL, force=True)
    other.close()
    db = TinyDB(done.file)
    db.table("tasks").update({"title": "另改"})
    db.close()
    again = Board.open(done.file)
    assert title(again) == "方案"
    assert again.notices
    assert repair(done.file) == []
    assert check(done.file) == []


def test_nothing_in_an_archive_gets_later_by_being_read(tmp_path: Path) -> None:
    clock = FixedClock()
    board = two_initiatives(tmp_path, clock)
    done = archive(board, NPL, force=True)
    then = board.moment()
    clock.advance(timedelta(days=1000))
    assert Board.open(done.file, clock=clock).moment() == then
    assert board.moment().today > then.today


def test_an_archive_that_lost_its_file_opens_all_the_same_and_stays_an_archive(tmp_path: Path) -> None:
    board = two_initiatives(tmp_path)
    done = archive(board, NPL, force=True)
    done.file.unlink()
    other = Board.open(done.file)
    assert title(other) == "方案"
    assert other.read_only is not None


def test_undo_brings_an_initiative_back_and_redo_puts_it_away_again(tmp_path: Path) -> None:
    board = two_initiatives(tmp_path)
    before = board.state.as_json()
    archive(board, NPL, force=True)
    board.undo()
    assert board.state.as_json() == before
    board.redo()
    assert records_of(board.state, NPL) == {}
    board.undo()
    assert board.state.as_json() == before
    again = archive(board, NPL, force=True)
    assert again.file == tmp_path / "launch-NPL-2.json", "an archive that was whole is never replaced"


@pytest.mark.parametrize("lost", [True, False])
@pytest.mark.parametrize("back", ["undo", "unarchive"])
def test_it_is_not_put_away_again_without_its_archive(tmp_path: Path, lost: bool, back: str) -> None:
    board = two_initiatives(tmp_path)
    before = board.state.as_json()
    done = archive(board, NPL, force=True)
    if back == "undo":
        board.undo()
    else:
        unarchive(board, done.file)
    journal = done.file.with_suffix(".duiqi") / "journal.jsonl"
    if lost:
        done.file.unlink()
        journal.unlink()
    else:
        journal.write_bytes(journal.read_bytes().replace("方案".encode(), "伪造".encode()))
    put_away = board.redo if back == "undo" else board.undo
    with pytest.raises(Refused, match="重新归档"):
        put_away()
    assert board.state.as_json() == before


def test_it_comes_back_from_its_file_even_when_the_journal_is_lost(tmp_path: Path) -> None:
    board = two_initiatives(tmp_path)
    before = board.state.as_json()
    done = archive(board, NPL, force=True)
    board.close()
    board.paths.journal.unlink()
    board = Board.open(board.path, author=1)
    line = unarchive(board, done.file)
    assert line.command == "unarchive"
    assert board.state.as_json() == before
    board.undo()
    assert records_of(board.state, NPL) == {}
    with pytest.raises(Refused):
        board.commit(CreateInitiative("NPL", "另一件"))


def test_people_who_left_since_come_back_with_it(tmp_path: Path) -> None:
    board = small_board(tmp_path)

    def hire(edit: Any) -> None:
        new = edit.add(Department, name="研发部")
        edit.add(Person, name="陈", department=new.id, role=Role.MEMBER)
        edit.set(edit.one(Task, 1), owner=3, department=new.id)

    board.commit(Do(hire))
    before = board.state.as_json()
    done = archive(board, NPL, force=True)
    board.commit(Do(lambda edit: edit.remove(edit.one(Person, 3))))
    board.commit(Do(lambda edit: edit.remove(edit.one(Department, 3))))
    with pytest.raises(Refused):
        board.undo_line(done.line.seq)
    unarchive(board, done.file)
    assert board.state.as_json() == before


def test_codes_and_numbers_stay_reserved(tmp_path: Path) -> None:
    board = two_initiatives(tmp_path)
    done = archive(board, NPL, force=True)
    for code in ("NPL", "npl"):
        with pytest.raises(Refused) as refused:
            board.commit(CreateInitiative(code, "另一件"))
        assert refused.value.field == "code"
    with pytest.raises(Refused):
        board.commit(Do(lambda edit: edit.add(Initiative, code="NPL", title="另一件")))
    board.commit(CreateInitiative("NEW", "另一件"))
    made = board.state.all(Initiative)[-1]
    assert made.id == 3
    unarchive(board, done.file)
    board.commit(CreateTask(NPL, "第四件"))
    newest = board.state.all(Task)[-1]
    assert (newest.id, newest.number) == (5, 4)


def test_two_of_one_name_come_back_together_but_not_beside_a_third(tmp_path: Path) -> None:
    board = two_initiatives(tmp_path)
    board.commit(Do(lambda edit: [edit.set(edit.one(Task, id), title="同名") for id in (1, 2)]))
    before = board.state.as_json()
    done = archive(board, NPL, force=True)
    board.undo()
    assert board.state.as_json() == before
    board.redo()
    unarchive(board, done.file)
    assert board.state.as_json() == before
    board.undo()
    board.commit(CreateInitiative("NEW", "新品上市推广"))
    with pytest.raises(Refused):
        unarchive(board, done.file)
    with pytest.raises(Refused):
        board.undo_line(done.line.seq)


def test_what_another_initiative_waits_for_cannot_be_archived(tmp_path: Path) -> None:
    board = two_initiatives(tmp_path)
    waits = (Dependency(id=1),)
    board.commit(Do(lambda edit: edit.set(edit.one(Task, 4), dependencies=waits)))
    with pytest.raises(Refused, match="OPS-1"):
        archive(board, NPL, force=True)
    assert left_in(tmp_path) == []


def test_only_facilitators_archive_and_signatures_go_along_unharmed(tmp_path: Path) -> None:
    build(tmp_path / "launch.json", FixedClock(), "zh", held=True)
    board = Board.open(tmp_path / "launch.json", clock=FixedClock())
    people = board.state.all(Person)
    facilitator = next(each.id for each in people if each.role is Role.FACILITATOR)
    member = next(each.id for each in people if each.role is Role.MEMBER)
    initiative = board.state.all(Initiative)[0].id
    before, whole = board.state.as_json(), records_of(board.state, initiative)
    there = {table for table, _ in whole}
    assert {"tasks", "briefs", "signatures", "confirmations", "captures", "minutes", "meetings"} <= there
    board.identify(member)
    with pytest.raises(NotAllowed):
        archive(board, initiative, force=True)
    assert left_in(tmp_path) == []
    board.identify(facilitator)
    done = archive(board, initiative, force=True)
    other = Board.open(done.file)
    assert records_of(other.state, initiative) == whole
    assert check(done.file) == check(board.path) == []
    board.identify(member)
    with pytest.raises(NotAllowed):
        unarchive(board, done.file)
    board.identify(facilitator)
    unarchive(board, done.file)
    assert board.state.as_json() == before


def test_a_file_that_is_not_as_it_was_archived_is_refused(tmp_path: Path) -> None:
    board = two_initiatives(tmp_path)
    done = archive(board, NPL, force=True)
    data = done.file.with_suffix(".duiqi") / "journal.jsonl"
    good = data.read_bytes()
    before = board.seq
    data.write_bytes(good.replace("方案".encode(), "伪造".encode()))
    with pytest.raises(DuiqiError):
        unarchive(board, done.file)
    data.write_bytes(good[: good.rstrip().rfind(b"\n") + 1])
    with pytest.raises(Refused):
        unarchive(board, done.file)
    data.unlink()
    with pytest.raises(NotFound):
        unarchive(board, done.file)
    data.write_bytes(good)
    folder = tmp_path / "another"
    folder.mkdir()
    stranger = small_board(folder)
    with pytest.raises(Refused):
        unarchive(stranger, done.file)
    board.undo()
    with pytest.raises(Refused) as refused:
        unarchive(board, done.file)
    assert "on the board" in refused.value.message.text
    assert board.seq == before + 1


def test_a_name_that_is_taken_is_left_alone(tmp_path: Path) -> None:
    board = two_initiatives(tmp_path)
    (tmp_path / "launch-NPL.duiqi").mkdir()
    (tmp_path / "launch-NPL-2.json").write_text("{}")
    assert archive(board, NPL, force=True).file == tmp_path / "launch-NPL-3.json"
    assert (tmp_path / "launch-NPL-2.json").read_text() == "{}"
    with pytest.raises(Refused):
        archive(board, OPS, to=tmp_path / "nowhere", force=True)


def test_two_who_archive_the_same_at_once_make_one_archive(tmp_path: Path) -> None:
    for round_ in range(5):
        start = two_initiatives(_folder(tmp_path, f"from{round_}"))
        start.close()
        path = copy_of(start.path, tmp_path / f"round{round_}")
        boards = [Board.open(path, author=1), Board.open(path, author=2)]
        ready, ended = Barrier(2), list[object]()

        def run(board: Board, ready: Barrier = ready, ended: list[object] = ended) -> None:
            ready.wait()
            try:
                ended.append(archive(board, NPL, force=True))
            except DuiqiError as error:
                ended.append(error)

        threads = [Thread(target=run, args=(board,)) for board in boards]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        done = [each for each in ended if isinstance(each, archiving.Archived)]
        refused = [each for each in ended if isinstance(each, NotFound)]
        assert (len(done), len(refused)) == (1, 1), ended
        assert [each.name for each in path.parent.glob("launch-*.json")] == ["launch-NPL.json"]
        assert left_in(path.parent) == []
        assert check(done[0].file) == check(path) == []
        for board in boards:
            board.refresh()
            assert [each.code for each in board.state.all(Archive)] == ["NPL"]


def _folder(tmp_path: Path, name: str) -> Path:
    (tmp_path / name).mkdir()
    return tmp_path / name


@pytest.mark.parametrize("times", [1, 3])
def test_what_is_changed_while_it_is_archived_is_in_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    board = two_initiatives(tmp_path)
    other = Board.open(board.path, author=2)
    staged = archiving._Archiving._staged
    seen: list[int] = []

    def disturbed(self: Any, *given: Any) -> Any:
        found = staged(self, *given)
        if len(seen) < times:
            seen.append(1)
            other.commit(Rename(1, f"改{len(seen)}"))
        return found

    monkeypatch.setattr(archiving._Archiving, "_staged", disturbed)
    done = archive(board, NPL, force=True)
    assert len(seen) == times
    assert title(Board.open(done.file)) == f"改{times}"
    assert left_in(tmp_path) == []
    assert check(done.file) == check(board.path) == []


def test_an_initiative_that_was_archived_before_is_archived_with_that(tmp_path: Path) -> None:
    board = two_initiatives(tmp_path)
    first = archive(board, NPL, force=True)
    unarchive(board, first.file)
    board.commit(AddTask("补一件"))
    second = archive(board, NPL, force=True)
    other = Board.open(second.file)
    assert len(other.state.all(Task)) == 4
    assert [each.archive_id for each in other.state.all(Archive)] == [second.archive.archive_id]
    assert [line.command for line in other.history()][-4:] == ["archive", "unarchive", "add_task", "archive"]
    with pytest.raises(Refused) as refused:
        unarchive(board, first.file)
    assert "again since" in refused.value.message.text
    unarchive(board, second.file)
    assert set(owners(board.state).values()) == {None, NPL, OPS}
    assert board.state.all(Capture)
