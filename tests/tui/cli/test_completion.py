"""Tab on a command line: what can stand next, asked of the table; and the scripts, in the real shells."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import orjson
import pytest

from tests.harness import Terminal
from tests.harness.home import environment
from tests.tui.cli.conftest import Run
from tui.cli.completing import answered
from tui.cli.grammar import SHELLS, VERBS

DUIQI: Final = Path(sys.executable).with_name("duiqi")


def words(*line: str) -> list[str]:
    """What can stand in the place of the last word of a line, files apart."""
    return [word for word, _ in answered(line, {}).candidates]


def files(*line: str) -> str:
    """Which files can stand there."""
    return answered(line, {}).files


# --- what can stand next


def test_first_comes_a_command_or_a_board() -> None:
    assert words("") == [verb.name for verb in VERBS[1:]]
    assert files("") == "boards"
    assert words("up") == ["update"]
    assert words("--lang", "zh", "up") == ["update"]
    assert all(said for _, said in answered([""], {}).candidates), "each says what it is"


def test_a_board_then_an_item_then_a_status(board: Path) -> None:
    assert files("update", "") == "boards"
    assert words("update", str(board), "NPL-1")[0] == "NPL-1"
    assert words("update", str(board), "NPL-7", "po") == ["postpone"]
    assert words("update", str(board), "NPL-7", "postpone", "x") == []
    assert "NPL-7" in words("log", str(board), "")


def test_the_board_may_be_left_out(board: Path) -> None:
    found = answered(["update", "NPL-7"], {"DUIQI_BOARD": str(board)})
    assert [word for word, _ in found.candidates] == ["NPL-7"]


@pytest.mark.parametrize(
    "line",
    [("list", "B", "--format", "j"), ("list", "--format", "j"), ("list", "B", "--format", "=", "j")],
)
def test_an_option_is_followed_by_what_it_takes(line: tuple[str, ...]) -> None:
    assert words(*line) == ["json"]


def test_an_option_and_its_value_may_be_one_word() -> None:
    assert words("list", "--format=j") == ["--format=json"]
    assert words("list", "--format", "=") == ["text", "json", "csv"], "as bash parts it"


def test_people_initiatives_departments_and_files_are_known(board: Path) -> None:
    assert "王芳" in words("today", str(board), "--person", "")
    assert words("update", str(board), "NPL-7", "block", "--release-by", "陈") == ["陈工"]
    assert words("list", str(board), "--initiative", "N") == ["NPL"]
    assert "研发部" in words("update", str(board), "NPL-7", "postpone", "--cause", "")
    assert files("import", str(board), "") == "files"
    assert files("backup", str(board), "--to", "") == "folders"
    assert files("restore", "") == "files"


def test_options_are_offered_once_unless_they_may_be_repeated(board: Path) -> None:
    line = ("update", str(board), "NPL-7", "--note", "x", "--tick", "1", "--urgent", "--")
    found = words(*line)
    assert "--tick" in found
    assert "--reason" in found
    assert not {"--note", "--urgent", "--no-urgent"} & set(found)
    assert words("check", "--q") == ["--quiet"]


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS[1:]])
def test_every_choice_of_every_command_is_offered(verb: str) -> None:
    own = next(each for each in VERBS if each.name == verb)
    for option in own.options:
        if option.choices:
            assert words(verb, f"--{option.name}", "") == list(option.choices)
    for at, place in enumerate(own.places):
        if place.choices:
            assert words(verb, *["x"] * at, "") == list(place.choices)


@pytest.mark.parametrize(
    "what",
    [
        b"",
        b"{",
        b"[]",
        b'{"tasks": []}',
        b'{"tasks": {"1": 3}, "initiatives": {"x": {"code": "N", "title": ""}}}',
    ],
)
def test_a_file_that_is_no_board_is_no_trouble(tmp_path: Path, what: bytes) -> None:
    (tmp_path / "odd.json").write_bytes(what)
    for line in (("update", ""), ("today", "--person", ""), ("list", "--initiative", "")):
        answered(line, {"DUIQI_BOARD": str(tmp_path / "odd.json")})
    assert words("update", str(tmp_path), "") == words("update", str(tmp_path / "none.json"), "") == []


def test_unfinished_quotes_are_no_trouble(board: Path) -> None:
    assert words("update", f"'{board}'", "NPL-7") == ["NPL-7"]
    assert words("update", str(board), "NPL-7", "complete", "--note", "'it's", "--tic") == ["--tick"]


# --- in the shells


HOSTILE: Final = "$(touch pwned)`touch pwned` ; touch pwned"


@pytest.fixture
def folder(board: Path) -> Path:
    """A folder with a board on which somebody's name is a command of a shell."""
    found = orjson.loads(board.read_bytes())
    found["people"]["3"]["name"] = HOSTILE
    board.write_bytes(orjson.dumps(found))
    return board.parent


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed(run: Run, shell: str) -> None:
    ran = run("completion", shell, lang=None)
    assert ran.code == 0
    assert f"duiqi completion {shell}" in ran.out
    assert ran.err == ""


def asked(shell: str, line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What a shell that has taken the script does with `line`."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"no {shell} here (scripts/system-packages gets it): its completion is not tried")
    return subprocess.run(
        [
            program,
            *(["--norc"] if shell == "bash" else ["-f"] if shell == "zsh" else ["--no-config"]),
            "-c",
            line,
        ],
        cwd=folder,
        env=environment(folder) | {"PATH": f"{DUIQI.parent}:/usr/bin:/bin", "DUIQI_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


_BASH: Final = """
source <(duiqi completion bash)
COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_duiqi
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def in_bash(folder: Path, typed: str) -> list[str]:
    ran = asked("bash", _BASH.format(words=typed), folder)
    assert ran.stderr == ""
    return ran.stdout.splitlines()


def test_bash(folder: Path) -> None:
    assert in_bash(folder, "duiqi upd") == ["update"]
    assert in_bash(folder, "duiqi list la") == ["launch.json"]
    assert in_bash(folder, "duiqi update launch.json NPL-7 --rel") == ["--release-by"]
    assert in_bash(folder, "duiqi list launch.json --format = c") == ["csv"]
    people = in_bash(folder, "duiqi today launch.json --person ''")
    assert "王芳" in people
    (hostile,) = [name for name in people if "pwned" in name]
    assert asked("bash", f"printf %s {hostile}", folder).stdout == HOSTILE, "it is quoted"
    assert not (folder / "pwned").exists()


def test_fish(folder: Path) -> None:
    def complete(typed: str) -> list[str]:
        ran = asked("fish", f"duiqi completion fish | source; complete -C '{typed}'", folder)
        assert ran.stderr == ""
        return [line.partition("\t")[0] for line in ran.stdout.splitlines()]

    assert complete("duiqi upd") == ["update"]
    assert "launch.json" in complete("duiqi list la")
    assert complete("duiqi update launch.json NPL-7 --rel") == ["--release-by"]
    assert complete("duiqi list launch.json --format=c") == ["--format=csv"]
    people = complete("duiqi today launch.json --person ")
    assert "王芳" in people
    assert HOSTILE in people
    assert not (folder / "pwned").exists()


def test_zsh(folder: Path) -> None:
    """zsh completes only in a terminal."""
    zsh = shutil.which("zsh")
    if zsh is None:
        pytest.skip("no zsh here (scripts/system-packages gets it): its completion is not tried")
    (folder / ".zshrc").write_text(
        "PS1='> '; setopt no_beep\n"
        "autoload -U compinit; compinit -u -D; source <(duiqi completion zsh)\n"
        "zstyle ':completion:*' list-prompt ''; echo ready\n"
    )
    env = {
        "PATH": f"{DUIQI.parent}:/usr/bin:/bin",
        "DUIQI_LANG": "en",
        "ZDOTDIR": str(folder),
        "LANG": "C.UTF-8",
    }
    with Terminal([zsh, "-i"], home=folder, cwd=folder, env=env, size=(100, 30)) as terminal:
        terminal.wait_for("ready")
        for typed, whole in (
            ("duiqi upd", "> duiqi update "),
            ("duiqi list la", "> duiqi list launch.json "),
            ("duiqi list launch.json --format=c", "--format=csv"),
            ("duiqi update launch.json NPL-7 --rel", "--release-by "),
        ):
            terminal.type(f"{typed}\t")
            terminal.wait_for(whole.rstrip())
            terminal.press("ctrl+u")
            terminal.wait_gone(whole.rstrip())
        terminal.type("duiqi today launch.json --person \t")
        terminal.wait_for("王芳")
        assert not (folder / "pwned").exists()
