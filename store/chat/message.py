"""A message to the chat group as every service takes it, before one of them gives it its form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody who is called: the name, and the mobile number by which the services know the person."""

    name: str
    mobile: str


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """All texts are harmless already: people's words in them hold no link, no markup and no mention.

    `markdown` is what DingTalk and WeCom both read of it: headings, points, strong words. `text` says the
    same without. `call` is the line before the names of those who are called, in the message's language.
    """

    title: str
    markdown: str
    text: str
    mentions: tuple[Mention, ...] = ()
    call: str = ""
