"""What came of an issue, in three lines: in a form and in the walk alike (DOMAIN.md stage 4.2)."""

from __future__ import annotations

from screens.dialogs.issue.form import on_one_line, said_anew
from screens.widgets.fields import LineField
from store.language import Message, msg
from store.model.issue import Issue, Severity
from store.model.text import TEXT_LIMIT


class Outcome:
    """The result, and of a severe issue the cause and how it is prevented; of others these may stay empty.

    The fields say which it is before anything is saved. What was said before stands there already.
    """

    def __init__(self, issue: Issue) -> None:
        severe = issue.severity is Severity.SEVERE
        hint = msg("a severe issue is not closed without it") if severe else msg("may stay empty")
        self._issue = issue
        self._result = _line("result", msg("Result"), issue.result, required=True)
        self._cause = _line("cause", msg("Cause"), issue.cause, required=severe, hint=hint)
        self._prevention = _line(
            "prevention", msg("Prevented by"), issue.prevention, required=severe, hint=hint
        )

    @property
    def fields(self) -> tuple[LineField, LineField, LineField]:
        """In the order in which they are told."""
        return (self._result, self._cause, self._prevention)

    @property
    def said(self) -> tuple[str, str, str]:
        """What is typed of the three; "" where it is as it was."""
        issue = self._issue
        return (
            said_anew(self._result, issue.result),
            said_anew(self._cause, issue.cause),
            said_anew(self._prevention, issue.prevention),
        )


def _line(name: str, label: Message, text: str, *, required: bool, hint: Message | None = None) -> LineField:
    return LineField(name, label, text=on_one_line(text), required=required, hint=hint, limit=TEXT_LIMIT)
