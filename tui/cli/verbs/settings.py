"""`duiqi settings`: what holds for the whole board, printed, or changed as one recorded change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.language import msg
from store.rules.commands import ChangeSettings
from tui.cli.arguments import Usage
from tui.cli.call import Call
from tui.cli.output import say_object, say_rows

if TYPE_CHECKING:
    from store.model.organisation import Settings
    from store.model.state import State

_NUMBERS: Final = ("urgent_minutes", "weekly_days", "block_limit", "milestone_limit", "escalation_days")
_TEXTS: Final = ("name", "language", "country", "timezone")
_LEVELS: Final = "escalation_levels"
_DIGITS: Final = 9


def run(call: Call) -> int:
    """Change what is given, then print everything. Raises Usage for a number that is none, Refused and
    NotAllowed as the command."""
    fields = _given(call)
    with call.board(writing=bool(fields)) as board:
        if fields:
            board.commit(ChangeSettings(fields))
        if call.arguments.text("format") == "json":
            from store.documents.build import settings_row

            say_object(settings_row(board.state).model_dump(mode="json"))
        else:
            _print(board.state)
    return 0


def _given(call: Call) -> dict[str, object]:
    fields: dict[str, object] = {}
    for name in _NUMBERS:
        word = call.arguments.text(_option(name))
        if word is not None:
            if not word.isdecimal() or len(word) > _DIGITS:
                raise Usage(msg("{option} needs a number.", option=f"--{_option(name)}"), field=_option(name))
            fields[name] = int(word)
    for name in _TEXTS:
        word = call.arguments.text(_option(name))
        if word is not None:
            fields[name] = word
    levels = call.arguments.text(_option(_LEVELS))
    if levels is not None:
        words = levels.replace("，", ",").replace("、", ",").split(",")
        fields[_LEVELS] = tuple(word.strip().lower() for word in words if word.strip())
    return fields


def _option(field: str) -> str:
    return field.replace("_", "-")


def _print(state: State) -> None:
    from store.documents.words import FIELDS
    from store.documents.words_issue import LEVELS

    settings: Settings = state.settings
    rows = [(str(FIELDS[name]), str(getattr(settings, name))) for name in (*_TEXTS, *_NUMBERS)]
    levels = ", ".join(str(LEVELS[level.value]) for level in settings.escalation_levels)
    say_rows([*rows, (str(FIELDS[_LEVELS]), levels)])
