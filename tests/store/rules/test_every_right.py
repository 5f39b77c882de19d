"""Rights, command by command and table by table: a new one fails here until somebody says who may."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Final

import pytest

from store.errors import DuiqiError, NotAllowed
from store.model.change import Change
from store.model.organisation import Person
from store.model.record import Record, record_class
from store.rules import commands, rights
from store.rules.commands.issues.closing import ReopenIssue, VerifyIssue
from store.rules.commands.issues.handling import CalmIssue, MakeUrgent
from store.rules.edit import Command
from tests.store.rules.every_command import EVERY, PEOPLE, World

_OPPOSITE: Final = {CalmIssue: MakeUrgent, VerifyIssue: ReopenIssue}
"""To take these back is what another command does, which more people may."""
_IDS = [type(command).__name__ for command, _who in EVERY]


def commands_there_are() -> Iterator[type]:
    for found in pkgutil.walk_packages(commands.__path__, f"{commands.__name__}."):
        module = importlib.import_module(found.name)
        for each in vars(module).values():
            if inspect.isclass(each) and each.__module__ == module.__name__ and hasattr(each, "apply"):
                yield each


def tables_there_are() -> set[str]:
    def below(cls: type[Record]) -> Iterator[str]:
        for each in cls.__subclasses__():
            if each.table and each.__module__.startswith("store.model."):
                yield each.table
            yield from below(each)

    return set(below(Record))


@pytest.fixture(scope="module")
def world() -> World:
    """Nothing is changed in it: each command is only tried."""
    return World()


@pytest.fixture(scope="module")
def touched(world: World) -> set[str]:
    """The tables that the commands change."""
    return {change.table for command, who in EVERY for change in changes_of(world, command, who[-1])}


def changes_of(world: World, command: Command, who: str) -> list[Change]:
    return world.draft(command, by=PEOPLE[who]).changes()


def may(world: World, command: Command, who: int | None) -> bool:
    try:
        world.draft(command, by=who)
    except DuiqiError:
        return False
    return True


def test_every_command_is_in_the_table() -> None:
    listed = {type(command) for command, _who in EVERY}
    assert {each.__name__ for each in commands_there_are()} - {each.__name__ for each in listed} == set()


@pytest.mark.parametrize(("command", "who"), EVERY, ids=_IDS)
def test_who_may(world: World, command: Command, who: str) -> None:
    assert who
    assert "".join(letter for letter, id in PEOPLE.items() if may(world, command, id)) == who
    assert not may(world, command, None)


@pytest.mark.parametrize(("command", "who"), EVERY, ids=_IDS)
def test_nobody_takes_back_what_they_may_not_do(world: World, command: Command, who: str) -> None:
    """An undo is judged by what it changes; a redo is the undo of an undo."""
    changes = changes_of(world, command, who[-1])
    after = world.state.copy()
    after.apply(changes)
    inverse = [change.inverse() for change in reversed(changes)]
    opposite = next((may for each, may in EVERY if type(each) is _OPPOSITE.get(type(command))), "")
    for letter, id in PEOPLE.items():
        if letter in who + opposite:
            continue
        with pytest.raises(NotAllowed):
            rights.check(after, after.get(Person, id), inverse, "undo")
    with pytest.raises(NotAllowed):
        rights.check(after, None, inverse, "undo")


def test_every_table_is_changed_by_some_command(touched: set[str]) -> None:
    assert tables_there_are() - touched == set()


@pytest.mark.parametrize("table", sorted(tables_there_are()))
def test_a_guest_and_a_stranger_change_no_table(world: World, table: str) -> None:
    assert record_class(table).table == table
    for actor in (world.state.one(Person, PEOPLE["G"]), None):
        for change in (
            Change(table, 1, "title", "x", "y"),
            Change(table, 1, None, {"by": PEOPLE["G"]}, None),
            Change(
                table, 99, None, None, {"by": PEOPLE["G"], "reporter": PEOPLE["G"], "person": PEOPLE["G"]}
            ),
        ):
            with pytest.raises(NotAllowed):
                rights.check(world.state, actor, [change])


@pytest.mark.parametrize("letter", [letter for letter in PEOPLE if letter != "F"])
def test_a_table_that_nobody_thought_of_is_the_facilitators(world: World, letter: str) -> None:
    change = Change("strange", 1, None, None, {"by": PEOPLE[letter]})
    rights.check(world.state, world.state.one(Person, PEOPLE["F"]), [change])
    with pytest.raises(NotAllowed):
        rights.check(world.state, world.state.one(Person, PEOPLE[letter]), [change])


def test_a_refusal_says_who_may(world: World) -> None:
    """A name, or what they are: never only no."""
    for command, who in EVERY:
        for letter, id in PEOPLE.items():
            if letter in who or letter == "G":
                continue
            try:
                world.draft(command, by=id)
            except NotAllowed as error:
                said = error.render("en")
                named = any(person.name in said for person in world.state.all(Person))
                assert named or "acilitator" in said or "own name" in said, (command, said)
            except DuiqiError:
                continue
