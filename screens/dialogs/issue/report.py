"""Reporting an issue in under a minute, from any screen (DOMAIN.md stage 4.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.dialogs.form import FormDialog
from screens.dialogs.issue.impact_field import ImpactField
from screens.dialogs.issue.severity import SeverityField
from screens.dialogs.issue.similar import LikeLines
from screens.dialogs.issue.tasks_field import TasksField
from screens.keys import Act
from screens.widgets.fields import DateField, Field, Form, LineField, PersonField, YesNoField
from screens.widgets.fields.text import TextField
from screens.widgets.footer import Footer, Hint
from store.board.line import Line as JournalLine
from store.errors import DuiqiError
from store.language import Message, msg
from store.model.initiative import Initiative, Stage
from store.model.issue import Issue
from store.model.risk import Risk
from store.model.task import Task
from store.model.text import TEXT_LIMIT, TITLE_LIMIT
from store.rules import rights
from store.rules.calendar import workdays
from store.rules.commands.issues.reporting import ReportIssue
from store.rules.meeting.capture_place import Focus, nowhere, place_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from screens.host import Actor
    from screens.session import Session

LIKE: Final = Act(
    "report.like",
    "like",
    ("f5",),
    msg("Look at it"),
    msg("Look at the issue that reads alike; what is typed here is kept."),
    footer=2,
)


class ReportDialog(FormDialog[JournalLine]):
    """What is wrong, what that means, what was done first, how bad it is; who handles it may stay open."""

    DEFAULT_CSS = """
    ReportDialog #field-description QuietArea { height: 2; }
    """
    ACTS: ClassVar[tuple[Act, ...]] = (LIKE,)

    def __init__(
        self,
        session: Session,
        initiative: int,
        tasks: Sequence[int] = (),
        risk: int | None = None,
        typed: Mapping[str, str] | None = None,
    ) -> None:
        """`tasks` are the ids of those in focus."""
        found = session.state.one(Initiative, initiative)
        title = msg("Report an issue: {code} {title}", code=found.code, title=found.title)
        super().__init__(title, draft=f"report:{Initiative.table}/{initiative}", typed=typed)
        self._by = session
        self._initiative = initiative
        self._linked = tuple(tasks)
        self._risk = risk
        self._likes = LikeLines(session.state, initiative)

    def fields(self) -> Iterable[Field]:
        """From what is needed to what may stay empty."""
        state, moment = self._by.state, self._by.moment()
        self._heading = LineField(
            "title", msg("What is wrong"), hint=msg("in one line"), limit=TITLE_LIMIT, required=True
        )
        self._description = TextField("description", msg("In detail"), limit=TEXT_LIMIT)
        self._tasks = TasksField(state, self._initiative, self._linked)
        self._impact = ImpactField(self._by, self._linked)
        self._first = LineField(
            "first_solution", msg("First solution"), hint=msg("what is tried first"), limit=TEXT_LIMIT
        )
        self._severity = SeverityField()
        self._urgent = YesNoField("urgent", msg("Urgent"))
        self._owner = PersonField("owner", msg("Owner"), state)
        self._deadline = DateField(
            "deadline", msg("Deadline"), today=moment.today, calendar=workdays(state.settings)
        )
        return (
            self._heading,
            self._description,
            self._tasks,
            self._impact,
            self._first,
            self._severity,
            self._urgent,
            self._owner,
            self._deadline,
        )

    def compose_body(self) -> Iterable[Widget]:
        """The form, and what reads alike."""
        yield from super().compose_body()
        yield self._likes

    def on_mount(self) -> None:
        """With a draft in it there may be something alike at once."""
        self._look_alike()

    def on_form_changed(self, event: Form.Changed) -> None:
        """The impact follows the tasks and the deadline; what reads alike follows the words."""
        self._impact.follow(self._tasks.ids, self._deadline.day)
        self._look_alike()

    def _look_alike(self) -> None:
        before = self._likes.first
        self._likes.look(f"{self._heading.value} {self._description.value}".strip(), self._tasks.ids)
        if self._likes.first != before:
            self.query_one(Footer).repaint()

    def hints(self) -> Sequence[Hint]:
        """What reads alike can be looked at when there is something."""
        known = self._likes.first is not None
        return [hint for hint in super().hints() if hint.id != LIKE.id or known]

    def reason_against(self, act: Act) -> Message | None:
        """Nothing may read alike."""
        if act is LIKE and self._likes.first is None:
            return msg("No open issue reads like what is typed.")
        return super().reason_against(act)

    def action_like(self) -> None:
        """To that issue; the form is given up and keeps its draft."""
        issue = self._likes.first
        if issue is not None:
            self.action_give_up()
            item = (Issue.table, issue.id)
            self.app.call_later(self._look_at, item)

    def _look_at(self, item: tuple[str, int]) -> None:
        self.host.open_stage(self._initiative, Stage.RESOLVE, item=item)

    def save(self) -> None:
        """At once, in one's own name."""
        self.carry_out(
            ReportIssue(
                self._initiative,
                self._heading.value,
                self._description.value,
                self._impact.value,
                self._first.value,
                self._severity.severity,
                self._urgent.yes,
                self._tasks.ids,
                self._owner.picked,
                self._deadline.day,
                risk=self._risk,
            ),
            said=self._said(),
            done=self.dismiss,
            refused=self.refuse,
        )

    def _said(self) -> Message:
        if self._urgent.yes:
            return msg("Reported: {title}. The urgent clock runs.", title=self._heading.value)
        return msg("Reported: {title}.", title=self._heading.value)


def report_from(screen: Actor, focus: Focus) -> None:
    """Ask for an issue, what is in focus linked to it; or say why nothing can be reported from there."""
    session = screen.session
    place = place_of(session.state, focus)
    why = nowhere() if place is None else _why_not(session, place.initiative)
    if place is None or why is not None:
        screen.say(why or nowhere(), "warning")
        return
    about = place.abouts[0]
    record = session.state.record(*about) if about is not None else None
    tasks: list[int] = []
    if isinstance(record, Task):
        tasks = [record.id]
    elif isinstance(record, Issue):
        tasks = [entry.id for entry in record.tasks]
    risk = record.id if isinstance(record, Risk) else None
    screen.app.push_screen(ReportDialog(session, place.initiative, tasks, risk))


def _why_not(session: Session, initiative: int) -> Message | None:
    """Why this person reports nothing, said before anything is typed."""
    if session.read_only is not None:
        return session.read_only
    try:
        edit = session.board.preview(ReportIssue(initiative, "?"))
        rights.check(session.state, session.person, edit.changes(), ReportIssue.name)
    except DuiqiError as error:
        return error.message
    return None
