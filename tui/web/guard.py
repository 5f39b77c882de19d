"""Who may come in. The server listens on this machine only, and that is not enough: any page in the same
browser can send requests here, and other people may work on this machine.

- **The link has a secret**, 256 random bits, compared in constant time; without it there is no page and no
  session.
- **Host**: a page elsewhere can make its own name point at this machine (DNS rebinding); then the name is a
  foreign one.
- **Origin**: a browser says which page opens a connection; only our own may.
- What is answered is not kept, not framed, loads nothing from elsewhere, and tells nobody where it came from.
"""

from __future__ import annotations

import hmac
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

from store.language import Message, msg

_NAMES: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox allow-scripts allow-same-origin"
)
"""The terminal sets styles of its own, hence `unsafe-inline` there. Without `allow-popups` and
`allow-downloads` nothing that stands on the board can open an address or save a file."""
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), clipboard-read=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def is_loopback_host(host: str) -> bool:
    """Whether a Host header names this machine as the link does, with any port (one may have been
    forwarded)."""
    try:
        parts = urlsplit(f"//{host}")
        return parts.hostname in _NAMES and parts.netloc == host and "@" not in host and (parts.port or 1) > 0
    except ValueError:
        return False


def refusal(request: web.Request, token: str, given: str | None, *, session: bool) -> Message | None:
    """Why a request is refused; null when it may pass. `given` is the secret it came with; `session`: it
    opens one, which only our own page does, and a browser says which page that is."""
    hosts, origins = request.headers.getall("Host", []), request.headers.getall("Origin", [])
    if len(hosts) != 1 or not is_loopback_host(hosts[0]):
        return msg("Duiqi answers only to 127.0.0.1 and localhost.")
    if any(origin != f"http://{hosts[0]}" for origin in origins) or (session and len(origins) != 1):
        return msg("This request comes from a foreign page.")
    if given is None or not hmac.compare_digest(given.encode(), token.encode()):
        return msg("This link is not complete. Open the whole link that duiqi serve has printed.")
    return None


async def harden(request: web.Request, response: web.StreamResponse) -> None:
    """Add to every answer, also to a refusal, what keeps it to itself. For `on_response_prepare`."""
    response.headers.update(_HEADERS)
    host = request.headers.get("Host", "")
    response.headers["Content-Security-Policy"] = _POLICY.format(
        host=host if is_loopback_host(host) else "127.0.0.1"
    )
    response.headers.pop("Server", None)
