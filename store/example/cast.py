"""Who takes part in the example: six departments and fourteen people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from store.example.text import Two


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the cast; departments and deputies by their short names here."""

    who: str
    name: Two
    department: str
    deputy: str = ""


BOARD: Final = Two("市场协作看板", "Market launch board")

DEPARTMENTS: Final = {
    "market": Two("市场部", "Marketing"),
    "rnd": Two("研发部", "R&D"),
    "design": Two("设计部", "Design"),
    "sales": Two("销售部", "Sales"),
    "ops": Two("运营部", "Operations"),
    "service": Two("客服部", "Customer Service"),
}

HEADS: Final = {
    "market": "li",
    "rnd": "chen",
    "design": "zhao",
    "sales": "wang",
    "ops": "sun",
    "service": "zheng",
}

PEOPLE: Final = (
    Member("li", Two("李明", "Li Ming"), "market", "he"),
    Member("he", Two("何静", "He Jing"), "market"),
    Member("luo", Two("罗琳", "Luo Lin"), "market", "li"),
    Member("chen", Two("陈工", "Chen Wei"), "rnd", "wu"),
    Member("wu", Two("吴工", "Wu Hao"), "rnd"),
    Member("ma", Two("马超", "Ma Chao"), "rnd", "wu"),
    Member("zhao", Two("赵敏", "Zhao Min"), "design", "lin"),
    Member("lin", Two("林晓", "Lin Xiao"), "design"),
    Member("wang", Two("王芳", "Wang Fang"), "sales", "zhou"),
    Member("zhou", Two("周强", "Zhou Qiang"), "sales", "wang"),
    Member("sun", Two("孙莉", "Sun Li"), "ops", "huang"),
    Member("huang", Two("黄磊", "Huang Lei"), "ops"),
    Member("zheng", Two("郑洁", "Zheng Jie"), "service", "xu"),
    Member("xu", Two("许文", "Xu Wen"), "service"),
)

FACILITATOR: Final = "li"
