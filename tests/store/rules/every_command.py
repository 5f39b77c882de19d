"""Every command people have, each with something to do on one board, and who may do it: written by hand.

A letter is a person: F the facilitator, I the head of the initiating department, H the head of the department
concerned, O the head of another that supplies something, M a member of the department concerned who owns its
tasks, N a member of the one that supplies, X a member of a department that has no part in it, G a guest. Who
is not named may not, and neither may somebody whom nobody knows.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from store.model.archive import Archive
from store.model.capture import CaptureKind
from store.model.initiative import Initiative, Scenario, Stage
from store.model.meeting import AgendaItem, Attended, ItemKind, MeetingKind
from store.model.organisation import Role
from store.model.requirement import Attendance, Part
from store.model.task import Serves
from store.rules.commands import (
    absences,
    advancing,
    alignment,
    archiving,
    block,
    breakdown,
    brief,
    claiming,
    confirming,
    delay,
    entries,
    follow_up,
    importing,
    initiatives,
    joining,
    organisation,
    progress,
    regroup,
    risks,
    scheduling,
    signing,
    taking_out,
    tasks,
    templates,
    withdrawing,
)
from store.rules.commands.issues import closing, escalating, handling, reporting
from store.rules.commands.meetings import capturing, holding, planning, urgent, written
from store.rules.commands.meetings import closing as meeting_closing
from store.rules.edit import Command
from store.rules.outline import OutlineRow
from tests.store.rules.launch import (
    CHEN,
    DESIGN,
    FACILITATOR,
    GUEST,
    LI,
    MARKETING,
    RESEARCH,
    SALES,
    SUN,
    TRAINING,
    WANG,
    Launch,
    at,
)

NEW, APART = 8, 9
"""吴工 of 研发部, 小何 of 设计部."""
PEOPLE: Final = {
    "F": FACILITATOR,
    "I": LI,
    "H": WANG,
    "O": CHEN,
    "M": SUN,
    "N": NEW,
    "X": APART,
    "G": GUEST,
}
NPL, CSP = 1, 2
FRESH, UNCLAIMED, RUNNING, LATE, DONE, SECOND, STUCK, EARLY, UNDATED = 4, 5, 6, 7, 8, 9, 10, 11, 12
FRIDAY: Final = date(2024, 3, 29)
TITLES: Final = ("首批铺货", "门店陈列", "渠道报价", "经销商政策", "样品", "海报张贴", "进场", "预热", "收尾")
ITEMS: Final = (
    AgendaItem(id=1, kind=ItemKind.CHANGES, title="上次会议以来", minutes=5),
    AgendaItem(id=2, kind=ItemKind.TASK, title="首批铺货", ref=FRESH, minutes=10),
    AgendaItem(id=3, kind=ItemKind.TASK, title="渠道报价", ref=RUNNING, minutes=10),
)
ARCHIVED: Final = Archive(
    id=1,
    initiative=3,
    code="OLD",
    title="去年的事",
    archive_id="a" * 32,
    board="b" * 32,
    file="launch-OLD.json",
    digest="c" * 64,
    people="",
    at=datetime(2024, 3, 1, tzinfo=UTC),
    by=FACILITATOR,
)
OLD: Final = Initiative(id=3, code="OLD", title="去年的事", stage=Stage.RESOLVE, department=MARKETING)


class World(Launch):
    """The launch in follow-up, another initiative that is being confirmed, and something of everything."""

    def __init__(self) -> None:
        super().__init__()
        self.moment = at(25)
        self._by(
            FACILITATOR, organisation.AddPerson("吴工", RESEARCH), organisation.AddPerson("小何", DESIGN)
        )
        own = {"department": SALES, "owner": SUN, "start": date(2024, 3, 25), "due": FRIDAY}
        for title in (
            "首批铺货",
            "门店陈列",
            "渠道报价",
            "经销商政策",
            "样品",
            "海报张贴",
            "进场",
            "预热",
            "收尾",
        ):
            self._by(
                FACILITATOR,
                tasks.CreateTask(
                    NPL,
                    title,
                    **({} if title in ("门店陈列", "收尾") else own),  # type: ignore[arg-type]
                    criteria=("20 家门店", "照片"),
                    support=(tasks.NewSupport(RESEARCH, "手册", FRIDAY),) if title == "首批铺货" else (),
                    milestones=(tasks.NewMilestone("试摆", FRIDAY),) if title == "首批铺货" else (),
                ),
            )
        self._by(
            FACILITATOR,
            entries.AddDependency(SECOND, FRESH),
            progress.StartTask(RUNNING),
            delay.PostponeTask(LATE, "缺货", date(2024, 4, 2)),
            progress.CompleteTask(DONE, tick=(1, 2)),
            absences.AddAbsence(SUN, date(2024, 4, 8), date(2024, 4, 9)),
        )
        self._confirming()
        self._issues()
        self._meetings()

    def _by(self, who: int, *commands: Command) -> None:
        for command in commands:
            self.do(command, by=who)

    def _confirming(self) -> None:
        self._by(
            FACILITATOR,
            initiatives.CreateInitiative(
                "CSP",
                "客户服务流程升级",
                Scenario.PROCESS_IMPROVEMENT,
                Stage.CONFIRM,
                MARKETING,
                due=date(2024, 6, 3),
            ),
            brief.EditBrief(CSP, {"background": "投诉太多"}),
            brief.AddPoints(CSP, Part.GOALS, [{"text": "投诉减半", "target": "50", "date": FRIDAY}]),
            brief.AddPoints(CSP, Part.OUTCOMES, [{"text": "新流程"}, {"text": "新话术"}]),
            alignment.AskDepartments(CSP, [SALES, RESEARCH, DESIGN]),
            alignment.Contribute(CSP, SALES, [{"content": "一线反馈"}, {"content": "试点门店"}]),
            confirming.RecordConfirmation(CSP, RESEARCH, "邮件"),
            entries.AddCriterion(TRAINING, "人人会讲"),
            signing.RecordSignature(NPL, RESEARCH, "邮件"),
            tasks.CreateTask(CSP, "流程梳理"),
            breakdown.ServeNeed(13, Serves.OUTCOME, 1),
            tasks.CreateTask(CSP, "话术", department=SALES, start=date(2024, 4, 1), due=date(2024, 4, 5)),
            tasks.CreateTask(
                CSP,
                "试点",
                department=SALES,
                start=date(2024, 4, 1),
                due=date(2024, 4, 3),
                dependencies=(14,),
            ),
            templates.EditTemplate(Scenario.ROUTINE_COOPERATION, "zh", {"hint": "写清楚"}),
        )
        self.state.put(ARCHIVED)

    def _issues(self) -> None:
        report = reporting.ReportIssue
        self._by(
            SUN,
            *(report(NPL, f"物料不符 {number}", tasks=(FRESH,), department=SALES) for number in range(1, 6)),
        )
        self._by(
            FACILITATOR,
            *(handling.HandleIssue(issue, NEW, FRIDAY) for issue in (2, 3, 4)),
            handling.MakeUrgent(5),
        )
        self._by(NEW, closing.ProposeClosed(3, "改好了"), closing.ProposeClosed(4, "改好了"))
        self._by(SUN, closing.VerifyIssue(4))
        self._by(
            SUN,
            *(alignment.RaiseRisk(NPL, f"到货晚 {number}", SALES, 3, 4, owner=SUN) for number in (1, 2)),
            risks.CloseRisk(2, "已到货"),
            block.BlockTask(STUCK, "首批货", CHEN, urgent=False),
        )

    def _meetings(self) -> None:
        self._by(
            FACILITATOR,
            planning.PlanMeeting(NPL, MeetingKind.WEEKLY, ITEMS, self.moment.now, 30),
            holding.OpenMeeting(1),
            holding.Next(1, 1),
            planning.PlanMeeting(NPL, MeetingKind.REVIEW, ITEMS, self.moment.now, 30),
            planning.PlanMeeting(CSP, MeetingKind.ALIGNMENT, ITEMS[:1], self.moment.now, 30),
            holding.OpenMeeting(3),
            holding.Pause(3),
        )
        self._by(
            SUN,
            capturing.AddCapture(NPL, CaptureKind.QUESTION, "何时到货？", SUN),
            capturing.AddCapture(NPL, CaptureKind.ACTION, "催货", SUN, FRIDAY),
            capturing.AddCapture(NPL, CaptureKind.ACTION, "拍照", SUN, FRIDAY),
            capturing.SettleCapture(3),
        )
        # Time enough for what is to be recorded by whoever looks.
        self.moment = at(25, 18)


_OLD, _AGENDA = ("initiatives", 3), templates.TemplateList.AGENDA
_LATER = datetime(2024, 3, 26, 2, tzinfo=UTC) + timedelta(days=7)

EVERY: Final[tuple[tuple[Command, str], ...]] = (
    # Organisation
    (organisation.AddDepartment("运营部"), "F"),
    (organisation.EditDepartment(SALES, {"name": "销售一部"}), "FH"),
    (organisation.AddPerson("周强", SALES), "FH"),
    (organisation.EditPerson(SUN, {"deputy": WANG, "logins": ("sunli",)}), "FHM"),
    (organisation.ChangeSettings({"weekly_days": 3}), "F"),
    (absences.AddAbsence(SUN, FRIDAY, FRIDAY), "FHM"),
    (absences.EditAbsence(1, {"reason": "休假"}), "FHM"),
    (absences.RemoveAbsence(1), "FHM"),
    (joining.JoinBoard("新人", "销售部", Role.MEMBER, "xinren"), "FH"),
    (joining.FoundDepartment("运营部", ("黄磊",)), "F"),
    (joining.FoundHead(SALES, "新主管"), "FH"),
    # The initiative
    (initiatives.CreateInitiative("INC", "支付故障"), "F"),
    (initiatives.EditInitiative(NPL, {"goal": "10 万台"}), "FI"),
    (advancing.AdvanceStage(NPL, Stage.RESOLVE, accept_gaps=True), "F"),
    (archiving.ArchiveInitiative(NPL, "d" * 32, "b" * 32, "x.json", "c" * 64, "", _LATER, force=True), "F"),
    (
        archiving.UnarchiveInitiative(ARCHIVED, "c" * 64, "", {_OLD: OLD}, frozenset({_OLD})),
        "F",
    ),
    # Stage 1
    (brief.EditBrief(CSP, {"background": "投诉很多"}), "FI"),
    (brief.AddPoints(CSP, Part.OUTCOMES, [{"text": "培训"}]), "FI"),
    (brief.EditPoint(CSP, Part.OUTCOMES, 1, {"text": "更新的流程"}), "FI"),
    (brief.RemovePoint(CSP, Part.OUTCOMES, 2), "FI"),
    (brief.MovePoint(CSP, Part.OUTCOMES, 2), "FI"),
    (alignment.AskDepartments(CSP, [MARKETING]), "FI"),
    (alignment.DismissDepartment(CSP, DESIGN), "FI"),
    (alignment.AttendDepartment(CSP, SALES, Attendance.PRESENT), "FIH"),
    (alignment.ReviewPoint(CSP, SALES, Part.OUTCOMES, 1), "FH"),
    (alignment.ReviewRest(CSP, SALES), "FH"),
    (alignment.Contribute(CSP, SALES, [{"content": "培训场地"}]), "FH"),
    (alignment.EditContribution(CSP, SALES, 1, {"content": "二线反馈"}), "FH"),
    (alignment.RemoveContribution(CSP, SALES, 2), "FH"),
    (alignment.MoveContribution(CSP, SALES, 2), "FH"),
    (alignment.RaiseRisk(NPL, "天气", SALES), "FIHOMNX"),
    (confirming.ConfirmBrief(CSP, SALES), "H"),
    (confirming.RecordConfirmation(CSP, SALES, "邮件"), "F"),
    (withdrawing.WithdrawConfirmation(CSP, RESEARCH), "F"),
    (breakdown.AddOutline(CSP, [OutlineRow("话术编写")]), "FI"),
    (breakdown.MoveTasks([13]), "FI"),
    (breakdown.ServeNeed(13, Serves.OUTCOME, 2), "FI"),
    (breakdown.UnserveNeed(13, 1), "FI"),
    (templates.EditTemplate(Scenario.MAJOR_PROJECT, "zh", {"hint": "x"}), "F"),
    (
        templates.AddTemplateRows(Scenario.MAJOR_PROJECT, "zh", _AGENDA, [{"title": "预算"}]),
        "F",
    ),
    (
        templates.EditTemplateRow(Scenario.MAJOR_PROJECT, "zh", _AGENDA, 1, {"title": "预算"}),
        "F",
    ),
    (templates.RemoveTemplateRow(Scenario.MAJOR_PROJECT, "zh", _AGENDA, 1), "F"),
    (templates.MoveTemplateRow(Scenario.MAJOR_PROJECT, "zh", _AGENDA, 2), "F"),
    (templates.ResetTemplate(Scenario.ROUTINE_COOPERATION, "zh"), "F"),
    (templates.ApplyTemplate(CSP, "zh"), "FI"),
    # Stage 2
    (tasks.CreateTask(NPL, "促销", department=SALES), "FH"),
    (tasks.EditTask(FRESH, {"deliverable": "清单"}), "FHM"),
    (taking_out.TakeOutTask(FRESH, "不做了"), "FHM"),
    (regroup.SplitTask(FRESH, (regroup.SplitPart("铺货一"), regroup.SplitPart("铺货二"))), "FH"),
    (regroup.MergeTasks(FRESH, [EARLY]), "FH"),
    (entries.AddCriterion(FRESH, "无投诉"), "FHM"),
    (entries.AddMilestone(FRESH, "到货", FRIDAY), "FHM"),
    (entries.AddSupport(FRESH, DESIGN, "海报"), "FHM"),
    (entries.AddDependency(FRESH, RUNNING), "FHM"),
    (entries.EditEntry(FRESH, "criteria", 1, {"text": "30 家门店"}), "FHM"),
    (entries.RemoveEntry(FRESH, "criteria", 1), "FHM"),
    (claiming.ClaimTask(UNCLAIMED, SALES, SUN), "FH"),
    (claiming.NameOwner(FRESH, WANG), "FH"),
    (claiming.OwnAndSupport(FRESH, SUN, [DESIGN], "手册"), "FHM"),
    (claiming.PlanTask(FRESH, {"priority": "high"}), "FH"),
    (scheduling.AdoptDates(NPL), "FIHO"),
    (scheduling.RepairDates(CSP), "FIH"),
    (signing.SignRows(NPL, SALES), "H"),
    (signing.RecordSignature(NPL, SALES, "邮件"), "F"),
    (withdrawing.WithdrawSignature(NPL, RESEARCH), "F"),
    (importing.AddNewcomers(["运营部"], [("黄磊", "运营部")]), "F"),
    (importing.ImportTasks(NPL, [{"number": 99, "title": "导入的", "department": SALES}], {}), "FH"),
    (importing.TakeIn([tasks.EditTask(FRESH, {"deliverable": "清单"})]), "FHM"),
    # Stage 3
    (progress.StartTask(FRESH), "FHM"),
    (progress.AffirmTask(RUNNING, "照旧"), "FHM"),
    (progress.CompleteTask(RUNNING, tick=(1, 2)), "FHM"),
    (progress.CancelTask(FRESH, "不做了"), "FHM"),
    (progress.ReopenTask(DONE, "漏了"), "FHM"),
    (progress.TickCriterion(RUNNING, 1), "FHM"),
    (delay.PostponeTask(RUNNING, "缺货", date(2024, 4, 3)), "FHM"),
    (delay.RecoverTask(LATE), "FHM"),
    (block.BlockTask(RUNNING, "首批货", CHEN, urgent=False), "FHM"),
    (block.UnblockTask(STUCK, "到了"), "FHM"),
    (follow_up.AddNote(FRESH, "何时？"), "FIHOMNX"),
    (follow_up.HitMilestone(FRESH, 1, date(2024, 3, 25)), "FHM"),
    (follow_up.MoveMilestone(FRESH, 1, date(2024, 4, 1)), "FHM"),
    (follow_up.ReceiveSupport(FRESH, 1, date(2024, 3, 25)), "FHOMN"),
    # Issues and risks
    (reporting.ReportIssue(NPL, "新的问题"), "FIHOMNX"),
    (reporting.EditIssue(1, {"description": "细节"}), "FIHM"),
    (handling.HandleIssue(1, SUN, FRIDAY), "FIHM"),
    (handling.HandOverIssue(2, SUN, "休假"), "FION"),
    (handling.NoteMeasure(2, "打了电话"), "FIHOMNX"),
    (handling.MakeUrgent(2), "FIHOMN"),
    (handling.CalmIssue(5), "FIM"),
    (closing.ProposeClosed(2, "好了"), "FIHOMN"),
    (closing.VerifyIssue(3), "FIHOM"),
    (closing.SendBackIssue(3, "还不行"), "FIHOMN"),
    (closing.ReopenIssue(4, "又坏了"), "FIHOMN"),
    (escalating.RecordEscalations(), "FIHOMNX"),
    (risks.WeighRisk(1, 5, 5), "FIHM"),
    (risks.EditRisk(1, {"trigger": "下雪"}), "FIHM"),
    (risks.ReviewRisk(1, FRIDAY), "FIHM"),
    (risks.CloseRisk(1, "过去了"), "FIHM"),
    (risks.ReopenRisk(2), "FIHM"),
    (risks.RiskHappened(1), "FIHOMNX"),
    # Meetings
    (planning.PlanMeeting(NPL, MeetingKind.KICKOFF), "FI"),
    (planning.HoldMeeting(NPL, MeetingKind.KICKOFF), "FI"),
    (planning.EditMeeting(2, _LATER, 45, LI), "FI"),
    (planning.CallOff(2), "FI"),
    (planning.RenewAgenda(2, ITEMS[:1]), "FI"),
    (planning.AddItem(2, "预算"), "FI"),
    (planning.MoveItem(2, 2, 1), "FI"),
    (planning.RemoveItem(2, 3), "FI"),
    (planning.PlanItem(2, 1, 20), "FI"),
    (holding.OpenMeeting(2), "FI"),
    (holding.Next(1, 2), "FI"),
    (holding.Back(1, 2), "FI"),
    (holding.GoTo(1, 3), "FI"),
    (holding.ParkItem(1, 2), "FI"),
    (holding.Pause(1), "FI"),
    (holding.Resume(3), "FI"),
    (holding.TakeOver(1), "FIHO"),
    (holding.RollCall(1, SUN, Attended.PRESENT), "FIM"),
    (holding.CallTheRest(1), "FI"),
    (meeting_closing.CloseMeeting(1), "FI"),
    (capturing.AddCapture(NPL, CaptureKind.NOTE, "记一下"), "FIHOMNX"),
    (capturing.EditCapture(2, CaptureKind.ACTION, "催货两次", SUN, FRIDAY), "FIM"),
    (capturing.AnswerQuestion(1, "周五"), "FIHM"),
    (capturing.SettleCapture(2), "FIHM"),
    (capturing.ReopenCapture(3), "FIHM"),
    (capturing.DropCapture(2), "FIM"),
    (urgent.CallUrgent(5), "FIHM"),
    (urgent.PromiseSolution(1, SUN, FRIDAY), "FIHM"),
    (written.ImportMinutes(NPL, [capturing.AddCapture(NPL, CaptureKind.NOTE, "会上说的")]), "FIHOMNX"),
)
