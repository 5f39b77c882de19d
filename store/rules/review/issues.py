"""Issues by age and by time to close, and whether urgent ones were met in time (stage 4.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from store.model.clock import Moment
from store.model.escalation import Why
from store.model.issue import Issue, IssueState, MeasureKind, Severity
from store.rules.review.numbers import Bucket, buckets, median
from store.rules.review.past import Past
from store.rules.urgent import breach_of
from store.rules.workdays import Workdays

BOUNDS: Final = (0, 1, 3, 5, 10)
"""Working days: the same day, one, up to three, up to five, up to ten, more."""


@dataclass(frozen=True, slots=True)
class Closing:
    """Issues of one severity (null: all). Working days from report to close of those that are closed: the
    middle and the longest."""

    severity: Severity | None
    reported: int
    closed: int
    middle: float | None
    longest: int | None


@dataclass(frozen=True, slots=True)
class IssueFigures:
    """`closings`: all together, then by severity, the worst first. `to_close` and `ages` in working days, of
    the closed and of the open ones. `reopened`: how often one came back. Of `urgent` ones `met` had their
    meeting in time and `breached` did not; the clocks of others run, or stopped before there was one."""

    closings: tuple[Closing, ...]
    to_close: tuple[Bucket, ...]
    ages: tuple[Bucket, ...]
    oldest: int | None
    reopened: int
    urgent: int
    met: int
    breached: int


def issue_figures(
    issues: Sequence[Issue], moment: Moment, past: Past, days: Workdays, urgent_minutes: int
) -> IssueFigures:
    """Of these issues. When one was closed is taken from the trail where the issue does not say."""
    took: dict[int, int] = {}
    ages: list[int] = []
    for issue in issues:
        begun = moment.day_of(issue.reported)
        if issue.state is IssueState.CLOSED:
            ended = closed_at(issue, past)
            if ended is not None:
                took[issue.id] = max(days.between(begun, moment.day_of(ended)), 0)
        else:
            ages.append(max(days.between(begun, moment.today), 0))
    breached = [each for each in issues if _ran_out(each, urgent_minutes, moment.now)]
    late = {each.id for each in breached}
    urgent = [each for each in issues if each.urgent_since is not None or each.id in late]
    return IssueFigures(
        tuple(_closing(issues, took, severity) for severity in (None, *Severity)),
        buckets(took.values(), BOUNDS),
        buckets(ages, BOUNDS),
        max(ages, default=None),
        reopened=sum(each.kind is MeasureKind.REOPENED for issue in issues for each in issue.measures),
        urgent=len(urgent),
        met=sum(each.meeting_at is not None and each not in breached for each in urgent),
        breached=len(breached),
    )


def _ran_out(issue: Issue, urgent_minutes: int, now: datetime) -> bool:
    """Whether there was no urgent meeting in time, even if it was reopened or calmed since."""
    climbed = any(each.why is Why.NO_MEETING for each in issue.escalations)
    return climbed or breach_of(issue, urgent_minutes, now) is not None


def closed_at(issue: Issue, past: Past) -> datetime | None:
    """When an issue was closed (UTC); null when nobody knows."""
    return issue.closed or past.closed.get(issue.id)


def _closing(issues: Sequence[Issue], took: dict[int, int], severity: Severity | None) -> Closing:
    own = [each for each in issues if severity is None or each.severity is severity]
    times = [took[each.id] for each in own if each.id in took]
    return Closing(
        severity,
        len(own),
        sum(each.state is IssueState.CLOSED for each in own),
        median(times),
        max(times, default=None),
    )
