"""新品上市推广: its brief as in the method's example, and who agreed to it."""

from __future__ import annotations

from typing import Final

from store.example.requirement import Line, Remark, Requirement, Risk, Voice, Word
from store.example.text import Two
from store.model.requirement import Part

_VOICES: Final = (
    Voice(
        "market",
        ("li", "he", "luo"),
        (
            Line(Two("推广费用预算", "Promotion budget"), -10),
            Line(Two("宣传文案与媒体名单", "Wording and press list"), -6),
        ),
    ),
    Voice(
        "rnd",
        ("chen", "ma"),
        (
            Line(Two("核心卖点", "Core selling points"), -16),
            Line(Two("产品手册", "Product manual")),
            Line(Two("首批两万台现货", "20,000 units for the first day"), -4),
        ),
        (
            Remark(
                Part.GOALS,
                1,
                Two("第二条产线在开售前到位", "The second production line runs before the launch"),
                Two("产线 12 人，一个月", "12 people on the line for a month"),
            ),
        ),
    ),
    Voice(
        "design",
        ("zhao", "lin"),
        (Line(Two("主视觉与物料三版初稿", "Key visual and three drafts of the material"), 2),),
        (
            Remark(
                Part.OUTCOMES,
                2,
                Two("文案提前 3 个工作日定稿", "The wording is final 3 working days before"),
                Two("外包插画 1 人", "One illustrator from outside"),
            ),
        ),
    ),
    Voice(
        "sales",
        ("wang", "zhou"),
        (
            Line(Two("竞品分析", "Competitor analysis"), -15),
            Line(Two("经销商政策与渠道报价", "Dealer policy and channel quotes"), 6),
        ),
        (
            Remark(
                Part.OUTCOMES,
                3,
                Two("培训前 2 个工作日拿到产品手册", "The product manual is there 2 working days before"),
                Two("讲师 2 人，培训室 1 天", "Two trainers, the training room for a day"),
            ),
        ),
    ),
    Voice(
        "ops",
        ("sun", "huang"),
        (
            Line(Two("线上商城页面", "Online shop page"), -3),
            Line(Two("四十家门店铺货与陈列", "Stock and displays in forty shops"), 9),
        ),
    ),
    Voice(
        "service",
        ("zheng",),
        (Line(Two("常见问答与客服话术", "Questions, answers and support scripts"), -2),),
        later=(-26, 9, 15),
    ),
)

_RISKS: Final = (
    Risk(
        Two("卖点清单晚到，物料无法定稿", "The selling points come late, the material cannot be final"),
        "zhao",
        3,
        4,
        Two("初稿日前清单仍未收到", "No list on the day of the drafts"),
        Two("每周一与研发部核对清单", "Go through the list with R&D every Monday"),
        Two("先用已评审的三个卖点出稿", "Start with the three points that were reviewed"),
        (-24, 11, 30),
        1,
    ),
    Risk(
        Two("首批备货不足，门店断货", "Too little stock, shops run out"),
        "sun",
        2,
        5,
        Two("首周日销超过 2000 台", "More than 2,000 units a day in the first week"),
        Two("按城市预留三成库存", "Keep 30% of the stock, by city"),
        Two("线上改为预售", "Sell ahead in the online shop"),
        (-24, 11, 50),
        3,
    ),
)

REQUIREMENT: Final = Requirement(
    written=(-28, 10, 0),
    background=Two(
        "上一代产品首季只卖出 6 万台：卖点不清，物料晚到，培训没跟上。新品是今年的重点，六个部门一起上市。",
        "The last product sold 60,000 units in its first quarter: unclear selling points, late material, no "
        "training. This one is the year's main product, and six departments launch it together.",
    ),
    goals=(
        Line(Two("", ""), 72, Two("累计销量", "Units"), Two("10 万台", "100,000")),
        Line(
            Two("开售当天铺满首批门店", "The first shops are stocked on the day of the launch"),
            9,
            Two("到货门店", "Shops"),
            Two("40 家", "40"),
        ),
    ),
    outcomes=(
        Line(Two("推广方案", "Launch plan"), -11),
        Line(Two("宣传物料", "Launch materials"), 2),
        Line(Two("销售培训材料", "Sales training material"), 1),
    ),
    times=(Line(Two("推广方案初稿", "Draft of the launch plan"), -15),),
    aligned=(-27, 14, 0),
    voices=_VOICES,
    confirmed=(
        Word("market", (-27, 16, 20)),
        Word("rnd", (-27, 16, 30)),
        Word("design", (-26, 10, 5)),
        Word("ops", (-26, 10, 40)),
        Word("service", (-26, 11, 0)),
        Word("sales", (-26, 15, 30), Two("电话确认", "By phone")),
    ),
    signed=(
        Word("market", (-24, 14, 2)),
        Word("ops", (-24, 14, 30)),
        Word("rnd", (-24, 15, 40)),
        Word("design", (-24, 16, 15)),
        Word("service", (-24, 16, 40)),
        Word("sales", (-23, 9, 0), Two("邮件确认", "By mail")),
    ),
    serves={
        1: (("sales", 1),),
        2: (("rnd", 1),),
        3: (1, ("market", 1)),
        4: (("sales", 2),),
        5: (("market", 1),),
        6: (2, ("design", 1)),
        7: (3, ("rnd", 2)),
        8: (("ops", 1),),
        9: (("ops", 2),),
        10: (("rnd", 3),),
        11: (("ops", 2),),
        12: (("sales", 2),),
        13: (("service", 1),),
        14: (("market", 2),),
    },
    risks=_RISKS,
)
