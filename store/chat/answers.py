"""What services answer: the status of HTTP first, then the code in the JSON, which alone says "sent"."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from store.chat.service import Fate, Verdict
from store.language import Message, msg
from store.model.text import visible

_WORDS: Final = 200
_TOO_MANY: Final = 429
_BUSY: Final = 503
LIMITED: Final = 60.0
"""Seconds to rest when a service says that there were too many messages."""


def verdict(
    status: int,
    answer: bytes,
    known: Mapping[int, Message],
    again: Mapping[int, float],
) -> Verdict:
    """What an answer means.

    `known` are the codes whose reason is told in words of our own, `again` those after which another try
    makes sense, with the seconds to rest. An answer that cannot be read may stand for a message that has
    arrived; so may an error inside the service, as nobody says at which point it happened.
    """
    if status == _TOO_MANY:
        return Verdict(Fate.AGAIN, msg("too many messages in a minute"), LIMITED)
    if status == _BUSY:
        return Verdict(Fate.AGAIN, msg("the service is busy"))
    if 300 <= status < 400:
        return Verdict(Fate.REFUSED, msg("the answer leads elsewhere (HTTP {status})", status=status))
    said = _read(answer)
    code = said.get("errcode", said.get("code"))
    if not isinstance(code, int) or isinstance(code, bool):
        if 400 <= status < 500:
            return Verdict(Fate.REFUSED, msg("HTTP {status}", status=status))
        return Verdict(Fate.UNKNOWN, msg("the answer makes no sense (HTTP {status})", status=status))
    if code == 0:
        if 200 <= status < 300:
            return Verdict(Fate.SENT)
        return Verdict(Fate.UNKNOWN, msg("the answer makes no sense (HTTP {status})", status=status))
    words = visible(str(said.get("errmsg", said.get("msg", ""))))[:_WORDS].strip()
    why = msg("{code}: {words}", code=code, words=words)
    if code in known:
        why = msg("{reason} ({code}: {words})", reason=known[code], code=code, words=words)
    if code in again:
        return Verdict(Fate.AGAIN, why, again[code])
    return Verdict(Fate.REFUSED, why)


def _read(answer: bytes) -> Mapping[str, object]:
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
