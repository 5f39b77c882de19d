"""DingTalk 钉钉: the robot of a group. Signed with a secret, or asking for a keyword, or both."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, urlencode

from store.chat.answers import LIMITED, verdict
from store.chat.message import ChatMessage
from store.chat.service import Body, Form, Verdict
from store.chat.splitting import split
from store.language import Message, msg

LIMIT: Final = 18_000
"""Bytes of one message. DingTalk takes 20,000 with all that is around it."""
_TITLE: Final = 60
_KNOWN: Final[Mapping[int, Message]] = MappingProxyType(
    {
        310000: msg("the signature, the keyword or the sender's address is not what the robot asks for"),
        300001: msg("there is no robot of that token"),
        300005: msg("there is no robot of that token"),
        400101: msg("there is no robot of that token"),
        400102: msg("the robot is switched off"),
        400106: msg("there is no robot of that token"),
        400013: msg("the group is gone"),
        410100: msg("too many messages in a minute"),
        130101: msg("too many messages in a minute"),
        460101: msg("the message is too long"),
    }
)
_AGAIN: Final[Mapping[int, float]] = MappingProxyType({-1: 0.0, 410100: LIMITED, 130101: LIMITED})


class DingTalk:
    """See `Service`."""

    name: Final = "dingtalk"
    title: Final = msg("DingTalk")
    address: Final = "https://oapi.dingtalk.com/robot/send"
    parameter: Final = "access_token"
    signs: Final = True
    keyword: Final = True
    per_minute: Final = 20

    def bodies(self, message: ChatMessage, form: Form, keyword: str) -> Sequence[Body]:
        """The last part calls the people: their numbers stand in its text, which DingTalk shows as names."""
        numbers = [each.mobile for each in message.mentions]
        tail = "\n\n" + " ".join(f"@{number}" for number in numbers) if numbers else ""
        text = message.markdown if form is Form.MARKDOWN else message.text
        word = f"{keyword}\n\n" if keyword else ""
        # The word is looked for in each part by itself.
        parts = split(text, LIMIT - len(tail.encode()) - len(word.encode()))
        parts = [part if keyword in part else word + part for part in parts]
        parts[-1] += tail
        at = {"atMobiles": numbers, "isAtAll": False}
        nobody = {"atMobiles": [], "isAtAll": False}
        title = message.title[:_TITLE]
        return [self._body(title, part, form) | {"at": at if part is parts[-1] else nobody} for part in parts]

    def _body(self, title: str, part: str, form: Form) -> dict[str, object]:
        if form is Form.TEXT:
            return {"msgtype": "text", "text": {"content": part}}
        return {"msgtype": "markdown", "markdown": {"title": title, "text": part}}

    def url(self, address: str, token: str, secret: str, now: datetime) -> str:
        """Signed: HMAC-SHA256 over the milliseconds and the secret, keyed by the secret."""
        url = f"{address}?{urlencode({self.parameter: token})}"
        if not secret:
            return url
        stamp = str(round(now.timestamp() * 1000))
        signed = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
        return f"{url}&timestamp={stamp}&sign={quote(base64.b64encode(signed), safe='')}"

    def verdict(self, status: int, answer: bytes) -> Verdict:
        """Its `errcode` decides."""
        return verdict(status, answer, _KNOWN, _AGAIN)
