"""The last page of the round: what was told, what was not, and who must be asked."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from screens.round.page import style_of
from screens.widgets.columns import Column
from screens.widgets.rows import Heading, Row, Rows
from screens.words import short_date, slip_text
from store.language import _, msg
from store.model.clock import Moment
from store.model.organisation import Person
from store.model.state import State
from store.model.task import Task
from store.rules.attention import attention_of
from store.rules.nudge import nudge
from store.rules.say import person_name, who_answers
from store.rules.status import SIGNS, WORDS, expected, status_of
from store.rules.walk import Step, Walk

_KEY: Final = 7


def columns() -> tuple[Column, ...]:
    """Key, title, who, what was said or what is wrong."""
    return (
        Column("key", least=_KEY),
        Column("title", least=10, ideal=18, weight=1),
        Column("who", least=6, ideal=8),
        Column("what", least=12, ideal=24, weight=2),
    )


def rows(walk: Walk, state: State, moment: Moment) -> Rows:
    """Those still to be asked first, then what was told."""
    left, told = walk.left(state), walk.told(state)
    keys: list[Hashable] = []
    if left:
        keys += [Heading(), Heading(_("Not told yet: {count}", count=len(left)))]
        keys += [task.id for task in left]
    if told:
        keys += [Heading(), Heading(_("Told: {count}", count=len(told)))]
        keys += [task.id for task in told]

    def build(key: Hashable) -> Row:
        task = state.get(Task, int(str(key)))
        if task is None:
            return Row((str(key),))
        status = status_of(task)
        is_told = walk.step(state, task.id) is Step.TOLD
        return Row(
            (
                ((state.key_of(task), "accent"),),
                task.title,
                person_name(state, who_answers(state, task)),
                ((_told(state, moment, task) if is_told else _wanted(state, moment, task), ""),),
            ),
            SIGNS[status],
            style_of(task),
        )

    return Rows(keys, build)


def nudges(walk: Walk, state: State, moment: Moment) -> str:
    """The messages for all who have not told, one a line, ready for a chat."""
    return "\n".join(nudge(state, task, moment) for task in walk.left(state))


def _told(state: State, moment: Moment, task: Task) -> str:
    """`延迟 -> 11-26 +2天`; and by whom."""
    words = [str(WORDS[status_of(task)])]
    day = expected(task)
    if task.delay is not None and day is not None and task.due is not None:
        words.append(f"-> {short_date(day, moment.today)} {slip_text((day - task.due).days)}")
    by = state.get(Person, task.updated.by if task.updated else None)
    if by is not None and by.id != task.owner:
        words.append(str(msg("told by {name}", name=by.name)))
    return " ".join(words)


def _wanted(state: State, moment: Moment, task: Task) -> str:
    line = attention_of(state, task, moment)
    return str(line.reason) if line is not None else _("its regular update")
