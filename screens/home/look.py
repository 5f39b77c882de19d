"""What stands around the lists of Home: when and who, what there is to move, who else is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.home.meeting_line import on_the_table_of
from screens.widgets.cells import Line
from screens.words import ROLES, date_with_weekday
from store.language import _
from store.model.issue import Issue
from store.model.organisation import Person
from store.model.task import Task
from store.rules.archive_here import archive_here

if TYPE_CHECKING:
    from screens.session import Session
    from store.board.presence import Present
    from store.model.state import State


def when_and_who(session: Session) -> Line:
    """The minute, and who I am."""
    moment = session.moment()
    local = moment.now.astimezone(moment.zone)
    when = f"{date_with_weekday(moment.today, moment.today)} {local:%H:%M}"
    me = session.person
    who = f"{me.name} {ROLES[me.role]}" if me else _("looking only, nobody yet")
    return ((when, "muted"), ("  ", ""), (who, ""))


def today_title(state: State, count: int, initiatives: int) -> Line:
    """The heading of the lower list: of `initiatives`, `count` things must be moved."""
    if archive_here(state) is not None:
        return ((_("An archive"), "heading"),)
    if not count:
        return ((_("Nothing to move today"), "heading"),) if initiatives else ()
    if count == 1:
        return ((_("One thing to move today"), "heading"),)
    return ((_("{count} things to move today", count=count), "heading"),)


def no_initiatives(state: State) -> str:
    """What the upper list says while it is empty: the key that leads on."""
    if len(state.all(Person)) < 2:
        return _("No initiative yet. P enters departments and people, + begins the first one.")
    return _("No initiative yet. Press + to begin the first one.")


def nothing_to_move(session: Session, initiatives: int) -> str:
    """The same of the lower list."""
    if not initiatives:
        return ""
    if archive_here(session.state) is not None:
        return str(session.read_only or "")
    return _("Nothing is late, blocked or silent. Enter opens an initiative.")


def others_here(session: Session) -> Line:
    """Who else is here, and the item they look at."""
    names = [_place_of(session.state, one) for one in session.others]
    return ((_("Here too") + "  ", "muted"), (_(", ").join(names), "")) if names else ()


def _place_of(state: State, one: Present) -> str:
    table, id_ = one.item or on_the_table_of(state, one) or ("", 0)
    item = state.record(table, id_) if table in (Task.table, Issue.table) else None
    name = one.name or _("a guest")
    return f"{name} {state.key_of(item)}" if isinstance(item, Task | Issue) else name
