"""The launch with an issue that 孙莉 of 销售部 reported about the material: it does not match the brand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from store.model.change import Change
from store.model.clock import Moment
from store.model.issue import Issue, IssueState, Severity
from store.model.organisation import Person
from store.rules import integrity, rights
from store.rules.commands import AddPerson, EditInitiative
from store.rules.commands.issues.closing import ProposeClosed, VerifyIssue
from store.rules.commands.issues.handling import HandleIssue
from store.rules.commands.issues.reporting import ReportIssue
from tests.store.rules.launch import DESIGN, FACILITATOR, MARKETING, MATERIAL, RESEARCH, SALES, SUN, Launch

WU, HE, QIAN, ZHENG, FENG = 8, 9, 10, 11, 12
"""吴工 of 研发部, whose deputy is 冯工; 小何 of 设计部, 钱多 of 销售部, 郑总 the sponsor."""
FRIDAY: Final = date(2024, 3, 29)


class Log(Launch):
    """The launch on Monday, 25 March 2024, and issue 1 in the state `upto`; 吴工 handles it until Friday."""

    def __init__(self, upto: IssueState = IssueState.OPEN, severity: Severity = Severity.MODERATE) -> None:
        super().__init__()
        lead = FACILITATOR
        self.do(AddPerson("吴工", RESEARCH), by=lead)
        self.do(AddPerson("小何", DESIGN), by=lead)
        self.do(AddPerson("钱多", SALES), by=lead)
        self.do(AddPerson("郑总", MARKETING), by=lead)
        self.do(AddPerson("冯工", RESEARCH), by=lead)
        self.state.put(self.state.one(Person, WU).model_copy(update={"deputy": FENG}))
        self.do(EditInitiative(1, {"sponsor": ZHENG}), by=lead)
        self.do(ReportIssue(1, "物料与品牌手册不符", tasks=(MATERIAL,), severity=severity), by=SUN)
        order = (IssueState.OPEN, IssueState.HANDLING, IssueState.TO_VERIFY, IssueState.CLOSED)
        steps = (
            (HandleIssue(1, WU, FRIDAY), WU_HEAD),
            (ProposeClosed(1, "按手册改好了", "手册旧版", "手册带版本号"), WU),
            (VerifyIssue(1), SUN),
        )
        for command, by in steps[: order.index(upto)]:
            self.do(command, by=by)

    @property
    def issue(self) -> Issue:
        """The issue as it is now."""
        return self.state.one(Issue, 1)

    def passes(self, **time: float) -> None:
        """Time goes by."""
        self.moment = Moment(self.moment.now + timedelta(**time), self.moment.zone)

    def person(self, id: int | None) -> Person | None:
        """Somebody."""
        return self.state.get(Person, id)

    def take_back(self, changes: list[Change], by: int | None) -> None:
        """Undo, with the rights of what it takes back."""
        inverse = [each.inverse() for each in reversed(changes)]
        rights.check(self.state, self.person(by), inverse)
        outcome = self.state.outcome(inverse)
        left = [each for each in outcome.values() if each is not None]
        gone = [key for key, each in outcome.items() if each is None]
        assert integrity.problems(self.state, left, gone) == []
        self.state.apply(inverse)


WU_HEAD: Final = 2
"""陈工, the head of 研发部."""
