"""Splitting a task: a title a line; the first is the task itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from textual.widget import Widget

from screens.dialogs.form import FormDialog
from screens.widgets.fields import Field
from screens.widgets.fields.text import TextField
from screens.widgets.prose import Prose
from store.language import _, msg
from store.rules.commands.regroup import SplitPart, SplitTask

if TYPE_CHECKING:
    from screens.session import Session
    from store.model.task import Task

_TAKES: Final = re.compile(r"\s*[#＃]\s*(\d{1,3})")


class SplitDialog(FormDialog[None]):
    """`销售话术 #2` takes the second criterion along; criteria nobody takes stay with the first part."""

    def __init__(self, session: Session, task: Task) -> None:
        key = session.state.key_of(task)
        super().__init__(
            msg("{key} {title}: split", key=key, title=task.title), draft=f"split:tasks/{task.id}"
        )
        self._whole = task

    def fields(self) -> Iterable[Field]:
        """The titles."""
        self._parts = TextField("parts", msg("Parts"), text=self._whole.title + "\n", required=True)
        return (self._parts,)

    def compose_body(self) -> Iterable[Widget]:
        """How criteria go along."""
        yield from super().compose_body()
        yield Prose(msg("One title a line; the first one keeps the number."))
        if self._whole.criteria:
            criteria = _(", ").join(f"#{at} {each.text}" for at, each in enumerate(self._whole.criteria, 1))
            yield Prose(
                msg(
                    "Behind a title, # and a number takes that criterion along: {criteria}", criteria=criteria
                )
            )

    def save(self) -> None:
        """Write it."""
        self.carry_out(
            SplitTask(
                self._whole.id, [self._part(line) for line in self._parts.value.splitlines() if line.strip()]
            ),
            seen=[self._whole],
            said=msg("{key} is split.", key=self.session.state.key_of(self._whole)),
            done=lambda _line: self.dismiss(None),
            refused=self.refuse,
        )

    def _part(self, line: str) -> SplitPart:
        numbers = [int(found) for found in _TAKES.findall(line)]
        ids = [each.id for each in self._whole.criteria]
        taken = tuple(ids[number - 1] for number in numbers if 0 < number <= len(ids))
        return SplitPart(_TAKES.sub("", line).strip(), taken)
