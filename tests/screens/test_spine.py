"""The line over a wizard's page: what the step lacks comes before who else is there."""

from __future__ import annotations

from dataclasses import dataclass

from screens.widgets.cells import width
from screens.wizard.spine import Elsewhere, lacking
from store.language import Message, msg

ROOM = 77


@dataclass(frozen=True)
class OneStep:
    key: str
    name: Message
    missing: Message | None
    done: int = 0
    of: int = 6


SENTENCE = "没写交付物：NPL-1、NPL-2、NPL-3、NPL-4 等，另有 2 项。"
STEPS = (
    OneStep("split", msg("{text}", text="拆解"), msg("{text}", text=SENTENCE)),
    OneStep("confirm", msg("{text}", text="确认"), None),
)


def read(here: str, *others: Elsewhere) -> str:
    line = lacking(STEPS, here, others, ROOM)
    assert sum(width(text) for text, _style in line) <= ROOM
    return "".join(text for text, _style in line)


def test_what_is_missing_is_read_to_its_end_however_many_are_here() -> None:
    people = ("王芳", "陈工", "周强", "孙莉", "何伟")
    assert SENTENCE in read("split", *(Elsewhere(name, "confirm") for name in people))


def test_who_is_at_the_same_place_is_named_together_and_those_here_first() -> None:
    line = read(
        "confirm", Elsewhere("王芳", "split"), Elsewhere("李明", "confirm"), Elsewhere("赵敏", "confirm")
    )
    assert line.endswith("李明、赵敏 都在这一步、王芳 在 拆解")
