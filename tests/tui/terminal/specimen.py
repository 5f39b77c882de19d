"""A small program to be run in a terminal by the tests: it shows hostile texts and tells what it hears.

Run as `python -m tests.tui.terminal.specimen WHAT FOLDER`. It appends what it hears to FOLDER/heard, a JSON
list a line: `["key", name, character]`, `["paste", text]`, `["ready"]`, `["left"]`.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path
from typing import ClassVar

from rich.style import Style as RichStyle
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import DataTable, Input, Static

from store.language import use
from tests.data.hostile import HOSTILE
from tui.terminal import SafeApp


class Specimen(SafeApp[int]):
    """Does one thing, named `what`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10", "done", priority=True),
        Binding("f9", "next_page", priority=True),
    ]

    def __init__(self, what: str, folder: Path) -> None:
        super().__init__(crash_log=folder / "crash.log")
        self._what = what
        self._page = 0
        self._heard = folder / "heard"

    def tell(self, *what: object) -> None:
        """Append to what was heard."""
        with self._heard.open("a", encoding="utf-8") as file:
            file.write(json.dumps(what) + "\n")

    def compose(self) -> ComposeResult:
        """What hostile texts are shown in."""
        if self._what != "hostile":
            yield Static("specimen", markup=False)
            return
        for text in HOSTILE:
            yield Static(text, markup=False)
            yield Static(Content(text))
            yield Static(Text(text, style=RichStyle(link=f"https://evil.example/\x1b]0;{len(text)}\x07")))
            framed = Static("framed", markup=False)
            framed.border_title = Content(text)
            framed.styles.border = ("solid", "red")
            yield framed
        yield Input(value="".join(HOSTILE[:40]))
        table: DataTable[Text] = DataTable()
        yield table

    def on_mount(self) -> None:
        """Fill the table; say that all is there."""
        if self._what == "hostile":
            table = self.query_one(DataTable)
            table.add_columns(*(Text(text) for text in HOSTILE[:4]))
            for text in HOSTILE:
                table.add_row(*(Text(text) for _ in range(4)))
            self.notify("".join(HOSTILE[:10]), title=HOSTILE[0])
        self.call_after_refresh(self._tell_ready)

    def on_resize(self, event: events.Resize) -> None:
        """Tell the size of the window."""
        if self._what == "sized":
            self.tell("sized", event.size.width, event.size.height)

    def on_key(self, event: events.Key) -> None:
        """Tell the key; do what is to be tried."""
        self.tell("key", event.key, event.character)
        if event.key != "x":
            return
        secret = "told to nobody"  # noqa: F841 - a traceback with local variables would show it
        match self._what:
            case "crash":
                raise RuntimeError("a mistake\x1b]0;owned\x07")
            case "crash-worker":
                self.run_worker(self._fail())
            case "crash-thread":
                threading.Thread(target=self._fail_in_thread).start()
            case "hang":
                time.sleep(600)
            case "flood":
                while True:
                    self.bell()

    def on_paste(self, event: events.Paste) -> None:
        """Tell the paste."""
        self.tell("paste", event.text)

    def on_unmount(self) -> None:
        """Tell that the program left in its own way."""
        self.tell("left")

    def _tell_ready(self) -> None:
        self.tell("size", self.screen.max_scroll_y)
        self.tell("ready")

    async def _fail(self) -> None:
        raise RuntimeError("a mistake in a worker")

    def _fail_in_thread(self) -> None:
        raise RuntimeError("a mistake in a thread")

    def action_next_page(self) -> None:
        """Go on by a page, and say so once it is painted."""
        self._page += 1
        self.screen.scroll_to(y=20 * self._page, animate=False, immediate=True)
        self.call_after_refresh(self.tell, "page", self._page)

    def action_done(self) -> None:
        """End."""
        self.exit(message="bye\x1b]0;owned\x07")


if __name__ == "__main__":
    use("en")
    sys.exit(Specimen(sys.argv[1], Path(sys.argv[2])).run_to_exit_code())
