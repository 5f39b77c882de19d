"""The proof that no test goes online: an audit hook notes each way out of this machine and refuses it.

Audit hooks see sockets made in C as well, and stay for the life of the process: hence `install` once.
"""

from __future__ import annotations

import ipaddress
import socket
import sys
from typing import Final

_WATCHED: Final = frozenset(
    {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}
)
_attempts: list[str] = []
_installed: list[bool] = []


class WentOnlineError(Exception):
    """Something a test started wanted to reach another machine."""


def install() -> None:
    """Watch this process from now on; a second call changes nothing."""
    if not _installed:
        _installed.append(True)
        sys.addaudithook(_watch)


def attempts() -> list[str]:
    """What was refused since the last call, for the test that caused it; forgotten after."""
    seen = _attempts.copy()
    _attempts.clear()
    return seen


def is_local(host: object) -> bool:
    """Whether `host` is this machine: a loopback address, its name, or nothing at all."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _watch(event: str, values: tuple[object, ...]) -> None:
    if event not in _WATCHED:
        return
    target = values[0] if event.startswith("socket.get") else _host(values[0], values[1])
    if not is_local(target):
        _attempts.append(f"{event} to {target}")
        raise WentOnlineError(f"a test must not go online: {event} to {target}")


def _host(connection: object, address: object) -> object:
    # Other families never leave the machine; no address means one that was connected, and judged, before.
    if not isinstance(connection, socket.socket) or not isinstance(address, tuple):
        return None
    return address[0] if connection.family in (socket.AF_INET, socket.AF_INET6) else None
