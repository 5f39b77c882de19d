"""The forms that were open when the program ended last: which they are, and opening them again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TYPE_CHECKING

from screens.drafting import Unfinished
from screens.home.new_initiative import NEW_INITIATIVE
from screens.words import STAGES
from store.language import Message, msg
from store.model.capture import Capture
from store.model.initiative import Initiative, Stage
from store.model.issue import Issue
from store.model.task import Task
from store.rules.meeting.capture_kinds import NAMES

if TYPE_CHECKING:
    from screens.dialogs.status.form import StatusForm
    from screens.host import Actor
    from screens.session import Session

    MakeForm = Callable[[Session, Task], StatusForm]

_NEW_TASK = "new-task"
_NEW_ROWS = "new-rows"
_IN_ASSIGNMENT = frozenset({"claim", "owner", "plan", "after"})
"""The forms of stage 2's wizard, which opens them itself."""


class Unsaved:
    """One such form that can still be opened: what it is about is there, and it makes sense."""

    def __init__(self, found: Unfinished, what: Message, show: Callable[[Actor], None]) -> None:
        """`what` names it, such as `NPL-7 postponed`; `show` opens it."""
        self.found = found
        self.what = what
        self.show = show


def unsaved(session: Session, every: Sequence[Unfinished]) -> list[Unsaved]:
    """Those of `every` that can be opened, in its order."""
    return [each for found in every for each in _opened(session, found)]


def _opened(session: Session, found: Unfinished) -> Iterator[Unsaved]:
    name, _colon, about = found.form.partition(":")
    table, _slash, number = about.partition("/")
    id_ = int(number) if number.isdecimal() else None
    if found.form == NEW_INITIATIVE:
        yield Unsaved(found, msg("new initiative"), _new_initiative)
    elif name == _NEW_TASK:
        initiative = session.state.get(Initiative, id_)
        if initiative is not None:
            what = msg("{code}: new task", code=initiative.code)
            yield Unsaved(found, what, lambda screen: _new_task(screen, initiative.id))
    elif name == _NEW_ROWS:
        begun = session.state.get(Initiative, id_)
        if begun is not None:
            what = msg("{code}: new task", code=begun.code)
            yield Unsaved(found, what, lambda screen: screen.host.open_stage(begun.id, Stage.ASSIGN))
    elif name in _IN_ASSIGNMENT:
        claimed = session.state.get(Task, id_)
        if claimed is not None:
            item = (f"unfinished_{name}", claimed.id)
            what = msg("{key} {doing}", key=session.state.key_of(claimed), doing=STAGES[Stage.ASSIGN])
            yield Unsaved(
                found,
                what,
                lambda screen: screen.host.open_stage(claimed.initiative, Stage.ASSIGN, item=item),
            )
    elif name == "capture":
        meets = session.state.get(Initiative, id_)
        if meets is not None:
            what = msg("{code}: a line of a meeting", code=meets.code)
            yield Unsaved(found, what, lambda screen: _line(screen, meets.id))
    elif name == "report":
        found_at = session.state.get(Initiative, id_)
        if found_at is not None:
            what = msg("{code}: report of an issue", code=found_at.code)
            yield Unsaved(found, what, lambda screen: _report(screen, found_at.id))
    elif table == Issue.table:
        issue = session.state.get(Issue, id_)
        if issue is not None:
            what = msg("{key} {title}", key=session.state.key_of(issue), title=issue.title)
            yield Unsaved(found, what, lambda screen: _issue(screen, name, issue))
    elif table == Capture.table:
        said = session.state.get(Capture, id_)
        if said is not None:
            what = msg("{what}: {text}", what=NAMES[said.kind], text=said.text)
            yield Unsaved(found, what, lambda screen: _said(screen, name, said))
    elif table == Initiative.table and "." in name:
        found_in = session.state.get(Initiative, id_)
        if found_in is not None:
            what = msg("{code}: a row of stage 1", code=found_in.code)
            yield Unsaved(found, what, lambda screen: _wizard(screen, found_in.id))
    elif table == Task.table:
        task, make = session.state.get(Task, id_), forms().get(name)
        if task is not None and make is not None:
            what = msg("{key} {doing}", key=session.state.key_of(task), doing=make.DOING)
            yield Unsaved(found, what, lambda screen: _about(screen, make, task))


def forms() -> dict[str, type[StatusForm]]:
    """Every form about a task, by what its drafts are kept under."""
    from screens.dialogs.status import add, block, complete, edit, milestone, note, postpone, tick
    from screens.dialogs.status.form import StatusForm

    modules = (add, block, complete, edit, milestone, note, postpone, tick)
    every = (thing for module in modules for thing in vars(module).values())
    return {
        thing.NAME: thing
        for thing in every
        if isinstance(thing, type) and issubclass(thing, StatusForm) and thing.NAME
    }


def _new_initiative(screen: Actor) -> None:
    from screens.home.new_initiative import NewInitiativeDialog

    screen.app.push_screen(NewInitiativeDialog())


def _new_task(screen: Actor, initiative: int) -> None:
    from screens.dialogs.status.create import NewTaskDialog

    screen.app.push_screen(NewTaskDialog(screen.session, initiative))


def _line(screen: Actor, initiative: int) -> None:
    from screens.dialogs.capture import CaptureDialog
    from store.rules.meeting.capture_place import Focus, place_of

    place = place_of(screen.session.state, Focus(initiative))
    if place is not None:
        screen.app.push_screen(CaptureDialog(screen.session, place))


def _said(screen: Actor, form: str, capture: Capture) -> None:
    from screens.dialogs.captures.answer import AnswerDialog
    from screens.dialogs.captures.edit import EditCaptureDialog

    answers = form == "answer"
    dialog = AnswerDialog(capture) if answers else EditCaptureDialog(screen.session, capture)
    screen.app.push_screen(dialog)


def _report(screen: Actor, initiative: int) -> None:
    from screens.dialogs.issue.report import ReportDialog

    screen.app.push_screen(ReportDialog(screen.session, initiative))


def _issue(screen: Actor, form: str, issue: Issue) -> None:
    """The issue on its board, its form in front; what a step of the walk asked stands there in the walk."""
    from screens.dialogs.issue import closing, edit, handling
    from screens.dialogs.issue.form import IssueForm

    every = (thing for module in (closing, edit, handling) for thing in vars(module).values())
    forms = (thing for thing in every if isinstance(thing, type) and issubclass(thing, IssueForm))
    make = next((thing for thing in forms if form and form == thing.NAME), None)
    screen.host.open_stage(issue.initiative, Stage.RESOLVE, item=(Issue.table, issue.id))
    if make is not None:
        screen.app.push_screen(make(screen.session, issue))


def _wizard(screen: Actor, initiative: int) -> None:
    """The wizard opens at the row that was being typed."""
    screen.host.open_stage(initiative, Stage.CONFIRM)


def _about(screen: Actor, make: MakeForm, task: Task) -> None:
    from screens.dialogs.status.dialog import StatusDialog

    screen.app.push_screen(StatusDialog(make(screen.session, task)))


def take_up(screen: Actor, every: Sequence[Unsaved]) -> None:
    """Open the only one, or let the person choose, the newest first."""
    if len(every) == 1:
        every[0].show(screen)
        return
    from screens.dialogs.choose import ChooseDialog, Option

    zone = screen.session.moment().zone
    options = [
        Option(place, str(each.what), f"{each.found.at.astimezone(zone):%m-%d %H:%M}")
        for place, each in enumerate(every)
    ]

    def show(chosen: Hashable | None) -> None:
        if isinstance(chosen, int):
            every[chosen].show(screen)

    screen.app.push_screen(ChooseDialog(msg("Which unfinished form?"), options), show)
