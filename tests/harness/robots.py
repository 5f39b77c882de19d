"""Robots of chat groups on this machine: a server that takes what DingTalk and WeCom take, refuses what they
refuse, and fails as it is told to."""

from __future__ import annotations

import base64
import gzip
import hashlib
import hmac
import json
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, Literal
from urllib.parse import parse_qs, urlsplit

TOKEN: Final = "t0ken-0f-the-robot-5d41402abc4b2a76"
SECRET: Final = "SECa-secret-that-signs-7d793037a0760186"

Fault = Literal["reset", "reset-in-answer", "hang", "noise", "redirect", "packed"] | tuple[int, object]
"""What happens instead of the answer; a status and a JSON body is an answer of one's own."""


@dataclass
class Robots:
    """What the server was sent, and what it is to do next. `now` is the time by which it judges, in
    milliseconds; null does not judge the time."""

    port: int = 0
    secret: str = ""
    keyword: str = ""
    faults: list[Fault] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    now: int | None = None
    came: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def address(self, service: str) -> str:
        """Where its robots of a service are."""
        return f"http://127.0.0.1:{self.port}/{service}/send"

    @property
    def texts(self) -> list[str]:
        """The words of all that it took."""
        return [words_of(body) for body in self.taken]

    def judge(self, path: str, body: dict[str, Any]) -> tuple[int, object]:
        """What the service would answer."""
        parts = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        judge = self._dingtalk if parts.path == "/dingtalk/send" else self._wecom
        found = judge(asked, body)
        if found is None:
            self.taken.append(body)
            return 200, {"errcode": 0, "errmsg": "ok"}
        return 200, {"errcode": found[0], "errmsg": found[1]}

    def _dingtalk(self, asked: dict[str, str], body: dict[str, Any]) -> tuple[int, str] | None:
        if asked.get("access_token") != TOKEN:
            return 300001, f"token {asked.get('access_token')} is not exist"
        if self.secret:
            stamp = asked.get("timestamp", "")
            over = f"{stamp}\n{self.secret}".encode()
            wanted = base64.b64encode(hmac.new(self.secret.encode(), over, hashlib.sha256).digest())
            if asked.get("sign") != wanted.decode():
                return 310000, "sign not match"
            if self.now is not None and abs(int(stamp) - self.now) > 3_600_000:
                return 310000, "invalid timestamp"
        title = str(body.get("markdown", {}).get("title", ""))
        if self.keyword not in words_of(body) + title:
            return 310000, "keywords not in content"
        if len(json.dumps(body, ensure_ascii=False).encode()) > 20_000:
            return 460101, "message too long"
        return None

    def _wecom(self, asked: dict[str, str], body: dict[str, Any]) -> tuple[int, str] | None:
        if asked.get("key") != TOKEN:
            return 93000, f"invalid webhook url, hint: {asked.get('key')}"
        most = 2048 if body["msgtype"] == "text" else 4096
        if len(words_of(body).encode()) > most:
            return 40058, "content exceed max length"
        return None


def words_of(body: dict[str, Any]) -> str:
    """The words of a request of either service."""
    inside = body[body["msgtype"]]
    return str(inside.get("text") or inside.get("content"))


@contextmanager
def robots(**options: Any) -> Iterator[Robots]:
    """The server, while it runs."""
    state = Robots(**options)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(length))
            state.requests.append({"path": self.path, "body": body, "headers": dict(self.headers)})
            state.came.set()
            fault = state.faults.pop(0) if state.faults else None
            if fault == "hang":
                state.judge(self.path, body)
                state.go_on.wait(20)
            elif fault == "reset":
                self._reset()
            elif fault == "reset-in-answer":
                state.judge(self.path, body)
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n{")
                self._reset()
            elif fault == "noise":
                self._answer(200, b"<html>\xff")
            elif fault == "packed":
                packed = gzip.compress(gzip.compress(b" " * 50_000_000))
                self.send_response(200)
                self.send_header("Content-Encoding", "gzip, gzip")
                self.send_header("Content-Length", str(len(packed)))
                self.end_headers()
                self.wfile.write(packed)
            elif fault == "redirect":
                self.send_response(302)
                self.send_header("Location", f"http://127.0.0.1:{state.port}/elsewhere")
                self.end_headers()
            elif fault is None:
                status, said = state.judge(self.path, body)
                self._answer(status, json.dumps(said).encode())
            else:
                self._answer(fault[0], json.dumps(fault[1]).encode())

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _reset(self) -> None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.wfile.flush()
            self.close_connection = True
            self.connection.close()

        def finish(self) -> None:
            try:
                super().finish()
            except (OSError, ValueError):
                return

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that leaves is no matter."""

        def shutdown_request(self, request: Any) -> None:
            try:
                super().shutdown_request(request)
            except OSError:
                return

    server = Server(("127.0.0.1", 0), Handler)
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.go_on.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
