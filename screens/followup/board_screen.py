"""The follow-up board: all tasks of an initiative."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from textual.widget import Widget

from screens.base import DuiqiScreen
from screens.session import Session
from screens.widgets.columns import Column
from screens.widgets.line_list import LineList
from screens.widgets.rows import Row, Rows
from store.model.task import Task


class FollowUpScreen(DuiqiScreen[None]):
    """The tasks of `initiative` (its id), the cursor on `item` (table and id) at first."""

    DEFAULT_CSS = "FollowUpScreen LineList { height: 1fr; }"

    def __init__(self, session: Session, initiative: int, item: tuple[str, int] | None = None) -> None:
        super().__init__()
        self._tasks = [task for task in session.state.all(Task) if task.initiative == initiative]
        self._item = item

    def compose_body(self) -> Iterable[Widget]:
        """One list."""

        def build(key: Hashable) -> Row:
            task = next(task for task in self._tasks if task.id == key)
            return Row((self.session.state.key_of(task), task.title))

        yield LineList(
            (Column("key", least=8), Column("title", least=10, weight=1)),
            Rows([task.id for task in self._tasks], build),
        )
