"""What a screen declares that one can do, it can do; and no two things lie on one key."""

from __future__ import annotations

import pytest

from screens.keys import Act, clashes
from tui.keymap import screens

SCREENS = [cls for cls in screens() if cls.__module__.startswith("screens.")]


def acts_of(cls: type) -> dict[str, Act]:
    return {act.id: act for base in reversed(cls.__mro__) for act in base.__dict__.get("ACTS", ())}


@pytest.mark.parametrize("cls", SCREENS, ids=lambda cls: cls.__name__)
def test_every_act_has_the_method_that_does_it(cls: type) -> None:
    if cls.__name__ in ("ActingScreen", "DuiqiScreen", "Dialog", "FileScreen", "FormDialog", "TaskScreen"):
        pytest.skip("other screens are made from it")
    missing = [act.id for act in acts_of(cls).values() if not hasattr(cls, f"action_{act.do}")]
    assert missing == []


@pytest.mark.parametrize("cls", SCREENS, ids=lambda cls: cls.__name__)
def test_no_key_of_a_screen_does_two_things(cls: type) -> None:
    found = clashes(list(acts_of(cls).values()), {})
    assert [(key, one.id, other.id) for key, one, other in found] == []
