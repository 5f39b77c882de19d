"""What the two other initiatives of the example were to bring, and who agreed to it."""

from __future__ import annotations

from typing import Final

from store.example.requirement import Line, Remark, Requirement, Voice, Word
from store.example.text import Two
from store.model.requirement import Part

_ALOUD: Final = Two("临时沟通会上口头确认", "Aloud, in the urgent meeting")

SERVICE_REQUIREMENT: Final = Requirement(
    written=(-11, 14, 0),
    background=Two(
        "客户平均等 26 小时，三成要重复说明问题；三类工单各有一套流转规则，升级靠人记。",
        "Customers wait 26 hours on average, and three in ten explain themselves twice; three kinds of "
        "tickets follow three sets of rules, and somebody has to remember to escalate.",
    ),
    goals=(
        Line(Two("", ""), 37, Two("首次解决率", "Solved at first contact"), Two("85%", "85%")),
        Line(
            Two("平均处理时长由 26 小时降到 12 小时", "Hours to solve: from 26 to 12"),
            37,
            Two("平均处理时长", "Hours to solve, on average"),
            Two("12 小时", "12 hours"),
        ),
    ),
    outcomes=(
        Line(Two("新版工单系统", "New ticket system"), 24),
        Line(Two("知识库", "Knowledge base"), 22),
        Line(Two("服务等级标准", "Service levels"), 13),
        Line(Two("试运行报告", "Trial report"), 37),
    ),
    times=(Line(Two("新流程试运行", "Trial of the new process"), 35),),
    aligned=(-10, 14, 0),
    voices=(
        Voice(
            "service",
            ("zheng", "xu"),
            (Line(Two("流程梳理与客服培训", "Map of the process and agent training"), 27),),
        ),
        Voice("market", ("he",), (Line(Two("满意度回访", "Satisfaction calls"), 32),)),
        Voice(
            "rnd",
            ("wu",),
            (Line(Two("工单系统改造", "Ticket system changes"), 24),),
            (
                Remark(
                    Part.OUTCOMES,
                    1,
                    Two("字段与流转规则先定稿", "Fields and routing rules are final before"),
                    Two("后端 2 人，三周", "Two developers for three weeks"),
                ),
            ),
        ),
        Voice("design", ("lin",), (Line(Two("手册与评分表版式", "Layout of handbook and score sheet"), 20),)),
        Voice("sales", ("zhou",), (Line(Two("一线客户异议清单", "What customers object to"), 22),)),
        Voice("ops", ("sun",), (Line(Two("投诉升级通道", "Complaint channel"), 20),)),
    ),
    confirmed=(
        Word("service", (-10, 16, 0)),
        Word("rnd", (-10, 16, 10)),
        Word("market", (-9, 9, 30)),
        Word("design", (-9, 10, 0)),
        Word("ops", (-9, 10, 20)),
        Word("sales", (-9, 11, 0)),
    ),
    signed=(
        Word("design", (-4, 10, 20)),
        Word("service", (-4, 11, 0)),
    ),
    serves={
        1: (("service", 1),),
        2: (3,),
        3: (1, ("rnd", 1)),
        4: (2, ("sales", 1)),
        5: (("design", 1),),
        6: (("service", 1),),
        7: (("ops", 1),),
        8: (("market", 1),),
        9: (4,),
    },
)

OUTAGE_REQUIREMENT: Final = Requirement(
    written=(-10, 8, 35),
    background=Two(
        "高峰期支付成功率跌到 61%，两小时才恢复，客诉 40 起。",
        "At peak hours 61% of payments succeeded; it took two hours to recover, and 40 customers complained.",
    ),
    goals=(Line(Two("", ""), -1, Two("恢复时长", "Time to recover"), Two("30 分钟", "30 minutes")),),
    outcomes=(
        Line(Two("故障时间线", "Timeline of the outage"), -6),
        Line(Two("告警规则", "Alert rules"), -3),
        Line(Two("值班手册", "On-call handbook"), -1),
    ),
    aligned=(-10, 8, 40),
    voices=(
        Voice("ops", ("sun", "huang"), (Line(Two("时间线与值班手册", "Timeline and handbook"), -1),)),
        Voice("rnd", ("chen", "ma", "wu"), (Line(Two("回滚与告警", "Rollback and alerts"), -3),)),
        Voice("service", ("zheng",), (Line(Two("退款与客户安抚", "Refunds and apologies"), -7),)),
    ),
    confirmed=tuple(Word(each, (-10, 8, 50), _ALOUD) for each in ("ops", "rnd")),
    signed=tuple(Word(each, (-10, 9, 8), _ALOUD) for each in ("ops", "rnd", "service")),
    serves={
        1: (("rnd", 1),),
        2: (("service", 1),),
        3: (1, ("ops", 1)),
        4: (2, ("rnd", 1)),
        5: (3, ("ops", 1)),
    },
)
