"""What goes wrong with the files while people look: a clear sentence, what was typed is kept, a way out."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.board.paths import Paths
from store.language import Language
from tests.harness import Terminal
from tests.system.sessions import command_line, lines_of, session

WORDS: dict[str, tuple[str, str]] = {
    "board": ("[关注", "[Attention"),
    "note": ("宣传物料设计  备注", "宣传物料设计  note"),
    "not saved": ("没有保存", "Not saved"),
    "too large": ("允许的大小", "larger than"),
    "kept": ("您输入的内容还在这里", "What you typed is still here"),
    "held": ("看板被占用", "The board is held"),
    "look only": ("您选择了只看", "You chose to look only"),
    "read anew": ("已重新读取", "has been read anew"),
    "noted": ("已记下备注", "noted"),
    "damaged": ("损坏", "damaged"),
    "newer": ("版本", "newer"),
    "read-only": ("只读", "only"),
}
"""What is looked for, in both languages."""


@pytest.fixture(params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> Language:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def word(lang: Language) -> Callable[[str], str]:
    return lambda name: WORDS[name][lang == "en"]


Word = Callable[[str], str]


def opened(terminal: Terminal, word: Word) -> None:
    terminal.wait_for("NPL")
    terminal.press("enter")
    terminal.wait_for(word("board"))
    terminal.wait_for("|#  NPL-6")


def note(terminal: Terminal, word: Word, text: str = "资料已到") -> None:
    terminal.press("n")
    terminal.wait_for(word("note"))
    terminal.wait_for("ctrl+s")
    terminal.type(text)
    terminal.wait_for(text)
    terminal.press("ctrl+s")


def left_in_order(terminal: Terminal) -> None:
    """Out of whatever is open, to the shell; nothing of the program stays behind."""
    terminal.press("ctrl+q")
    assert terminal.wait_exit() == 0
    assert terminal.left_on == []
    assert "Traceback" not in terminal.raw.decode()


def test_a_full_disk_says_so_and_keeps_what_was_typed(board_file: Path, lang: Language, word: Word) -> None:
    journal = Paths.of(board_file).journal
    size = journal.stat().st_size
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size + 60}, {size + 60})); "
        "from tui.cli import main; sys.exit(main())"
    )
    with session(board_file, lang=lang, program=(sys.executable, "-c", limited)) as terminal:
        opened(terminal, word)
        note(terminal, word)
        seen = terminal.wait_for(word("not saved"))
        assert word("kept") in seen
        terminal.press("enter")
        terminal.wait_gone(word("not saved"))
        assert "资料已到" in terminal.grid
        left_in_order(terminal)
    assert journal.stat().st_size == size


@pytest.fixture
def holder(board_file: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A stopped process that holds the lock, as 王芳's would after ctrl+z in the midst of writing."""
    lock = Paths.of(board_file).lock
    code = (
        f"import fcntl, json, os, time; fd = os.open({str(lock)!r}, os.O_RDWR | os.O_CREAT); "
        "fcntl.flock(fd, fcntl.LOCK_EX); "
        "who = dict(since=time.time(), pid=os.getpid(), person='王芳', host='mac'); "
        "os.pwrite(fd, json.dumps(who).encode().ljust(400), 0); print('held', flush=True); time.sleep(300)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGSTOP)
        yield process
        process.kill()


def test_a_lock_held_by_a_stopped_process_names_who_and_lets_one_look_only(
    board_file: Path, holder: subprocess.Popen[bytes], lang: Language, word: Word
) -> None:
    with session(board_file, lang=lang) as terminal:
        opened(terminal, word)
        note(terminal, word)
        terminal.wait_for("王芳")
        seen = terminal.wait_for(word("held"))
        assert "王芳" in seen
        assert str(holder.pid) in seen
        terminal.press("r")
        terminal.wait_for(word("look only"))
        assert "资料已到" in terminal.grid
        left_in_order(terminal)


def test_waiting_for_a_stopped_process_saves_as_soon_as_it_goes_on(
    board_file: Path, holder: subprocess.Popen[bytes]
) -> None:
    def word(name: str) -> str:
        return WORDS[name][0]

    with session(board_file) as terminal:
        opened(terminal, word)
        note(terminal, word)
        terminal.wait_for(word("held"))
        terminal.press("enter")
        terminal.wait_gone(word("held"))
        holder.kill()
        terminal.wait_for(word("noted"))
    assert lines_of(board_file)[-1]["command"] == "note"


def _delete_journal(board: Path) -> None:
    Paths.of(board).journal.unlink()


def _delete_folder(board: Path) -> None:
    try:
        shutil.rmtree(Paths.of(board).folder)
    except OSError:  # the session has just written into it
        shutil.rmtree(Paths.of(board).folder)


@pytest.mark.parametrize("harm", [_delete_journal, _delete_folder])
def test_files_that_go_while_they_are_open_are_told_of_and_made_anew(
    board_file: Path, lang: Language, word: Word, harm: Callable[[Path], None], tmp_path: Path
) -> None:
    with session(board_file, lang=lang) as terminal:
        opened(terminal, word)
        harm(board_file)
        terminal.wait_for(" ! ")
        note(terminal, word)
        terminal.wait_for(word("noted"))
        left_in_order(terminal)
    assert command_line(tmp_path, "check", board_file).returncode == 0


def test_the_file_that_goes_is_written_again(board_file: Path, lang: Language, word: Word) -> None:
    with session(board_file, lang=lang) as terminal:
        opened(terminal, word)
        board_file.unlink()
        note(terminal, word)
        terminal.wait_for(word("noted"))
        left_in_order(terminal)
    assert "资料已到" in board_file.read_text()


def test_a_damaged_journal_is_told_of_and_nothing_can_be_changed(
    board_file: Path, lang: Language, word: Word
) -> None:
    journal = Paths.of(board_file).journal
    with session(board_file, lang=lang) as terminal:
        opened(terminal, word)
        with journal.open("ab") as file:
            file.write(b'{"seq":999,"nonsense":"\xff\x1b]0;owned\x07"}\n')
        terminal.wait_for(word("damaged"))
        terminal.press("s")
        terminal.wait_for(word("read-only"))
        left_in_order(terminal)
        assert "\x1b]0;" not in terminal.raw.decode()


def test_a_board_of_a_newer_program_opens_for_reading_and_says_why(
    board_file: Path, lang: Language, word: Word
) -> None:
    newer(board_file)
    with session(board_file, lang=lang) as terminal:
        terminal.wait_for(word("newer"))
        terminal.press("enter")
        terminal.wait_for(word("board"))
        terminal.press("s")
        terminal.wait_for(word("newer"))
        left_in_order(terminal)


def newer(board: Path) -> None:
    """Make a board say that a newer program wrote it, every sum right."""
    import zlib

    journal = Paths.of(board).journal
    first = journal.read_bytes().split(b"\n")[0]
    body = first[: first.rindex(b',"sum":')].replace(b'"format":1', b'"format":99', 1)
    journal.write_bytes(body + b',"sum":"%08x"}\n' % zlib.crc32(body))


def test_a_folder_that_may_only_be_read_says_so(board_file: Path, lang: Language, word: Word) -> None:
    with session(board_file, "李明", "--read-only", lang=lang) as terminal:
        terminal.wait_for(word("read-only"))
        terminal.press("enter")
        terminal.wait_for(word("board"))
        terminal.press("s")
        terminal.wait_for(" ! ")
        left_in_order(terminal)
