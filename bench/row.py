"""A line of the table: what was measured, what the budget is, and the figures behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len


@dataclass(frozen=True, slots=True)
class Row:
    """`measured` is null when it could not be measured; then `raw` says why. No `budget`: for information."""

    group: str
    what: str
    measured: float | None
    unit: str
    budget: float | None = None
    raw: str = ""

    @property
    def verdict(self) -> str:
        """`within`, `MISSED` or `not measured`; nothing without a budget."""
        if self.measured is None:
            return "not measured"
        if self.budget is None:
            return ""
        return "within" if self.measured <= self.budget else "MISSED"

    def as_json(self) -> dict[str, object]:
        """For `--json`."""
        return {
            "group": self.group,
            "what": self.what,
            "measured": self.measured,
            "unit": self.unit,
            "budget": self.budget,
            "verdict": self.verdict,
            "raw": self.raw,
        }


HEAD = ("what", "measured", "budget", "", "medians")


def cells(row: Row) -> tuple[str, str, str, str, str]:
    """The texts of one line, under `HEAD`."""
    return (
        row.what,
        _figure(row.measured, row.unit),
        _figure(row.budget, row.unit),
        row.verdict,
        row.raw,
    )


def table(rows: Sequence[Row]) -> str:
    """The rows, aligned for a terminal."""
    lines = [HEAD, *map(cells, rows)]
    widths = [max(cell_len(line[at]) for line in lines) for at in range(len(HEAD))]
    return "\n".join(
        "  ".join(
            (" " * (width - cell_len(text)) + text) if at in (1, 2) else text + " " * (width - cell_len(text))
            for at, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a table for docs/speed.md."""
    lines = ["| " + " | ".join(HEAD) + " |", "|---|---:|---:|---|---|"]
    lines += ["| " + " | ".join(cells(row)) + " |" for row in rows]
    return "\n".join(lines)


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "-"
    shown = f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"
    return f"{shown} {unit}"
