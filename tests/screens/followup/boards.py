"""A board with the method's example on it, as it stands on Monday, 25 March 2024, and the program on it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from screens.followup.board_screen import FollowUpScreen
from screens.session import Session
from store.board.board import Board
from store.model.initiative import Stage
from store.model.organisation import Role
from store.model.task import Priority
from store.rules.commands import (
    AddDepartment,
    AddNote,
    AddPerson,
    BlockTask,
    CompleteTask,
    CreateInitiative,
    CreateTask,
    EditDepartment,
    HitMilestone,
    NewMilestone,
    NewSupport,
    PostponeTask,
    ReceiveSupport,
    StartTask,
    TickCriterion,
)
from store.rules.edit import Command
from tests.harness.clock import FixedClock
from tui.app import DuiqiApp

MARKET, RND, DESIGN, SALES = 1, 2, 3, 4
LI, CHEN, ZHAO, WANG, ZHOU = 1, 2, 3, 4, 5
PLAN, MATERIAL, TRAINING, DISPLAY, POLICY = 1, 2, 3, 4, 5


def day(day: int, month: int = 3) -> date:
    """A day of that spring."""
    return date(2024, month, day)


def commands() -> list[Command]:
    """All but what happened later."""
    return [
        *(AddDepartment(name) for name in ("市场部", "研发部", "设计部", "销售部")),
        AddPerson("李明", MARKET, role=Role.FACILITATOR),
        AddPerson("陈工", RND),
        AddPerson("赵敏", DESIGN),
        AddPerson("王芳", SALES),
        AddPerson("周强", SALES),
        *(EditDepartment(at, {"head": at}) for at in (1, 2, 3, 4)),
        CreateInitiative("NPL", "新品上市推广", stage=Stage.FOLLOW_UP, department=MARKET, facilitator=LI),
        CreateTask(
            1,
            "推广方案撰写",
            "推广方案",
            MARKET,
            LI,
            Priority.HIGH,
            day(11),
            day(20),
            criteria=("至少三种推广策略", "附预算明细"),
            support=(NewSupport(RND, "核心卖点", day(14)),),
            milestones=(NewMilestone("方案初稿", day(15)),),
        ),
        CreateTask(
            1,
            "宣传物料设计",
            "主视觉、海报、折页",
            DESIGN,
            ZHAO,
            Priority.HIGH,
            day(21),
            day(29),
            criteria=("三版初稿", "符合品牌手册"),
            support=(NewSupport(RND, "卖点清单", day(22)),),
            dependencies=(PLAN,),
            milestones=(NewMilestone("物料初稿", day(25)),),
        ),
        CreateTask(
            1,
            "销售培训组织",
            "培训课件",
            SALES,
            WANG,
            Priority.HIGH,
            day(18),
            day(28),
            criteria=("课件经研发部审核", "全员通过测验"),
            support=(NewSupport(RND, "产品手册", day(22)),),
            milestones=(NewMilestone("课件", day(22)), NewMilestone("试讲", day(27))),
        ),
        CreateTask(
            1,
            "门店陈列",
            "",
            SALES,
            ZHOU,
            Priority.LOW,
            day(29),
            day(3, 4),
            criteria=("四十家门店上传照片",),
            dependencies=(MATERIAL, TRAINING),
            milestones=(NewMilestone("样板店", day(1, 4)),),
        ),
        CreateTask(
            1,
            "经销商政策",
            "",
            SALES,
            ZHOU,
            Priority.MEDIUM,
            day(18),
            day(8, 4),
            milestones=(NewMilestone("政策初稿", day(27)),),
        ),
    ]


def make(path: Path, clock: FixedClock) -> Board:
    """The board at `path`, worked at by 李明; the clock ends where it stood."""
    now = clock.now()
    clock.set(datetime(2024, 3, 8, 2, tzinfo=UTC))
    board = Board.create(path, {"name": "市场协作看板"}, clock=clock)
    board.commit(*commands())
    board.identify(LI)
    for at, happened in (
        (11, (StartTask(PLAN),)),
        (15, (HitMilestone(PLAN, 1, date(2024, 3, 15)), ReceiveSupport(PLAN, 1, date(2024, 3, 14)))),
        (18, (StartTask(TRAINING), StartTask(POLICY))),
        (20, (CompleteTask(PLAN, (1, 2)),)),
        (21, (StartTask(MATERIAL),)),
        (22, (HitMilestone(TRAINING, 1, date(2024, 3, 22)), TickCriterion(TRAINING, 1))),
        (22, (PostponeTask(TRAINING, "研发部产品手册未同步", date(2024, 3, 30), RND),)),
        (25, (AddNote(TRAINING, "手册排版中"),)),
    ):
        clock.set(datetime(2024, 3, at, 1, tzinfo=UTC))
        board.commit(*happened)
    clock.set(now)
    return board


def block(board: Board) -> None:
    """The material waits for the list of selling points."""
    board.commit(BlockTask(MATERIAL, "卖点清单", CHEN))


def app_on(board: Board, tmp_path: Path) -> DuiqiApp:
    """The program on the board."""
    return DuiqiApp(Session(board), crash_log=tmp_path / "crash.log")


def screen_of(app: DuiqiApp) -> FollowUpScreen:
    """The board's screen, once it is in front."""
    screen = app.screen
    assert isinstance(screen, FollowUpScreen), screen
    return screen
