"""The fence: whatever a hosted process is made to do, other files and programs stay out of its reach."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tui.hosted.places import Places

ATTEMPTS: Final = {
    "read another's file": "open(other).read()",
    "read by a path with dots": "open(mine + '/../other').read()",
    "read through a link": "open(link).read()",
    "read with os": "os.open(other, os.O_RDONLY)",
    "look into a folder": "os.listdir(mine + '/../..')",
    "write a file": "open(other + '2', 'w')",
    "write where one may only read": "open(read, 'a')",
    "make a folder": "os.mkdir(other + '3')",
    "rename out of the place": "os.rename(own, other + '4')",
    "rename into the place": "os.rename(other, own)",
    "link out of the place": "os.symlink(other, own + '5'); open(own + '5').read()",
    "take a file away": "os.unlink(other)",
    "open its rights": "os.chmod(other, 0o777)",
    "start a shell": "os.system('true')",
    "start a program": "subprocess.run(['true'])",
    "become a program": "os.execv('/bin/true', ['true'])",
    "fork": "os.fork() or os._exit(0)",
    "spawn": "os.posix_spawn('/bin/true', ['true'], {})",
    "open a terminal of its own": "pty.spawn('true')",
    "listen on a port": "socket.socket().bind(('127.0.0.1', 0))",
    "speak to another machine": "socket.create_connection(('127.0.0.1', 9))",
    "send without a connection": "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "ask for a name": "socket.getaddrinfo('localhost', 80)",
    "ask for a name in another way": "socket.gethostbyname('localhost')",
    "ask whose address it is": "socket.getnameinfo(('127.0.0.1', 80), 0)",
    "listen on whichever port": "socket.socket().listen()",
    "open a database": "sqlite3.connect(other)",
    "open another file as a database": "sqlite3.connect(own)",
    "make a pipe with a name": "os.mkfifo(other + '6')",
    "make a file without opening it": "os.mknod(other + '7')",
    "make a pipe by another name of the same": "import posix; posix.mkfifo(other + '8')",
    "see another tree of files": "os.chroot(mine)",
    "start a program below subprocess": "import _posixsubprocess; _posixsubprocess.fork_exec()",
    "start a program by subprocess' own": "subprocess._fork_exec()",
    "start a process": "multiprocessing.get_context('spawn').Process(target=print).start()",
    "load a library": "ctypes.CDLL('libc.so.6')",
    "call the C library": "ctypes.CDLL(None).system(b'true')",
    "call the C library through Python": "ctypes.pythonapi.mkfifo(other.encode(), 0o600)",
    "read memory": "ctypes.string_at(id(0), 8)",
    "end another process": "os.kill(os.getppid(), 0)",
    "end all of them": "os.killpg(os.getpgrp(), 0)",
    "end another process by a descriptor": "signal.pidfd_send_signal(os.pidfd_open(os.getppid()), 0)",
    "from a folder's descriptor": (
        "os.chdir(mine + '/deep'); os.open('../other', os.O_RDONLY, dir_fd=os.open(mine, os.O_RDONLY))"
    ),
    "load a module that opens files itself": "import readline",
    "load native code out of the place": (
        "importlib.machinery.ExtensionFileLoader('evil', own + '.so').create_module("
        "importlib.machinery.ModuleSpec('evil', None, origin=own + '.so'))"
    ),
}

ALLOWED: Final = {
    "write its own": "open(own, 'w').write('x')",
    "rename its own": "open(own, 'w').close(); os.rename(own, own + '6')",
    "read what may be read": "open(read).read()",
    "see the names beside": "os.listdir(mine + '/..')",
    "hear of changes": "Inotify(Path(mine)).__exit__()",
    "wake itself up": "socket.socketpair()",
    "end itself": "os.kill(os.getpid(), 0)",
    "load a module": "import csv, zoneinfo; zoneinfo.ZoneInfo('Asia/Shanghai')",
    "with the fence lifted": "\nwith fence.lifted(): open(other).read()",
}

PROGRAM: Final = """
import ctypes, importlib.machinery, json, multiprocessing, os, pty, signal, socket, sqlite3, subprocess, sys
from pathlib import Path
from store.board.inotify import Inotify
from tui.hosted.fence import Fence
place = sys.argv[1]
attempts = json.loads(sys.argv[2])
mine, other, link, read = (f"{place}/{name}" for name in ("mine", "other", "mine/link", "read"))
own = f"{mine}/file"
fence = Fence(writing=[Path(mine)], reading=[Path(read)], listing=[Path(place)])
fence.put_up()
for name, what in attempts.items():
    try:
        exec(what)
    except (PermissionError, ModuleNotFoundError):
        sys.stdout.write(json.dumps([name, "refused"]) + "\\n")
    except Exception as error:
        sys.stdout.write(json.dumps([name, repr(error)]) + "\\n")
    else:
        sys.stdout.write(json.dumps([name, "done"]) + "\\n")
    sys.stdout.flush()
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All attempts in one process, as an audit hook stays until its end."""
    place = tmp_path_factory.mktemp("fence")
    (place / "mine" / "deep").mkdir(parents=True)
    (place / "mine" / "file").write_text("mine")
    (place / "other").write_text("secret")
    (place / "read").write_text("to be read")
    (place / "mine" / "link").symlink_to(place / "other")
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", PROGRAM, place, json.dumps(ATTEMPTS | ALLOWED)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return dict(json.loads(line) for line in done.stdout.splitlines())


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_out_of_reach(outcomes: dict[str, str], attempt: str) -> None:
    assert outcomes[attempt] == "refused"


@pytest.mark.parametrize("what", ALLOWED)
def test_within_reach(outcomes: dict[str, str], what: str) -> None:
    assert outcomes[what] == "done"


def test_a_board_is_no_archive_of_another_whose_name_begins_so(tmp_path: Path) -> None:
    places = Places(tmp_path)
    places.boards.mkdir()
    for name in ("launch", "launch-2", "launch-NPL", "launched"):
        (places.boards / f"{name}.json").touch()
        (places.boards / f"{name}.duiqi").mkdir()
    found = places.archives("launch", frozenset({"launch", "launch-2"}))
    assert {path.name for path in found} == {"launch-NPL.json", "launch-NPL.duiqi"}


@pytest.mark.usefixtures("outcomes")
def test_what_is_written_stays_where_it_may(tmp_path_factory: pytest.TempPathFactory) -> None:
    places = list(tmp_path_factory.getbasetemp().glob("fence*"))
    assert {path.name for place in places for path in place.iterdir()} <= {"mine", "other", "read"}
