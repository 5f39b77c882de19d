"""What did not go as planned in the example: delays, a block whose clock runs, issues, and what was said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from store.example.calendar import Days
from store.example.course import advance
from store.example.issues import MetUrgently
from store.example.stage import DEPARTMENT_IDS, PERSON_IDS, Event, Scene
from store.example.text import Two
from store.model.initiative import Stage
from store.model.issue import Severity
from store.rules.commands import (
    AddNote,
    BlockTask,
    MoveMilestone,
    PostponeTask,
    TickCriterion,
)
from store.rules.commands.issues.closing import ProposeClosed
from store.rules.commands.issues.handling import HandleIssue, NoteMeasure
from store.rules.commands.issues.reporting import ReportIssue

_NOTES: Final = (
    (-13, 17, "NPL-3", "li", Two("初稿已发各部门，周五前收意见", "Draft sent round; comments by Friday")),
    (-6, 14, "NPL-6", "zhao", Two("主视觉定了第二版", "Second key visual it is")),
    (-6, 17, "NPL-7", "wang", Two("课件大纲完成，等产品参数", "Outline done; product data still missing")),
    (-4, 10, "NPL-8", "huang", Two("支付联调通过", "Payment tested end to end")),
    (-4, 16, "NPL-6", "zhao", Two("第三版在改配色", "Third draft: colours are being changed")),
    (-3, 16, "NPL-4", "zhou", Two("返利比例等财务意见", "Waiting for finance on the rebates")),
    (-2, 11, "NPL-7", "wang", Two("场地改到三楼培训室", "Room changed to the one on the third floor")),
    (-2, 15, "NPL-6", "lin", Two("折页第二版已上传", "Second leaflet uploaded")),
    (-1, 10, "NPL-7", "chen", Two("手册排版中", "The manual is being laid out")),
    (-1, 11, "NPL-6", "zhao", Two("缺研发部的卖点清单", "R&D's list of selling points is missing")),
)


def story(days: Days) -> Iterator[Event]:
    """Everything that needed somebody to speak."""
    for offset, hour, key, who, text in _NOTES:
        yield _note(days.at(offset, hour, 25), key, who, text)
    yield from _delays(days)
    yield from _ticks(days)
    yield from _brand(days)
    yield from _outage(days)
    yield Event(
        days.ago(0, 47, 20),
        "zhao",
        lambda scene: [
            BlockTask(
                scene.id("NPL-6"),
                scene.text(Two("卖点清单", "the list of selling points")),
                PERSON_IDS["chen"],
                urgent=True,
            )
        ],
    )


def _note(at: datetime, key: str, who: str, text: Two) -> Event:
    return Event(at, who, lambda scene: [AddNote(scene.id(key), scene.text(text))])


def _delays(days: Days) -> Iterator[Event]:
    yield Event(
        days.at(-7, 14, 30),
        "ma",
        lambda scene: [
            PostponeTask(scene.id("NPL-10"), scene.text(Two("包材晚到", "Packaging came late")), days.day(-4))
        ],
    )
    yield Event(
        days.at(-4, 11, 40),
        "wang",
        lambda scene: [
            PostponeTask(scene.id("NPL-7"), scene.text(Two("场地冲突", "The room was taken")), days.day(2))
        ],
    )
    yield Event(
        days.at(-1, 16, 10),
        "zhou",
        lambda scene: [
            PostponeTask(
                scene.id("NPL-12"),
                scene.text(Two("预算待批", "The budget is not approved yet")),
                days.day(4),
                DEPARTMENT_IDS["market"],
            )
        ],
    )
    yield Event(
        days.ago(1, 52),
        "wang",
        lambda scene: [
            PostponeTask(
                scene.id("NPL-7"),
                scene.text(Two("研发部产品手册未同步", "R&D's product manual has not arrived")),
                days.day(3),
                DEPARTMENT_IDS["rnd"],
            ),
            MoveMilestone(scene.id("NPL-7"), 2, days.day(2)),
        ],
    )


def _ticks(days: Days) -> Iterator[Event]:
    ticked = (
        (-2, "NPL-7", "wang", 2),
        (-3, "NPL-7", "wang", 1),
        (-3, "NPL-6", "zhao", 1),
        (-4, "NPL-4", "zhou", 1),
    )
    for offset, key, who, criterion in ticked:
        yield _tick(days.at(offset, 15, 45), key, who, criterion)


def _tick(at: datetime, key: str, who: str, criterion: int) -> Event:
    return Event(at, who, lambda scene: [TickCriterion(scene.id(key), criterion)])


def _brand(days: Days) -> Iterator[Event]:
    """The issue of the method's example: material that does not match the brand."""
    yield Event(
        days.at(-2, 10, 15),
        "he",
        lambda scene: [
            ReportIssue(
                scene.initiative("NPL"),
                scene.text(Two("宣传物料与品牌调性不符", "The launch material does not match the brand")),
                description=scene.text(
                    Two(
                        "第二版海报的字体和配色与品牌手册不一致。",
                        "Type and colours of the second poster are not those of the brand manual.",
                    )
                ),
                impact=scene.text(
                    Two("NPL-6 无法定稿，NPL-11 跟着推迟", "NPL-6 cannot be final, NPL-11 waits for it")
                ),
                first_solution=scene.text(
                    Two(
                        "市场部与设计部一起过一遍品牌手册，两天内交修订版",
                        "Marketing and Design go through the brand manual together; "
                        "a corrected version within two days",
                    )
                ),
                tasks=(scene.id("NPL-6"),),
            )
        ],
    )
    yield Event(
        days.at(-2, 11, 30),
        "li",
        lambda scene: [HandleIssue(scene.id("NPL-17"), PERSON_IDS["zhao"], days.day(1))],
    )
    yield Event(
        days.at(-1, 15, 20),
        "zhao",
        lambda scene: [
            NoteMeasure(
                scene.id("NPL-17"),
                scene.text(
                    Two("字体已换，配色按手册第 12 页重调", "Type replaced; colours redone by page 12 of it")
                ),
            )
        ],
    )


def _outage(days: Days) -> Iterator[Event]:
    """The incident: an urgent issue, its meeting within the time, solved and to be verified."""
    called = days.at(-10, 9, 40)
    yield Event(
        days.at(-10, 9, 5),
        "zheng",
        lambda scene: [
            ReportIssue(
                scene.initiative("INC"),
                scene.text(Two("高峰期支付大量超时", "Payments time out at peak hours")),
                impact=scene.text(
                    Two("支付成功率跌到 61%，客诉 40 起", "61% of payments succeed; 40 complaints")
                ),
                first_solution=scene.text(
                    Two("回滚昨晚的网关版本", "Roll back last night's gateway release")
                ),
                severity=Severity.SEVERE,
                urgent=True,
                tasks=(scene.id("INC-1"),),
            )
        ],
    )
    yield Event(
        called,
        "li",
        lambda scene: [
            MetUrgently(scene.id("INC-6"), called),
            HandleIssue(scene.id("INC-6"), PERSON_IDS["ma"], days.day(-1)),
        ],
    )
    yield advance("INC", Stage.RESOLVE, days.at(-3, 9, 20))
    yield Event(days.at(-1, 17, 10), "ma", lambda scene: [_solved(scene)])


def _solved(scene: Scene) -> ProposeClosed:
    return ProposeClosed(
        scene.id("INC-6"),
        scene.text(Two("上限已修正，压测两轮通过", "The limit is corrected; two load tests passed")),
        scene.text(Two("连接池上限配置错误", "A wrong limit of the connection pool")),
        scene.text(
            Two(
                "网关配置改动先过压测再上线",
                "Changes of the gateway's settings pass a load test before they go live",
            )
        ),
    )
