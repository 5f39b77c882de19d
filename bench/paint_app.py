"""The program whose paints are measured: a list as the follow-up board has it, with Chinese titles."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final

from textual.app import App, ComposeResult

from screens.widgets.cells import Line, wrap
from screens.widgets.column_board import ColumnBoard, Lane
from screens.widgets.columns import Column
from screens.widgets.detail_pane import DetailPane
from screens.widgets.line_list import LineList
from screens.widgets.rows import Row, Rows

_COLUMNS: Final = (
    Column("key", "编号", least=7),
    Column("title", "任务", least=16, ideal=22, weight=3),
    Column("who", "负责", least=4, ideal=6),
    Column("priority", "级", least=2, gap=1),
    Column("due", "到期", least=5, align="right", gap=1),
    Column("slip", "推迟", least=4, align="right", gap=1),
    Column("why", "说明", least=14, ideal=18, weight=2),
)
_CARD: Final = (Column("key", least=6, weight=1), Column("who", least=4, align="right", gap=1))
_LANES: Final = tuple(
    Lane(name, title)
    for name, title in zip("npdbf", ("未开始", "进行中", "延迟", "阻塞", "已完成"), strict=True)
)
_TITLES: Final = (
    "宣传物料设计",
    "销售培训组织与讲师安排",
    "渠道报价",
    "Product manual, 2nd edition",
    "首批铺货",
)
_SIGNS: Final = (
    ("!", "delayed"),
    ("#", "blocked"),
    (">", "in-progress"),
    ("?", "stale"),
    ("-", "not-started"),
)


class PaintApp(App[None]):
    """A `list`, a list with its detail `pane`, or a `board` of `count` tasks."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "LineList, ColumnBoard { height: 1fr; } DetailPane { height: 9; }"

    def __init__(self, kind: str, count: int) -> None:
        super().__init__()
        self._kind = kind
        self._keys = range(1, count + 1)

    def compose(self) -> ComposeResult:
        """The widget measured."""
        if self._kind == "board":
            yield ColumnBoard(_LANES, _CARD)
            return
        yield LineList(_COLUMNS, Rows(self._keys, _row), header=True)
        if self._kind == "pane":
            yield DetailPane()

    def on_mount(self) -> None:
        """Deal the cards."""
        for board in self.query(ColumnBoard):
            board.show(
                {lane.name: Rows(self._keys[at :: len(_LANES)], _card) for at, lane in enumerate(_LANES)}
            )

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Let the pane follow."""
        for pane in self.query(DetailPane):
            pane.show_at_rest(lambda width: _details(event.key, width))


def _pick(key: Hashable) -> int:
    return key if isinstance(key, int) else 0


def _row(key: Hashable) -> Row:
    n = _pick(key)
    sign, style = _SIGNS[n % len(_SIGNS)]
    slip = ((f"+{n % 9}天", "delayed"),) if style == "delayed" else ""
    cells = (
        ((f"NPL-{n}", "muted"),),
        _TITLES[n % len(_TITLES)],
        "王芳",
        "高",
        f"11-{n % 28 + 1:02}",
        slip,
        (("等 研发部 卖点清单", style),),
    )
    return Row(cells, sign, style)


def _card(key: Hashable) -> Row:
    n = _pick(key)
    return Row((f"NPL-{n}", (("王芳", "muted"),)), below=_TITLES[n % len(_TITLES)])


def _details(key: Hashable | None, width: int) -> Sequence[Line]:
    n = _pick(key)
    return [
        (
            (f"NPL-{n} {_TITLES[n % len(_TITLES)]}", "strong"),
            (f"   交付标准 {n % 3}/3   里程碑 课件", ""),
            ("✓11-18", "done"),
        ),
        *wrap(
            (
                ("配合  ", "muted"),
                (f"研发部：产品手册({n} 应 11-22 未到)  前置 NPL-2  后续 NPL-9 NPL-11", ""),
            ),
            width,
            6,
        ),
        *wrap(
            (("改期  ", "muted"), (f"11-24 -> 11-25 (场地 {n}) -> 11-26 (研发部手册未同步)" * 2, "")),
            width,
            6,
        ),
        ((f"11-{n % 28 + 1:02} 王芳 延迟 / 11-22 陈工「手册排版中」 / 11-18 王芳 里程碑「课件」", "muted"),),
        ((f"11-{n % 28 + 1:02} 李明 指派给王芳 / 11-02 李明 新建 NPL-{n}", "muted"),),
    ]
