"""How problems are said: at the option they concern, and never as a traceback."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from store.errors import DuiqiError, Refused
from store.language import _
from tui.cli.arguments import Usage

_OPTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "text": "--note",
        "reason": "--reason",
        "forecast": "--forecast",
        "cause": "--cause",
        "waits_for": "--waits-for",
        "release_by": "--release-by",
        "urgent": "--urgent",
        "tick": "--tick",
        "criterion": "--tick",
        "criteria": "--tick",
        "exception": "--exception",
        "person": "--person",
        "as": "--as",
        "since": "--since",
        "at": "--at",
        "initiative": "--initiative",
        "to": "--to",
        "output": "--output",
        "format": "--format",
        "map": "--map",
        "who": "--who",
        "key": "--key",
        "boards": "--boards",
        "assignment": "--assignment",
        "minutes": "--minutes",
        "call": "--call",
        "keyword": "--keyword",
        "address": "--address",
        "token-from": "--token-from",
        "urgent_minutes": "--urgent-minutes",
        "weekly_days": "--weekly-days",
        "block_limit": "--block-limit",
        "milestone_limit": "--milestone-limit",
        "escalation_days": "--escalation-days",
        "escalation_levels": "--escalation-levels",
        "country": "--country",
        "timezone": "--timezone",
    }
)
"""Which option fills the field of a command that a refusal names."""


def sentence(error: DuiqiError) -> str:
    """What a person reads of an error, led by the option it concerns."""
    text = str(error)
    if isinstance(error, Usage):
        return text + "\n" + _("`duiqi help` shows what there is.")
    if isinstance(error, Refused) and error.field:
        name, _slash, entry = error.field.partition("/")
        if name == "criteria":
            text += "\n" + _("--tick N ticks one that is met; --exception TEXT says why it is done without.")
        option = _OPTIONS.get(name)
        if option is not None:
            return _("{label}: {text}", label=f"{option} {entry}".rstrip(), text=text)
    return text


def unexpected(error: Exception) -> str:
    """A sentence about an error of the program itself; what it was goes to the log file."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    log = log_of(error)
    if log is None:
        return _("Something went wrong in Duiqi itself ({kind}).", kind=type(error).__name__)
    return _(
        "Something went wrong in Duiqi itself ({kind}). What is known about it stands in {log}.",
        kind=type(error).__name__,
        log=log,
    )


def log_of(error: Exception) -> Path | None:
    """Append the traceback, without values of variables, to the person's own log file; null: it cannot."""
    from datetime import UTC, datetime
    from traceback import format_exception

    from platformdirs import user_log_path

    from tui import logfile

    path = user_log_path("duiqi", appauthor=False) / "duiqi.log"
    entry = "".join(format_exception(error))[-logfile.ENTRY_LIMIT :]
    try:
        logfile.append(path, f"{datetime.now(UTC).isoformat()}\n{entry}\n")
    except OSError:
        return None
    return path
