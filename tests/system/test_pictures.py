"""The pictures of the documents: each character stands in its own cells."""

from __future__ import annotations

import pytest

from docs.drawing import BACKGROUND, NoFontError, draw, pen
from docs.pictures import PICTURES, main
from tests.harness.emulator import Emulator

SIZE = 20


@pytest.fixture(autouse=True)
def _fonts() -> None:
    try:
        pen(SIZE)
    except NoFontError as missing:
        pytest.skip(str(missing))


def test_chinese_fills_its_two_cells_and_leaves_the_others_alone() -> None:
    emulator = Emulator(6, 1, lambda _: None)
    emulator.feed("\x1b[48;2;10;20;30m \x1b[m国\x1b[48;2;10;20;30m \x1b[m".encode())
    image = draw(emulator.grid(), size=SIZE)
    cell = pen(SIZE).width
    assert image.size == (6 * cell, pen(SIZE).height)

    def colours(first: int, cells: int) -> set[object]:
        part = image.crop((first * cell, 0, (first + cells) * cell, image.height))
        return {colour for _, colour in part.getcolors(1 << 16) or []}

    assert colours(0, 1) == {(10, 20, 30)}
    assert len(colours(1, 2)) > 2
    assert colours(3, 1) == {(10, 20, 30)}
    assert colours(4, 2) == {tuple(bytes.fromhex(BACKGROUND[1:]))}


def test_each_picture_is_a_file_of_its_own() -> None:
    assert len({picture.file for picture in PICTURES}) == len(PICTURES)


def test_a_picture_that_is_not_in_the_list_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["never.png"]) == 2
    assert "no such picture: never.png" in capsys.readouterr().err
