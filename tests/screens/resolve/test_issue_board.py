"""The issue board: what it shows, what it says of what cannot be done, what others do."""

from __future__ import annotations

from datetime import timedelta

from screens.dialogs.jump import find_item
from screens.resolve.issue_rows import columns
from screens.resolve.issue_views import IssueLog, Sort
from screens.session import Session
from screens.widgets.cells import width
from screens.widgets.columns import arrange
from store import example
from store.board.board import Board
from store.language import msg
from store.model.issue import Issue, IssueState
from store.rules.commands.issues.handling import NoteMeasure
from store.rules.commands.issues.reporting import ReportIssue
from store.rules.issues.views import View
from tests.harness import FixedClock, grid, until, until_text
from tests.screens.assign.stage import write
from tests.screens.resolve.stage import BRAND, URGENT, at_hand, board_screen, issue_of, resolving
from tests.screens.stage import running


def log_of(board: Board) -> IssueLog:
    return IssueLog(board.state, 1, Session(board).moment())


def test_what_is_typed_finds_number_title_owner_and_state(board: Board) -> None:
    log = log_of(board)
    for typed in (BRAND, "品牌", "赵敏", "处理中", "设计部 一般"):
        assert [line.key for line in log.shown(View.STATE, typed)] == [BRAND]


def test_closed_issues_stand_among_those_by_state_only(board: Board) -> None:
    log = log_of(board)
    some = next(iter(log.lines.values())).issue
    closed = some.model_copy(update={"state": IssueState.CLOSED})
    log.lines[some.id] = type(log.lines[some.id])(
        "NPL-0", closed, "✓", None, 0, 0, None, None, log.lines[some.id].next
    )
    assert len(log.shown(View.STATE, "")) == 2
    assert len(log.shown(View.AGE, "")) == 1


def test_what_is_next_is_read_whole_before_the_department_has_a_column(board: Board) -> None:
    log = log_of(board)
    said = "已提出解决，等李明验证后关闭"
    for id_, line in log.lines.items():
        short = line.issue.model_copy(update={"title": "样张"})
        following = msg("{text}", text=said)
        log.lines[id_] = line._replace(issue=short, clock=None, escalated=None, next=following)
    with_department = 0
    for room in range(70, 121):
        cells = {each.column.name: each.width for each in arrange(columns(log, View.STATE, room), room)}
        if "department" in cells:
            with_department += 1
            assert cells["next"] >= width(said), room
    assert with_department


def test_sorted_by_age_the_oldest_comes_first(board: Board) -> None:
    log = log_of(board)
    ids = [key for key in log.keys(View.DEPARTMENT, Sort.AGE, "") if isinstance(key, int)]
    assert {log.lines[id].key for id in ids} == {BRAND, URGENT}
    assert log.open == 2


def test_a_number_names_an_issue(board: Board) -> None:
    assert find_item(board.state, "17", "NPL") == issue_of(board, BRAND)


async def test_tab_goes_through_the_views_and_the_cursor_keeps_its_issue(board: Board) -> None:
    async with resolving(board) as pilot:
        for tab in ("[按负责人]", "[按部门]", "[按时长]", "[按状态 2]"):
            await pilot.press("tab")
            await until_text(pilot, tab)
            assert at_hand(pilot) == BRAND


async def test_enter_lists_every_act_with_the_reason_against_it(board: Board) -> None:
    async with resolving(board) as pilot:
        await pilot.press("enter")
        seen = await until_text(pilot, "还没有人说已经解决")
        assert "记措施" in seen
        await pilot.press("n")
        await until_text(pilot, "采取的措施")
        await write(pilot, "重印样张")
        await pilot.press("enter")
        await until_text(pilot, "NPL-17：措施已记下")
        assert issue_of(board, BRAND).measures[-1].text == "重印样张"
        await pilot.press("home")
        await until(pilot, lambda _seen: at_hand(pilot) == URGENT, URGENT)
        await pilot.press(".")
        await until_text(pilot, "重印样张")
        await pilot.press("enter")
        await until(pilot, lambda _seen: bool(issue_of(board, URGENT).measures), "the same measure")


async def test_urgent_starts_the_clock_and_takes_it_back(board: Board) -> None:
    async with resolving(board) as pilot:
        await pilot.press("!")
        await until(pilot, lambda _seen: issue_of(board, BRAND).urgent_since is not None, "the clock")
        await until_text(pilot, "02:00 内要开会")
        await pilot.press("!")
        await until(pilot, lambda _seen: issue_of(board, BRAND).urgent_since is None, "no clock")


async def test_a_nudge_asks_whoever_must_act(board: Board) -> None:
    async with resolving(board) as pilot:
        await pilot.press("y")
        await until_text(pilot, "@赵敏 NPL-17")


async def test_what_others_do_is_shown_at_once_and_wears_a_mark(
    board: Board, board_file: object, clock: FixedClock
) -> None:
    other = Board.open(board.path, clock=clock)
    other.identify(7)
    async with resolving(board, at=URGENT) as pilot:
        other.commit(NoteMeasure(issue_of(board, BRAND).id, "新样张已出"))
        await until_text(pilot, ">* NPL-17")
        assert at_hand(pilot) == URGENT
    other.close()


async def test_the_filter_stays_until_it_is_lifted(board: Board) -> None:
    async with resolving(board) as pilot:
        await pilot.press("/")
        await write(pilot, "陈工")
        await until(pilot, lambda seen: "处理中  1" not in seen, "only what fits")
        await pilot.press("enter")
        await pilot.press("escape")
        await until_text(pilot, BRAND)


async def test_an_urgent_issue_at_home_opens_the_issue_board_at_it(board: Board, clock: FixedClock) -> None:
    board.commit(ReportIssue(1, "门店断网", urgent=True))
    async with running(board, until="门店断网") as pilot:
        await pilot.press("tab")
        home = pilot.app.screen
        for _step in range(12):
            focused = home.query_one("#attention")
            if not focused.has_focus:
                await pilot.press("down")
        key = issue_of(board, "NPL-19").id
        home.query_one("#attention").move_to((Issue.table, key))  # type: ignore[attr-defined]
        await pilot.press("enter")
        await board_screen(pilot)
        await until(pilot, lambda _seen: at_hand(pilot) == "NPL-19", "the issue")
        assert "[4 " in grid(pilot.app)


async def test_closing_one_s_own_fix_is_refused_with_who_can(board: Board) -> None:
    board.identify(7)
    async with resolving(board) as pilot:
        await pilot.press("c")
        await until_text(pilot, "处理结果")
        await write(pilot, "已改")
        await pilot.press("ctrl+s")
        await until(pilot, lambda _seen: issue_of(board, BRAND).state is IssueState.TO_VERIFY, "to verify")
        await pilot.press("x")
        await until_text(pilot, "何静")
        assert issue_of(board, BRAND).state is IssueState.TO_VERIFY
        assert example.LI_MING != 7


async def test_what_has_climbed_is_shown_with_who_is_next(board: Board, clock: FixedClock) -> None:
    clock.advance(timedelta(days=4))
    async with resolving(board) as pilot:
        await until(pilot, lambda _seen: bool(issue_of(board, BRAND).escalations), "the escalation")
        await until_text(pilot, "已升级到")
        await pilot.press("d")
        await until_text(pilot, "起超过期限")
