"""The ground of every widget painted line by line: named styles, and repainting only what changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Self

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.widgets.cells import Line

STYLES: Final = (
    "title",
    "strong",
    "muted",
    "accent",
    "heading",
    "rule",
    "cursor",
    "cursor-away",
    "flash",
    "mark",
    "not-started",
    "in-progress",
    "done",
    "delayed",
    "blocked",
    "stale",
    "late",
    "cancelled",
    "ground-high",
    "ground-medium",
    "ground-low",
    "bar",
    "bar-other",
)
"""The names a piece of a line can be styled by, each the component class `line--NAME`; "" is plain text.

None but `cursor`, `cursor-away`, `flash` and `cells.GROUNDS` may show on a blank (background, underline,
strike): blanks are painted in the style of a piece beside them. A bar is made of signs, which tell two kinds
apart without colour.
"""


class LineView(ScrollView, inherit_bindings=False):
    """A scrollable view whose subclass says, for each line of the window, which pieces stand there.

    It has no keys of its own: those of a scrollable container would keep left and right from the screen.
    What was painted last is remembered line by line, so that `repaint` touches the lines that changed and
    no others, whatever changed them: the rows, the cursor, the scroll position.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    LineView {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0; /* else a stable gutter adds a line to lists of automatic height */
        scrollbar-color: $foreground 20%;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;

        & > .line--title { color: $foreground; }
        & > .line--strong { text-style: bold; }
        & > .line--muted { color: $text-muted; }
        & > .line--accent { color: $text-primary; text-style: bold; }
        & > .line--heading { color: $text-primary; text-style: bold; }
        & > .line--rule { color: $foreground 25%; }
        & > .line--cursor { color: $text-primary; background: $background; text-style: reverse; }
        & > .line--cursor-away { background: $panel; }
        & > .line--flash { background: $primary 30%; text-style: bold; }
        & > .line--mark { color: $text-primary; text-style: bold; }
        & > .line--in-progress { color: $foreground; }
        & > .line--not-started { color: $text-muted; }
        & > .line--done { color: $text-muted; }
        & > .line--delayed { color: $text-warning; }
        & > .line--blocked { color: $text-error; text-style: bold; }
        & > .line--stale { color: $text-secondary; }
        & > .line--late { color: $text-error; }
        & > .line--cancelled { color: $text-muted; }
        & > .line--ground-high { color: $text-error; background: $error 25%; text-style: bold; }
        & > .line--ground-medium { color: $text-warning; background: $warning 15%; }
        & > .line--ground-low { color: $text-muted; background: $success 10%; }
        & > .line--bar { color: $primary; background: $primary 35%; }
        & > .line--bar-other { color: $warning; background: $warning 35%; }

        &:ansi { /* sixteen colours have no shades */
            & > .line--muted, & > .line--rule, & > .line--not-started { text-style: dim; }
            & > .line--done, & > .line--cancelled { text-style: dim; }
            & > .line--flash { background: ansi_default; text-style: bold underline; }
            & > .line--cursor-away { background: ansi_default; text-style: bold; }
            & > .line--ground-high, & > .line--ground-medium { background: ansi_default; }
            & > .line--ground-low, & > .line--bar, & > .line--bar-other { background: ansi_default; }
        }
    }
    """

    def __init__(
        self,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._named: dict[str, Style] = {}
        self._strips: LRUCache[tuple[int, Line], Strip] = LRUCache(512)
        self._shown: dict[int, Line] = {}
        self._ready: dict[int, tuple[int, Line]] = {}
        self._room: tuple[Size, int] | None = None

    @property
    def line_width(self) -> int:
        """The cells of a line: the width without the scrollbar's place, which is kept when there is none."""
        whole = self.outer_size
        if self._room is None or self._room[0] != whole:
            self._room = (whole, max(0, self.size.width - self.scrollbar_size_vertical))
        return self._room[1]

    def line(self, y: int) -> Line:
        """The pieces of line `y` of the window, the first being 0, filling its width; () leaves it blank."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Line `y` of the window, from `line`."""
        width = self.line_width
        made_for, line = self._ready.pop(y, (-1, ()))
        if made_for != width:
            # None was made ready, or its widget has got another width before it was painted.
            line = self.line(y)
        self._shown[y] = line
        key = (width, line)
        strip = self._strips.get(key)
        if strip is None:
            segments = [Segment(text, self.named_style(name)) for text, name in line]
            strip = Strip(segments).adjust_cell_length(width, self.named_style(""))
            self._strips.set(key, strip)
        return strip

    def named_style(self, name: str) -> Style:
        """The colours and attributes of `line--NAME` in the present theme; unknown names are plain."""
        style = self._named.get(name)
        if style is None:
            style = self._worked_out(name) if name in STYLES else self.rich_style
            self._named[name] = style
        return style

    def _worked_out(self, name: str) -> Style:
        """As Textual does it for COMPONENT_CLASSES, but for the one that is painted: all of them, for every
        widget and each time the focus moves, were a quarter of the start.
        """
        part = DOMNode(classes=f"line--{name}")
        part._attach(self)
        self.app.stylesheet.apply(part)
        return part.rich_style

    def notify_style_update(self) -> None:
        """Forget colours: the theme, the focus or a class has changed."""
        super().notify_style_update()
        self._room = None
        self._named.clear()
        self._strips.clear()

    def repaint(self, lines: Iterable[int] | None = None) -> None:
        """Paint again those of `lines` of the window (all of them by default) that have changed."""
        width, height = self.size
        if not width:
            # Nothing of it is on the screen; Textual would work out the places of all widgets for it.
            return
        for y in range(height) if lines is None else lines:
            if not 0 <= y < height:
                continue
            line = self.line(y)
            if self._shown.get(y) != line:
                self._ready[y] = (self.line_width, line)
                self.refresh(Region(0, y, self.line_width, 1))
            else:
                self._ready.pop(y, None)

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """As every widget does; what is painted for another reason than `repaint` is worked out anew."""
        if not regions:
            self._ready.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Paint what differs at the new place; many lines of a list of short words do not."""
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = new_value
        if round(old_value) != round(new_value):
            self.repaint()

    def have_lines(self, count: int) -> None:
        """There are `count` lines to scroll over. The layout is only done again where the height follows."""
        size = Size(0, count)
        if size == self.virtual_size:
            return
        height = self.styles.height
        if height is None or height.is_auto:
            self.virtual_size = size
        else:
            # Set as an attribute it would lay out the screen and paint every line for each row that comes.
            self.set_reactive(LineView.virtual_size, size)
            self._scroll_update(size)

    def jump(self, top: int) -> None:
        """Put line `top` of what is shown at the top of the window, at once, as far as there are lines."""
        self.scroll_target_y = self.scroll_y = max(0, min(top, self.max_scroll_y))
