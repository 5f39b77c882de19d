"""sshd asks Duiqi whose key it is (`AuthorizedKeysCommand`), set up with the words of docs/hosting.md.

No `authorized_keys` file has a part in it: who is added comes in with the next connection, who is taken out
does not. sshd wants the program and every folder above it to be root's alone, so this needs root.
"""

from __future__ import annotations

import getpass
import os
import pwd
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.screens.stage import copied
from tests.system.sessions import ROOT
from tests.system.ssh_server import MISSING, Server, running
from tui.hosted.audit import Log

pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason=f"not here: {', '.join(MISSING)}"),
    pytest.mark.skipif(os.geteuid() != 0, reason="sshd runs no AuthorizedKeysCommand but root's: not root"),
]

SSHD_REFUSES: Final = 255


@pytest.fixture(scope="module")
def program() -> Iterator[Path]:
    """The command `duiqi` as it is installed, in a place that sshd accepts."""
    place = next((path for path in ("/opt", "/usr/local/lib", pwd.getpwuid(0).pw_dir) if _roots(path)), None)
    if place is None:
        pytest.skip("no folder of this machine is root's alone, up to the top")
    with tempfile.TemporaryDirectory(prefix="duiqi", dir=place) as folder:
        command = Path(folder) / "duiqi"
        command.write_bytes(Path(sys.executable).with_name("duiqi").read_bytes())
        command.chmod(0o755)
        yield command


def _roots(place: str) -> bool:
    """What sshd demands: nobody but root may change it, nor anything above it."""
    here = Path(place)
    found = [path.stat() for path in (here, *here.parents) if path.is_dir()]
    return here.is_dir() and all(each.st_uid == 0 and not each.st_mode & 0o022 for each in found)


@pytest.fixture(scope="module")
def server(
    program: Path, _example_of_today: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server whose sshd is set up as the documents say; nobody is let in yet."""
    folder = tmp_path_factory.mktemp("sshd")
    with running(folder, more=_documented(program, folder / "team")) as made:
        for part in copied(_example_of_today, folder / "example").parent.iterdir():
            part.rename(made.places.boards / part.name)
        yield made


def _documented(program: Path, host: Path) -> str:
    """What docs/hosting.md says for `sshd_config`, with this machine's account and places."""
    page = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    block = re.search(r"^Match User boards\n(?:    .*\n)+", page, re.MULTILINE)
    assert block is not None
    said = block[0]
    for documented, here in {
        "User boards": f"User {getpass.getuser()}",
        "/opt/duiqi/bin/duiqi": str(program),
        "/srv/team": str(host),
    }.items():
        assert documented in said, documented
        said = said.replace(documented, here)
    return said


def host(server: Server, program: Path, *words: str | Path) -> None:
    """What the account types."""
    command = [program, "host", *words, "--host", server.places.folder]
    subprocess.run(command, check=True, capture_output=True, timeout=60)


def ask(server: Server, person: str, line: str) -> tuple[int, str, str]:
    """Over a connection of its own, so that sshd asks anew."""
    ended = server.ask(person, line, "-o", "ControlPath=none")
    return ended.code, ended.out, ended.err


def test_who_is_added_comes_in_at_once_and_who_is_taken_out_no_longer(server: Server, program: Path) -> None:
    key = server.make_key("wangfang")
    code, _, said = ask(server, "wangfang", "today launch")
    assert (code, "Permission denied" in said) == (SSHD_REFUSES, True), said

    host(server, program, "add", "wangfang", "--key", key, "--boards", "launch=王芳")
    code, seen, said = ask(server, "wangfang", "today launch --lang en")
    assert (code, said) == (0, "")
    assert "NPL-7" in seen

    host(server, program, "remove", "wangfang")
    code, seen, said = ask(server, "wangfang", "today launch")
    assert (code, seen, "Permission denied" in said) == (SSHD_REFUSES, "", True), said
    assert (server.folder / "authorized_keys").read_bytes() == b""


def test_each_key_is_its_own_person_and_reaches_nothing_but_the_program(
    server: Server, program: Path
) -> None:
    for name, who in {"liming": "李明", "chengong": "陈工"}.items():
        host(server, program, "add", name, "--key", server.make_key(name), "--boards", f"launch={who}")
    mark = server.folder / "escaped"
    for line in (f"touch {mark}", f"sh -c 'touch {mark}'", f"today launch; touch {mark}"):
        code, seen, said = ask(server, "liming", line)
        assert (code, seen) in ((2, ""), (3, "")), said
        assert said.startswith("duiqi: ")
    code, _, said = ask(server, "chengong", "update launch NPL-6 --note x unblock --lang en")
    assert code == 3, said
    for options in (("-s",), ("-N", "-R", f"0:127.0.0.1:{server.port}", "-o", "ExitOnForwardFailure=yes")):
        assert server.ask("liming", "sftp", *options).code not in (0, None)
    assert not mark.exists()
    people = {str(line["person"]) for line in Log(server.places.log).lines() if line["event"] == "refused"}
    assert people == {"liming", "chengong"}


def test_a_second_key_is_taken_from_its_person_alone(server: Server, program: Path) -> None:
    """A phone that was lost."""
    keys = {name: server.make_key(name) for name in ("laptop", "phone")}
    for key in keys.values():
        host(server, program, "add", "zhaomin", "--key", key, "--boards", "launch=赵敏")
    print_ = subprocess.run(
        ["ssh-keygen", "-l", "-f", keys["phone"]], check=True, capture_output=True, text=True
    )
    host(server, program, "remove", "zhaomin", "--key", print_.stdout.split()[1])
    assert ask(server, "laptop", "help")[0] == 0
    assert ask(server, "phone", "help")[0] == SSHD_REFUSES
