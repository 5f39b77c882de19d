from hypothesis import given
from hypothesis import strategies as st

from screens.widgets.window import Window

windows = st.builds(Window, top=st.integers(0, 400), room=st.integers(3, 60), row_height=st.integers(1, 3))


@given(windows, st.integers(0, 300))
def test_a_row_is_in_sight_after_scrolling_to_it(window: Window, index: int) -> None:
    there = Window(window.top_showing(index), window.room, window.row_height)
    assert there.shows(index)
    assert index in there.rows


@given(windows, st.integers(0, 300))
def test_nothing_scrolls_for_a_row_in_sight(window: Window, index: int) -> None:
    if window.shows(index):
        assert window.top_showing(index) == window.top


@given(windows, st.integers(0, 59))
def test_the_row_at_a_line_is_the_row_painted_there(window: Window, line: int) -> None:
    begins = window.line_of(window.row_at(line))
    assert begins <= line < begins + window.row_height


def test_a_row_below_jumps_near_the_top_and_a_row_above_near_the_bottom() -> None:
    assert Window(top=0, room=20, row_height=1).top_showing(20) == 18
    assert Window(top=18, room=20, row_height=1).top_showing(17) == 0
    assert Window(top=50, room=20, row_height=1).top_showing(49) == 32


def test_a_row_higher_than_the_window_does_not_scroll_for_ever() -> None:
    assert Window(top=0, room=1, row_height=2).top_showing(0) == 0
