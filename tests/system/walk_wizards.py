"""How the screens and dialogs of stages 1 and 2, and of the people of a board, are opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from textual.screen import Screen

from screens.assign.after import AfterForm
from screens.assign.assign_screen import AssignScreen
from screens.assign.calendar import AbsenceForm, DayOffForm
from screens.assign.forms import OwnerForm, PlanForm
from screens.assign.signing import RecordDialog, SignDialog
from screens.confirm import confirmation_lines
from screens.confirm.background import BackgroundDialog
from screens.confirm.confirm_screen import ConfirmScreen
from screens.confirm.departments import DepartmentDialog
from screens.confirm.entry import Entry
from screens.confirm.pasting import PasteDialog
from screens.confirm.people import PersonOfInitiativeDialog
from screens.confirm.reading import ReadingDialog
from screens.confirm.record_confirmation import RecordConfirmationDialog
from screens.confirm.roll_call import RollCallDialog
from screens.confirm.split import SplitDialog
from screens.confirm.verdict import VerdictDialog
from screens.people.department_forms import EditDepartmentDialog, NewDepartmentDialog
from screens.people.people_screen import PeopleScreen
from screens.people.person_form import PersonDialog
from store.errors import Refused
from store.language import msg
from store.model.initiative import Initiative
from store.model.organisation import Department, Person
from store.model.state import State
from store.model.task import Task
from store.rules.brief import brief_of, points_of, reviews_of
from store.rules.confirmation import Wording, standings
from store.rules.edit import Command
from store.rules.signoff import signoff
from tests.data.hostile import HOSTILE
from tui.app import DuiqiApp

Makers = Iterator[Screen[Any]]
Open = Callable[[DuiqiApp], Makers]


def _whole(state: State) -> Initiative:
    """The initiative with a brief, and whose departments signed."""
    return next(each for each in state.all(Initiative) if brief_of(state, each.id) is not None)


def _first_task(state: State) -> Task:
    return next(task for task in state.all(Task) if task.initiative == _whole(state).id)


def _confirm(app: DuiqiApp) -> Makers:
    yield ConfirmScreen(app.session, _whole(app.session.state).id)


def _assign(app: DuiqiApp) -> Makers:
    yield AssignScreen(app.session, _whole(app.session.state).id)


def _owner(app: DuiqiApp) -> Makers:
    for claim in (True, False):
        yield OwnerForm(app.session, _first_task(app.session.state), claim=claim)


def _absence(app: DuiqiApp) -> Makers:
    for person in (None, 1):
        yield AbsenceForm(app.session, person)


def _signing(dialog: type[SignDialog] | type[RecordDialog]) -> Open:
    def opened(app: DuiqiApp) -> Makers:
        state = app.session.state
        for found in signoff(state, _whole(state).id)[:3]:
            yield dialog(app.session, found.rows[0].initiative, found)

    return opened


def _refused(text: str, after: object) -> tuple[Command, ...]:
    raise Refused(msg("{x}", x=text[:100]), field="rows/2/text")


def _paste(app: DuiqiApp) -> Makers:
    entry = Entry("brief.goals:initiatives/1", (), lambda values, after: (), paste=_refused)
    yield PasteDialog(
        entry, "\n".join(HOSTILE[:20]), msg("{x}", x="[/red]"), "rows/2/text", lambda text: None
    )


def _of_initiative(app: DuiqiApp) -> Makers:
    for field in ("facilitator", "sponsor"):
        yield PersonOfInitiativeDialog(app.session, _whole(app.session.state), field)


def _recording(app: DuiqiApp) -> Makers:
    initiative = _whole(app.session.state).id
    yield RecordConfirmationDialog(app.session, initiative, 1, Wording())


def _reading(app: DuiqiApp) -> Makers:
    state, initiative = app.session.state, _whole(app.session.state).id
    zone = app.session.moment().zone
    for found in standings(state, initiative)[:2]:
        yield ReadingDialog(
            msg("{x}", x="[/red]"), partial(confirmation_lines.about, state, initiative, found, zone)
        )


def _roll_call(app: DuiqiApp) -> Makers:
    initiative = _whole(app.session.state).id
    for review in reviews_of(app.session.state, initiative)[:2]:
        yield RollCallDialog(app.session, initiative, review.department)


def _verdict(app: DuiqiApp) -> Makers:
    state, initiative = app.session.state, _whole(app.session.state).id
    review = reviews_of(state, initiative)[0]
    for point in points_of(brief_of(state, initiative))[:2]:
        yield VerdictDialog(app.session, initiative, review.department, point)


def _person(app: DuiqiApp) -> Makers:
    yield PersonDialog(None, 1)
    yield PersonDialog(app.session.state.all(Person)[-1], None)


OPENED: Final[Mapping[type[Screen[Any]], Open]] = MappingProxyType(
    {
        ConfirmScreen: _confirm,
        BackgroundDialog: lambda app: iter([BackgroundDialog(app.session, _whole(app.session.state).id)]),
        DepartmentDialog: lambda app: iter([DepartmentDialog(msg("{x}", x="[/red]"))]),
        PasteDialog: _paste,
        PersonOfInitiativeDialog: _of_initiative,
        RecordConfirmationDialog: _recording,
        ReadingDialog: _reading,
        RollCallDialog: _roll_call,
        SplitDialog: lambda app: iter([SplitDialog(app.session, _first_task(app.session.state))]),
        VerdictDialog: _verdict,
        AssignScreen: _assign,
        OwnerForm: _owner,
        PlanForm: lambda app: iter([PlanForm(app.session, _first_task(app.session.state))]),
        AfterForm: lambda app: iter([AfterForm(app.session, _first_task(app.session.state))]),
        AbsenceForm: _absence,
        DayOffForm: lambda app: iter([DayOffForm(app.session)]),
        SignDialog: _signing(SignDialog),
        RecordDialog: _signing(RecordDialog),
        PeopleScreen: lambda app: iter([PeopleScreen()]),
        PersonDialog: _person,
        NewDepartmentDialog: lambda app: iter([NewDepartmentDialog()]),
        EditDepartmentDialog: lambda app: iter([EditDepartmentDialog(app.session.state.all(Department)[-1])]),
    }
)
"""As `walk.OPENED`."""
