"""What a file is that comes in, on the command line and on the screen alike."""

from __future__ import annotations

import pytest

from store.exchange.arriving import Kind, arrived

TABLE = "任务,负责人\n推广方案撰写,李\n"
MINUTES = "行动：@王芳 4/4 寄出\n决议：用蓝色\n"


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("weekly.md", MINUTES, Kind.MINUTES),
        ("WEEKLY.TXT", MINUTES, Kind.MINUTES),
        ("tasks.txt", TABLE, Kind.TABLE),
        ("tasks.csv", TABLE, Kind.TABLE),
        ("-", MINUTES, Kind.TABLE),
        ("table.csv", "duiqi:assignment,编号,子任务\nNPL-1,NPL-1,推广方案撰写\n", Kind.OURS),
        ("table.txt", "duiqi:assignment,编号,子任务\nNPL-1,NPL-1,推广方案撰写\n", Kind.OURS),
        ("table.csv", "编号,状态,预计完成,延迟原因,等待\nNPL-1,进行中,,,\n", Kind.OURS),
    ],
)
def test_a_file_is_known_by_its_name_and_by_what_stands_in_it(name: str, text: str, kind: Kind) -> None:
    assert arrived(name, text.encode()).kind is kind


def test_the_rows_of_somebody_else_s_table_are_read_once() -> None:
    assert [row.cells for row in arrived("tasks.csv", TABLE.encode()).rows] == [
        ("任务", "负责人"),
        ("推广方案撰写", "李"),
    ]
