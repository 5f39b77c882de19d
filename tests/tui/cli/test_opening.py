"""Opening the screens: on which board, as whom, in which language; the screens themselves stand in."""

from __future__ import annotations

import builtins
import sys
from pathlib import Path
from types import ModuleType

import pytest

from store import language
from store.board.board import Board
from store.example import LI_MING
from tests.tui.cli.conftest import Run
from tui.cli import machine, memory
from tui.cli.call import Call


class Screens(ModuleType):
    """Stands in for `tui.app`: notes what it was given."""

    def __init__(self) -> None:
        super().__init__("tui.app")
        self.seen: list[tuple[str, int | None, bool, str]] = []

    def run_board(self, board: Board) -> int:
        """As the real one: shows the board, then closes it."""
        self.seen.append((board.path.name, board.author, board.read_only is not None, language.current()))
        board.close()
        return 0


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> Screens:
    screens = Screens()
    monkeypatch.setitem(sys.modules, "tui.app", screens)
    monkeypatch.setattr(Call, "interactive", True)
    return screens


def _answer(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr(builtins, "input", lambda _question: answer)


def test_a_board_opens_for_who_is_known(run: Run, board: Path, screens: Screens) -> None:
    assert run(board).code == 0
    assert run(board, "--as", "王芳").code == 0
    assert run("open", board, "--read-only", "--as", "王芳").code == 0
    assert screens.seen == [
        ("launch.json", None, False, "en"),
        ("launch.json", 9, False, "en"),
        ("launch.json", 9, True, "en"),
    ]


def test_the_board_opened_last_opens_again(run: Run, board: Path, screens: Screens) -> None:
    assert run(board).code == 0
    assert run().code == 0
    assert [seen[0] for seen in screens.seen] == ["launch.json", "launch.json"]


def test_the_demo_opens_as_its_facilitator_and_is_not_the_board_used_last(
    run: Run, tmp_path: Path, screens: Screens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ran = run("demo")
    assert screens.seen == [("demo.json", LI_MING, False, "en")]
    assert "demo.json" in ran.out
    assert memory.last_board() is None


def test_without_any_board_one_is_offered(
    run: Run, tmp_path: Path, screens: Screens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _answer(monkeypatch, "n")
    assert run().code == 0
    assert list(tmp_path.iterdir()) == []
    _answer(monkeypatch, "")
    assert run().code == 0
    assert screens.seen == [("duiqi.json", None, False, "en")]
    assert run("new.json").code == 0
    assert screens.seen[-1][0] == "new.json"


def test_what_cannot_be_opened_is_said_before_the_screens(run: Run, board: Path, screens: Screens) -> None:
    board.with_suffix(".duiqi").joinpath("journal.jsonl").unlink()
    board.write_text("{")
    assert run(board).code == 3
    assert run(board.parent / "nothing").code == 2
    assert run(board, "--as", "谁").code in (2, 3)
    assert screens.seen == []


def test_screens_open_in_the_language_chosen_last_unless_one_is_asked_for(
    run: Run, board: Path, screens: Screens, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store.board.own import own_folder
    from store.board.personal import Memory

    Memory(own_folder()).prefer(language="en")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    run(board, lang=None)
    run(board, lang="zh")
    monkeypatch.setenv("DUIQI_LANG", "zh")
    run(board, lang=None)
    assert [seen[3] for seen in screens.seen] == ["en", "zh", "zh"]


def test_a_bound_session_has_no_demo(run: Run, screens: Screens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIQI_PERSON", "王芳")
    assert run("demo").code == 2
    assert screens.seen == []


@pytest.mark.parametrize(
    ("locale", "country"),
    [
        ("zh_CN.UTF-8", "CN"),
        ("en_US.UTF-8", "US"),
        ("de_DE@euro", "DE"),
        ("C.UTF-8", "CN"),
        ("", "CN"),
        ("en_XX", "CN"),
    ],
)
def test_a_new_board_has_the_country_of_the_locale(
    locale: str, country: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_TIME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert machine.country() == country


def test_a_new_board_has_the_machines_time_zone_if_it_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert machine.time_zone() == "Europe/Berlin"
    monkeypatch.setenv("TZ", "CST-8")
    assert machine.time_zone()
