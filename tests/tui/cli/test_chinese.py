"""The same in Chinese: what is printed, and what is said of what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.cli.conftest import Run


def test_today_in_chinese(run: Run, board: Path) -> None:
    lines = run("today", board, lang="zh").out.splitlines()
    assert lines[0] == "今天要推动的 6 件事"
    assert lines[1].endswith("等研发部陈工：卖点清单（11:12 前要开临时沟通会，还剩 1:12）")


def test_an_update_in_chinese(run: Run, board: Path) -> None:
    words = (
        "update",
        board,
        "NPL-7",
        "postpone",
        "--reason",
        "讲师生病",
        "--forecast",
        "周五",
        "--as",
        "王芳",
    )
    assert run(*words, lang="zh").out == (
        "NPL-7 销售培训组织：延迟，预计 周五 03-29（+3 天）；将推迟 NPL-9、NPL-11\n"
    )


def test_the_log_in_chinese(run: Run, board: Path) -> None:
    out = run("log", board, "NPL-7", lang="zh").out
    assert "王芳：延迟 + 里程碑改期 NPL-7 销售培训组织" in out
    assert "    进度：未开始 -> 进行中" in out


def test_the_board_of_an_english_example_speaks_english(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "demo.json", "--demo", lang="en")
    out = run("today", tmp_path / "demo.json", lang="en").out
    assert "Wang Fang   moved 2 times" in out
    assert not any("\u4e00" <= character <= "\u9fff" for character in out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["list", "--fromat"], "是不是想用 --format？"),
        (["update", "NPL-7", "done"], "状态：“done”不可用，应为其中之一：start, complete"),
        (["lst"], "没有叫“lst”的看板，也没有这个命令。是不是想用 list？"),
        (["list", "没有.json"], "没有看板 没有.json"),
    ],
)
def test_complaints_in_chinese(run: Run, words: list[str], said: str) -> None:
    ran = run(*words, lang="zh")
    assert ran.code == 2
    assert said in ran.err
