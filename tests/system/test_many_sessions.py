"""Many people at one board, each in a real terminal: lines drop, programs are killed, and nothing is lost."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from bench.boards import gathered
from bench.paint import follow_up
from bench.window import Gone, Window, duiqi, person
from store.board.board import Board
from store.board.checking import check
from store.board.presence import who_is_here
from store.model.clock import SystemClock
from store.model.task import Task
from store.rules.commands import EditTask

TASKS: Final = 12
_SAVED: Final = "已记下备注"
_FORM: Final = "放弃"
_PATIENCE: Final = 60.0
_TRIES: Final = 10
_REST: Final = 1.0
"""Seconds in which whatever a screen still has to paint when it opens begins."""


@dataclass
class Room:
    """Everybody on one board. `acknowledged` is what a screen said was saved."""

    path: Path
    home: Path
    drops: int
    acknowledged: list[str] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    mutex: threading.Lock = field(default_factory=threading.Lock)

    def enter(self, number: int) -> Window:
        """Somebody comes in and goes to the follow-up board."""
        window = Window(duiqi(self.path, "--as", f"人员{number}"), person(self.home / str(number)))
        window.wait_for("P1", patience=_PATIENCE)
        follow_up(window)
        window.settle(0.3, first=_REST)
        return window

    def drop(self, chance: random.Random) -> str | None:
        """How this session ends now, if it is one of those that do."""
        with self.mutex:
            if sum(self.dropped.values()) >= self.drops:
                return None
            how = chance.choice(("killed", "hung up", "ended"))
            self.dropped[how] += 1
            return how


def work(room: Room, number: int, rounds: int) -> Window:
    """Write a note a round; where the line drops, come in again and go on. The session that is left."""
    chance = random.Random(number)
    window = room.enter(number)
    for turn in range(rounds):
        said = f"第{number}人第{turn}条"
        ask(window)
        window.settle(0.3, first=_REST)
        window.forget()
        how = room.drop(chance) if turn else None
        try:
            window.send(said.encode())
            window.wait_for(said[-2:], patience=_PATIENCE)
            window.send(b"\x13")
            if how is not None:
                time.sleep(chance.uniform(0.0, 0.05))
                end(window, how)
            window.wait_for(_SAVED, patience=_PATIENCE)
            with room.mutex:
                room.acknowledged.append(said)
        except Gone:
            if how is None:
                raise
        if how is not None:
            window.close()
            window = room.enter(number)
    return window


def ask(window: Window) -> None:
    """Open the form of a note; as a person would, press the key again where nothing comes of it."""
    for _ in range(_TRIES):
        window.forget()
        window.send(b"n")
        try:
            window.wait_for(_FORM, patience=_PATIENCE / _TRIES)
        except Gone as gone:
            if "it ended" in str(gone):
                raise
        else:
            return
    raise Gone(f"the form of a note does not open: {window.tail()}")


def end(window: Window, how: str) -> None:
    """A kill leaves the program no moment; the others are what a closed window and a stopping server send."""
    os.kill(window.pid, {"killed": signal.SIGKILL, "hung up": signal.SIGHUP}.get(how, signal.SIGTERM))


def together(folder: Path, sessions: int, rounds: int, drops: int) -> None:
    """`sessions` people write `rounds` notes each while `drops` of them lose their line."""
    room = Room(gathered(folder, TASKS), folder / "homes", drops)
    with ThreadPoolExecutor(sessions) as everybody:
        windows = list(everybody.map(lambda number: work(room, number, rounds), range(1, sessions + 1)))
    try:
        assert len(who_is_here(room.path, SystemClock().now())) == sessions
        board = Board.open(room.path, author=1)
        task = max(board.state.all(Task), key=lambda each: len(each.notes)).id  # where everybody looks
        for window in windows:
            window.forget()
        board.commit(EditTask(task, {"title": "大家都看见了"}))
        for window in windows:
            window.wait_for("大家都看见了", patience=_PATIENCE)
        board.close()
    finally:
        for window in windows:
            window.close()
    # Who was killed is gone at once: a lock of the kernel held the seat.
    assert who_is_here(room.path, SystemClock().now()) == []
    assert sum(room.dropped.values()) == drops
    after = Board.open(room.path, author=1)
    assert after.read_only is None
    notes = [note.text for task in after.state.all(Task) for note in task.notes]
    after.close()
    assert len(room.acknowledged) >= sessions * rounds - drops
    found = {said: sum(said in note for note in notes) for said in room.acknowledged}
    assert [said for said, times in found.items() if not times] == []
    # Whose line dropped between the acknowledgement and the end of the draft is offered the text once more.
    assert sum(times > 1 for times in found.values()) <= drops
    assert check(room.path) == []


def test_who_writes_together_loses_nothing_though_lines_drop(tmp_path: Path) -> None:
    together(tmp_path, sessions=4, rounds=3, drops=3)


@pytest.mark.soak
def test_fifty_write_together_and_lose_nothing_though_lines_drop(tmp_path: Path) -> None:
    together(tmp_path, sessions=50, rounds=12, drops=60)
