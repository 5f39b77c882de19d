"""What can be done on a screen, declared once: keys, footer, commands and help come from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from textual.binding import Binding, BindingType

from store.language import Message, msg


class Group(Enum):
    """Under which heading the help names an act; in the order of the help."""

    ITEM = "item"
    SCREEN = "screen"
    ANYWHERE = "anywhere"
    LOOK = "look"

    @property
    def title(self) -> Message:
        """The heading."""
        return _TITLES[self]


_TITLES: Final[Mapping[Group, Message]] = {
    Group.ITEM: msg("With the item under the cursor"),
    Group.SCREEN: msg("On this screen"),
    Group.ANYWHERE: msg("Everywhere"),
    Group.LOOK: msg("Look and language"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """One thing a person can do on a screen.

    id: its name in the person's `keys.toml`, such as `task.complete`; unique in the program.
    do: the screen's method is `action_DO`.
    keys: Textual's names or single characters; the first is the fast one, one at least needs no letter unless
        `enter` or ctrl+p brings the list of actions. Empty: to be found in ctrl+p only.
    label: a word or two, as in the footer. help: a sentence for the help and the list of commands.
    footer: its rank there; 0 keeps it out, 1 stays longest when there is little room.
    """

    id: str
    do: str
    keys: tuple[str, ...]
    label: Message
    help: Message
    group: Group = Group.SCREEN
    footer: int = 0


Keymap = Mapping[str, str]
"""What a person has put on other keys: ids and keys, several separated by commas."""


def bindings_of(acts: Iterable[Act]) -> list[BindingType]:
    """The bindings of `acts`. Each performs its act through the screen, which says why when it cannot.

    An act without a key stands under a name that no key sends: a person can give it one.
    """
    return [
        Binding(
            ",".join(_name(key) for key in act.keys) or f"none-{act.id}",
            f"act({act.id!r})",
            act.label.text,
            id=act.id,
            show=False,
        )
        for act in acts
    ]


def keys_of(act: Act, keymap: Keymap) -> tuple[str, ...]:
    """The keys that perform `act` for a person with `keymap`."""
    own = keymap.get(act.id)
    return act.keys if own is None else tuple(key.strip() for key in own.split(",") if key.strip())


def shown(key: str) -> str:
    """`key` as people read it: `?`, `esc`, `F4`, `ctrl+p`."""
    name = _SHOWN.get(key, key)
    return name.upper() if len(name) > 1 and name[0] == "f" and name[1:].isdecimal() else name


def key_of(act: Act, keymap: Keymap) -> str:
    """The first key of `act` as people read it, "" when it has none."""
    keys = keys_of(act, keymap)
    return shown(keys[0]) if keys else ""


def all_keys_of(act: Act, keymap: Keymap) -> str:
    """Every key of `act` as people read them."""
    return " ".join(shown(key) for key in keys_of(act, keymap))


def clashes(acts: Sequence[Act], keymap: Keymap) -> list[tuple[str, Act, Act]]:
    """The keys on which two of `acts`, all of one screen, stand for a person with `keymap`."""
    taken: dict[str, Act] = {}
    found: list[tuple[str, Act, Act]] = []
    for act in acts:
        for key in keys_of(act, keymap):
            other = taken.setdefault(shown(key), act)
            if other is not act:
                found.append((shown(key), other, act))
    return found


def _name(key: str) -> str:
    return "comma" if key == "," else key


_SHOWN: Final[Mapping[str, str]] = {
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "plus": "+",
    "full_stop": ".",
    "comma": ",",
    "escape": "esc",
    "insert": "ins",
    "delete": "del",
    "pageup": "pgup",
    "pagedown": "pgdn",
}
