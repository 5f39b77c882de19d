"""Table 1 as it is announced to the chat group: a line a task, and who has signed (DOMAIN.md stage 2.3).

Shorter than the table itself, as nobody reads ten columns in a chat. In the board's language.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.documents.blocks import Block, Bullets, Column, Document, Heading, table
from store.documents.names import Names
from store.language import Language, Message, msg
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.state import State
from store.model.task import Priority, Task
from store.rules.say import department_name, person_name, short_day
from store.rules.signoff import DepartmentSignoff, confirmed, rows_of, signoff

_PRIORITIES: Final = {
    Priority.HIGH: msg("high priority"),
    Priority.MEDIUM: msg("medium priority"),
    Priority.LOW: msg("low priority"),
}
_COLUMNS: Final = (
    (msg("Task"), 8),
    (msg("Owner"), 3),
    (msg("Department"), 3),
    (msg("Dates"), 4),
    (msg("Support"), 8),
)


def announced_document(state: State, initiative: int, moment: Moment) -> Document:
    """What the group reads of table 1. Raises NotFound when the initiative is gone."""
    language = state.settings.language
    found = state.one(Initiative, initiative)
    stands = msg("confirmed") if confirmed(state, initiative) else msg("not confirmed yet")
    title = msg(
        "{code} {title}: master assignment table ({stands})",
        code=found.code,
        title=found.title,
        stands=stands,
    )
    return Document(title.render(language), tuple(_blocks(state, initiative, moment, language)), language)


def called_by_table(state: State, initiative: int) -> list[int]:
    """The ids of the owners of its rows, each once."""
    return list(dict.fromkeys(task.owner for task in rows_of(state, initiative) if task.owner is not None))


def _blocks(state: State, initiative: int, moment: Moment, language: Language) -> Iterator[Block]:
    names = Names(state)
    rows, told = [], []
    for task in rows_of(state, initiative):
        what = f"{state.key_of(task)} {task.title}"
        owner = names.person(task.owner) or "-"
        department = department_name(state, task.department) or "-"
        dates = " - ".join(short_day(day, moment.today) for day in (task.start, task.due) if day is not None)
        support = _support(state, task, moment, language)
        rows.append((what, owner, department, dates, support))
        said = msg(
            "{what} - {owner} ({department}), {dates}, {priority}",
            what=what,
            owner=owner,
            department=department,
            dates=dates or "-",
            priority=_PRIORITIES[task.priority],
        )
        if support:
            said = msg("{said}; support: {support}", said=said, support=support)
        told.append(said.render(language))
    columns = [Column(name.render(language), width) for name, width in _COLUMNS]
    yield table(columns, rows, key=0, told=told)
    signed = [_signed(state, each, moment).render(language) for each in signoff(state, initiative)]
    if signed:
        yield Heading(msg("Signatures").render(language))
        yield Bullets(tuple(signed))


def _support(state: State, task: Task, moment: Moment, language: Language) -> str:
    told = [
        f"{department_name(state, each.department)} {each.content}"
        + (f" {short_day(each.due, moment.today)}" if each.due is not None else "")
        for each in task.support
    ]
    return msg("; ").render(language).join(told)


def _signed(state: State, each: DepartmentSignoff, moment: Moment) -> Message:
    if each.signature is None:
        return msg("{department}: not signed yet", department=each.department.name)
    return msg(
        "{department}: {person}, {day}",
        department=each.department.name,
        person=person_name(state, each.signature.person),
        day=short_day(moment.day_of(each.signature.at), moment.today),
    )
