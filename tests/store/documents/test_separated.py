"""Tables as CSV: what a spreadsheet would calculate stays a text, and comes back as it was."""

from __future__ import annotations

import pytest

from store.documents.separated import csv_text, harmless
from store.exchange.headings import uncalculated


@pytest.mark.parametrize(
    "typed", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠SUM(A1)", "=cmd|' /C calc'!A0"]
)
def test_nothing_is_calculated_and_the_mark_goes_again(typed: str) -> None:
    assert harmless(typed) == f"'{typed}"
    assert uncalculated(harmless(typed)) == typed


def test_other_texts_stay_and_controls_are_not_written() -> None:
    assert harmless("1+1=2") == "1+1=2"
    assert harmless("'quoted'") == "'quoted'"
    assert "\x1b" not in csv_text([["\x1b[2J", "a\tb"]])
