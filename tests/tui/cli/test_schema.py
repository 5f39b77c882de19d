"""The JSON schema in docs/ is that of the models, and what is really printed keeps to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from store.documents import schema
from tests.tui.cli.conftest import Run
from tui.cli import grammar


def _valid(rows: Any, name: str) -> None:
    whole = schema.schema()
    validator = Draft202012Validator({"$ref": f"#/$defs/{name}", **whole}, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(rows)] == []


def test_the_schema_in_docs_is_up_to_date() -> None:
    assert schema.FILE.read_text(encoding="utf-8") == schema.text(), "python -m store.documents.schema"


def test_the_schema_is_a_schema_and_names_every_key_of_the_contract() -> None:
    whole = schema.schema()
    Draft202012Validator.check_schema(whole)
    assert list(whole["$defs"]["TodayRow"]["properties"]) == ["key", "person", "reason", "days", "deadline"]
    assert list(whole["$defs"]["LogRow"]["properties"]) == [
        *["seq", "at", "by", "for", "origin", "command", "undoes", "changes"]
    ]
    assert list(whole["$defs"]["ChangeRow"]["properties"]) == ["table", "id", "field", "before", "after"]
    for row in ("TaskRow", "LogRow", "TodayRow"):
        assert set(whole["$defs"][row]["required"]) == set(whole["$defs"][row]["properties"])
        assert whole["$defs"][row]["additionalProperties"] is False


def test_what_is_printed_keeps_to_the_schema(run: Run, board: Path) -> None:
    run("update", board, "NPL-9", "block", "--waits-for", "货车", "--release-by", "王芳", "--as", "孙莉")
    run("update", board, "NPL-4", "--note", "快了", "--as", "周强")
    run("undo", board, "--as", "周强")
    for table in grammar.TABLES:
        _valid(run("list", board, "--table", table, "--format", "json").json, f"list-{table}")
    _valid(run("today", board, "--format", "json").json, "today")
    _valid(run("log", board, "--format", "json").json, "log")
    _valid(run("log", board, "--at", "2h", "--format", "json").json, "list-tasks")


def test_docs_name_every_field(run: Run, board: Path) -> None:
    page = (schema.FILE.parent / "json.md").read_text(encoding="utf-8")
    (task, *_rest) = run("list", board, "--format", "json").json
    for name in task:
        assert f"`{name}`" in page or f"{name}," in page, name
    assert json.dumps(task)
