"""The example board: the launch of a new product with a full cast, laid around today.

Everything is told through the board's ordinary commands with a clock set back, so the journal holds weeks of
history.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from store.board.board import Board
from store.example.amendments import amendments
from store.example.calendar import Days, Past
from store.example.cast import BOARD, DEPARTMENTS, FACILITATOR, HEADS, PEOPLE
from store.example.course import course
from store.example.launch import LAUNCH
from store.example.many import many
from store.example.meetings import meetings
from store.example.others import OUTAGE, SERVICE
from store.example.stage import DEPARTMENT_IDS, PERSON_IDS, Scene, play
from store.example.story import story
from store.language import Language
from store.model.clock import Clock
from store.model.organisation import Role, Settings
from store.model.state import SETTINGS_ID, State
from store.rules.calendar import workdays
from store.rules.commands import AddDepartment, AddPerson, EditDepartment, EditPerson
from store.rules.edit import Command

__all__ = ["LI_MING", "build", "many"]

LI_MING: Final = PERSON_IDS[FACILITATOR]
"""The id of 李明, the facilitator: whom a demo is opened as."""


def build(
    path: Path,
    clock: Clock,
    language: Language,
    *,
    timezone: str = "Asia/Shanghai",
    login: str = "",
    held: bool = False,
) -> None:
    """Make the example board at `path`, its dates around `clock`'s today in `timezone`.

    `login` is an account name under which 李明 is recognised; `held`: with the meetings held so far.
    Raises Refused when something is there already.
    """
    present = clock.now()
    settings = {"name": BOARD.to(language), "language": language, "timezone": timezone, "country": "CN"}
    state = State()
    state.put(Settings.model_validate({**settings, "id": SETTINGS_ID}))
    days = Days(state.moment(present), workdays(state.settings))
    past = Past(days.at(-28, 8))
    board = Board.create(path, settings, clock=past, origin="example")
    try:
        board.commit(*_organisation(language, login))
        events = [event for each in (LAUNCH, SERVICE, OUTAGE) for event in course(each, days)]
        events += [*amendments(days), *story(days), *(meetings(days) if held else ())]
        play(Scene(board, past, days, language), events)
        past.moment = present
    finally:
        board.close()


def _organisation(language: Language, login: str) -> Iterator[Command]:
    for name in DEPARTMENTS.values():
        yield AddDepartment(name.to(language))
    for member in PEOPLE:
        leads = member.who == FACILITATOR
        yield AddPerson(
            member.name.to(language),
            DEPARTMENT_IDS[member.department],
            Role.FACILITATOR if leads else Role.MEMBER,
            logins=(login,) if leads and login else (),
        )
    for member in PEOPLE:
        if member.deputy:
            yield EditPerson(PERSON_IDS[member.who], {"deputy": PERSON_IDS[member.deputy]})
    for department, head in HEADS.items():
        yield EditDepartment(DEPARTMENT_IDS[department], {"head": PERSON_IDS[head]})
