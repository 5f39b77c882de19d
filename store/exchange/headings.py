"""Which column of a spreadsheet is which field of table 1, by its heading in Chinese or English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from store.exchange.sheet import SheetRow
from store.rules.names import folded

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "task": ("task", "子任务", "title", "task name", "任务", "任务名称", "子任务名称"),
        "key": ("key", "编号", "no.", "no", "id", "任务编号", "序号"),
        "owner": ("owner", "负责人", "任务负责人", "responsible", "责任人", "task owner"),
        "department": ("department", "部门", "负责部门", "责任部门", "owning department"),
        "support": ("support", "配合部门", "supporting department", "supporting departments"),
        "contribution": ("contribution", "配合内容", "what they supply"),
        "priority": ("priority", "优先级"),
        "depends_on": ("depends on", "依赖", "dependencies", "dependency", "依赖关系", "前置任务"),
        "start": ("start", "开始", "开始日期", "start date", "开始时间"),
        "due": ("due", "截止", "截止日期", "due date", "完成日期", "截止时间"),
        "working_days": ("working days", "工期", "duration", "工作日", "工期(天)", "工期(工作日)"),
        "acceptance": ("acceptance", "交付标准", "acceptance criteria", "criteria", "验收标准"),
        "milestones": ("milestones", "里程碑", "milestone", "进度节点"),
        "deliverable": ("deliverable", "交付物"),
    }
)
"""The fields, and what their columns are called; the first two are what the program itself writes."""

FIELD_OF: Final = MappingProxyType(
    {folded(name): field for field, names in HEADINGS.items() for name in names}
)
"""The field by each of its names."""
BESIDE: Final = frozenset({"id", "no", "no.", "序号"})
"""Headings of columns that number the rows; they are the keys only where no other column is."""
_TOTALS: Final = frozenset({"合计", "总计", "小计", "共计", "total", "totals", "subtotal", "sum"})
_CALCULATED: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Headings:
    """Where each field stands. `unknown` are the headings of columns that are left out."""

    row: int
    columns: Mapping[str, int]
    unknown: tuple[str, ...]

    def cell(self, row: SheetRow, field: str) -> str:
        """What a row holds for a field; empty when it has no such column."""
        at = self.columns.get(field)
        text = row.cells[at].strip() if at is not None and at < len(row.cells) else ""
        return uncalculated(text)


def uncalculated(text: str) -> str:
    """Without the mark by which spreadsheets, and CSV of ours, keep a text from being calculated."""
    return text[1:] if text[:1] == "'" and text[1:2] in _CALCULATED else text


def is_total(headings: Headings, row: SheetRow) -> bool:
    """Whether a row only adds up those above it: its first words say so, and nobody is to do anything."""
    first = next((cell.strip() for cell in row.cells if cell.strip()), "")
    told = {headings.cell(row, field) for field in ("task", "owner", "department", "due")}
    return folded(first).rstrip(":：") in _TOTALS and told <= {"", first}
