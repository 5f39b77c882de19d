"""`duiqi review`: the figures as text, Markdown and JSON."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from rich.cells import cell_len

from store.board.board import Board
from store.documents import schema
from store.model.risk import Risk
from store.rules.commands import ChangeSettings
from store.rules.commands.risks import RiskHappened, WeighRisk
from tests.harness.clock import FixedClock
from tests.tui.cli.conftest import Run


@pytest.fixture
def course(run: Run, board: Path, clock: FixedClock) -> Path:
    """The training is postponed, then blocked for two days, and done."""
    postpone = ("--reason", "手册没到", "--forecast", "2024-04-02", "--cause", "研发部", "--as", "王芳")
    assert run("update", board, "NPL-7", "postpone", *postpone).code == 0
    block = ("--waits-for", "# 货车", "--release-by", "孙莉", "--no-urgent", "--as", "王芳")
    assert run("update", board, "NPL-7", "block", *block).code == 0
    clock.advance(timedelta(days=2))
    assert run("update", board, "NPL-7", "complete", "--exception", "够了", "--as", "王芳").code == 0
    return board


def test_text_has_charts_that_need_no_colour(run: Run, course: Path) -> None:
    printed = run("review", course, "npl")
    assert (printed.code, printed.err) == (0, "")
    assert "研发部" in printed.out
    assert "####" in printed.out
    assert "手册没到" in printed.out
    assert "\x1b" not in printed.out
    assert all(line.isprintable() for line in printed.out.splitlines())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_charts_fit_a_terminal_of_80_columns(
    run: Run, course: Path, clock: FixedClock, language: str
) -> None:
    writing = Board.open(course, clock=clock, author=1)
    writing.commit(ChangeSettings({"language": language}))
    writing.close()
    lines = run("review", course, "NPL").out.splitlines()
    charts = [line for line in lines if "##" in line]
    assert len(charts) > 10
    assert [line for line in charts if cell_len(line) > 80] == []


def test_json_keeps_to_the_schema_and_counts(run: Run, course: Path) -> None:
    found = run("review", course, "NPL", "--format", "json").json
    whole = schema.schema()
    validator = Draft202012Validator(
        {"$ref": "#/$defs/ReviewDocument", **whole}, format_checker=FormatChecker()
    )
    assert [error.message for error in validator.iter_errors(found)] == []
    assert found["initiative"] == "NPL"
    ledger = {each["key"]: each for each in found["ledger"]["tasks"]}
    moves = [(each["kind"], each["reason"], each["cause"]) for each in ledger["NPL-7"]["moves"]]
    assert ("forecast", "手册没到", "研发部") in moves
    assert moves[-1] == ("outcome", "", None)
    assert {"department": "销售部", "days": 2} in found["blocked"]
    waited = {(each["waiter"], each["on"]): each["waits"] for each in found["waited"]}
    assert "# 货车" in [each["what"] for waits in waited.values() for each in waits]


def test_markdown_has_a_table_a_chart(run: Run, course: Path) -> None:
    printed = run("review", course, "NPL", "--format", "md")
    assert printed.out.startswith("# ")
    assert "`####" in printed.out
    assert "**NPL-7" in printed.out


def test_what_was_taken_back_is_not_in_the_review(run: Run, board: Path) -> None:
    before = run("review", board, "NPL", "--format", "json").json
    block = ("--waits-for", "货车", "--release-by", "孙莉", "--no-urgent", "--as", "王芳")
    assert run("update", board, "NPL-7", "block", *block).code == 0
    assert run("undo", board, "--as", "王芳").code == 0
    assert run("review", board, "NPL", "--format", "json").json == before


def test_an_initiative_in_which_nothing_happened_has_a_review_too(run: Run, board: Path) -> None:
    assert run("review", board, "CSP").code == 0
    assert run("review", board, "CSP", "--format", "json").json["punctuality"]["tasks"]["rate"] is None


def test_an_unknown_initiative_names_those_there_are(run: Run, board: Path) -> None:
    printed = run("review", board, "XYZ")
    assert (printed.code, printed.out) == (2, "")
    assert "NPL" in printed.err


def test_docs_name_every_figure(run: Run, board: Path) -> None:
    page = (schema.FILE.parent / "json.md").read_text(encoding="utf-8")
    page = page[page.index("## `duiqi review") :]
    for name, value in run("review", board, "NPL", "--format", "json").json.items():
        assert f"`{name}`" in page, name
        for inner in value if isinstance(value, dict) else ():
            assert inner in page, inner


def test_the_risk_register_is_printed_the_heaviest_first(run: Run, board: Path, clock: FixedClock) -> None:
    writing = Board.open(board, clock=clock, author=1)
    writing.commit(WeighRisk(2, 5, 4, "没有第二家"))
    writing.commit(RiskHappened(1))
    writing.close()
    rows = run("list", board, "--table", "risks", "--format", "json").json
    heavy = next(each for each in rows if each["id"] == 2)
    assert (heavy["weight"], heavy["level"], heavy["trend"], heavy["standing"]) == (20, "high", "up", "open")
    assert [each["note"] for each in heavy["scores"]] == ["", "没有第二家"]
    happened = next(each for each in rows if each["id"] == 1)
    assert (happened["standing"], len(happened["issues"])) == ("happened", 1)
    printed = run("list", board, "--table", "risks", "--initiative", "NPL").out.splitlines()
    assert "5x4 = 20  ^" in printed[1]
    assert printed[-1].endswith("has happened")


def test_the_log_of_a_risk_is_asked_for_by_its_key(run: Run, board: Path, clock: FixedClock) -> None:
    writing = Board.open(board, clock=clock, author=1)
    writing.commit(WeighRisk(2, 5, 4, "没有第二家"))
    key = writing.state.key_of(writing.state.one(Risk, 2))
    writing.close()
    assert "5 x 4" in run("log", board, key).out
    (row,) = run("log", board, key, "--at", "0m", "--format", "json").json
    assert (row["key"], row["weight"]) == (key, 20)
