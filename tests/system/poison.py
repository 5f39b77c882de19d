"""Records whose every text is hostile, found by looking at the models: a new field needs no word here."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from itertools import cycle
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, TypeVar, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel

from store.model.initiative import Initiative
from store.model.organisation import Settings
from store.model.record import Record, tables
from store.model.state import State
from tests.data.hostile import HOSTILE

M = TypeVar("M", bound=BaseModel)

TODAY: Final = date(2024, 3, 25)
NOW: Final = datetime(2024, 3, 25, 1, 0, tzinfo=UTC)


_PLAIN: Final[Mapping[Any, Any]] = MappingProxyType(
    {
        str: "A1",
        bool: False,
        int: 1,
        date: TODAY.isoformat(),
        datetime: NOW.isoformat(),
        AwareDatetime: NOW.isoformat(),
    }
)
"""What stands in a field that takes no text."""


class Texts:
    """Hostile texts without end, each in its turn."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = cycle(texts)

    def next(self) -> str:
        """The next one."""
        return next(self._texts)


def is_text(annotation: Any) -> bool:
    """Whether a field of this type takes any text at all: no choice, no code of a fixed form."""
    if get_origin(annotation) is Annotated:
        inner, *notes = get_args(annotation)
        return is_text(inner) and not any(getattr(note, "pattern", None) for note in notes)
    return annotation is str


def text_fields(model: type[BaseModel]) -> Iterator[str]:
    """The names of the fields below `model` that take text, such as `criteria.text`."""
    for name in model.model_fields:
        for each in _parts(_annotation(model, name)):
            if is_text(each):
                yield name
            elif isinstance(each, type) and issubclass(each, BaseModel):
                yield from (f"{name}.{inner}" for inner in text_fields(each))


def made(model: type[BaseModel], texts: Texts, **given: object) -> dict[str, Any]:
    """The JSON of a `model` in which every field is filled and every list has an entry."""
    return {
        name: given[name] if name in given else _value(_annotation(model, name), texts, name)
        for name in model.model_fields
    }


def poisoned(record: M, texts: Texts) -> M:
    """`record` with hostile text in every field that takes text, past every door."""
    update: dict[str, Any] = {}
    for name in type(record).model_fields:
        annotation, value = _annotation(type(record), name), getattr(record, name)
        if isinstance(value, BaseModel):
            update[name] = poisoned(value, texts)
        elif isinstance(value, tuple):
            update[name] = tuple(
                poisoned(each, texts) if isinstance(each, BaseModel) else each for each in value
            )
            if any(is_text(each) for each in _parts(annotation)):
                update[name] = tuple(texts.next() for _ in value)
        elif isinstance(value, str) and any(is_text(each) for each in _parts(annotation)):
            update[name] = texts.next()
    return record.model_copy(update=update)


def full_records(state: State, texts: Texts, *, longest: int = 100) -> list[Record]:
    """One valid record of every table, all of its fields filled, to be added to `state`."""
    found: list[Record] = []
    initiative = state.all(Initiative)[0].id
    for name, cls in tables().items():
        if cls is Settings:
            continue
        id_ = state.last_ids.get(name, 0) + 1
        short = Texts([text for text in (texts.next()[:longest] for _ in HOSTILE) if text.strip()])
        given = {"id": id_, "number": 900 + len(found), "initiative": initiative, "code": "EVIL"}
        body = made(cls, short, **{key: value for key, value in given.items() if key in cls.model_fields})
        found.append(_valid(cls, body, short))
    return found


def _valid(cls: type[Record], body: dict[str, Any], texts: Texts) -> Record:
    """The record, with texts that the door lets in: some are empty behind it."""
    for _ in HOSTILE:
        try:
            return cls.model_validate(body)
        except ValueError:
            body |= {
                name: value
                for name, value in made(cls, texts).items()
                if name not in ("id", "number", "initiative", "code")
            }
    return cls.model_validate(body)


def poison(state: State) -> None:
    """Every record of `state`, and one full record of every table beside them, past every door.

    Without lone surrogates: no file can hold them, and the checkpoint has to be written.
    """
    texts = Texts([text.encode(errors="ignore").decode() for text in HOSTILE])
    for record in full_records(state, texts):
        state.put(record)
    for table, record in state.records():
        state.put(poisoned(record, texts), table)


def _annotation(model: type[BaseModel], name: str) -> Any:
    field = model.model_fields[name]
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def _parts(annotation: Any) -> Iterator[Any]:
    """What a type is made of: the types of a union, the entries of a tuple."""
    origin = get_origin(annotation)
    if is_text(annotation):
        yield annotation
    elif origin is Annotated:
        if get_args(annotation)[0] is not str:
            yield from _parts(get_args(annotation)[0])
    elif origin in (Union, types.UnionType, tuple):
        for each in get_args(annotation):
            if each not in (type(None), Ellipsis):
                yield from _parts(each)
    else:
        yield annotation


def _value(annotation: Any, texts: Texts, name: str) -> Any:
    origin = get_origin(annotation)
    if is_text(annotation):
        return texts.next()
    if origin is Annotated:
        return _value(get_args(annotation)[0], texts, name)
    if origin in (Union, types.UnionType):
        return _value(next(each for each in get_args(annotation) if each is not type(None)), texts, name)
    if origin is tuple:
        return [_value(get_args(annotation)[0], texts, name)]
    if origin is Literal:
        return get_args(annotation)[0]
    if issubclass(annotation, BaseModel):
        return made(annotation, texts)
    if issubclass(annotation, Enum):
        return next(iter(annotation)).value
    return _PLAIN[annotation]
