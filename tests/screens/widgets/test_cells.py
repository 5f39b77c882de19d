from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.widgets.cells import CUT, cut, fit, joined, literal, width, wrap
from store.model.text import unseen

HOSTILE = [
    "[/red]",
    "[@click=app.quit]x[/]",
    "\x1b[31mred\x1b]52;c;aGk=\x07",
    "a\u202eb\u200bc\u200d\ufe0f",
    "\ud800lone",
    "two\nlines\tand a tab",
    "\u0301mark first",
    "e" + "\u0301" * 40,
    "👩\u200d👩\u200d👧 🇨🇳",
]


@given(st.text() | st.sampled_from(HOSTILE), st.integers(0, 60))
def test_any_text_takes_exactly_the_cells_it_is_given(text: str, room: int) -> None:
    line = fit(text, room)
    assert sum(cell_len(piece) for piece, _ in line) == room


@given(st.text() | st.sampled_from(HOSTILE), st.integers(1, 60))
def test_nothing_that_must_not_be_painted_is_left_in_a_cell(text: str, room: int) -> None:
    shown = "".join(piece for piece, _ in fit(text, room))
    assert not any(map(unseen, shown))
    shown.encode()


@given(st.text())
def test_the_width_counted_is_the_width_that_is_painted(text: str) -> None:
    assert width(text) == cell_len(literal(text))


def test_a_wide_character_is_never_cut_in_half() -> None:
    assert fit("宣传物料", 5) == (("宣传", ""), (" ", ""))
    assert cut("宣传物料设计", 7) == "宣传" + CUT
    assert fit("宣传物料设计", 9) == (("宣传物" + CUT, ""), (" ", ""))


def test_a_text_that_fits_is_not_touched() -> None:
    assert cut("宣传物料", 8) == "宣传物料"
    assert cut("[b]plain[/b]", 12) == "[b]plain[/b]"


def test_numbers_stand_on_the_right() -> None:
    assert fit("7", 3, "right") == (("  ", ""), ("7", ""))


def test_pieces_are_cut_together_and_keep_their_styles() -> None:
    assert fit((("11-26", ""), (" +2天", "delayed")), 12, style="done") == (
        ("11-26", "done"),
        (" +2天", "delayed"),
        ("  ", "done"),
    )
    assert fit((("11-26", ""), (" +2天", "delayed")), 8) == (("11-26", ""), (" +2", "delayed"))


def test_a_line_is_wrapped_where_there_is_less_room_than_its_indent() -> None:
    lines = wrap((("label  ", "muted"), ("原因 reason", "")), 3, 12)
    assert "".join(text for line in lines for text, _style in line).replace(" ", "") == "label原因reason"
    assert all(sum(width(text) for text, _style in line) <= 3 for line in lines)


def test_a_blank_with_a_ground_of_its_own_stays_apart() -> None:
    pieces = ((" ", "ground-low"), (" ", ""), ("##", "bar"), ("  ", ""), ("4", ""))
    assert joined(pieces) == ((" ", "ground-low"), (" ", ""), ("##", "bar"), ("  4", ""))


def test_a_blank_costs_no_change_of_style() -> None:
    assert joined(((" ", ""), ("!", "delayed"), (" ", "mark"), ("NPL-7", ""), ("  ", ""))) == (
        (" ! ", "delayed"),
        ("NPL-7  ", ""),
    )


@given(st.text(alphabet="ab 宣传，。x\n\u200b", max_size=80), st.integers(4, 30), st.integers(0, 2))
def test_wrapped_lines_lose_nothing_and_are_never_too_wide(text: str, room: int, indent: int) -> None:
    lines = ["".join(piece for piece, _ in line) for line in wrap(text, room, indent)]
    assert all(cell_len(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == literal(text).replace(" ", "")


def test_chinese_breaks_between_characters_and_english_between_words() -> None:
    assert wrap("研发部手册未同步，等周三", 12) == [(("研发部手册未", ""),), (("同步，等周三", ""),)]
    assert wrap("the manual is late", 11) == [(("the manual", ""),), (("is late", ""),)]
