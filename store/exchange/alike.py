"""Headings that nearly say what their column is: other words for it, or it with something around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from store.exchange.headings import FIELD_OF
from store.rules.names import folded

_MORE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "task": "标题|名称|事项|工作事项|工作内容|工作项|任务内容|任务描述|主要工作|summary|subject|item|"
        "work item|name|activity|task title|what",
        "key": "wbs|任务id|task id|任务编码|编码",
        "owner": "assignee|assigned to|owner name|经办人|执行人|负责|担当|处理人|主责人|who|lead|pic",
        "department": "dept|team|所属部门|承办部门|归口部门|责任单位|主责部门|牵头部门|group",
        "support": "协作部门|协办部门|配合单位|协助部门|supporting team",
        "contribution": "协作内容|支持内容|协助内容|support needed",
        "priority": "重要程度|紧急程度|重要性|级别|urgency|importance|prio",
        "depends_on": "predecessor|predecessors|前置|紧前任务|前置工作|blocked by|after",
        "start": "计划开始时间|启动日期|启动时间|begin|begins|from",
        "due": "deadline|end|end date|finish|finish date|结束日期|结束时间|完成时间|完成时限|时限|期限|"
        "要求完成时间|交付日期|交付时间|到期日|due by|target date|截止日|ddl|to",
        "working_days": "天数|days|工作天数|effort (days)|用时",
        "acceptance": "验收|完成标准|质量标准|definition of done|dod|衡量标准",
        "milestones": "关键节点|节点|时间节点|key dates",
        "deliverable": "成果|产出|输出|交付成果|output|outputs|deliverables|输出成果",
    }
)
_NAMES: Final = {**FIELD_OF, **{folded(w): field for field, words in _MORE.items() for w in words.split("|")}}
_AROUND: Final = re.compile(r"[(（【\[].*?[)）】\]]|[*:：#.]|^(?:计划|预计|拟|planned|plan|expected)\s*")
# What happened, or is said of the row itself, is no plan.
_OTHER: Final = re.compile(
    r"实际|创建|更新|修改|提出|报告|登记|录入|审批|完成率|百分|进度(?!节点)|状态|备注|说明|联系|电话|邮箱|"
    r"\b(?:actual|created?|updated?|modified|report(?:er|ed)|status|progress|notes?|comments?|e-?mail|phone|"
    r"url|link|cost|budget|hours?|estimate)\b",
    re.IGNORECASE,
)
_SURE: Final = 100.0
_NEAR: Final = 86.0
_CONTAINED: Final = 80.0
_LETTERS: Final = 5
_BESIDE_IT: Final = 5


def is_other(heading: str) -> bool:
    """Whether a heading says that its column is no part of a plan: 实际完成日期, created by, status."""
    return _OTHER.search(heading) is not None


@lru_cache(maxsize=1024)
def meant_by(heading: str) -> tuple[str, float] | None:
    """The field that a heading probably means, and how sure that is, up to 100; null when it says nothing."""
    if is_other(heading):
        return None
    bare = folded(_AROUND.sub(" ", folded(heading).replace("_", " ")))
    if not bare or len(bare) > 60:
        return None
    exact = _NAMES.get(bare)
    if exact is not None:
        return exact, _SURE
    return _within(bare) or _near(bare)


def _within(bare: str) -> tuple[str, float] | None:
    """A known Chinese word with a few signs around it: 任务负责人姓名 is the owner."""
    if bare.isascii():
        return None
    inside = [name for name in _NAMES if len(name) > 1 and not name.isascii() and name in bare]
    longest = max(inside, key=lambda name: (len(name), bare.index(name)), default=None)
    if longest is None or len(bare) - len(longest) > _BESIDE_IT:
        return None
    return _NAMES[longest], _CONTAINED + len(longest)


def _near(bare: str) -> tuple[str, float] | None:
    """Spelt nearly like a known English word."""
    from rapidfuzz import process
    from rapidfuzz.fuzz import ratio

    if len(bare) < _LETTERS:
        return None
    known = [name for name in _NAMES if name.isascii() and len(name) >= _LETTERS]
    found = process.extractOne(bare, known, scorer=ratio, score_cutoff=_NEAR)
    return (_NAMES[found[0]], float(found[1])) if found else None
