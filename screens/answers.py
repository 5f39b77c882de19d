"""What a person answers when a change does not go through at once."""

from __future__ import annotations

from enum import Enum


class Choice(Enum):
    """What becomes of a conflict."""

    THEIRS = "theirs"
    MINE = "mine"
    EDIT = "edit"


class Wish(Enum):
    """What to do about a held lock."""

    WAIT = "wait"
    LOOK_ONLY = "look-only"
