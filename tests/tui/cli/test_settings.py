"""`duiqi settings`: what holds for the whole board, printed and changed by a facilitator."""

from __future__ import annotations

from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker

from store.documents import schema
from tests.tui.cli.conftest import Run


def test_it_prints_what_holds(run: Run, board: Path) -> None:
    printed = run("settings", board)
    assert printed.code == 0
    assert "Asia/Shanghai" in printed.out
    assert "120" in printed.out
    assert printed.out.splitlines()[-1].endswith("head of the initiating department, sponsor")


def test_a_facilitator_changes_limits_and_levels_as_one_change(run: Run, board: Path) -> None:
    words = ("--block-limit", "5", "--escalation-days", "2", "--escalation-levels", "sponsor,Owner")
    assert run("settings", board, *words, "--as", "李明").code == 0
    found = run("settings", board, "--format", "json").json
    assert (found["block_limit"], found["escalation_days"]) == (5, 2)
    assert found["escalation_levels"] == ["owner", "sponsor"]
    whole = schema.schema()
    validator = Draft202012Validator({"$ref": "#/$defs/SettingsRow", **whole}, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(found)] == []
    assert run("undo", board, "--as", "李明").code == 0
    assert run("settings", board, "--format", "json").json["block_limit"] == 3


def test_nobody_else_changes_them(run: Run, board: Path) -> None:
    refused = run("settings", board, "--block-limit", "5", "--as", "王芳")
    assert refused.code == 3
    assert run("settings", board, "--format", "json").json["block_limit"] == 3


def test_what_cannot_be_is_refused_at_the_option(run: Run, board: Path) -> None:
    for words, said in (
        (("--block-limit", "soon"), "--block-limit"),
        (("--weekly-days", "0"), "--weekly-days"),
        (("--urgent-minutes", "99999999"), "--urgent-minutes"),
        (("--escalation-levels", "owner,boss"), "--escalation-levels"),
        (("--escalation-levels", " , "), "--escalation-levels"),
        (("--timezone", "Mars/Base"), "--timezone"),
        (("--country", "ZZ"), "--country"),
    ):
        refused = run("settings", board, *words, "--as", "李明")
        assert refused.code == 2, words
        assert said in refused.err, refused.err
