"""What is said of all records."""

from inspect import get_annotations

from pydantic import BaseModel

from store.model.record import Entry, Record, tables


def _and_below(cls: type[BaseModel]) -> list[type[BaseModel]]:
    return [cls, *(each for below in cls.__subclasses__() for each in _and_below(below))]


def test_no_field_of_a_record_is_annotated_by_a_text_that_would_be_evaluated_at_every_start() -> None:
    tables()
    texts = [
        f"{cls.__name__}.{name}"
        for cls in (*_and_below(Record), *_and_below(Entry))
        if cls.__module__.startswith("store.model.")
        for name, annotation in get_annotations(cls).items()
        if isinstance(annotation, str)
    ]
    assert not texts
