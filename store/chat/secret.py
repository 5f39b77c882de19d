"""What proves the sender, kept from being shown by accident: in a message, a log, a traceback."""

from __future__ import annotations

from typing import Final

_HIDDEN: Final = "…"


class Secret:
    """A text that only `reveal` shows."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text, for the request and for the file it is kept in, and nothing else."""
        return self._text

    def __repr__(self) -> str:
        return _HIDDEN

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("a secret is not to be written")


def redacted(text: str, *secrets: Secret | None) -> str:
    """`text` without any of `secrets`: a service may answer with what it was asked."""
    for secret in secrets:
        if secret is not None and secret.reveal():
            text = text.replace(secret.reveal(), _HIDDEN)
    return text
