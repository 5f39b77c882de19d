"""What a terminal program costs at least: Textual with one table of forty rows."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable

READY = "READY-1"
_COLUMNS = ("编号", "任务", "负责", "级", "到期", "推迟", "说明")


class BareApp(App[None]):
    """Forty tasks in a DataTable."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """The table, nothing else."""
        yield DataTable()

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        table.add_columns(*_COLUMNS)
        table.add_rows(
            (f"READY-{n}", "宣传物料设计", "王芳", "高", f"11-{n:02}", "+2天", "等 卖点")
            for n in range(1, 41)
        )


if __name__ == "__main__":
    BareApp().run()
