"""Keys that a person has put elsewhere: `keys.toml` in their own configuration folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from store.language import Message, msg


def path() -> Path:
    """Where it is looked for, such as `~/.config/duiqi/keys.toml`."""
    from platformdirs import user_config_path

    return user_config_path("duiqi", appauthor=False) / "keys.toml"


def read(file: Path) -> tuple[dict[str, str], list[Message]]:
    """The keys by the ids of what they do, and what is wrong with the file. No file is fine.

    A line of it is `"task.complete" = "c"`, several keys with commas between; `[keys]` may stand above.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}, []
    except (OSError, UnicodeDecodeError) as error:
        return {}, [
            msg("{file} cannot be read ({problem}); the usual keys hold.", file=file.name, problem=str(error))
        ]
    import tomllib  # here, as most people have no such file

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return {}, [
            msg("{file} cannot be read ({problem}); the usual keys hold.", file=file.name, problem=str(error))
        ]
    table = content.get("keys", content)
    complaints: list[Message] = []
    keymap: dict[str, str] = {}
    for id_, keys in table.items() if isinstance(table, dict) else ():
        if isinstance(keys, str) and keys.strip():
            keymap[id_] = keys
        else:
            complaints.append(msg("{file}: “{id}” needs a key in quotation marks.", file=file.name, id=id_))
    if keymap:
        complaints.extend(_unknown(keymap, file.name))
        complaints.extend(_clashing(keymap, file.name))
    return keymap, complaints


def _unknown(keymap: dict[str, str], name: str) -> Iterator[Message]:
    known = set(_known_ids())
    for id_ in sorted(keymap.keys() - known):
        yield msg("{file}: there is nothing called “{id}”.", file=name, id=id_)


def _clashing(keymap: dict[str, str], name: str) -> Iterator[Message]:
    from screens.keys import clashes

    told: set[tuple[str, str, str]] = set()
    for cls in screens():
        acts = {act.id: act for base in cls.__mro__ for act in reversed(base.__dict__.get("ACTS", ()))}
        usual = {(key, one.id, other.id) for key, one, other in clashes(list(acts.values()), {})}
        for key, one, other in clashes(list(acts.values()), keymap):
            place = (key, one.id, other.id)
            if place not in told and place not in usual:
                told.add(place)
                yield msg(
                    "{file}: the key {key} stands for both “{one}” and “{other}”.",
                    file=name,
                    key=key,
                    one=one.id,
                    other=other.id,
                )


def _known_ids() -> Iterator[str]:
    from textual.binding import Binding
    from textual.widget import Widget

    waiting: list[type] = [Widget]
    _load_screens()
    while waiting:
        cls = waiting.pop()
        waiting.extend(cls.__subclasses__())
        yield from (act.id for act in cls.__dict__.get("ACTS", ()))
        yield from (
            binding.id
            for binding in cls.__dict__.get("BINDINGS", ())
            if isinstance(binding, Binding) and binding.id
        )


def screens() -> Iterator[type]:
    """Every screen and dialog there is, loaded if need be."""
    from screens.acting import ActingScreen

    _load_screens()
    waiting: list[type] = [ActingScreen]
    while waiting:
        cls = waiting.pop()
        waiting.extend(cls.__subclasses__())
        yield cls


def _load_screens() -> None:
    """Every module of the screens, as a screen that was not loaded yet has no keys to compare with."""
    import pkgutil
    from importlib import import_module

    import screens

    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        import_module(module.name)
