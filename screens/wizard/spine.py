"""The lines over a wizard's page: its steps, how far each is, what this one lacks, who else is here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from textual import events
from textual.geometry import Size
from textual.message import Message as Event

from screens.widgets.cells import Line, Piece, cut, fit, joined, width
from screens.widgets.line_view import LineView
from store.language import Message, _


class Step(Protocol):
    """A step of a wizard, as the rules see it: `done` of `of`, and what is missing first."""

    @property
    def key(self) -> str:
        """Its name in the code."""
        ...

    @property
    def name(self) -> Message:
        """What people call it."""
        ...

    @property
    def done(self) -> int:
        """How much of it is done."""
        ...

    @property
    def of(self) -> int:
        """How much there is to do; 0 where that cannot be counted."""
        ...

    @property
    def missing(self) -> Message | None:
        """The first thing it lacks, null when nothing does."""
        ...


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Somebody else in this wizard: their name, the key of the step they are in, and that of their task."""

    name: str
    step: str
    task: str = ""


def label(step: Step, *, here: bool) -> str:
    """`[签字 3/5]`, `✓认领`, `排序 4/9`."""
    count = f" {step.done}/{step.of}" if step.of and step.missing is not None else ""
    sign = "✓" if step.missing is None else ""
    return f"[{sign}{step.name}{count}]" if here else f" {sign}{step.name}{count} "


def spine(steps: Sequence[Step], here: str) -> Line:
    """The steps from left to right, the present one in brackets."""
    pieces: list[Piece] = []
    for step in steps:
        present = step.key == here
        pieces.append((label(step, here=present), "accent" if present else "muted"))
        pieces.append(("  ", ""))
    return tuple(pieces)


def lacking(steps: Sequence[Step], here: str, others: Sequence[Elsewhere], room: int) -> Line:
    """What the present step lacks; at the right who is in which step, which gives way down to a quarter."""
    step = next((each for each in steps if each.key == here), None)
    left: Line = ()
    if step is not None:
        text = str(step.missing) if step.missing is not None else _("Nothing is missing in this step.")
        left = ((text, "muted" if step.missing is None else "delayed"),)
    spare = room - sum(width(text) for text, _style in left) - 2
    right = cut(_told(steps, here, others), max(room // 4, spare))
    taken = width(right)
    return (*fit(left, room - taken - 2), ("  ", ""), (right, "accent")) if taken else left


def _told(steps: Sequence[Step], here: str, others: Sequence[Elsewhere]) -> str:
    """Who is at the same place is named together, those here first."""
    names = {step.key: str(step.name) for step in steps}
    places: dict[tuple[bool, str, str], list[str]] = {}
    for one in others:
        places.setdefault((one.step != here, one.step, one.task), []).append(one.name)
    told = []
    for (away, step, task), people in sorted(places.items(), key=lambda place: place[0][0]):
        who, where, many = _(", ").join(people), names.get(step, step), len(people) > 1
        if away and many:
            text = _("{names} are at {step}", names=who, step=where)
        elif away:
            text = _("{name} is at {step}", name=who, step=where)
        elif many:
            text = _("{names} are here too", names=who)
        else:
            text = _("{name} is here too", name=who)
        told.append(f"{text} {task}".rstrip())
    return _(", ").join(told)


class SpineBar(LineView, can_focus=False):
    """Two lines: the steps, and what the present one lacks. A click on a step goes there."""

    DEFAULT_CSS = "SpineBar { height: 2; scrollbar-size: 0 0; overflow: hidden; }"

    class Chosen(Event):
        """A step was clicked.

        step: its key.
        """

        def __init__(self, step: str) -> None:
            super().__init__()
            self.step = step

    def __init__(
        self,
        steps: Callable[[], Sequence[Step]],
        here: Callable[[], str],
        others: Callable[[], Sequence[Elsewhere]],
    ) -> None:
        super().__init__(id="spine")
        self._steps = steps
        self._here = here
        self._others = others

    def on_mount(self) -> None:
        """Nothing to scroll."""
        self.virtual_size = Size(0, 2)

    def line(self, y: int) -> Line:
        """The steps, then what is missing."""
        room = self.size.width - 2
        steps, here = self._steps(), self._here()
        if y == 0:
            return joined(fit(((" ", ""), *spine(steps, here)), self.size.width))
        if y == 1:
            return joined(fit((("  ", ""), *lacking(steps, here, self._others(), room - 1)), self.size.width))
        return ()

    def on_click(self, event: events.Click) -> None:
        """Go to the step under the mouse."""
        x = 1
        for step in self._steps() if event.y == 0 else ():
            wide = width(label(step, here=step.key == self._here())) + 2
            if x <= event.x < x + wide:
                self.post_message(self.Chosen(step.key))
                return
            x += wide
