"""A meeting: the presenter's key on everybody's screen, what its clock sends, building and closing it."""

from __future__ import annotations

import os
import select
import shutil
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bench.boards import AUTHOR, AUTHOR_NAME, demo, gathered
from bench.row import Row
from bench.scale import Scale
from bench.timing import median, milliseconds, p95, seconds
from bench.window import Window, duiqi, person
from store.board.board import Board
from store.board.meetings import since_opening
from store.model.meeting import AgendaItem, ItemKind, Meeting, MeetingKind
from store.model.organisation import Person
from store.model.state import State
from store.model.task import Task
from store.rules.commands import EditTask
from store.rules.commands.meetings.closing import CloseMeeting
from store.rules.commands.meetings.holding import Next
from store.rules.commands.meetings.planning import HoldMeeting

TASKS: Final = 12
FOLLOWER: Final = "人员2"
_BETWEEN: Final = 0.6
_PATIENCE: Final = 10.0
_ROUNDS: Final = 7


def meeting_rows(scale: Scale) -> Iterator[Row]:
    """All of it, on boards of their own."""
    yield from _followed(scale)
    yield from _ticking(scale)
    yield from _held(scale)


def _followed(scale: Scale) -> Iterator[Row]:
    """One presents, as many others as `scale` says follow; the key that goes on."""
    path = _in_meeting(scale, "followed", scale.pushes + 2)
    env = person(scale.folder / "home")
    followers: list[Window] = []
    delays: list[float] = []
    own: list[float] = []
    presenter = Window(duiqi(path, "--as", AUTHOR_NAME), env)
    try:
        presenter.wait_for("P1")
        began = time.perf_counter()
        for _ in range(scale.sessions):
            followers.append(Window(duiqi(path, "--as", FOLLOWER), env))
            if len(followers) % (os.cpu_count() or 1) == 0:
                followers[-1].wait_for("P1")
        for window in followers:
            window.wait_for("P1")
        started = time.perf_counter() - began
        everybody = [presenter, *followers]
        _enter(everybody, "Q001")
        for turn in range(2, scale.pushes + 2):
            mine, others = _push(presenter, followers, f"Q{turn:03}")
            own += mine
            delays += others
            _quiet(everybody, _BETWEEN)
    finally:
        for window in (presenter, *followers):
            window.close()
    wanted = scale.pushes * scale.sessions
    yield Row(
        "meetings",
        f"the presenter's key painted on {scale.sessions} followers, p95",
        p95(delays) * 1000 if len(delays) == wanted else None,
        "ms",
        150,
        f"median {milliseconds(median(delays))}, slowest {milliseconds(max(delays, default=0.0))}, "
        f"{len(delays)} of {wanted} painted; on the presenter's own screen {milliseconds(median(own))}; "
        f"{scale.sessions} sessions started in {started:.1f} s",
    )


def _ticking(scale: Scale) -> Iterator[Row]:
    """A meeting on the screen that nobody touches: its clock alone, then an urgent one beside it."""
    yield _sent(
        scale, "bytes a second while a meeting's clock runs", _in_meeting(scale, "ticking", 3), "Q001"
    )
    path = _copy(demo(scale.folder), scale.folder / "urgent")
    board = Board.open(path, origin="bench", author=AUTHOR)
    board.commit(HoldMeeting(1, MeetingKind.WEEKLY))
    name = next(each.name for each in board.state.all(Person) if each.id == AUTHOR)
    board.close()
    yield _sent(scale, "the same, and an urgent clock with seconds in the header", path, "[变化]", name)


def _sent(scale: Scale, what: str, path: Path, item: str, name: str = AUTHOR_NAME) -> Row:
    with Window(duiqi(path, "--as", name), person(scale.folder / "home")) as window:
        _enter([window], item)
        _quiet([window], scale.rest)
        sent, began = window.count, time.perf_counter()
        _quiet([window], scale.idle)
        took, sent = time.perf_counter() - began, window.count - sent
    return Row("meetings", what, sent / took, "bytes/s", 200, f"{sent} bytes in {took:.0f} s")


def _held(scale: Scale) -> Iterator[Row]:
    """Weekly meetings one after the other: what each of its large steps takes, the lock held but for one."""
    path = _copy(gathered(scale.folder, scale.middle), scale.folder / "held")
    board = Board.open(path, origin="bench", author=AUTHOR)
    opening, moving, looking, closing = [], [], [], []
    try:
        for _turn in range(max(2, min(_ROUNDS, scale.commits // 80))):
            opening.append(seconds(lambda: board.commit(HoldMeeting(1, MeetingKind.WEEKLY))))
            meeting = _running(board.state)
            for item in meeting.agenda[:4]:
                key = Next(meeting.id, item.id)
                moving.append(seconds(lambda key=key: board.commit(key)))  # type: ignore[misc]
            looking.append(seconds(lambda: since_opening(board, meeting.id)))  # noqa: B023
            closing.append(seconds(lambda: board.commit(CloseMeeting(meeting.id))))  # noqa: B023
    finally:
        board.close()
    steps = (
        ("a weekly meeting opened, its agenda built", opening, "the lock held"),
        ("the next item", moving, "the lock held"),
        ("looking back at a meeting before it is closed", looking, "no lock, in a thread"),
        ("a weekly meeting closed: holes, minutes, the next one", closing, "the lock held"),
    )
    for what, taken, how in steps:
        worst = milliseconds(max(taken))
        yield Row(
            "meetings",
            f"{what}, {scale.middle:,} tasks",
            statistics.median(taken) * 1000,
            "ms",
            None,
            f"{how}; slowest {worst} of {len(taken)}",
        )


def _in_meeting(scale: Scale, name: str, items: int) -> Path:
    """A board on which a meeting about so many tasks runs: the seventh has `Q007` in its title."""
    path = _copy(gathered(scale.folder, max(TASKS, items)), scale.folder / name)
    board = Board.open(path, origin="bench", author=AUTHOR)
    tasks = board.state.all(Task)[:items]
    titles = [f"Q{at:03} 物料" for at in range(1, items + 1)]
    board.commit(*(EditTask(task.id, {"title": title}) for task, title in zip(tasks, titles, strict=True)))
    agenda = [
        AgendaItem(id=at, kind=ItemKind.TASK, ref=task.id, title=title, minutes=1)
        for at, (task, title) in enumerate(zip(tasks, titles, strict=True), 1)
    ]
    board.commit(HoldMeeting(1, MeetingKind.WEEKLY, agenda=agenda))
    board.close()
    return path


def _copy(path: Path, to: Path) -> Path:
    """The board at `path`, its journal included, in a folder of its own."""
    to.mkdir(exist_ok=True)
    shutil.copy(path, to / path.name)
    shutil.copytree(path.with_suffix(".duiqi"), to / f"{path.stem}.duiqi", dirs_exist_ok=True)
    return to / path.name


def _running(state: State) -> Meeting:
    return next(each for each in state.all(Meeting) if each.running)


def _enter(windows: Sequence[Window], item: str) -> None:
    """`m`, from Home: the item on the table."""
    for window in windows:
        window.wait_for(" m ")
    _quiet(windows, _BETWEEN)
    for window in windows:
        window.send(b"m")
    for window in windows:
        window.wait_for(item)
    _quiet(windows, _BETWEEN)


def _push(
    presenter: Window, followers: Sequence[Window], word: str
) -> tuple[Sequence[float], Sequence[float]]:
    """The presenter goes on; the seconds after which they themself and the others had it."""
    everybody = {window.fileno(): window for window in (presenter, *followers)}
    for window in everybody.values():
        window.forget()
    poll = select.poll()
    for fd in everybody:
        poll.register(fd, select.POLLIN)
    pressed, wanted = time.perf_counter(), word.encode()
    presenter.send(b" ")
    found: dict[int, float] = {}
    while len(found) < len(everybody) and (left := pressed + _PATIENCE - time.perf_counter()) > 0:
        for fd, _ in poll.poll(left * 1000):
            everybody[fd].take()
            if wanted in everybody[fd].seen:
                found[fd] = time.perf_counter() - pressed
                poll.unregister(fd)
    mine = found.pop(presenter.fileno(), None)
    return ([mine] if mine is not None else []), list(found.values())


def _quiet(windows: Sequence[Window], patience: float) -> None:
    """Until what the key brought is painted. The clocks go on, so it is never quiet for a second."""
    end = time.perf_counter() + patience
    while (left := end - time.perf_counter()) > 0:
        for window in select.select(windows, [], [], left)[0]:
            window.take()
