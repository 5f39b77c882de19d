"""Table 1 as text: what is sent to everyone once it is signed (DOMAIN.md stage 2.3)."""

from __future__ import annotations

from datetime import date

from store.documents.assignment import assignment_text
from store.model.initiative import Stage
from store.rules.commands import AddCriterion, AdvanceStage, EditTask
from store.rules.commands.signing import RecordSignature, SignRows
from tests.store.rules.launch import (
    CHEN,
    DESIGN,
    FACILITATOR,
    LI,
    MARKETING,
    RESEARCH,
    SALES,
    TRAINING,
    ZHAO,
    Launch,
)


def launch() -> Launch:
    launch = Launch()
    launch.do(AdvanceStage(1, Stage.ASSIGN), AddCriterion(TRAINING, "签到表"), by=FACILITATOR)
    for department, head in ((MARKETING, LI), (RESEARCH, CHEN), (DESIGN, ZHAO)):
        launch.do(SignRows(1, department), by=head)
    return launch


def test_table_1_says_who_does_what_and_who_has_signed() -> None:
    board = launch()
    text = assignment_text(board.state, 1, board.moment, "en")
    assert text.startswith("# NPL 新品上市推广: master assignment table (table 1)\n")
    assert "Sign-off: not confirmed yet (3 of 4 departments)" in text
    assert (
        "| NPL-2 | **宣传物料设计** |  | 符合品牌手册 / 3 版初稿 | 设计部 | 赵敏 |  |  | medium | NPL-1 "
        "| Wed 27 Mar 2024 | Fri 29 Mar 2024 | 物料初稿: 28 Mar 2024 |" in text
    )
    assert "| **销售部** | 王芳 | NPL-3 |  |  | not signed |  |" in text
    board.do(RecordSignature(1, SALES, "电话"), by=FACILITATOR)
    text = assignment_text(board.state, 1, board.moment, "en")
    assert "Sign-off: confirmed (4 of 4 departments)" in text
    assert (
        "| **销售部** | 王芳 | NPL-3 | 王芳 | 25 Mar 2024 10:00 | signed | recorded by 周主持 (电话) |"
        in text
    )


def test_a_change_after_signing_is_said() -> None:
    board = launch()
    board.do(EditTask(TRAINING, {"due": date(2024, 4, 1)}), by=FACILITATOR)
    text = assignment_text(board.state, 1, board.moment, "en")
    assert (
        "| **研发部** | 陈工 | NPL-1, NPL-3 | 陈工 | 25 Mar 2024 10:00 | changed since, to be signed again |"
        in text
    )
    assert "- NPL-3 due: 28 Mar 2024 -\\> 1 Apr 2024" in text


def test_what_people_write_parts_no_cell_and_makes_no_link() -> None:
    board = launch()
    board.do(EditTask(TRAINING, {"title": "a | b [x](http://y) <b>"}), by=FACILITATOR)
    assert "a \\| b \\[x\\](http\\://y) \\<b\\>" in assignment_text(board.state, 1, board.moment)
