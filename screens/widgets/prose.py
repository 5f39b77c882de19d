"""Running text: literal, whoever wrote it."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from screens.widgets.cells import literal
from store.language import Message


class Prose(Static):
    """A sentence or several lines of text, broken where the room ends. Nothing in it is markup."""

    DEFAULT_CSS = """
    Prose { height: auto; }
    Prose.muted { color: $text-muted; }
    Prose.strong { text-style: bold; }
    """

    def __init__(self, text: Message | str, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(_literal(text), id=id, classes=classes, markup=False)

    def say(self, text: Message | str) -> None:
        """Show `text` instead."""
        self.update(_literal(text))


def _literal(text: Message | str) -> Content:
    return Content("\n".join(literal(line) for line in str(text).splitlines()))
