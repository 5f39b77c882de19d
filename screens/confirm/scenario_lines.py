"""What the rows of the scenario step look like."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Final

from screens.confirm.room_lines import for_the_room
from screens.widgets.cells import Line, wrap
from screens.widgets.columns import Column
from screens.widgets.rows import Row
from screens.words import SCENARIOS
from store.language import _, msg
from store.model.initiative import Initiative
from store.model.organisation import Department, Person
from store.model.state import State
from store.model.template import Template
from store.rules.commands.templates import TemplateList
from store.rules.order import ordered
from store.rules.templates import minutes

FIELDS: Final = (("title",), ("department",), ("facilitator",), ("sponsor",))
COLUMNS: Final = (
    Column("name", least=12, ideal=30),
    Column("text", least=20, weight=1),
    Column("number", least=8, align="right", priority=1),
)
_ADD: Final = {TemplateList.AGENDA: msg("+ a point of the agenda"), TemplateList.TASKS: msg("+ a usual task")}


def scenario_row(shown: Template, chosen: bool) -> Row:
    """One of the four; the chosen one has a tick."""
    return Row(
        (
            ((str(SCENARIOS[shown.scenario]), "strong" if chosen else ""),),
            ((shown.cadence, "" if chosen else "muted"),),
            ((_("{minutes} min", minutes=minutes(shown)), "muted"),),
        ),
        sign="✓" if chosen else " ",
        sign_style="accent",
    )


def field_row(state: State, initiative: Initiative, key: Hashable, today: date) -> Row:
    """What holds for the whole initiative."""
    department = state.get(Department, initiative.department)
    facilitator, sponsor = state.get(Person, initiative.facilitator), state.get(Person, initiative.sponsor)
    label, text = {
        ("title",): (_("Title"), initiative.title),
        ("department",): (_("Initiated by"), department.name if department else ""),
        ("facilitator",): (_("Led by"), facilitator.name if facilitator else ""),
        ("sponsor",): (_("Sponsor"), sponsor.name if sponsor else ""),
    }[key]  # type: ignore[index]
    missing = key == ("department",) and not text
    return Row(
        (
            ((label, "muted"),),
            ((text or _("(not named yet)"), "" if text else "stale" if missing else "muted"),),
            "",
        ),
        sign="?" if missing else " ",
        sign_style="stale",
    )


def template_row(shown: Template, key: Hashable) -> Row:
    """A row of the template."""
    assert isinstance(key, tuple)
    if key[0] == "hint":
        return Row((((_("The brief answers"), "muted"),), shown.hint, ""))
    if key[0] == "cadence":
        return Row((((_("Rhythm"), "muted"),), shown.cadence, ""))
    part = TemplateList(key[0])
    if part is TemplateList.AGENDA:
        line = next((each for each in shown.agenda if each.id == key[1]), None)
        if line is not None:
            return Row((((line.title, ""),), "", _("{minutes} min", minutes=line.minutes)))
    else:
        task = next((each for each in shown.tasks if each.id == key[1]), None)
        if task is not None:
            said = "  ".join(filter(None, (task.deliverable, task.criterion)))
            return Row((((task.title, ""),), ((said, "muted"),), f"{task.share}%"))
    return Row((str(_ADD[part]),), style="muted")


def about_scenario(shown: Template, room: int) -> list[Line]:
    """What the brief answers, the agenda, the usual tasks."""
    agenda = _(", ").join(f"{line.title} {line.minutes}" for line in ordered(shown.agenda))
    tasks = _(", ").join(task.title for task in ordered(shown.tasks))
    return [
        *wrap(((_("The brief answers") + "  ", "muted"), (shown.hint, "")), room, 4),
        *wrap(((_("Agenda, in minutes") + "  ", "muted"), (agenda, "")), room, 4),
        *wrap(((_("Usual tasks") + "  ", "muted"), (tasks, "")), room, 4),
    ]


def scenario_for_the_room(shown: Template, room: int) -> Sequence[Line]:
    """What it is for, how the alignment meeting goes, how often one meets."""
    agenda = ((_("{minutes} min", minutes=line.minutes), line.title) for line in ordered(shown.agenda))
    title = str(SCENARIOS[shown.scenario])
    return for_the_room(title, [(_("Rhythm"), shown.cadence), *agenda], shown.hint, room)


def about_field(key: Hashable, room: int) -> list[Line]:
    """What it is for."""
    text = {
        ("title",): _("What everybody calls it."),
        ("department",): _("It states the need, leads the kickoff, and confirms like all others."),
        ("facilitator",): _("Leads the meetings and keeps the board."),
        ("sponsor",): _("The last step of an escalation."),
    }[key]  # type: ignore[index]
    return wrap(((text, "muted"),), room)


def about_template_row(shown: Template, key: Hashable, room: int) -> list[Line]:
    """The row at its full length."""
    assert isinstance(key, tuple)
    if key[0] in ("hint", "cadence"):
        return wrap(str(getattr(shown, key[0])), room)
    task = next((each for each in shown.tasks if each.id == key[1]), None)
    if key[0] == TemplateList.AGENDA or task is None:
        return wrap(((_("The template is one for all initiatives of this scenario."), "muted"),), room)
    told = [
        (_("Deliverable"), task.deliverable),
        (_("Checked by"), task.criterion),
        (_("Milestone"), task.milestone),
        (_("Done after"), _("{share}% of the time", share=task.share)),
    ]
    return [
        line for label, text in told if text for line in wrap(((f"{label}  ", "muted"), (text, "")), room, 4)
    ]
