"""What a window is to show, as it is handed to its process."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from store.language import Language


@dataclass(frozen=True, slots=True)
class Order:
    """`board` is an absolute path; `person` an id, null for somebody who is not on the board and only looks.

    Without `write` nothing can be changed. `network`: as the option of that name.
    """

    board: str
    person: int | None
    write: bool
    network: bool
    language: Language

    def words(self) -> list[str]:
        """The words of a command line that `read` understands."""
        return [json.dumps(asdict(self))]

    @classmethod
    def read(cls, words: Sequence[str]) -> Order:
        """The order that those words are. Raises ValueError, TypeError."""
        (word,) = words
        return cls(**json.loads(word))
