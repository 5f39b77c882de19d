"""What a line of Home says: an initiative, a thing that needs somebody."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from screens.widgets.cells import Cell, Piece, joined
from screens.widgets.columns import Column
from screens.widgets.rows import Row
from screens.words import STAGES, short_date, slip_text
from store.language import _
from store.model.organisation import Person
from store.rules.attention_line import Attention, Kind
from store.rules.status import Status

if TYPE_CHECKING:
    from store.model.state import State
    from store.rules.health import Health


def initiative_columns() -> tuple[Column, ...]:
    """Code, title, stage, progress, expected end, health."""
    return (
        Column("code", "", least=4, ideal=8),
        Column("title", _("Initiative"), least=12, ideal=16, weight=2, gap=1),
        Column("stage", _("Stage"), least=11, ideal=11, weight=1),
        Column("progress", _("Progress"), least=10, align="right", priority=2),
        Column("end", _("Ends"), least=10, weight=1, priority=1),
        Column("health", _("Health"), least=8, ideal=9),
    )


def initiative_row(health: Health, today: date) -> Row:
    """The line of one initiative."""
    initiative = health.initiative
    progress = f"{health.done}/{health.total} {health.percent:>3}%" if health.total else "-"
    return Row(
        (
            ((initiative.code, "strong"),),
            initiative.title,
            f"{int(initiative.stage)} {STAGES[initiative.stage]}",
            progress,
            _end(health, today),
            _signs(health),
        )
    )


def _end(health: Health, today: date) -> Cell:
    if health.end is None:
        return (("-", "muted"),)
    end: list[Piece] = [(short_date(health.end, today), "")]
    if health.slip:
        end.append((f" {slip_text(health.slip)}", "delayed"))
    return joined(end)


_SIGNS: Final = ((Status.BLOCKED, "#", "blocked"), (Status.DELAYED, "!", "delayed"))


def _signs(health: Health) -> Cell:
    """How many are blocked, delayed and stale, each with its sign; without any, what waits to be verified."""
    counted = [(sign, health.counts[status], style) for status, sign, style in _SIGNS]
    counted.append(("?", health.stale, "stale"))
    pieces = [(f"{sign}{count} ", style) for sign, count, style in counted if count]
    if pieces:
        return joined(pieces)
    if health.to_verify:
        return ((_("verify {count}", count=health.to_verify), "delayed"),)
    if health.total and health.done == health.total:
        return (("✓", "done"),)
    return (("-", "muted"),)


_SIGN_STYLES: Final = {"#": "blocked", "!": "delayed", "?": "stale", ">": "in-progress", "-": "not-started"}


def attention_columns() -> tuple[Column, ...]:
    """Key, title, who must act, why."""
    return (
        Column("key", least=6, ideal=8),
        Column("title", least=12, ideal=14, weight=2),
        Column("person", least=6, ideal=10, weight=1),
        Column("reason", least=16, ideal=34, weight=3),
    )


def attention_row(attention: Attention, state: State) -> Row:
    """The line of one thing to be moved."""
    item = attention.task or attention.issue
    person = state.get(Person, attention.person)
    style = "late" if attention.kind is Kind.URGENT else ""
    return Row(
        (
            attention.key,
            item.title if item else "",
            ((person.name if person else _("nobody"), "strong" if person else "late"),),
            ((str(attention.reason), style),),
        ),
        sign=attention.sign,
        sign_style=_SIGN_STYLES.get(attention.sign, ""),
    )
