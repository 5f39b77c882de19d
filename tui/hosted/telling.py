"""A line of the audit log as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from store.language import Message, _, msg

_EVENTS: Final[Mapping[str, Message]] = {
    "came": msg("came in"),
    "asked": msg("asked"),
    "opened": msg("opened"),
    "refused": msg("REFUSED"),
    "ended": msg("left"),
    "given": msg("given by the account"),
    "taken": msg("taken by the account"),
}


def told(line: Mapping[str, object]) -> list[str]:
    """When (in the machine's own time), who, what happened, and the rest in words: the cells of a row."""
    event = str(line.get("event", ""))
    return [_when(line.get("at")), _text(line, "person"), str(_EVENTS.get(event, event)), _rest(event, line)]


def _rest(event: str, line: Mapping[str, object]) -> str:
    match event:
        case "came":
            return _("from {source} with {key}", source=_text(line, "source") or "?", key=_text(line, "key"))
        case "opened":
            return _text(line, "board")
        case "given" | "taken":
            what = [each for each in (_text(line, "key"), _text(line, "board")) if each]
            return _(", ").join(what) or (_("a name") if event == "given" else _("everything"))
        case "refused":
            return _("{label}: {text}", label=_text(line, "what") or "-", text=_text(line, "why"))
        case "ended" if line.get("how") == "cut":
            return _("without a word: killed, or the machine stopped")
        case "ended":
            return _(
                "exit code {code}, after {seconds} s",
                code=_text(line, "code"),
                seconds=_text(line, "seconds"),
            )
        case _:
            return _text(line, "what") or "-"


def _text(line: Mapping[str, object], name: str) -> str:
    value = line.get(name)
    return "" if value is None else str(value)


def _when(at: object) -> str:
    try:
        return datetime.fromisoformat(str(at)).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return "?"
