"""`duiqi export BOARD schedule` and `duiqi import BOARD FILE`, as other programs and people call them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from openpyxl import Workbook

from store.board.board import Board
from store.documents.catalogue import build
from store.documents.schedule import ScheduleDocument
from store.documents.xlsx import xlsx
from store.model.task import Task
from tests.harness.clock import FixedClock
from tests.store.exchange.back.desk import Trail, edited
from tests.tui.cli.conftest import Run

TABLE = "key,task,owner,depends on,working days\nA,甲,,,3\nB,乙,,A,2\nC,丙,,A,1\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "tasks.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def files(board: Path) -> dict[str, bytes]:
    """What lies on the disk of a board."""
    return {
        path.name: path.read_bytes()
        for path in (board, *board.with_suffix(".duiqi").rglob("*"))
        if (path.is_file() and "journal" in path.name) or path == board
    }


def test_the_schedule_of_what_was_imported(run: Run, board: Path, table: Path) -> None:
    done = run("import", board, table, "--initiative", "mat", "--as", "李明")
    assert (done.code, done.err) == (0, "")
    assert "3 tasks were imported into MAT." in done.out
    found = run("export", board, "schedule", "--initiative", "MAT", "--format", "json").json
    assert list(found) == ["initiative", "tasks"]
    assert found["initiative"] == {
        "code": "MAT",
        "length": 5,
        "start": "2024-03-25",
        "end": "2024-03-29",
        "critical_path": ["MAT-1", "MAT-2"],
    }
    assert found["tasks"][2] == {
        "key": "MAT-3",
        "title": "丙",
        "working_days": 1,
        "earliest_start": "2024-03-28",
        "earliest_finish": "2024-03-28",
        "latest_start": "2024-03-29",
        "latest_finish": "2024-03-29",
        "slack": 1,
        "critical": False,
    }
    Draft202012Validator(ScheduleDocument.model_json_schema(mode="serialization")).validate(found)


def test_the_schedule_as_text_names_the_critical_path(run: Run, board: Path) -> None:
    done = run("export", board, "schedule", "--initiative", "NPL")
    assert (done.code, done.err) == (0, "")
    assert "Critical path" in done.out


def test_an_export_says_of_which_initiative_it_needs_to_be(run: Run, board: Path) -> None:
    assert run("export", board, "schedule").code == 2
    done = run("export", board, "schedule", "--initiative", "XXX")
    assert done.code == 2
    assert "NPL" in done.err


def test_a_dry_run_changes_nothing(run: Run, board: Path, table: Path) -> None:
    before = files(board)
    done = run("import", board, table, "--initiative", "MAT", "--dry-run")
    assert done.code == 0
    assert "nothing was changed" in done.out
    assert files(board) == before


def test_a_dry_run_tells_whoever_may_not_import_that_they_may_not(run: Run, board: Path, table: Path) -> None:
    before = files(board)
    done = run("import", board, table, "--initiative", "MAT", "--dry-run", "--as", "陈工")
    real = run("import", board, table, "--initiative", "MAT", "--as", "陈工")
    assert (done.code, done.err, done.out) == (real.code, real.err, "")
    assert done.code != 0
    assert files(board) == before
    assert run("import", board, table, "--initiative", "MAT", "--dry-run", "--as", "李明").code == 0


def test_a_refused_row_keeps_everything_out_unless_it_is_asked_for_in_part(
    run: Run, board: Path, tmp_path: Path
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("子任务,负责人\n甲,李明/王芳\n乙,王芳\n", encoding="gb18030")
    done = run("import", board, table, "--initiative", "MAT", "--as", "李明")
    assert done.code == 2
    assert "row 2: refused: owner:" in done.err
    assert "--partial imports the other 1 rows" in done.err
    assert run("export", board, "schedule", "--initiative", "MAT").code == 2
    done = run("import", board, table, "--initiative", "MAT", "--partial", "--as", "李明", lang="zh")
    assert done.code == 0
    assert "负责人" in done.err
    found = run("export", board, "schedule", "--initiative", "MAT", "--format", "json").json
    assert [task["title"] for task in found["tasks"]] == ["乙"]


def test_a_spreadsheet_is_imported_and_taken_back_as_one_change(
    run: Run, board: Path, tmp_path: Path
) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (["子任务", "负责人", "工期"], ["=1+1", "王芳", 3], ["物料分发", "", 2]):
        page.append(row)
    book.save(tmp_path / "t.xlsx")
    done = run("import", board, tmp_path / "t.xlsx", "--initiative", "MAT", "--as", "李明")
    assert (done.code, done.err) == (0, "")
    found = run("list", board, "--initiative", "MAT", "--format", "json").json
    assert [(task["title"], task["owner"]) for task in found] == [("=1+1", "王芳"), ("物料分发", None)]
    assert run("undo", board, "--as", "李明").code == 0
    assert run("list", board, "--initiative", "MAT").code == 2


def test_whoever_may_not_create_tasks_may_not_import_them(run: Run, board: Path, table: Path) -> None:
    done = run("import", board, table, "--initiative", "MAT", "--as", "王芳")
    assert done.code == 3
    assert run("export", board, "schedule", "--initiative", "MAT").code == 2


def test_an_import_says_what_it_needs(run: Run, board: Path, table: Path) -> None:
    assert run("import", board, table).code == 2
    assert run("import", board).code == 2
    assert run("import", board, "nowhere.csv", "--initiative", "MAT", "--as", "李明").code == 2
    assert run("import", board, table, "--initiative", "没有", "--as", "李明").code == 2


def test_rows_with_keys_that_are_there_change_those_tasks_and_are_told_beforehand(
    run: Run, board: Path, table: Path, tmp_path: Path
) -> None:
    run("import", board, table, "--initiative", "MAT", "--as", "李明")
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (
        ["编号", "子任务", "负责人"],
        ["MAT-1", None, "王芳"],
        ["MAT-2", "乙", None],
        [None, "丁", "赵敏"],
    ):
        page.append(row)
    book.save(tmp_path / "t.xlsx")
    before = files(board)
    told = run("import", board, tmp_path / "t.xlsx", "--initiative", "MAT", "--dry-run")
    assert (told.code, told.err) == (0, "")
    assert "row 2: MAT-1: department, owner" in told.out
    assert "1 rows say what is there already." in told.out
    assert files(board) == before
    done = run("import", board, tmp_path / "t.xlsx", "--initiative", "MAT", "--as", "李明")
    assert "1 tasks were imported into MAT." in done.out
    assert "1 tasks of MAT were changed." in done.out
    found = run("list", board, "--initiative", "MAT", "--format", "json").json
    assert {task["key"]: task["owner"] for task in found} == {
        "MAT-1": "王芳",
        "MAT-2": None,
        "MAT-3": None,
        "MAT-4": "赵敏",
    }
    again = run("import", board, tmp_path / "t.xlsx", "--initiative", "MAT", "--as", "李明")
    assert again.code == 2
    assert "MAT-4" in again.err


@pytest.mark.parametrize("code", ["NPL", "CSP", "INC"])
def test_what_list_writes_as_csv_is_read_back_and_can_be_changed_in_a_spreadsheet(
    run: Run, board: Path, tmp_path: Path, code: str
) -> None:
    run("update", board, f"{code}-1", "--note", "=1+1", "--as", "李明")
    table = tmp_path / "back.csv"
    written = run("list", board, "--initiative", code, "--format", "csv").out
    table.write_text(written, encoding="utf-8")
    before = files(board)
    done = run("import", board, table, "--initiative", code, "--as", "李明")
    assert done.code == 0, done.err
    assert "rows say what is there already" in done.out
    assert "changed" not in done.out
    assert files(board) == before
    table.write_text(written.replace(",medium,", ",low,"), encoding="utf-8")
    done = run("import", board, table, "--initiative", code, "--dry-run")
    assert f"row 2: {code}-1: priority" in done.out or code == "INC"


def test_a_table_that_says_nothing_new_is_no_mistake(
    run: Run, board: Path, table: Path, tmp_path: Path
) -> None:
    run("import", board, table, "--initiative", "MAT", "--as", "李明")
    same = tmp_path / "same.csv"
    same.write_text("key,task\nMAT-1,甲\n2,乙\n", encoding="utf-8")
    before = files(board)
    done = run("import", board, same, "--initiative", "MAT", "--as", "李明")
    assert (done.code, done.err) == (0, "")
    assert "2 rows say what is there already." in done.out
    assert files(board) == before


def test_thousands_of_rows_show_how_far_it_is_and_leave_no_trace(
    run: Run, board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "many.csv"
    table.write_text("task\n" + "".join(f"t{at}\n" for at in range(2000)), encoding="utf-8")
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert run("import", board, table, "--initiative", "MAT", "--dry-run").code == 0
    shown = terminal.getvalue()
    assert "reading row 1000 of 2000" in shown
    assert shown.endswith("\r\x1b[K")
    assert "\n" not in shown


class Terminal(io.StringIO):
    """Standard error, when somebody looks at it."""

    def isatty(self) -> bool:
        return True


MINUTES = (
    "# 周例会\n1. 行动：@王芳 周五前补齐产品手册\n- **决议：** 按第二版执行\n大家都好\nACTION: Frank to go\n"
)


def test_minutes_become_captures_of_a_meeting_that_begins_with_them(
    run: Run, board: Path, tmp_path: Path
) -> None:
    path = tmp_path / "minutes.md"
    path.write_text(MINUTES, encoding="gb18030")
    words = ("import", board, path, "--initiative", "NPL", "--meeting", "review", "--as", "李明")
    before = files(board)
    refused = run(*words)
    assert refused.code == 2
    assert "line 5: refused: Nobody here is called “frank”." in refused.err
    dry = run(*words, "--partial", "--dry-run")
    assert (dry.code, files(board)) == (0, before)
    assert "2 lines would be kept; nothing was changed." in dry.out
    done = run(*words, "--partial")
    assert done.code == 0
    assert "line 2: Action 王芳 Fri 03-29: 补齐产品手册" in done.out
    assert "2 lines were kept." in done.out
    assert run("undo", board, "--as", "李明").code == 0
    assert "review" not in run("meeting", board, "--list").out.lower()


def test_a_table_comes_by_standard_input(run: Run, board: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode())))
    done = run("import", board, "-", "--initiative", "mat", "--as", "李明")
    assert "3 tasks were imported into MAT." in done.out


def test_a_session_bound_to_a_person_reads_no_files(
    run: Run, board: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUIQI_PERSON", "李明")
    refused = run("import", board, table, "--initiative", "mat")
    assert refused.code == 3
    assert "Hand it in: duiqi import BOARD - < FILE" in refused.err


def test_a_table_of_others_is_mapped_said_and_remembered(run: Run, board: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("事项,经办,最后期限\n印刷,赵敏,2024-04-01\n巡店,王方,2024-04-02\n", encoding="utf-8")
    words = ("import", board, path, "--initiative", "MAT", "--as", "李明")
    refused = run(*words, "--map", "经办=owner")
    assert refused.code == 2
    assert "“事项” is taken for task: its heading reads like it" in refused.err
    assert "  王方: rows 3" in refused.err
    wrong = run(*words, "--map", "经办=colour")
    assert (wrong.code, "--map: “colour” is none of the columns" in wrong.err) == (2, True)
    done = run(*words, "--map", "经办=owner", "--who", "王方=王芳")
    assert (done.code, "2 tasks were imported into MAT." in done.out) == (0, True)
    again = run("import", board, path, "--initiative", "ANO", "--as", "李明", "--dry-run", "--who", "王方=")
    assert "“经办” is taken for owner: as you said last time" in again.err
    assert again.code == 0


def test_who_supports_without_a_column_of_what_with_is_said_once_before_the_rows(
    run: Run, board: Path, tmp_path: Path
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("任务,协办部门,说明\n印刷,设计部,版面\n巡店,销售部,名单\n复盘,,\n", encoding="utf-8")
    words = ("import", board, path, "--initiative", "MAT", "--as", "李明")
    refused = run(*words)
    said = refused.err.splitlines()
    at = [number for number, line in enumerate(said) if "no column says what they supply" in line]
    rows = [number for number, line in enumerate(said) if line.startswith("row ")]
    assert refused.code == 2
    assert len(at) == 1
    assert at[0] < rows[0]
    assert "--map '协办部门=' leaves it out" in said[at[0]]
    assert run(*words, "--map", "协办部门=", "--dry-run").code == 0
    assert run(*words, "--map", "说明=配合内容", "--dry-run").code == 0
    assert "no column says" not in run(*words, "--map", "说明=配合内容", "--dry-run").err


def test_a_table_that_went_out_comes_back_filled_in(run: Run, board: Path, tmp_path: Path) -> None:
    path = tmp_path / "table1.xlsx"
    opened = Board.open(board, clock=FixedClock(), read_only=True)
    document = build(opened.state, "progress", 1, opened.moment(), Trail(opened.id))
    opened.close()
    path.write_bytes(xlsx(document))
    words = ("import", board, path, "--as", "李明")
    same = run(*words)
    assert (same.code, same.out) == (0, "The file says nothing new of NPL.\n")
    path.write_bytes(edited(path.read_bytes(), "progress", lambda s: s.put("NPL-9", "备注", "已到货")))
    before = files(board)
    dry = run(*words, "--dry-run")
    assert "NPL-9 备注: (nothing) -> 已到货" in dry.out
    assert (dry.code, files(board)) == (0, before)
    assert run("update", board, "NPL-9", "--note", "在路上", "--as", "李明").code == 0
    conflict = run(*words)
    assert conflict.code == 2
    assert "conflict: it was (nothing), the board says 在路上, the file 已到货" in conflict.err
    assert run(*words, "--theirs").out == "The file says nothing new of NPL.\n"
    done = run(*words, "--mine")
    assert (done.code, "1 cells of NPL were changed, 0 rows are new." in done.out) == (0, True)
    assert run("undo", board, "--as", "李明").code == 0
    assert run(*words, "--mine", "--theirs").code == 2


def test_who_is_new_in_table_1_is_listed_and_answered(run: Run, board: Path, tmp_path: Path) -> None:
    path = tmp_path / "table1.xlsx"
    opened = Board.open(board, clock=FixedClock(), read_only=True)
    data = xlsx(build(opened.state, "assignment", 2, opened.moment(), Trail(opened.id)))
    key = opened.state.key_of(next(each for each in opened.state.all(Task) if each.initiative == 2))
    opened.close()
    path.write_bytes(edited(data, "assignment", lambda s: s.put(key, "任务负责人", "王方")))
    words = ("import", board, path, "--as", "李明")
    refused = run(*words)
    assert (refused.code, "  王方: rows " in refused.err) == (2, True)
    assert f"{key} 任务负责人:" in run(*words, "--who", "王方=王芳").out
