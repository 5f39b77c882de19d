"""Everything that a line can name has words, in both languages."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from pydantic import BaseModel

from store.documents.words import COMMANDS, FIELDS, ORIGINS, TABLES
from store.model.record import tables
from store.rules import commands


def every_command() -> set[str]:
    found: set[str] = set()
    for module in pkgutil.walk_packages(commands.__path__, "store.rules.commands."):
        for member in vars(import_module(module.name)).values():
            name = getattr(member, "name", None)
            if isinstance(member, type) and isinstance(name, str):
                found.add(name)
    return found


def models(above: type[BaseModel] = BaseModel) -> Iterator[type[BaseModel]]:
    for below in above.__subclasses__():
        if below.__module__.startswith("store.model."):
            yield below
        yield from models(below)


def test_every_command_has_words() -> None:
    assert len(every_command()) > 50
    assert every_command() <= set(COMMANDS)


def test_every_table_and_every_field_of_a_record_has_words() -> None:
    assert set(tables()) <= set(TABLES)
    fields = {name for model in models() for name in model.model_fields} - {"id"}
    assert "due" in fields
    assert fields <= set(FIELDS)


def test_every_kind_of_session_has_words() -> None:
    assert {"cli", "screen", "example", "repair", "external"} <= set(ORIGINS)


def test_words_are_no_identifiers() -> None:
    words = [*COMMANDS.values(), *FIELDS.values(), *TABLES.values(), *ORIGINS.values()]
    assert not [word.text for word in words if "_" in word.text or word.render("zh") == word.text]
