"""Two people in stage 1 at the same time: each step its own rows (DOMAIN.md stage 1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.board.board import Board
from store.errors import Conflict
from store.model.requirement import Attendance, Brief, Part, Review
from store.rules.brief import brief_of, review_of
from store.rules.commands.alignment import AskDepartments, AttendDepartment, Contribute
from store.rules.commands.breakdown import AddOutline, MoveTasks
from store.rules.commands.brief import AddPoints, EditPoint, RemovePoint
from store.rules.commands.confirming import RecordConfirmation
from store.rules.commands.regroup import MergeTasks
from store.rules.outline import parsed
from tests.store.board.cases import small_board
from tests.store.rules.confirmed import is_confirmed


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Board, Board]:
    """李 and 王芳 on one board with a brief of two outcomes that 市场部 has confirmed."""
    one = small_board(tmp_path)
    one.commit(
        AddPoints(1, Part.OUTCOMES, [{"text": "推广方案"}, {"text": "宣传物料"}]),
        AskDepartments(1, [1, 2]),
    )
    one.commit(RecordConfirmation(1, 1, "会上", person=1))
    other = Board.open(one.path)
    other.identify(2)
    return one, other


def brief(board: Board) -> Brief:
    found = brief_of(board.state, 1)
    assert found is not None
    return found


def test_two_rows_edited_after_a_confirmation_do_not_clash_over_the_new_version(
    pair: tuple[Board, Board],
) -> None:
    one, other = pair
    seen = brief(other)
    one.commit(EditPoint(1, Part.OUTCOMES, 1, {"text": "推广方案终稿"}), seen=[brief(one)])
    one.commit(RecordConfirmation(1, 1, "邮件", person=1))
    other.commit(EditPoint(1, Part.OUTCOMES, 2, {"text": "宣传物料三版"}), seen=[seen])
    one.refresh()
    assert [each.text for each in brief(one).outcomes] == ["推广方案终稿", "宣传物料三版"]
    assert brief(one).version == 3
    assert not is_confirmed(one.state, 1)


def test_the_same_row_edited_twice_is_a_conflict_with_both_values(pair: tuple[Board, Board]) -> None:
    one, other = pair
    seen = brief(other)
    one.commit(EditPoint(1, Part.OUTCOMES, 1, {"text": "推广方案终稿"}), seen=[brief(one)])
    with pytest.raises(Conflict) as caught:
        other.commit(EditPoint(1, Part.OUTCOMES, 1, {"text": "推广计划"}), seen=[seen])
    assert [clash.field for clash in caught.value.clashes] == ["outcomes/1"]


def test_both_may_begin_rows_of_the_same_list_at_once(pair: tuple[Board, Board]) -> None:
    one, other = pair
    seen = review_of(other.state, 1, 2)
    assert isinstance(seen, Review)
    one.commit(Contribute(1, 2, [{"content": "三版初稿"}]), seen=[seen])
    other.commit(Contribute(1, 2, [{"content": "品牌手册"}]), seen=[seen])
    other.commit(AttendDepartment(1, 2, Attendance.PRESENT), seen=[seen])
    one.refresh()
    found = review_of(one.state, 1, 2)
    assert found is not None
    assert [each.content for each in found.contributions] == ["三版初稿", "品牌手册"]


def test_a_merge_is_undone_with_the_task_that_went(pair: tuple[Board, Board]) -> None:
    one, _ = pair
    before = one.state.as_json()
    one.commit(MergeTasks(1, [2, 3]))
    one.undo()
    assert one.state.as_json() == before


def test_the_whole_of_stage_1_is_there_after_the_board_is_opened_anew(pair: tuple[Board, Board]) -> None:
    one, _ = pair
    one.commit(AddOutline(1, parsed("海报设计\n  3 版初稿\n门店陈列"), after=1))
    one.commit(MoveTasks([3], after=None), RemovePoint(1, Part.OUTCOMES, 2))
    expected = one.state.as_json()
    one.close()
    again = Board.open(one.path)
    assert again.state.as_json() == expected
    again.close()
