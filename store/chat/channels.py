"""The channels of a person, and the mobile numbers by which they call people: `channels.toml` in a folder of
the person's own configuration, which nobody else may read.

Numbers are here and not on the board: a board is read by every department and keeps its history for ever,
while a number is of use to nobody but whoever sends.
"""

from __future__ import annotations

import json
import os
import stat
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from store.board import own
from store.chat.channel import (
    Channel,
    checked_address,
    checked_keyword,
    checked_mobile,
    checked_name,
    checked_variable,
    read_secret,
    read_token,
)
from store.chat.secret import Secret
from store.chat.service import Form
from store.chat.services import SERVICES
from store.errors import DiskTrouble, NotFound, Refused
from store.language import msg
from store.model.organisation import Person
from store.model.state import State
from store.rules.names import folded
from store.rules.naming import full_name
from store.rules.say import department_name

_NAME: Final = "channels.toml"
_LIMIT: Final = 1_000_000
_HEAD: Final = "# Duiqi: the channels to chat groups. Whoever has a token can write to the group.\n"


def config_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of it (`XDG_CONFIG_HOME`), which need not exist; on a team's server one for each person."""
    from platformdirs import user_config_path

    return own.of_person(user_config_path("duiqi", appauthor=False), environment) / "chat"


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in the file: channels by name, numbers by the names of people."""

    channels: Mapping[str, Channel] = field(default_factory=dict)
    mobiles: Mapping[str, str] = field(default_factory=dict)


class Channels:
    """The file in `folder` (`config_folder()`)."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / _NAME

    def read(self) -> Contents:
        """All of it; nothing where there is no file.

        Raises Refused when others can read it or it makes no sense, DiskTrouble when it cannot be read. No
        sentence says what stands in it.
        """
        try:
            self._guard()
            data = own.read(self.path, _LIMIT)
        except OSError as error:
            raise _trouble(self.path, error) from None
        if data is None:
            return Contents()
        try:
            found = tomllib.loads(data.decode("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
            raise Refused(msg("{file} is no TOML. Mend it, or move it away.", file=self.path)) from None
        return Contents(self._channels(found), self._mobiles(found))

    def channel(self, name: str | None) -> Channel:
        """The one of that name; for null the only one there is. Raises Refused and what `read` raises."""
        found = self.read().channels
        if name is not None and name in found:
            return found[name]
        if not found:
            raise NotFound(
                msg("There is no channel yet. Add one: duiqi channel add team --service dingtalk"),
                field="channel",
            )
        names = ", ".join(found)
        if name is not None:
            raise NotFound(
                msg("There is no channel {name}. There are: {names}.", name=name, names=names),
                field="channel",
            )
        if len(found) > 1:
            raise Refused(
                msg("To which channel? Give --channel with one of: {names}.", names=names), field="channel"
            )
        return next(iter(found.values()))

    def add(self, channel: Channel, *, instead: bool = False) -> None:
        """Keep it. Raises Refused where one of that name is there, unless it comes `instead`."""

        def change(contents: Contents) -> Contents:
            if channel.name in contents.channels and not instead:
                raise Refused(
                    msg("There is a channel {name} already; --replace replaces it.", name=channel.name),
                    field="channel",
                )
            return replace(contents, channels={**contents.channels, channel.name: channel})

        self._change(change)

    def remove(self, name: str) -> None:
        """Forget it with its token. Raises NotFound."""
        self.channel(name)
        self._change(
            lambda contents: replace(
                contents, channels={key: each for key, each in contents.channels.items() if key != name}
            )
        )

    def set_mobile(self, person: str, mobile: str | None) -> None:
        """By which number a person is called, `name` or `department/name`; null: by none."""
        name = " ".join(person.split())
        if not name or len(name) > 120 or not name.isprintable():
            raise Refused(msg("Whose number is it?"), field="person")

        def change(contents: Contents) -> Contents:
            rest = {key: each for key, each in contents.mobiles.items() if folded(key) != folded(name)}
            return replace(contents, mobiles=rest if mobile is None else {**rest, name: mobile})

        self._change(change)

    # --- the file

    def _guard(self) -> None:
        """Raises Refused when somebody else may read the file, or put another in its place."""
        for path in (self.path.parent, self.path):
            try:
                found = path.stat()
            except FileNotFoundError:
                return
            mine = found.st_uid == os.geteuid()
            if not mine or stat.S_IMODE(found.st_mode) & 0o077:
                mode = "700" if path == self.path.parent else "600"
                raise Refused(
                    msg(
                        "Others can read {path}, and the tokens of your channels stand there. "
                        "Nothing is sent before that is put right: chmod {mode} {path}",
                        path=path,
                        mode=mode,
                    )
                )

    def _change(self, change: Callable[[Contents], Contents]) -> None:
        try:
            own.make_folder(self.path.parent)
            with own.alone(self.path.parent):
                changed = change(self.read())
                own.replace(self.path, _toml(changed).encode(), synced=True)
        except OSError as error:
            raise _trouble(self.path, error) from None

    def _channels(self, found: Mapping[str, object]) -> dict[str, Channel]:
        table = found.get("channels", {})
        if not isinstance(table, dict):
            raise self._odd("channels")
        return {name: self._channel(name, entry) for name, entry in table.items()}

    def _channel(self, name: str, entry: object) -> Channel:
        if not isinstance(entry, dict) or entry.get("service") not in SERVICES:
            raise self._odd(name)
        words = {key: each for key, each in entry.items() if isinstance(each, str)}
        service = SERVICES[words["service"]]
        address = words.get("address", "")
        if address and entry.get("allow_address") is not True:
            raise Refused(
                msg(
                    "The channel {name} goes to an address that is not one of {service}; without "
                    "allow_address = true nothing is sent there.",
                    name=name,
                    service=service.title,
                ),
                field="address",
            )
        try:
            token = read_token(service, words["token"], allow=False)[0] if "token" in words else None
            return Channel(
                name=checked_name(name),
                service=service.name,
                token=token,
                secret=read_secret(words["secret"]) if "secret" in words else None,
                token_from=checked_variable(words["token_from"]) if "token_from" in words else "",
                secret_from=checked_variable(words["secret_from"]) if "secret_from" in words else "",
                keyword=checked_keyword(words["keyword"]) if "keyword" in words else "",
                form=Form(words.get("form", Form.MARKDOWN)),
                address=checked_address(address) if address else "",
                proxy=entry.get("proxy") is True,
            )
        except ValueError:
            raise self._odd(name) from None

    def _mobiles(self, found: Mapping[str, object]) -> dict[str, str]:
        table = found.get("mobiles", {})
        if not isinstance(table, dict):
            raise self._odd("mobiles")
        return {name: checked_mobile(number) for name, number in table.items() if isinstance(number, str)}

    def _odd(self, name: str) -> Refused:
        return Refused(msg("{file}: “{name}” makes no sense there.", file=self.path, name=name))


def mobiles_of(state: State, people: list[int], mobiles: Mapping[str, str]) -> dict[int, str]:
    """The number of each of `people` (ids) that has one, in their order. A name that two share on the board
    counts only with its department."""
    known = {folded(name): number for name, number in mobiles.items()}
    found: dict[int, str] = {}
    for id_ in people:
        person = state.get(Person, id_)
        number = known.get(folded(full_name(state, person))) if person is not None else None
        if number is None and person is not None:
            number = known.get(folded(f"{department_name(state, person.department)}/{person.name}"))
        if number is not None:
            found[id_] = number
    return found


def _trouble(path: Path, error: OSError) -> DiskTrouble:
    return DiskTrouble(msg("{path}: {problem}", path=path, problem=error.strerror or "?"))


def _toml(contents: Contents) -> str:
    lines = [_HEAD]
    for channel in contents.channels.values():
        lines.append(f"[channels.{_quoted(channel.name)}]\n")
        lines += [f"{name} = {value}\n" for name, value in _fields(channel).items()]
        lines.append("\n")
    if contents.mobiles:
        lines.append("[mobiles]\n")
        lines += [f"{_quoted(name)} = {_quoted(number)}\n" for name, number in contents.mobiles.items()]
    return "".join(lines)


def _fields(channel: Channel) -> dict[str, str]:
    texts: dict[str, str] = {
        "service": channel.service,
        "token": _revealed(channel.token),
        "secret": _revealed(channel.secret),
        "token_from": channel.token_from,
        "secret_from": channel.secret_from,
        "keyword": channel.keyword,
        "form": channel.form.value if channel.form is not Form.MARKDOWN else "",
        "address": channel.address,
    }
    fields = {name: _quoted(text) for name, text in texts.items() if text}
    if channel.address:
        fields["allow_address"] = "true"
    if channel.proxy:
        fields["proxy"] = "true"
    return fields


def _revealed(secret: Secret | None) -> str:
    return secret.reveal() if secret is not None else ""


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON's, as no text here holds a DEL."""
    return json.dumps(text, ensure_ascii=False)
