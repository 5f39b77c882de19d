"""What the screens of a file share: a line that says what would happen, lists, one key that does it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.base import DuiqiScreen
from screens.keys import Act
from screens.widgets.cells import Line
from screens.widgets.line_list import LineList
from screens.widgets.section import Section
from store.language import Message, msg
from store.model.initiative import Initiative

if TYPE_CHECKING:
    from store.rules.meeting.capture_place import Focus

SAVE: Final = Act(
    "import.save",
    "save",
    ("ctrl+s", "f3"),
    msg("Take in"),
    msg("Take it in as it is shown here, as one change that undo takes back."),
    footer=2,
)
LIST: Final = Act(
    "import.list", "next_list", ("tab",), msg("Other list"), msg("To the other list and back."), footer=4
)


class FileScreen(DuiqiScreen[None]):
    """A file about an initiative. A subclass gives its lists and `summary`, and saves."""

    ACTS: ClassVar[tuple[Act, ...]] = (SAVE,)
    DEFAULT_CSS = """
    FileScreen LineList { height: 1fr; }
    FileScreen #summary { margin-bottom: 1; }
    """

    def __init__(self, name: str, initiative: int) -> None:
        """`name` is that of the file, as it is shown."""
        super().__init__()
        self._name = name
        self._initiative = initiative
        self._saving = False

    def compose_body(self) -> Iterable[Widget]:
        """What would happen, then the lists."""
        yield Section(self.summary, id="summary")
        yield from self.compose_lists()

    def compose_lists(self) -> Iterable[Widget]:
        """The lists, from the top."""
        return ()

    def summary(self) -> Line:
        """What would happen."""
        return ()

    def title_line(self, room: int) -> Line:
        """The file, and whose it is."""
        found = self.session.state.get(Initiative, self._initiative)
        code = ((f"{found.code} ", "accent"),) if found is not None else ()
        return (*code, (self._name, "strong"))

    def in_focus(self) -> Focus:
        """The initiative."""
        from store.rules.meeting.capture_place import Focus

        return Focus(self._initiative)

    def reason_against(self, act: Act) -> Message | None:
        """Nothing is taken in where nothing can be changed."""
        if act is SAVE and self.session.read_only is not None:
            return self.session.read_only
        return super().reason_against(act)

    def repaint_summary(self) -> None:
        """What would happen reads differently now."""
        for section in self.query("#summary").results(Section):
            section.repaint()
        self.refresh_frame()

    def action_next_list(self) -> None:
        """To the other list."""
        lists = list(self.query(LineList))
        at = next((n for n, each in enumerate(lists) if each.has_focus), -1)
        lists[(at + 1) % len(lists)].focus()

    def tell_whole(self, title: Message, text: str) -> None:
        """A sentence that the list may have cut."""
        self.run_worker(self.host.tell(title, msg("{text}", text=text)), group="telling")

    def refused(self, message: Message, _field: str | None) -> None:
        """Nothing was saved: say why; what was decided stays."""
        self._saving = False
        self.say(message, "warning")
