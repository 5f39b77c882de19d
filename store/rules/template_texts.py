"""The words of the templates that come with the program, in both languages: agenda, cadence, usual tasks.

They are content that a team changes to its own, not sentences of the interface, so they stand here whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from store.language import Language
from store.model.initiative import Scenario


class TaskText(NamedTuple):
    """Title, deliverable, criterion, milestone, and after which per cent of the time it is usually done."""

    title: str
    deliverable: str
    criterion: str
    milestone: str
    share: int


class TemplateText(NamedTuple):
    """What a brief should answer, how often one speaks, the agenda in minutes, the usual tasks."""

    hint: str
    cadence: str
    agenda: tuple[tuple[str, int], ...]
    tasks: tuple[TaskText, ...]


_ZH: Final = MappingProxyType(
    {
        Scenario.MAJOR_PROJECT: TemplateText(
            "为什么现在做？做成后哪个数字会变，从多少到多少，到哪天？交出哪几样东西？哪个日期不能动？",
            "高优先级任务每个工作日更新，其他任务每周更新；周例会 45 分钟",
            (
                ("背景与目标", 10),
                ("逐条评审：可行性、条件、资源", 25),
                ("风险", 10),
                ("各部门的投入", 10),
                ("确认与下一步", 5),
            ),
            (
                TaskText("总体方案", "方案文档", "方案经发起部门负责人确认", "方案初稿", 20),
                TaskText("资源与预算落实", "资源清单和预算表", "每项资源都有提供部门和日期", "预算确认", 30),
                TaskText("核心成果制作", "成果终稿", "符合需求说明书的每条成果要求", "成果初稿", 60),
                TaskText("培训与准备", "培训材料和签到表", "相关人员全部参加", "培训完成", 80),
                TaskText("上线与验收", "验收记录", "目标数据可以统计", "正式上线", 100),
            ),
        ),
        Scenario.PROCESS_IMPROVEMENT: TemplateText(
            "现在的流程哪一步慢、哪一步出错，数据是多少？改完后每一步要多久，差错率是多少？",
            "每周更新；周例会 30 分钟；试运行期间每天看一次数据",
            (
                ("现状与数据", 10),
                ("目标与边界", 5),
                ("逐条评审：可行性、条件、资源", 15),
                ("风险", 5),
                ("各部门的投入与确认", 10),
            ),
            (
                TaskText("现状梳理", "流程图和数据表", "每一步都有耗时和负责岗位", "现状确认", 20),
                TaskText("新流程设计", "新流程文件", "涉及部门都看过并答复", "新流程初稿", 45),
                TaskText("系统与表单调整", "可以使用的系统或表单", "走通 3 个真实案例", "调整完成", 65),
                TaskText("试运行", "试运行数据", "连续 5 个工作日有数据", "试运行开始", 85),
                TaskText("推广与固化", "发布的制度和培训记录", "旧流程停用", "新流程生效", 100),
            ),
        ),
        Scenario.URGENT_INCIDENT: TemplateText(
            "发生了什么，从几点开始，影响谁、多少？几点前要恢复？恢复到什么程度算完成？",
            "每 2 小时同步一次，直到恢复；恢复后 3 个工作日内复盘",
            (
                ("发生了什么、影响", 3),
                ("已经做了什么", 3),
                ("马上要做的、谁做、几点前", 7),
                ("对外怎么说", 2),
            ),
            (
                TaskText("止损", "止损措施记录", "影响不再扩大", "影响停止", 20),
                TaskText("原因排查", "原因说明", "原因能够复现或有证据", "原因确定", 45),
                TaskText("恢复", "恢复确认", "受影响的用户逐一核对", "恢复正常", 65),
                TaskText("对内对外通报", "通报文稿", "受影响部门全部收到", "首次通报", 30),
                TaskText("复盘与预防", "复盘报告", "每条预防措施有负责人和日期", "复盘会", 100),
            ),
        ),
        Scenario.ROUTINE_COOPERATION: TemplateText(
            "本期要达到的数字是多少，上期是多少？每个部门每期交什么，哪天交？",
            "每周更新；周例会 20 分钟；每期结束时对一次数",
            (
                ("上期结果", 3),
                ("本期目标与成果", 5),
                ("逐条评审：可行性、条件、资源", 7),
                ("各部门的投入与确认", 5),
            ),
            (
                TaskText("本期计划", "计划表", "每个部门的数字和日期都在", "计划确认", 10),
                TaskText("各部门投入", "按清单交付的内容", "交付内容与清单一致", "中期核对", 50),
                TaskText("结果汇总", "结果表", "数字经各部门核对", "汇总完成", 90),
                TaskText("本期小结", "小结和下期建议", "每条建议有负责人", "小结会", 100),
            ),
        ),
    }
)

_EN: Final = MappingProxyType(
    {
        Scenario.MAJOR_PROJECT: TemplateText(
            "Why now? Which number will change, from what to what, by which day? "
            "Which things are handed over? Which date cannot move?",
            "High priority: an update every working day, others weekly; a weekly meeting of 45 minutes",
            (
                ("Background and goals", 10),
                ("Point by point: feasible, conditions, resources", 25),
                ("Risks", 10),
                ("What each department contributes", 10),
                ("Confirmation and next steps", 5),
            ),
            (
                TaskText(
                    "Overall plan",
                    "plan document",
                    "confirmed by the head of the initiating department",
                    "Plan draft",
                    20,
                ),
                TaskText(
                    "Resources and budget",
                    "list of resources and budget",
                    "every resource has a department and a date",
                    "Budget confirmed",
                    30,
                ),
                TaskText(
                    "Main deliverable",
                    "final version",
                    "meets every outcome of the brief",
                    "First version",
                    60,
                ),
                TaskText(
                    "Training and preparation",
                    "training material and attendance list",
                    "everybody concerned took part",
                    "Training held",
                    80,
                ),
                TaskText(
                    "Launch and acceptance",
                    "acceptance record",
                    "the goal's numbers can be counted",
                    "Launch",
                    100,
                ),
            ),
        ),
        Scenario.PROCESS_IMPROVEMENT: TemplateText(
            "Which step is slow or goes wrong today, in numbers? How long may each step take afterwards, "
            "and how many errors are left?",
            "Weekly updates; a weekly meeting of 30 minutes; numbers daily during the trial",
            (
                ("How it is today, in numbers", 10),
                ("Goal and limits", 5),
                ("Point by point: feasible, conditions, resources", 15),
                ("Risks", 5),
                ("Contributions and confirmation", 10),
            ),
            (
                TaskText(
                    "Describe today's process",
                    "flow chart and numbers",
                    "every step has its time and its post",
                    "Description confirmed",
                    20,
                ),
                TaskText(
                    "Design the new process",
                    "process document",
                    "every department concerned has answered",
                    "Draft of the process",
                    45,
                ),
                TaskText(
                    "Adapt systems and forms",
                    "systems or forms in use",
                    "3 real cases went through",
                    "Adapted",
                    65,
                ),
                TaskText(
                    "Trial run", "numbers of the trial", "5 working days with numbers", "Trial begins", 85
                ),
                TaskText(
                    "Roll out",
                    "published rule and training record",
                    "the old process is switched off",
                    "In force",
                    100,
                ),
            ),
        ),
        Scenario.URGENT_INCIDENT: TemplateText(
            "What happened, since what time, whom does it touch and how many? Restored by what time, "
            "and what counts as restored?",
            "Word every 2 hours until restored; a review within 3 working days after",
            (
                ("What happened, and whom it touches", 3),
                ("What has been done", 3),
                ("What is done now, by whom, by what time", 7),
                ("What is said outside", 2),
            ),
            (
                TaskText("Stop the loss", "record of measures", "it spreads no further", "Stopped", 20),
                TaskText(
                    "Find the cause",
                    "statement of the cause",
                    "the cause is reproduced or proven",
                    "Cause known",
                    45,
                ),
                TaskText(
                    "Restore",
                    "confirmation",
                    "checked with everyone who was affected",
                    "Restored",
                    65,
                ),
                TaskText(
                    "Inform inside and outside",
                    "text of the notice",
                    "every department affected received it",
                    "First notice",
                    30,
                ),
                TaskText(
                    "Review and prevent",
                    "review report",
                    "every measure has an owner and a date",
                    "Review meeting",
                    100,
                ),
            ),
        ),
        Scenario.ROUTINE_COOPERATION: TemplateText(
            "Which number is to be reached this period, and what was it last time? What does each "
            "department hand over, on which day?",
            "Weekly updates; a weekly meeting of 20 minutes; numbers compared at the end of the period",
            (
                ("Result of the last period", 3),
                ("Goal and outcomes of this one", 5),
                ("Point by point: feasible, conditions, resources", 7),
                ("Contributions and confirmation", 5),
            ),
            (
                TaskText(
                    "Plan of the period",
                    "plan",
                    "every department's number and date are in it",
                    "Plan confirmed",
                    10,
                ),
                TaskText(
                    "Contributions of the departments",
                    "what the list says",
                    "what came is what the list says",
                    "Half-time check",
                    50,
                ),
                TaskText(
                    "Collect the results",
                    "table of results",
                    "each department checked its numbers",
                    "Results in",
                    90,
                ),
                TaskText(
                    "Close the period",
                    "summary and proposals",
                    "every proposal has an owner",
                    "Closing meeting",
                    100,
                ),
            ),
        ),
    }
)

TEXTS: Final[Mapping[Language, Mapping[Scenario, TemplateText]]] = MappingProxyType({"zh": _ZH, "en": _EN})
"""The built-in templates by language and scenario."""
