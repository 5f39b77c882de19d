"""The moments people type for --since and --at look back."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from store.errors import Refused
from store.model.clock import Moment
from tui.cli.moments import past

# Monday, 25 March 2024, 10:00 in China.
NOW = Moment(datetime(2024, 3, 25, 2, 0, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2h", "2024-03-25T00:00"),
        ("90 min", "2024-03-25T00:30"),
        ("2小时前", "2024-03-25T00:00"),
        ("30分钟", "2024-03-25T01:30"),
        ("today", "2024-03-24T16:00"),
        ("昨天", "2024-03-23T16:00"),
        ("fri", "2024-03-21T16:00"),
        ("周五", "2024-03-21T16:00"),
        ("周一", "2024-03-24T16:00"),
        ("3/20", "2024-03-19T16:00"),
        ("3/20 14:00", "2024-03-20T06:00"),
        ("2024-03-20 14:00", "2024-03-20T06:00"),
        ("2024-03-20T14:00", "2024-03-20T06:00"),
        ("2024-03-20T14:00:00Z", "2024-03-20T14:00"),
        ("2024-03-20t14:00:00+02:00", "2024-03-20T12:00"),
        ("9:30", "2024-03-25T01:30"),
        ("周五 9：30", "2024-03-22T01:30"),
    ],
)
def test_what_is_typed_is_a_moment_that_has_passed(typed: str, meant: str) -> None:
    assert past(typed, NOW, field="since") == datetime.fromisoformat(meant).replace(tzinfo=UTC)


def test_a_day_alone_means_its_end_where_one_asks_how_it_stood() -> None:
    assert past("3/20", NOW, field="at", end=True).isoformat() == "2024-03-20T15:59:59.999999+00:00"
    assert past("today", NOW, field="at", end=True) == NOW.now


@pytest.mark.parametrize(
    "typed", ["", "tomorrow", "11:00", "25:00", "3/26", "soon", "2024-03-20T99:00", "+2d"]
)
def test_what_is_no_past_moment_is_refused_at_its_option(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        past(typed, NOW, field="since")
    assert refused.value.field == "since"
