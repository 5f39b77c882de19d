"""Keeping what is said in a meeting, or between two: decisions, actions, questions (DOMAIN.md, Meetings)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from store.errors import Refused
from store.language import msg
from store.model.capture import Capture, CaptureKind
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.meeting import Meeting
from store.model.risk import Risk
from store.model.task import Task
from store.model.text import TITLE_LIMIT
from store.rules.commands.fields import check_person, check_unique
from store.rules.commands.issues.reporting import ReportIssue, reported
from store.rules.commands.telling import require
from store.rules.edit import Edit
from store.rules.meeting.capture import lacking, past

_CUT: Final = "…"


@dataclass(frozen=True, slots=True)
class AddCapture:
    """One line is kept: for `initiative`, said in `meeting` while `item` was on the table, or outside of any.

    An action has exactly one person and a date. A risk or an issue makes its record too, in the author's
    name: `person` owns it, `due` is the next review or the deadline, an issue touches `task`.
    task, issue, risk: what it is about.
    """

    name: ClassVar[str] = "capture"

    initiative: int
    kind: CaptureKind
    text: str
    person: int | None = None
    due: date | None = None
    meeting: int | None = None
    item: int | None = None
    task: int | None = None
    issue: int | None = None
    risk: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `person`, `due` or `text`, and at `meeting` when it is not running."""
        edit.one(Initiative, self.initiative)
        text = _checked(edit, self.kind, self.text, self.person, self.due)
        meeting = edit.one(Meeting, self.meeting) if self.meeting is not None else None
        if meeting is not None and (not meeting.running or meeting.initiative != self.initiative):
            raise Refused(
                msg("This meeting is not running; nothing is added to it any more."), field="meeting"
            )
        if meeting is not None and self.item is not None and meeting.item(self.item) is None:
            raise Refused(msg("This item is no longer on the agenda."), field="item")
        self._check_about(edit)
        capture = edit.add(
            Capture,
            initiative=self.initiative,
            meeting=self.meeting,
            item=self.item,
            kind=self.kind,
            text=text,
            person=self.person,
            due=self.due,
            at=edit.moment.now,
            by=edit.author,
            task=self.task,
            issue=self.issue,
            risk=self.risk,
        )
        _make_record(edit, capture)

    def _check_about(self, edit: Edit) -> None:
        for field, found in (
            ("task", (self.task, edit.get(Task, self.task))),
            ("issue", (self.issue, edit.get(Issue, self.issue))),
            ("risk", (self.risk, edit.get(Risk, self.risk))),
        ):
            asked, record = found
            if asked is not None and (record is None or record.initiative != self.initiative):
                raise Refused(msg("There is no such item in this initiative."), field=field)


@dataclass(frozen=True, slots=True)
class EditCapture:
    """What was kept is put right: all of kind, text, person and date as they are to be.

    Once its meeting is closed the minutes stand, and only who and by when can still change; except that a
    question nobody answered becomes an action (stage 2.4).
    """

    name: ClassVar[str] = "edit_capture"

    capture: int
    kind: CaptureKind
    text: str
    person: int | None = None
    due: date | None = None

    def apply(self, edit: Edit) -> None:
        """Refused as `AddCapture` is, and at `kind` or `text` when the minutes stand."""
        capture = edit.one(Capture, self.capture)
        text = _checked(edit, self.kind, self.text, self.person, self.due, was=capture.due)
        if _in_minutes(edit, capture):
            becomes_action = capture.kind is CaptureKind.QUESTION and self.kind is CaptureKind.ACTION
            for field, changed in (
                ("kind", self.kind is not capture.kind and not becomes_action),
                ("text", text != capture.text),
            ):
                if changed:
                    raise Refused(
                        msg("It stands in the minutes; only who and by when can change."), field=field
                    )
        kind_is_new = self.kind is not capture.kind
        if kind_is_new:
            capture = _unmake(edit, capture)
        put_right = edit.set(capture, kind=self.kind, text=text, person=self.person, due=self.due)
        if kind_is_new:
            _make_record(edit, put_right)


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """A question is answered, or its answer put right."""

    name: ClassVar[str] = "answer"

    capture: int
    answer: str

    def apply(self, edit: Edit) -> None:
        """Refused at `answer` when it is empty, and when it is no question."""
        capture = edit.one(Capture, self.capture)
        if capture.kind is not CaptureKind.QUESTION:
            raise Refused(msg("Only a question has an answer."))
        answer = require(self.answer, "answer", msg("What is the answer?"))
        _settle(edit, capture, answer)


@dataclass(frozen=True, slots=True)
class SettleCapture:
    """An action is done, or a parked thing was taken up. `answer` says how it ended; it may be empty."""

    name: ClassVar[str] = "settle"

    capture: int
    answer: str = ""

    def apply(self, edit: Edit) -> None:
        """Refused when there is nothing to settle, or it is settled; a question needs its answer."""
        capture = edit.one(Capture, self.capture)
        if capture.kind is CaptureKind.QUESTION:
            raise Refused(msg("A question is settled by its answer: type it."), field="answer")
        if not capture.open:
            raise Refused(msg("There is nothing left to settle: it is done, or was only to be remembered."))
        _settle(edit, capture, self.answer)


@dataclass(frozen=True, slots=True)
class ReopenCapture:
    """What was settled is open again, and is carried over to the next meeting."""

    name: ClassVar[str] = "reopen_capture"

    capture: int

    def apply(self, edit: Edit) -> None:
        """Refused when it is not settled."""
        capture = edit.one(Capture, self.capture)
        if capture.settled is None:
            raise Refused(msg("It is open already."))
        edit.set(capture, settled=None, settled_by=None)


@dataclass(frozen=True, slots=True)
class DropCapture:
    """Kept by mistake. A risk or an issue that it made stays in its list."""

    name: ClassVar[str] = "drop_capture"

    capture: int

    def apply(self, edit: Edit) -> None:
        """Refused once it stands in the minutes."""
        capture = edit.one(Capture, self.capture)
        if _in_minutes(edit, capture):
            raise Refused(msg("It stands in the minutes of a closed meeting; settle it instead."))
        edit.remove(capture)


def _checked(
    edit: Edit,
    kind: CaptureKind,
    text: str,
    person: int | None,
    due: date | None,
    *,
    was: date | None = None,
) -> str:
    """The text without space around it. `was`: a day that may stand although it has passed."""
    missing = lacking(kind, text, person, due)
    if missing is not None:
        raise Refused(missing[0], field=missing[1])
    check_person(edit, person, "person")
    if due is not None and due != was and due < edit.moment.today:
        raise Refused(past(due, edit.moment.today), field="due")
    return text.strip()


def _make_record(edit: Edit, capture: Capture) -> None:
    """The row of the risk register or of the issue log that a captured risk or issue is (stages 4.1, 4.4)."""
    long = len(capture.text) > TITLE_LIMIT or "\n" in capture.text
    title = capture.text.replace("\n", " ")[: TITLE_LIMIT - 1] + _CUT if long else capture.text
    if capture.kind is CaptureKind.RISK:
        others = ((each, each.title) for each in edit.all(Risk) if each.initiative == capture.initiative)
        check_unique(title, others, None, "text")
        risk = edit.add(
            Risk,
            initiative=capture.initiative,
            number=edit.next_number(capture.initiative),
            title=title,
            owner=capture.person,
            next_review=capture.due,
            department=edit.by.department if edit.by is not None else None,
            raised_by=edit.author,
            raised=edit.moment.now,
        )
        edit.set(capture, risk=risk.id)
    elif capture.kind is CaptureKind.ISSUE:
        said = ReportIssue(
            capture.initiative,
            title,
            description=capture.text if long else "",
            owner=capture.person,
            deadline=capture.due,
            tasks=(capture.task,) if capture.task is not None else (),
        )
        issue = reported(edit, said)
        edit.set(capture, issue=issue.id)


def _unmake(edit: Edit, capture: Capture) -> Capture:
    """It is no risk or issue after all: what it made goes, unless somebody has worked on that since."""
    if capture.kind is CaptureKind.RISK:
        risk = edit.get(Risk, capture.risk)
        if risk is not None and risk.raised == capture.at and not (risk.scores or risk.issue or risk.closed):
            edit.remove(risk)
        return edit.set(capture, risk=None)
    if capture.kind is CaptureKind.ISSUE:
        issue = edit.get(Issue, capture.issue)
        told = issue is not None and (issue.measures or issue.escalations or issue.result)
        if issue is not None and issue.reported == capture.at and not told:
            edit.remove(issue)
        return edit.set(capture, issue=None)
    return capture


def _settle(edit: Edit, capture: Capture, answer: str) -> None:
    settled = capture.settled or edit.moment.now
    by = capture.settled_by if capture.settled is not None else edit.author
    edit.set(capture, answer=answer.strip() or capture.answer, settled=settled, settled_by=by)


def _in_minutes(edit: Edit, capture: Capture) -> bool:
    meeting = edit.get(Meeting, capture.meeting)
    return meeting is not None and meeting.closed is not None
