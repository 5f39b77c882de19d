"""The parts of the bench run, on boards of a few tasks. Nothing here looks at how long something took."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.__main__ import GROUPS, main, measured
from bench.row import Row, markdown, table
from bench.scale import Scale
from bench.timing import interleaved, median, p95


@pytest.mark.parametrize("name", list(GROUPS))
def test_a_group_of_rows_is_measured(name: str, tmp_path: Path) -> None:
    rows = list(measured(name, Scale.tiny(tmp_path)))
    assert rows
    assert [row.raw for row in rows if row.measured is None and row.raw != "Linux only"] == []


def test_a_board_keeps_what_many_processes_write(tmp_path: Path) -> None:
    board, _ = measured("kept", Scale.tiny(tmp_path))
    assert board.measured == 0


def test_a_row_says_whether_it_is_within_its_budget() -> None:
    assert Row("g", "w", 2.0, "x", 3).verdict == "within"
    assert Row("g", "w", 3.1, "x", 3).verdict == "MISSED"
    assert Row("g", "w", None, "x", 3).verdict == "not measured"
    assert Row("g", "w", 3.1, "x").verdict == ""


def test_the_columns_of_the_table_stand_below_each_other() -> None:
    rows = [Row("g", "提交", 2.0, "x", 3, "1 ms"), Row("g", "a commit", 1234.5, "ms", None, "2 ms")]
    head, first, second = table(rows).splitlines()
    assert first.endswith("2 x     3 x  within  1 ms")
    assert second == "a commit  1,234 ms       -          2 ms"
    assert head.startswith("what")
    assert markdown(rows).splitlines()[3] == "| a commit | 1,234 ms | - |  | 2 ms |"


def test_subjects_take_turns() -> None:
    order: list[str] = []

    def note(name: str) -> float:
        order.append(name)
        return float(len(order))

    found = interleaved({"a": lambda: note("a"), "b": lambda: note("b")}, 2, warm=0)
    assert order == ["b", "a", "a", "b"]
    assert found == {"a": [2.0, 3.0], "b": [1.0, 4.0]}


def test_medians_and_percentiles_of_nothing_are_nothing() -> None:
    assert (median([]), p95([])) == (0.0, 0.0)
    assert p95([float(n) for n in range(100)]) == 95.0


def test_an_unknown_row_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["speed"])
    assert "no such row: speed" in capsys.readouterr().err
