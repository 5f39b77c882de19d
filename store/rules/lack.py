"""Something an initiative still lacks for its next stage, and where in the wizard one gives it."""

from __future__ import annotations

from dataclasses import dataclass

from store.language import Message

Place = tuple[str, int]
"""A row of a step: what kind it is (a table, a list of the brief, or what is missing there) and its id.

The id 0 is the line on which the first one is begun.
"""


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing: the key of the `step` that it belongs to, the sentence, and the first row with it."""

    step: str
    message: Message
    at: Place | None = None
