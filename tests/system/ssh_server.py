"""A real sshd on loopback with a team's server behind it, and people who come in with real keys."""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from store.model.clock import SystemClock
from tests.harness import Terminal
from tui.hosted.admission import add, authorized
from tui.hosted.places import Places
from tui.hosted.setting_up import make

SSHD: Final = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
MISSING: Final = [
    name
    for name, found in (
        ("ssh", shutil.which("ssh")),
        ("ssh-keygen", shutil.which("ssh-keygen")),
        ("sshd", SSHD),
    )
    if found is None
]
PATIENCE: Final = 60.0
Found = TypeVar("Found")

_CONFIGURATION: Final = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host_key
PidFile {folder}/sshd.pid
AuthorizedKeysFile {folder}/authorized_keys
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp internal-sftp
AllowTcpForwarding yes
AllowAgentForwarding yes
GatewayPorts yes
PermitUserEnvironment no
MaxSessions 40
MaxStartups 100
ClientAliveInterval 1
ClientAliveCountMax 1
AcceptEnv LANG LC_* DUIQI_* PYTHON* TEXTUAL* XDG_* LD_PRELOAD TZ EDITOR BROWSER HOME TMPDIR TERMINFO
"""
"""As open as an administrator may leave it: what holds must hold in the key's own line and in the program."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How `ssh` ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Server:
    """The sshd, and the folder of the team's server behind it."""

    folder: Path
    port: int
    places: Places
    sockets: Path

    def ssh(self, person: str, *options: str) -> list[str]:
        """The command that comes in as `person`."""
        return [
            "ssh",
            *("-F", "none", "-p", str(self.port), "-i", str(self.folder / person)),
            *("-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR"),
            *("-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={self.folder / 'known_hosts'}"),
            *options,
            f"{getpass.getuser()}@127.0.0.1",
        ]

    def ask(
        self, person: str, line: str, *options: str, env: Mapping[str, str] | None = None, given: bytes = b""
    ) -> Ended:
        """Send one line, and `given` on standard input; `env` is what the client sends along."""
        sent = [word for name in env or {} for word in ("-o", f"SendEnv={name}")]
        # Whoever comes again comes over the connection that is there: a new one costs a quarter second.
        again = [] if env or options else ["-o", "ControlMaster=auto", "-o", "ControlPersist=30"]
        again += ["-o", f"ControlPath={self.sockets / person}"] if again else []
        done = subprocess.run(
            [*self.ssh(person, *sent, *again, *options), "--", line],
            input=given,
            env={"PATH": os.environ.get("PATH", os.defpath), "HOME": str(self.folder), **(env or {})},
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        out, err = (stream.decode("utf-8", "replace") for stream in (done.stdout, done.stderr))
        return Ended(done.returncode, out, err)

    def sit_down(self, person: str, *line: str, size: tuple[int, int] = (80, 24)) -> Terminal:
        """`ssh -t`: the person at a terminal."""
        command = [*self.ssh(person, "-tt", "-o", "SendEnv=LANG"), *line]
        return Terminal(command, size=size, env={"LANG": "zh_CN.UTF-8"})

    def make_key(self, person: str) -> Path:
        """A key for a person; returns the file that they send."""
        key = self.folder / person
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
        return key.with_suffix(".pub")

    def let_in(self, person: str, boards: str) -> None:
        """A person with a key of their own."""
        text = self.make_key(person).read_text()
        add(self.places, person, key=text, boards=boards, now=SystemClock().now())

    def hang_up(self) -> None:
        """End the connections that are kept."""
        for socket_ in self.sockets.iterdir():
            ending = self.ssh(socket_.name, "-o", f"ControlPath={socket_}", "-O", "exit")
            subprocess.run(ending, capture_output=True, timeout=PATIENCE, check=False)

    def write_keys(self) -> None:
        """What `duiqi host keys > authorized_keys` does."""
        lines = "".join(f"{line}\n" for line in authorized(self.places, None))
        (self.folder / "authorized_keys").write_text(lines)


@contextlib.contextmanager
def running(folder: Path, *, more: str = "") -> Iterator[Server]:
    """An sshd of one's own in `folder`, as the account that runs the tests; with nobody let in yet.

    `more` stands at the end of its configuration.
    """
    assert SSHD is not None
    places = make(str(folder / "team"))
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "host_key"], check=True)
    (folder / "authorized_keys").touch()
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # where sshd confines itself
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "sshd_config").write_text(_CONFIGURATION.format(port=port, folder=folder) + more)
    process = subprocess.Popen([SSHD, "-D", "-f", folder / "sshd_config", "-E", folder / "sshd.log"])
    try:
        _wait_until_it_listens(port, process, folder / "sshd.log")
        # The path of a socket has to be short.
        with tempfile.TemporaryDirectory(prefix="ssh", ignore_cleanup_errors=True) as sockets:
            server = Server(folder, port, places, Path(sockets))
            yield server
            server.hang_up()
    finally:
        process.terminate()
        process.wait(PATIENCE)


def eventually(look: Callable[[], Found], what: str) -> Found:
    """Look until there is something to be seen, and return it. Raises AssertionError."""
    give_up = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < give_up, f"not seen: {what}"
        time.sleep(0.02)
    return found


def _wait_until_it_listens(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        assert process.poll() is None, f"sshd ended: {log.read_text()}"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"sshd does not listen: {log.read_text()}")
