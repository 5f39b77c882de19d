"""Which column of a spreadsheet is which field of table 1, by its heading in Chinese or English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from store.errors import Refused
from store.exchange.sheet import SheetRow
from store.language import msg
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

_FIELD_OF: Final = MappingProxyType(
    {folded(name): field for field, names in HEADINGS.items() for name in names}
)
_BESIDE: Final = frozenset({"id", "no", "no.", "序号"})
"""Headings of columns that number the rows; they are the keys only where no other column is."""
_CALCULATED: Final = ("=", "+", "-", "@")
_LOOKED_AT: Final = 10


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
        # The mark with which spreadsheets, and `duiqi list --format csv`, keep a text from being calculated.
        return text[1:] if text[:1] == "'" and text[1:2] in _CALCULATED else text


def find_headings(rows: Sequence[SheetRow]) -> Headings:
    """The headings: the first of the top rows with a column for the task, as there may be a title above.

    Without one, keys beside something else tell which tasks are changed.
    Raises Refused at `file` when there are none, or two columns for one field.
    """
    for row in rows[:_LOOKED_AT]:
        columns: dict[str, int] = {}
        unknown = []
        for at, cell in enumerate(row.cells):
            field = _FIELD_OF.get(folded(cell.replace("_", " ")))
            if field is None:
                if cell.strip():
                    unknown.append(cell.strip())
            elif field in columns and folded(cell) in _BESIDE:
                unknown.append(cell.strip())
            elif field in columns and folded(row.cells[columns[field]]) in _BESIDE:
                unknown.append(row.cells[columns[field]].strip())
                columns[field] = at
            elif field in columns:
                raise Refused(msg("Two columns mean the same: “{heading}”.", heading=cell), field="file")
            else:
                columns[field] = at
        if "task" in columns or ("key" in columns and len(columns) > 1):
            return Headings(row.number, columns, tuple(unknown))
    raise Refused(
        msg(
            "No column is called “task” or “子任务”. The headings known are: {headings}.",
            headings=", ".join(f"{names[0]}/{names[1]}" for names in HEADINGS.values()),
        ),
        field="file",
    )
