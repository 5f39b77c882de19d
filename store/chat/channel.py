"""A channel: a robot of a chat group, as the person who sends has set it up.

Where a robot is reached decides who reads the board's words, so an address that is not the service's own has
to be allowed in so many words, and nothing goes over a connection that others can read.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit

from store.chat.secret import Secret
from store.chat.service import Form, Service
from store.chat.services import SERVICES
from store.errors import Refused
from store.language import msg

_NAME: Final = re.compile(r"[^\W_][\w-]{0,31}")
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{8,200}")
_SECRET: Final = re.compile(r"[!-~]{8,200}")
_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,100}")
_MOBILE: Final = re.compile(r"\+?[0-9]{5,15}")
_WORD: Final = 40


@dataclass(frozen=True, slots=True)
class Channel:
    """`token` and `secret` are null where an environment variable has them (`token_from`, `secret_from`).

    `address` is "" for the service's own. `proxy`: through the proxy that the environment names. `keyword`
    is the word that the robot asks for in every message, "" for none.
    """

    name: str
    service: str
    token: Secret | None = None
    secret: Secret | None = None
    token_from: str = ""
    secret_from: str = ""
    keyword: str = ""
    form: Form = Form.MARKDOWN
    address: str = ""
    proxy: bool = False

    @property
    def of(self) -> Service:
        """The service."""
        return SERVICES[self.service]


@dataclass(frozen=True, slots=True)
class Robot:
    """A channel with all that a request needs."""

    service: Service
    address: str
    token: Secret
    secret: Secret | None
    keyword: str
    form: Form
    proxy: bool


def robot_of(channel: Channel, environment: Mapping[str, str]) -> Robot:
    """The channel with its token and secret from wherever they are.

    Raises Refused when a variable that should have one is not set or has something else.
    """
    token, secret = channel.token, channel.secret
    if channel.token_from:
        token, _ = read_token(channel.of, _from(environment, channel.token_from), allow=bool(channel.address))
    if channel.secret_from:
        secret = read_secret(_from(environment, channel.secret_from))
    if token is None:
        raise Refused(msg("The channel {name} has no token. Add it again.", name=channel.name))
    return Robot(
        channel.of,
        channel.address or channel.of.address,
        token,
        secret,
        channel.keyword,
        channel.form,
        channel.proxy,
    )


def _from(environment: Mapping[str, str], variable: str) -> str:
    value = environment.get(variable, "")
    if not value:
        raise Refused(msg("The environment variable {variable} is not set.", variable=variable))
    return value


def checked_name(text: str) -> str:
    """A name for a channel. Raises Refused."""
    if not _NAME.fullmatch(text):
        raise Refused(msg("A channel's name is a word of letters and digits, such as team."), field="channel")
    return text


def checked_variable(text: str) -> str:
    """The name of an environment variable. Raises Refused, without saying what was typed: it may be a
    token."""
    if not _VARIABLE.fullmatch(text):
        raise Refused(msg("This is not the name of an environment variable."), field="token-from")
    return text


def checked_keyword(text: str) -> str:
    """A word that a robot asks for. Raises Refused."""
    word = " ".join(text.split())
    if not word or len(word) > _WORD or not word.isprintable():
        raise Refused(msg("A keyword is a short word, as it stands at the robot."), field="keyword")
    return word


def checked_mobile(text: str) -> str:
    """A mobile number, without its spaces and dashes. Raises Refused."""
    number = re.sub(r"[\s-]", "", text)
    if not _MOBILE.fullmatch(number):
        raise Refused(msg("A mobile number has 5 to 15 digits."), field="mobile")
    return number


def read_token(service: Service, text: str, *, allow: bool) -> tuple[Secret, str]:
    """The token in what was copied from the robot: itself, or its whole address; and that address without it
    ("" where it is the service's own, or none was given).

    `allow`: an address elsewhere is meant. Raises Refused, never saying what was typed.
    """
    text = text.strip()
    address = ""
    if "://" in text:
        parts = urlsplit(text)
        found = parse_qs(parts.query).get(service.parameter, [])
        text = found[0] if len(found) == 1 else ""
        where = parts._replace(query="", fragment="").geturl()
        address = "" if where == service.address else where
        if address and not allow:
            raise Refused(
                msg(
                    "This is not an address of {service}. If you trust {host} with what the board says, "
                    "add --allow-address.",
                    service=service.title,
                    host=parts.hostname or "?",
                ),
                field="address",
            )
    if not _TOKEN.fullmatch(text):
        raise Refused(
            msg(
                "This is no token of {service}: copy the robot's address, or what is behind {name}= in it.",
                service=service.title,
                name=service.parameter,
            ),
            field="token",
        )
    return Secret(text), checked_address(address) if address else ""


def read_secret(text: str) -> Secret:
    """A secret that signs. Raises Refused, never saying what was typed."""
    text = text.strip()
    if not _SECRET.fullmatch(text):
        raise Refused(msg("This is no secret: copy it from the robot, it begins with SEC."), field="secret")
    return Secret(text)


def checked_address(text: str) -> str:
    """An address of one's own to which requests go. Raises Refused unless nobody can listen on the way."""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if not host or parts.username or parts.password or parts.query or parts.fragment or not text.isascii():
        raise Refused(
            msg("An address looks like https://chat.example.com/robot/send, with nothing behind it."),
            field="address",
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise Refused(
            msg("Only https is used: what goes over {scheme} can be read on the way.", scheme=parts.scheme),
            field="address",
        )
    return text


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
