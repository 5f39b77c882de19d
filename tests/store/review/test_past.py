"""What the journal tells of blocks, words and closings; what was taken back never happened (stage 4.6)."""

from __future__ import annotations

from store.model.change import Change
from store.rules.commands import BlockTask, CompleteTask, ReopenTask, StartTask, UnblockTask
from store.rules.commands.issues.closing import VerifyIssue
from store.rules.review.past import Blocked, standing
from tests.store.review.course import Course
from tests.store.rules.launch import CHEN, FACILITATOR, MATERIAL, TRAINING, WANG, ZHAO


def blocks(course: Course) -> list[Blocked]:
    return list(course.past.blocks)


def test_a_block_lasts_from_its_line_to_the_one_that_releases_it() -> None:
    course = Course()
    begun = course.goes_on(25)
    course.do(BlockTask(TRAINING, "产品手册", CHEN), by=WANG)
    assert blocks(course) == []
    ended = course.goes_on(27)
    course.do(UnblockTask(TRAINING), by=WANG)
    (block,) = blocks(course)
    assert (block.task, block.since, block.until, block.what, block.release_by) == (
        TRAINING,
        begun,
        ended,
        "产品手册",
        CHEN,
    )


def test_completing_and_cancelling_end_a_block_too() -> None:
    course = Course()
    course.do(BlockTask(TRAINING, "产品手册", CHEN), by=WANG)
    course.on(26, CompleteTask(TRAINING), by=WANG)
    assert [each.until for each in course.past.blocks] == [course.moment.now]


def test_a_block_that_was_taken_back_never_stood() -> None:
    course = Course()
    course.do(BlockTask(TRAINING, "产品手册", CHEN), by=WANG)
    course.undo(len(course.steps))
    assert blocks(course) == []
    assert TRAINING not in course.past.heard


def test_a_release_that_was_taken_back_leaves_one_block_that_still_stands() -> None:
    course = Course()
    course.do(BlockTask(TRAINING, "产品手册", CHEN), by=WANG)
    course.on(26, UnblockTask(TRAINING), by=WANG)
    course.undo(len(course.steps))
    assert blocks(course) == []
    block = course.task(TRAINING).block
    assert block is not None
    course.on(28, UnblockTask(TRAINING), by=WANG)
    (past,) = blocks(course)
    assert (past.since, past.until) == (block.at, course.moment.now)


def test_what_was_taken_back_and_brought_back_happened_when_it_was_done_first() -> None:
    course = Course()
    course.do(StartTask(TRAINING), by=WANG)
    first = len(course.steps)
    course.goes_on(26)
    undo = course.undo(first)
    course.undo(undo)
    assert [each.seq for each in standing(course.steps)][-1] == first
    assert len(course.past.heard[TRAINING]) == 1


def test_a_done_task_that_was_taken_up_again_rested_in_between() -> None:
    course = Course()
    done = course.goes_on(26)
    course.do(CompleteTask(MATERIAL, exception="够了"), by=ZHAO)
    again = course.goes_on(28)
    course.do(ReopenTask(MATERIAL), by=ZHAO)
    assert course.past.rests[MATERIAL] == ((done, again),)
    course.on(29, CompleteTask(MATERIAL, exception="够了"), by=ZHAO)
    assert course.past.rests[MATERIAL] == ((done, again),)


def test_an_issue_was_closed_when_its_line_says_so() -> None:
    course = Course()
    course.do(BlockTask(TRAINING, "产品手册", CHEN, urgent=False), by=WANG)
    course.on(26, UnblockTask(TRAINING), by=WANG)
    course.on(27, VerifyIssue(1, result="到了"), by=FACILITATOR)
    assert course.past.closed == {1: course.moment.now}


def test_what_went_into_the_archive_and_came_back_went_on_as_it_was() -> None:
    course = Course()
    course.do(StartTask(MATERIAL), by=ZHAO)
    course.do(CompleteTask(MATERIAL, exception="够了"), by=ZHAO)
    course.do(BlockTask(TRAINING, "产品手册", CHEN, urgent=False), by=WANG)
    before = course.past
    tasks = [course.task(each) for each in (MATERIAL, TRAINING)]
    course.goes_on(27)
    course.write([Change("tasks", each.id, None, each.body(), None) for each in tasks])
    course.goes_on(28)
    course.write([Change("tasks", each.id, None, None, each.body()) for each in tasks])
    assert course.past == before
    course.on(29, UnblockTask(TRAINING), by=WANG)
    assert len(blocks(course)) == 1
