"""One request over the network, and what is known of it after: an answer, that it never left, or nothing.

httpx is loaded when something is sent. Nothing of the environment is heeded (proxies, `.netrc`, certificates)
unless the channel says so, no redirect is followed, and no sentence of httpx comes to a person or a log, as
addresses hold the token.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeAlias

from store.chat.channel import Robot
from store.chat.service import Body
from store.language import Message, msg

if TYPE_CHECKING:
    import httpx

CONNECT: Final = 10.0
ANSWER: Final = 20.0
"""Seconds for connecting, and for an answer, all of it."""
_ANSWER_LIMIT: Final = 65536


@dataclass(frozen=True, slots=True)
class Answered:
    """The service answered."""

    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Unanswered:
    """No answer. `began`: the request was under way, so it may have arrived."""

    began: bool
    why: Message


Post: TypeAlias = Callable[[Robot, str, Body], "Answered | Unanswered"]
"""Sends a body to the address of a robot. Never raises for what the network does."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends with these limits of time, in seconds."""

    connect: float = CONNECT
    answer: float = ANSWER

    def __call__(self, robot: Robot, url: str, body: Body) -> Answered | Unanswered:
        """Send it. The address never appears in what is returned or raised."""
        import httpx

        _silence()
        timeout = httpx.Timeout(self.answer, connect=self.connect)
        proxy = proxy_of(os.environ) if robot.proxy else None
        content = json.dumps(body, ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "duiqi",
            # What is packed, perhaps twice, may unpack to any size.
            "Accept-Encoding": "identity",
        }
        try:
            with (
                httpx.Client(timeout=timeout, trust_env=False, follow_redirects=False, proxy=proxy) as client,
                client.stream("POST", url, content=content, headers=headers) as answer,
            ):
                return Answered(answer.status_code, self._body(answer))
        except Exception as error:  # noqa: BLE001 - whatever happens after this point is an outcome
            return _unanswered(error)

    def _body(self, answer: httpx.Response) -> bytes:
        """What was answered, as far as it is wanted; a service that drips is not waited for."""
        until = monotonic() + self.answer
        found = b""
        for piece in answer.iter_raw():
            found += piece
            if len(found) > _ANSWER_LIMIT or monotonic() > until:
                break
        return found[:_ANSWER_LIMIT]


def proxy_of(environment: Mapping[str, str]) -> str | None:
    """The proxy for https that the environment names."""
    return environment.get("https_proxy") or environment.get("HTTPS_PROXY") or None


def _unanswered(error: Exception) -> Unanswered:
    import httpx

    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        return Unanswered(False, msg("no connection in time"))
    if isinstance(error, httpx.ConnectError):
        if _of_certificate(error):
            return Unanswered(False, msg("the certificate of the service is not one that is trusted"))
        return Unanswered(False, msg("no connection to the service"))
    if isinstance(error, httpx.ProxyError):
        return Unanswered(False, msg("the proxy makes no connection"))
    if isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL | ImportError):
        return Unanswered(False, msg("the address or the proxy cannot be used"))
    if isinstance(error, httpx.TimeoutException):
        return Unanswered(True, msg("no answer in time"))
    return Unanswered(True, msg("the connection broke before the answer"))


def _of_certificate(error: BaseException | None) -> bool:
    import ssl

    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _silence() -> None:
    """Their logs name the address with the token."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
