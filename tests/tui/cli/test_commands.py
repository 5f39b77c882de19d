"""Every command, on the example board, in the test's own process."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.board.board import Board
from store.rules import commands
from tests.harness.clock import FixedClock
from tests.tui.cli.conftest import Run
from tui.cli import grammar


def test_list_shows_the_tasks_in_aligned_columns(run: Run, board: Path) -> None:
    ran = run("list", board, "--initiative", "npl")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert len(lines) == 15
    from rich.cells import cell_len

    def column(line: str, word: str) -> int:
        return cell_len(line[: line.index(word)])

    assert column(lines[6], "赵敏") == column(lines[7], "王芳") == column(lines[0], "Owner")
    assert lines[6].split() == ["#", "NPL-6", "宣传物料设计", "赵敏", "high", "03-27", "blocked"]
    assert "+2 days" in lines[7]


def test_list_as_json_keeps_the_contract_of_the_issue(run: Run, board: Path) -> None:
    tasks = {task["key"]: task for task in run("list", board, "--format", "json").json}
    assert len(tasks) == 28
    training = tasks["NPL-7"]
    assert list(training)[:5] == ["id", "key", "initiative", "number", "title"]
    assert training["owner"] == "王芳"
    assert training["department"] == "销售部"
    assert training["support"] == [
        {"department": "研发部", "content": "产品手册", "due": "2024-03-22", "received": None}
    ]
    assert (training["status"], training["progress"]) == ("delayed", "in_progress")
    assert (training["due"], training["forecast"]) == ("2024-03-26", "2024-03-28")
    assert training["delay"]["cause"] == "研发部"
    assert training["delay"]["at"].endswith("Z")
    assert training["depends_on"] == ["NPL-2"]
    assert (training["slips"], training["slip_days"]) == (2, 2)
    assert training["notes"][-1]["text"] == "手册排版中"
    blocked = tasks["NPL-6"]
    assert blocked["block"]["release_by"] == "陈工"
    assert blocked["block"]["issue"] == "NPL-18"
    assert tasks["NPL-4"]["stale"] is True
    assert tasks["NPL-1"]["delay"] is None
    assert tasks["CSP-8"]["owner"] is None


@pytest.mark.parametrize("table", grammar.TABLES)
def test_list_prints_every_table_in_every_form(run: Run, board: Path, table: str) -> None:
    text = run("list", board, "--table", table)
    rows = run("list", board, "--table", table, "--format", "json").json
    printed = run("list", board, "--table", table, "--format", "csv").out.removeprefix("\ufeff")
    cells = list(csv.reader(io.StringIO(printed)))
    assert text.code == 0
    assert len(text.out.splitlines()) == len(rows) + 1 == len(cells)
    assert cells[0] == list(rows[0])


def test_list_of_an_unknown_initiative_says_which_there_are(run: Run, board: Path) -> None:
    ran = run("list", board, "--initiative", "XYZ")
    assert (ran.code, ran.out) == (2, "")
    assert "--initiative" in ran.err
    assert "NPL, " in ran.err


def test_today_names_who_must_act_most_harmful_first(run: Run, board: Path) -> None:
    rows = run("today", board, "--format", "json").json
    assert [row["key"] for row in rows] == ["NPL-6", "NPL-7", "NPL-12", "NPL-4", "INC-6", "NPL-9"]
    assert [row["person"] for row in rows] == ["陈工", "王芳", "周强", "周强", "郑洁", "孙莉"]
    assert rows[0]["deadline"] == "2024-03-25T03:12:40Z"
    assert rows[3]["days"] == 3
    text = run("today", board)
    assert text.out.splitlines()[1].startswith(" #  NPL-6")
    assert "11:12, 1:12 left" in text.out


def test_today_of_one_person_shows_also_what_they_owe_to_others(run: Run, board: Path) -> None:
    assert [row["key"] for row in run("today", board, "--person", "周强", "--format", "json").json] == [
        "NPL-12",
        "NPL-4",
    ]
    owed = run("today", board, "--person", "陈工", "--format", "json").json
    assert [row["key"] for row in owed] == ["NPL-6", "NPL-7"]
    assert "产品手册" in owed[1]["reason"]
    assert "许文" in run("today", board, "--person", "许文").out


def test_today_as_markdown_can_be_pasted_into_a_chat(run: Run, board: Path) -> None:
    out = run("today", board, "--format", "markdown").out
    assert out.startswith("## 市场协作看板 2024-03-25\n\n- **NPL-6 宣传物料设计** 陈工: ")
    assert len(out.splitlines()) == 8


def test_update_starts_a_task_and_ticks_and_notes_in_one_commit(run: Run, board: Path) -> None:
    before = len(run("log", board, "--format", "json").json)
    ran = run("update", board, "npl-9", "start", "--tick", "1", "--note", "车已约好", "--as", "孙莉")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "NPL-9 首批铺货: in progress; criteria 1/1; note added\n"
    lines = run("log", board, "--format", "json").json
    assert len(lines) == before + 1
    assert (lines[-1]["by"], lines[-1]["for"], lines[-1]["origin"]) == (11, None, "cli")
    (task,) = (each for each in run("list", board, "--format", "json").json if each["key"] == "NPL-9")
    assert (task["status"], task["notes"][-1]["text"]) == ("in_progress", "车已约好")


def test_update_postpones_and_says_what_that_pushes(run: Run, board: Path) -> None:
    words = ("update", board, "NPL-7", "postpone", "--reason", "讲师生病", "--as", "王芳")
    ran = run(*words, "--forecast", "下周二", "--cause", "研发")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "NPL-7 销售培训组织: delayed, expected Tue 04-02 (+7 days); this pushes NPL-9, NPL-11\n"
    )
    ran = run(*words, "--forecast", "3/30")
    assert "Sat 03-30 is a day off" in ran.out


def test_update_blocks_opens_an_issue_and_names_the_time_of_the_meeting(run: Run, board: Path) -> None:
    ran = run(
        "update",
        board,
        "NPL-9",
        "block",
        "--waits-for",
        "货车",
        "--release-by",
        "王芳",
        "--urgent",
        "--as",
        "李明",
    )
    assert ran.code == 0
    assert "waits for 货车 from 王芳; issue NPL-19 opened; urgent meeting by 12:00" in ran.out
    ran = run("update", board, "NPL-9", "unblock", "--as", "李明")
    assert ran.out == "NPL-9 首批铺货: not started\n"


def test_update_completes_cancels_and_reopens(run: Run, board: Path) -> None:
    ran = run("update", board, "NPL-12", "complete", "--as", "周强")
    assert ran.code == 2
    assert "--tick 1" in ran.err
    assert "--exception TEXT" in ran.err
    ran = run("update", board, "NPL-12", "complete", "--exception", "两个渠道先行", "--as", "周强")
    assert ran.out == "NPL-12 渠道报价: done\n"
    assert run("update", board, "NPL-12", "reopen", "--reason", "漏了一个", "--as", "周强").code == 0
    assert run("update", board, "NPL-12", "cancel", "--reason", "不做了", "--as", "周强").code == 0
    (task,) = (each for each in run("list", board, "--format", "json").json if each["key"] == "NPL-12")
    assert task["status"] == "cancelled"
    assert [note["text"] for note in task["notes"]] == ["漏了一个", "不做了"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["NPL-7", "postpone"], 2, "--reason TEXT --forecast DATE"),
        (["NPL-7", "postpone", "--reason", "x", "--forecast", "soonish"], 2, "--forecast: "),
        (["NPL-7", "postpone", "--reason", "x", "--forecast", "3/1"], 2, "--forecast: "),
        (["NPL-7", "postpone", "--reason", " ", "--forecast", "4/1"], 2, "--reason: "),
        (["NPL-7", "postpone", "--reason", "x", "--forecast", "4/1", "--cause", "财务"], 2, "--cause: "),
        (["NPL-7", "block", "--waits-for", "x"], 2, "--release-by PERSON"),
        (["NPL-7", "block", "--waits-for", "x", "--release-by", "谁"], 2, "--release-by: "),
        (["NPL-7", "start", "--forecast", "4/1"], 2, "postpone"),
        (["NPL-7"], 2, "--note TEXT"),
        (["NPL-7", "--tick", "two"], 2, "two"),
        (["NPL-7", "--tick", "9"], 2, "--tick: "),
        (["NPL-7", "--tick", "9" * 5000], 2, "--tick "),
        (["NPL-" + "9" * 5000, "start"], 2, "NPL-99"),
        (["NPL-7", "--note", ""], 2, "--note: "),
        (["NPL-7", "cancel"], 2, "--reason TEXT"),
        (["NPL-99", "start"], 2, "NPL-99"),
        (["NPL-17", "start"], 2, "issue"),
        (["NPL-8", "complete"], 2, "Reopen"),
    ],
)
def test_update_refuses_at_the_option_and_changes_nothing(
    run: Run, board: Path, words: list[str], code: int, said: str
) -> None:
    before = board.with_suffix(".duiqi").joinpath("journal.jsonl").read_bytes()
    ran = run("update", board, *words, "--as", "李明")
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert board.with_suffix(".duiqi").joinpath("journal.jsonl").read_bytes() == before


def test_update_by_somebody_without_the_right_ends_with_three(run: Run, board: Path) -> None:
    ran = run("update", board, "NPL-9", "start", "--as", "许文")
    assert (ran.code, ran.out) == (3, "")
    assert "孙莉" in ran.err


def test_log_tells_who_did_what_with_names(run: Run, board: Path) -> None:
    out = run("log", board, "NPL-7").out
    assert "王芳: postpone + milestone moved NPL-7 销售培训组织" in out
    assert "    delay: 03-27, 场地冲突 -> 03-28, 研发部产品手册未同步" in out
    assert "    progress: not started -> in progress" in out
    assert "宣传物料" not in out


def test_a_note_of_several_lines_cannot_pass_for_lines_of_the_log(run: Run, board: Path) -> None:
    run("update", board, "NPL-9", "--note", "完\n#99 03-25 王芳: complete NPL-7", "--as", "孙莉")
    lines = run("log", board, "NPL-9").out.splitlines()
    assert "        #99 03-25 王芳: complete NPL-7" in lines
    assert not any(line.startswith("#99 ") and "03-25 王芳" in line for line in lines)


def test_log_since_a_moment_leaves_out_what_is_older(run: Run, board: Path) -> None:
    newest = run("log", board, "--since", "2h", "--format", "json").json
    assert [line["command"] for line in newest] == ["postpone+move", "block"]
    friday = run("log", board, "--since", "fri", "--format", "json").json
    assert friday[0]["at"] >= "2024-03-21T16:00:00"
    assert len(friday) > len(newest)
    assert run("log", board, "--since", "yesterday 23:00", "--format", "json").json == newest
    assert run("log", board, "--since", "1m").out == "Nothing was changed.\n"


def test_log_at_a_moment_shows_how_it_stood(run: Run, board: Path) -> None:
    then = run("log", board, "NPL-7", "--at", "2024-03-12", "--format", "json").json
    assert len(then) == 1
    assert (then[0]["key"], then[0]["status"], then[0]["notes"]) == ("NPL-7", "in_progress", [])
    assert len(run("log", board, "--at", "2024-03-12", "--format", "json").json) == 19
    assert "As it stood on 2024-03-12 23:59" in run("log", board, "NPL-7", "--at", "2024-03-12").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--since", "tomorrow"], "still to come"),
        (["--since", "blah"], "--since: "),
        (["--since", "25:99"], "--since: "),
        (["--at", "2020-01-01"], "begins on"),
    ],
)
def test_log_refuses_moments_that_cannot_be(run: Run, board: Path, words: list[str], said: str) -> None:
    ran = run("log", board, *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_undo_takes_back_ones_own_newest_change_and_then_the_one_before(run: Run, board: Path) -> None:
    run("update", board, "NPL-9", "start", "--as", "孙莉")
    run("update", board, "NPL-4", "--note", "快了", "--as", "周强")
    run("update", board, "NPL-9", "--note", "装车中", "--as", "孙莉")
    ran = run("undo", board, "--as", "孙莉")
    assert (ran.code, ran.err) == (0, "")
    assert "孙莉: note NPL-9" in ran.out
    assert "孙莉: start NPL-9" in run("undo", board, "--as", "孙莉").out
    tasks = {task["key"]: task for task in run("list", board, "--format", "json").json}
    assert (tasks["NPL-9"]["status"], tasks["NPL-9"]["notes"]) == ("not_started", [])
    assert tasks["NPL-4"]["notes"][-1]["text"] == "快了"


def test_undo_takes_back_what_is_more_than_an_hour_old_only_when_told_to(
    run: Run, board: Path, clock: FixedClock
) -> None:
    run("update", board, "NPL-9", "start", "--as", "孙莉")
    clock.advance(timedelta(minutes=61))
    ran = run("undo", board, "--as", "孙莉")
    assert (ran.code, ran.out) == (2, "")
    assert "孙莉: start NPL-9" in ran.err
    assert "--older" in ran.err
    ran = run("undo", board, "--older", "--as", "孙莉")
    assert (ran.code, ran.err) == (0, "")
    assert "孙莉: start NPL-9" in ran.out


def test_undo_ends_where_ones_own_changes_do(run: Run, board: Path) -> None:
    ran = run("undo", board, "--older", "--as", "林晓")
    assert "林晓: note NPL-6" in ran.out
    ran = run("undo", board, "--older", "--as", "林晓")
    assert (ran.code, ran.out) == (2, "")
    assert "no change of yours" in ran.err


def test_check_finds_nothing_wrong_with_the_example(run: Run, board: Path) -> None:
    ran = run("check", board)
    assert (ran.code, ran.err) == (0, "")
    assert str(board) in ran.out


def test_check_says_what_is_wrong_and_repair_mends_it(run: Run, board: Path) -> None:
    journal = board.with_suffix(".duiqi") / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:40], lines[40].replace(b'"at"', b'"xx"', 1), *lines[41:]]))
    ran = run("check", board)
    assert ran.code == 1
    assert ran.out
    run("check", board, "--repair")
    assert run("check", board).code == 0


def test_new_makes_an_empty_board_for_this_machine(run: Run, tmp_path: Path) -> None:
    ran = run("new", tmp_path / "launch.json", "--name", "新品")
    assert (ran.code, ran.err) == (0, "")
    settings = Board.open(tmp_path / "launch.json", read_only=True).state.settings
    assert (settings.name, settings.language) == ("新品", "en")
    assert run("list", tmp_path / "launch.json").out == "There is nothing here yet.\n"
    assert run("today", tmp_path / "launch.json").out == "Nobody has to act today.\n"
    assert run("list", tmp_path / "launch.json", "--format", "json").json == []


def test_new_overwrites_nothing(run: Run, board: Path, tmp_path: Path) -> None:
    before = board.read_bytes()
    assert run("new", board).code == 2
    assert run("new", board, "--demo").code == 2
    assert board.read_bytes() == before
    ran = run("new", tmp_path / "nowhere" / "b.json")
    assert ran.code == 2
    assert "nowhere" in ran.err
    assert run("new").code == 2


def test_new_demo_fills_it_with_the_example_in_the_language_asked_for(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "demo.json", "--demo").code == 0
    assert "Sales training" in run("list", tmp_path / "demo.json").out


def test_demo_without_a_terminal_says_where_the_board_is(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ran = run("demo")
    assert ran.code == 0
    assert "NPL-14" in run("list", ran.out.strip()).out


def test_a_screen_without_a_terminal_is_refused_with_what_works_instead(run: Run, board: Path) -> None:
    ran = run(board)
    assert (ran.code, ran.out) == (2, "")
    assert "today" in ran.err


def test_the_default_board_is_the_environments_then_the_one_used_last(
    run: Run, board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = run("list")
    assert ran.code == 2
    assert "DUIQI_BOARD" in ran.err
    assert run("new", tmp_path / "empty.json").code == 0
    assert run("list").out == "There is nothing here yet.\n"
    monkeypatch.setenv("DUIQI_BOARD", str(board))
    assert "NPL-7" in run("list").out
    assert run("update", "NPL-9", "start", "--as", "孙莉").code == 0
    monkeypatch.delenv("DUIQI_BOARD")
    assert "NPL-7" in run("today").out


@pytest.mark.parametrize("word", ["lst", "tody"])
def test_a_command_mistyped_is_answered_with_the_right_one(run: Run, word: str) -> None:
    ran = run(word)
    assert ran.code == 2
    assert "Did you mean" in ran.err


def test_a_board_that_is_not_there_is_answered_with_how_to_create_it(run: Run, tmp_path: Path) -> None:
    ran = run("list", tmp_path / "no.json")
    assert (ran.code, ran.out) == (2, "")
    assert f"duiqi new {tmp_path / 'no.json'}" in ran.err


def test_help_tells_every_command_and_every_option_in_both_languages(run: Run) -> None:
    for lang in ("en", "zh"):
        for verb in grammar.VERBS:
            assert verb.name in run("help", lang=lang).out or verb.name == "open"
            out = run("help", verb.name, lang=lang).out
            assert out == run(verb.name, "--help", lang=lang).out
            for option in verb.options:
                assert f"--{option.name}" in out
    assert run("--help").out == run("help").out
    ran = run("help", "lst")
    assert (ran.code, ran.out) == (2, "")


def test_version_is_told(run: Run) -> None:
    assert run("--version").out.startswith("duiqi ")


def test_an_unexpected_error_is_a_sentence_and_a_log_file_not_a_traceback(
    run: Run, board: Path, isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_more: object) -> Board:
        raise RuntimeError("deep inside")

    monkeypatch.setattr(Board, "open", fail)
    ran = run("list", board)
    assert (ran.code, ran.out) == (3, "")
    assert "RuntimeError" in ran.err
    assert "Traceback" not in ran.err
    (log,) = isolated.rglob("duiqi.log")
    assert "deep inside" in log.read_text()
    assert log.stat().st_mode & 0o077 == 0


def test_an_interrupt_ends_quietly(run: Run, board: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_args: object, **_more: object) -> Board:
        raise KeyboardInterrupt

    monkeypatch.setattr(Board, "open", interrupt)
    ran = run("list", board)
    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_reading_writes_nothing(run: Run, board: Path) -> None:
    def everything() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in board.parent.rglob("*") if path.is_file()}

    before = everything()
    for words in (["list"], ["today"], ["log"], ["check"], ["log", "NPL-7", "--at", "2024-03-12"]):
        assert run(words[0], board, *words[1:]).code == 0
    assert everything() == before


def test_times_are_utc_whatever_the_zone_of_the_board(run: Run, board: Path, clock: FixedClock) -> None:
    clock.set(datetime(2024, 3, 25, 17, 30, tzinfo=UTC) + timedelta(hours=1))
    run("update", board, "NPL-9", "--note", "x", "--as", "孙莉")
    (line,) = run("log", board, "--since", "5m", "--format", "json").json
    assert line["at"] == "2024-03-25T18:30:00.000000Z"
    assert json.dumps(line)


def test_a_board_without_tasks_says_what_else_it_holds(run: Run, tmp_path: Path, clock: FixedClock) -> None:
    run("new", tmp_path / "empty.json")
    board = Board.open(tmp_path / "empty.json", clock=clock)
    board.commit(commands.AddDepartment("研发部"))
    board.close()
    ran = run("list", tmp_path / "empty.json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "There are no tasks yet. --table prints what else there is: departments 1.\n"
