"""`duiqi export`: documents printed and written into files, whole or not at all."""

from __future__ import annotations

import errno
import io
import json
import os
import stat
import sys
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from store.board import disk
from store.documents.catalogue import CATALOGUE, Form
from store.files.forms import ENDINGS
from tests.tui.cli.conftest import Run
from tui.cli import grammar

PAIRS = [(name, form) for name, entry in CATALOGUE.items() for form in entry.forms]


def test_the_command_line_knows_every_document_and_form() -> None:
    assert set(grammar.DOCUMENTS) == set(CATALOGUE)
    assert set(grammar.FORMATS) == {form.value for form in Form}
    assert {form for entry in CATALOGUE.values() for form in entry.forms} <= set(ENDINGS)


@pytest.fixture(scope="module")
def minuted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with the meetings held so far; nobody changes it."""
    from store.example import build
    from tests.harness.clock import FixedClock

    path = tmp_path_factory.mktemp("minuted") / "launch.json"
    build(path, FixedClock(), "zh", held=True)
    return path


@pytest.mark.parametrize(("name", "form"), PAIRS)
def test_every_document_is_written_in_every_form_that_makes_sense(
    run: Run, minuted: Path, tmp_path: Path, name: str, form: Form
) -> None:
    path = tmp_path / f"x{ENDINGS[form][0]}"
    done = run("export", minuted, name, "--initiative", "NPL", "--output", path)
    assert (done.code, done.err, done.out) == (0, "", f"Written: {path}\n")
    data = path.read_bytes()
    match form:
        case Form.WORD:
            assert "新品上市推广" in Document(io.BytesIO(data)).core_properties.title
        case Form.EXCEL:
            assert load_workbook(io.BytesIO(data)).sheetnames
        case Form.JSON:
            assert json.loads(data)
        case Form.CSV:
            assert data.startswith(b"\xef\xbb\xbf")
            assert b"\r\n" in data
            assert data.decode("utf-8-sig").startswith("编号,")
        case Form.CALENDAR:
            assert data.startswith(b"BEGIN:VCALENDAR")
        case Form.MERMAID:
            assert data.decode().startswith("gantt\n" if name == "schedule" else "flowchart LR\n")
            assert "NPL-3 推广方案撰写" in data.decode()
        case _:
            assert "新品上市推广" in data.decode()
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_form_that_makes_no_sense_is_refused_with_those_that_do(run: Run, board: Path) -> None:
    done = run("export", board, "brief", "--initiative", "NPL", "--format", "csv")
    assert done.code == 2
    assert "text, md, docx, html" in done.err
    assert "assignment" in done.err
    assert "confirmation" not in done.err
    assert run("export", board, "budget", "--initiative", "NPL").code == 2
    assert run("export", board, "brief", "--initiative", "NPL", "--format", "pdf").code == 2


def test_the_format_comes_from_the_name_of_the_file(run: Run, board: Path, tmp_path: Path) -> None:
    words = ["export", board, "assignment", "--initiative", "NPL", "--output"]
    done = run(*words, tmp_path / "a.pdf")
    assert done.code == 2
    assert ".docx, .xlsx" in done.err
    done = run(*words, tmp_path / "a.docx", "--format", "xlsx")
    assert done.code == 2
    assert run(*words, tmp_path / "table", "--format", "csv").code == 0
    assert (tmp_path / "table").read_bytes().startswith(b"\xef\xbb\xbf")
    assert run(*words, tmp_path / "TABLE.XLSX").code == 0


def test_into_a_folder_it_goes_under_the_name_of_the_document(run: Run, board: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    words = ["export", board, "assignment", "--initiative", "NPL", "--format", "docx", "--output", folder]
    assert run(*words).code == 0
    assert [each.name for each in folder.iterdir()] == ["NPL-跨部门任务分配总表-2024-03-25.docx"]
    again = run(*words)
    assert again.code == 2
    assert "--force" in again.err


def test_minutes_are_those_of_the_meeting(run: Run, minuted: Path, tmp_path: Path) -> None:
    listed = run("meeting", minuted, "--list", "--initiative", "NPL", "--format", "json").json
    first = listed[0]["id"]
    done = run("export", minuted, "minutes", "--meeting", first)
    assert (done.code, done.out.splitlines()[0]) == (0, "启动会 #1 新品上市推广 会议纪要")
    assert "#2" in run("export", minuted, "minutes", "--initiative", "NPL").out.splitlines()[0]
    into = run("export", minuted, "minutes", "--meeting", first, "--format", "md", "--output", tmp_path)
    assert into.out == f"Written: {tmp_path}/NPL-启动会-1-会议纪要-2024-02-21.md\n"
    assert run("export", minuted, "minutes", "--meeting", "99").code == 2
    assert run("export", minuted, "minutes", "--meeting", first, "--initiative", "INC").code == 2
    assert run("export", minuted, "risks", "--meeting", first).code == 2
    assert run("export", minuted, "minutes").code == 2


def test_nothing_is_overwritten_unless_it_is_given_up(run: Run, board: Path, tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("mine")
    path.chmod(0o640)
    words = ["export", board, "brief", "--initiative", "NPL", "--output", path]
    done = run(*words)
    assert done.code == 2
    assert "--force replaces it" in done.err
    assert path.read_text() == "mine"
    assert run(*words, "--force").code == 0
    assert "任务需求说明书" in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("step", ["write", "sync", "rename"])
@pytest.mark.parametrize("there", [True, False])
def test_a_full_disk_leaves_what_was_there_and_nothing_half_written(
    run: Run, board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, there: bool
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "brief.docx"
    if there:
        path.write_text("mine")
    wrong = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def full(*_words: object, **_named: object) -> None:
        raise wrong

    monkeypatch.setattr(disk, step, full)
    done = run("export", board, "brief", "--initiative", "NPL", "--output", path, "--force")
    assert done.code == 3
    assert "the disk is full" in done.err
    assert [each.name for each in folder.iterdir()] == (["brief.docx"] if there else [])
    if there:
        assert path.read_text() == "mine"


def test_a_file_system_without_second_names_overwrites_nothing_either(
    run: Run, board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_words: object) -> None:
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))

    monkeypatch.setattr(disk, "link", unknown)
    words = ["export", board, "brief", "--initiative", "NPL", "--output", tmp_path / "brief.md"]
    assert run(*words).code == 0
    assert run(*words).code == 2


def test_a_folder_that_is_not_there_or_not_ones_own_is_said(run: Run, board: Path, tmp_path: Path) -> None:
    words = ["export", board, "brief", "--initiative", "NPL", "--output"]
    done = run(*words, tmp_path / "nowhere" / "brief.md")
    assert done.code == 2
    assert "There is no folder" in done.err
    if os.geteuid() != 0:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o500)
        assert run(*words, closed / "brief.md").code == 3


@pytest.mark.parametrize("words", [["out/brief"], ["out/brief.docx"], ["out/"], ["out/", "--format", "docx"]])
def test_the_folder_that_is_missing_is_named_and_nothing_is_written(
    run: Run, board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    done = run("export", board, "brief", "--initiative", "NPL", "--output", *words)
    assert (done.code, done.out) == (2, "")
    assert f"There is no folder {tmp_path / 'out'}." in done.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_link_is_followed_and_a_device_is_written_to(run: Run, board: Path, tmp_path: Path) -> None:
    real = tmp_path / "real.md"
    real.write_text("mine")
    (tmp_path / "link.md").symlink_to(real)
    words = ["export", board, "brief", "--initiative", "NPL", "--output"]
    assert run(*words, tmp_path / "link.md").code == 2
    assert run(*words, tmp_path / "link.md", "--force").code == 0
    assert (tmp_path / "link.md").is_symlink()
    assert real.read_text(encoding="utf-8").startswith("# NPL")
    assert run(*words, "/dev/null", "--format", "md").code == 0
    assert Path("/dev/null").is_char_device()


class Terminal(io.StringIO):
    """A stream at which somebody looks."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_is_shown_text_and_no_word_file(
    run: Run, board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    done = run("export", board, "brief", "--initiative", "NPL", "--format", "docx")
    assert done.code == 2
    assert "--output brief.docx" in done.err
    assert terminal.getvalue() == ""
    run("export", board, "brief", "--initiative", "NPL", "--format", "html")
    assert "<html" in terminal.getvalue()


def test_a_pipe_takes_the_bytes_of_the_file(run: Run, board: Path) -> None:
    words = ["export", board, "issues", "--initiative", "NPL"]
    # What catches the output here is a file, which begins with the mark that Excel asks for.
    assert run(*words, "--format", "csv").out.startswith("\ufeff编号,")
    assert run(*words, "--format", "md").out.startswith("# NPL")
    assert run(*words).out.startswith("NPL 新品上市推广：问题反馈与处理表（表3）")
    found = run(*words, "--format", "json").json
    assert [each["key"] for each in found] == ["NPL-17", "NPL-18"]


def test_a_session_bound_to_a_person_writes_no_file(
    run: Run, board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUIQI_PERSON", "李明")
    words = ["export", board, "brief", "--initiative", "NPL"]
    done = run(*words, "--output", tmp_path / "brief.md")
    assert (done.code, (tmp_path / "brief.md").exists()) == (3, False)
    assert run(*words).code == 0


def test_the_only_initiative_need_not_be_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    table = tmp_path / "t.csv"
    table.write_text("task\n甲\n", encoding="utf-8")
    run("new", path)
    from store.board.board import Board
    from store.model.initiative import Stage
    from store.rules.commands import AddDepartment, CreateInitiative

    board = Board.open(path)
    board.commit(AddDepartment("市场部"), CreateInitiative("MAT", "物料", stage=Stage.ASSIGN))
    board.close()
    done = run("export", path, "assignment")
    assert (done.code, done.out.splitlines()[0][:6]) == (0, "MAT 物料")


def test_what_takes_long_says_so_on_a_terminal_and_leaves_no_trace(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store.example import many
    from tests.harness.clock import FixedClock

    many(tmp_path / "b.json", 100, FixedClock())
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    out = tmp_path / "all.html"
    assert run("export", tmp_path / "b.json", "all", "--output", out).code == 0
    assert "writing all with 100 tasks" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")
