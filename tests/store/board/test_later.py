"""Writing soon, in a thread."""

from __future__ import annotations

import threading

from store.board.later import Later

HOUR = 3600.0


def test_the_first_value_goes_at_once() -> None:
    written = threading.Event()
    later = Later[str, int](lambda key, value: written.set(), HOUR, name="test")
    later.put("a", 1)
    assert written.wait(30)
    later.close()


def test_of_many_values_only_the_newest_is_written() -> None:
    written: list[tuple[str, int]] = []
    first = threading.Event()

    def write(key: str, value: int) -> None:
        written.append((key, value))
        first.set()

    later = Later[str, int](write, HOUR, name="test")
    later.put("a", 0)
    assert first.wait(30)
    for value in range(1, 100):
        later.put("a", value)
        later.put("b", -value)
    later.flush()
    assert written == [("a", 0), ("a", 99), ("b", -99)]
    later.close()


def test_what_waits_is_written_at_the_end_and_nothing_after() -> None:
    written: list[int] = []
    later = Later[str, int](lambda key, value: written.append(value), HOUR, name="test")
    later.put("a", 1)
    later.flush()
    later.put("a", 2)
    later.close()
    later.put("a", 3)
    later.flush()
    later.close()
    assert written == [1, 2]


def test_without_a_value_there_is_no_thread() -> None:
    before = threading.active_count()
    later = Later[str, int](lambda key, value: None, HOUR, name="test")
    later.flush()
    assert threading.active_count() == before
    later.close()


def test_what_is_urgent_does_not_wait_for_the_pause() -> None:
    urgent = threading.Event()
    later = Later[str, int](lambda key, value: urgent.set() if value == 2 else None, HOUR, name="test")
    later.put("a", 1)
    later.flush()
    later.put("a", 2, at_once=True)
    assert urgent.wait(30)
    later.close()
