"""WeCom 企业微信: the robot of a group. Its key is all that proves the sender."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from store.chat.answers import LIMITED, verdict
from store.chat.message import ChatMessage
from store.chat.service import Body, Form, Verdict
from store.chat.splitting import split
from store.language import Message, msg

TEXT_LIMIT: Final = 2048
MARKDOWN_LIMIT: Final = 4096
"""Bytes of one message."""
_KNOWN: Final[Mapping[int, Message]] = MappingProxyType(
    {
        93000: msg("there is no robot of that key"),
        93004: msg("the robot is switched off"),
        93008: msg("the robot is not in the group"),
        45009: msg("too many messages in a minute"),
        45033: msg("too many messages in a minute"),
        40058: msg("the message is too long"),
        45002: msg("the message is too long"),
    }
)
_AGAIN: Final[Mapping[int, float]] = MappingProxyType({-1: 0.0, 45009: LIMITED, 45033: LIMITED})


class WeCom:
    """See `Service`."""

    name: Final = "wecom"
    title: Final = msg("WeCom")
    address: Final = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"
    parameter: Final = "key"
    signs: Final = False
    keyword: Final = False
    per_minute: Final = 20

    def bodies(self, message: ChatMessage, form: Form, keyword: str) -> Sequence[Body]:
        """Its Markdown calls nobody by number, so a line of text that does comes last."""
        if form is Form.TEXT:
            bodies = [self._text(part) for part in split(message.text, TEXT_LIMIT)]
        else:
            bodies = [
                {"msgtype": "markdown", "markdown": {"content": part}}
                for part in split(message.markdown, MARKDOWN_LIMIT)
            ]
        if message.mentions:
            names = ", ".join(each.name for each in message.mentions)
            lines = split(f"{message.call} {names}".strip(), TEXT_LIMIT)
            numbers = [each.mobile for each in message.mentions]
            bodies += [self._text(line, numbers if line is lines[-1] else []) for line in lines]
        return bodies

    def _text(self, content: str, numbers: Sequence[str] = ()) -> dict[str, object]:
        text: dict[str, object] = {"content": content}
        if numbers:
            text["mentioned_mobile_list"] = list(numbers)
        return {"msgtype": "text", "text": text}

    def url(self, address: str, token: str, secret: str, now: datetime) -> str:
        """With its key."""
        return f"{address}?{urlencode({self.parameter: token})}"

    def verdict(self, status: int, answer: bytes) -> Verdict:
        """Its `errcode` decides."""
        return verdict(status, answer, _KNOWN, _AGAIN)
