"""A meeting in real terminals: who presents moves the others, who owns an item tells of it from their seat,
and the room goes on when the presenter's connection ends."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from store import example
from store.board.board import Board
from store.model.meeting import MeetingKind
from store.rules.commands.meetings.planning import HoldMeeting
from tests.harness import Grid, Terminal
from tests.system.sessions import lines_of, session
from tests.system.test_killed import until_kept

CAPTURED = "行动 @陈工 周五 补齐手册"


@pytest.fixture
def weekly(board_file: Path) -> Path:
    """The board while the weekly meeting of the launch runs, which 李明 began and presents."""
    board = Board.open(board_file, origin="screen")
    board.identify(example.LI_MING)
    board.commit(HoldMeeting(1, MeetingKind.WEEKLY))
    board.close()
    return board_file


@dataclass(frozen=True)
class Room:
    """Three machines in one meeting."""

    presenter: Terminal
    follower: Terminal
    owner: Terminal

    @property
    def others(self) -> tuple[Terminal, Terminal]:
        return self.follower, self.owner


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The presenter's home, which outlives their session."""
    made = tmp_path / "home"
    made.mkdir()
    return made


@pytest.fixture
def room(weekly: Path, home: Path) -> Iterator[Room]:
    """李明 presents, 赵敏 follows, 王芳 owns NPL-7; all three at the first item."""
    with ExitStack() as stack:
        presenter = stack.enter_context(session(weekly, "李明", home=home))
        others = [stack.enter_context(session(weekly, who)) for who in ("赵敏", "王芳")]
        for terminal in (presenter, *others):
            terminal.wait_for("NPL")
            enter_meeting(terminal, "变化")
        presenter.wait_for("2 人跟随")
        yield Room(presenter, *others)


def enter_meeting(terminal: Terminal, item: str) -> None:
    """`m`, and the item on the table is in sight."""
    terminal.press("m")
    on_the_table(terminal, item)


def on_the_table(terminal: Terminal, item: str) -> Grid:
    """Wait until `item` is the one shown."""
    return terminal.wait_until(lambda seen: f"[{item}]" in seen.text[1], f"{item} on the table")


def go_to(room: Room, *items: str) -> None:
    """The presenter's space, again and again; the others are seen to be there each time."""
    for item in items:
        room.presenter.press("space")
        for terminal in (room.presenter, *room.others):
            on_the_table(terminal, item)


def records(lines: list[dict[str, Any]], table: str) -> list[dict[str, Any]]:
    """The whole records of `table` that these lines of the journal made."""
    return [
        change["after"]
        for line in lines
        for change in line["changes"]
        if change["table"] == table and change["field"] is None and change["after"] is not None
    ]


def test_space_moves_everybody_who_follows_and_nobody_who_let_go(room: Room) -> None:
    go_to(room, "NPL-6", "NPL-7")
    # Who looks elsewhere stays there, knows where the room is, and comes back with one key.
    room.follower.press("left")
    room.follower.wait_for("您在看 NPL-6")
    room.presenter.press("space")
    on_the_table(room.owner, "NPL-12")
    seen = room.follower.wait_for("会议在谈 NPL-12")
    assert "[" in seen.text[1]
    assert "NPL-6]" in seen.text[1]
    room.follower.press("f")
    on_the_table(room.follower, "NPL-12")


def test_what_the_owner_says_on_their_machine_stands_on_the_presenters(room: Room, weekly: Path) -> None:
    go_to(room, "NPL-6", "NPL-7")
    room.owner.press("p")
    room.owner.wait_for("销售培训组织  标记延迟")
    room.owner.wait_for("  造成部门")
    room.owner.type("讲师改期")
    room.owner.wait_for("讲师改期")
    room.owner.press("enter")
    room.owner.wait_until(
        lambda seen: "预计完成" in seen.text[room.owner.cursor[1]], "the cursor in the next field"
    )
    room.owner.type("三天后")
    room.owner.wait_for("预计完成   三天后")
    room.owner.press("ctrl+s")
    room.owner.wait_gone("标记延迟")
    for terminal in (room.presenter, room.follower):
        terminal.wait_until(
            lambda seen: any("原因" in line and "讲师改期" in line for line in seen.text), "the new reason"
        )
        on_the_table(terminal, "NPL-7")
    line = lines_of(weekly)[-1]
    assert line["command"] == "postpone"
    assert line["by"] != example.LI_MING


@pytest.mark.parametrize("end", ["SIGKILL", "SIGHUP", "hang-up"])
def test_the_presenter_is_gone_and_the_meeting_stands(end: str, room: Room, weekly: Path, home: Path) -> None:
    go_to(room, "NPL-6", "NPL-7")
    room.presenter.press("n")
    room.presenter.wait_for("销售培训组织  备注")
    room.presenter.type("教室已订")
    room.presenter.wait_for("教室已订")
    room.presenter.press("enter")
    room.presenter.wait_gone("销售培训组织  备注")
    room.follower.wait_for("教室已订")
    kept = lines_of(weekly)
    room.presenter.press("a")
    room.presenter.wait_for("记入周例会")
    room.presenter.type(CAPTURED)
    room.presenter.wait_for("补齐手册")
    until_kept(home, "补齐手册")
    if end == "hang-up":
        room.presenter.hang_up()
    else:
        room.presenter.kill(signal.Signals[end])
    room.presenter.wait_exit()

    # The meeting stands where it was, and says so to those who are left.
    room.follower.wait_for("李明不在线：按 T 接手主持")
    on_the_table(room.follower, "NPL-7")
    assert lines_of(weekly)[: len(kept)] == kept
    room.follower.press("T")
    room.follower.wait_for("现在由您主持")
    room.owner.wait_for("现在由赵敏主持")
    on_the_table(room.follower, "NPL-7")
    room.follower.press("space")
    on_the_table(room.follower, "NPL-12")
    on_the_table(room.owner, "NPL-12")

    # Who comes back is at the item the room is at by now; what they were typing is offered.
    with session(weekly, "李明", home=home) as back:
        back.wait_for("F7")
        enter_meeting(back, "NPL-12")
        back.press("a")
        back.wait_for("记入周例会")
        back.wait_for("补齐手册")
        back.press("enter")
        back.wait_gone("记入周例会")
        on_the_table(back, "NPL-12")
        room.follower.press("space")
        on_the_table(back, "NPL-4")
    lines = lines_of(weekly)
    assert lines[: len(kept)] == kept
    (action,) = records(lines[len(kept) :], "captures")
    assert (action["kind"], action["text"]) == ("action", "补齐手册")
