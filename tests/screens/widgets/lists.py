"""A small app around a list, and rows that know how often they were asked for."""

from collections import Counter
from collections.abc import Hashable, Sequence

from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.columns import Column
from screens.widgets.line_list import LineList
from screens.widgets.rows import Row, Rows

COLUMNS = (
    Column("key", "编号", least=8),
    Column("title", "任务", least=12, ideal=20, weight=1),
    Column("due", "到期", least=5, align="right"),
)


class Desk:
    """Tasks by key whose titles can be changed, and a count of the rows built."""

    def __init__(self) -> None:
        self.titles: dict[Hashable, str] = {}
        self.built: Counter[Hashable] = Counter()

    def row(self, key: Hashable) -> Row:
        self.built[key] += 1
        return Row((f"NPL-{key}", self.titles.get(key, f"任务{key}"), "11-20"), "!", "delayed")

    def rows(self, keys: Sequence[Hashable]) -> Rows:
        return Rows(keys, self.row)


class PaintedList(LineList):
    """A list that counts the lines it renders."""

    DEFAULT_CSS = "PaintedList { height: 1fr; }"
    painted: Counter[int]

    def render_line(self, y: int) -> Strip:
        self.painted[y] += 1
        return super().render_line(y)


class ListApp(App[None]):
    """One widget, and the keys of the messages it posted."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self.widgets = widgets
        self.moved: list[Hashable | None] = []
        self.opened: list[Hashable] = []

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        self.moved.append(event.key)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        self.opened.append(event.key)


def painted_list(desk: Desk, keys: Sequence[Hashable], *, header: bool = False) -> PaintedList:
    """A list of `keys`, counting from now on."""
    widget = PaintedList(COLUMNS, desk.rows(keys), empty="按 + 新建一项\nor / to filter", header=header)
    widget.painted = Counter()
    return widget
