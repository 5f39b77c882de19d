"""The states of an issue as a table: what can be done in each, and what to do first where it cannot
(DOMAIN.md stage 4.2: 待处理 → 处理中 → 待验证 → 已关闭).

What is open is handled; open or handled it is said to be solved; then somebody else verifies it, or sends it
back. A closed one is reopened. Back means handled on, if one owner and a deadline still stand, else open.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from store.language import Message, msg
from store.model.issue import Issue, IssueState
from store.rules.urgent import deadline_of


class Act(StrEnum):
    """What people do with an issue."""

    HANDLE = "handle"
    HAND_OVER = "hand_over"
    MEASURE = "measure"
    EDIT = "edit"
    PROPOSE = "propose"
    VERIFY = "verify"
    SEND_BACK = "send_back"
    REOPEN = "reopen"
    MAKE_URGENT = "make_urgent"
    CALM = "calm"


_UNSOLVED: Final = frozenset({IssueState.OPEN, IssueState.HANDLING})
_NOT_CLOSED: Final = frozenset({IssueState.OPEN, IssueState.HANDLING, IssueState.TO_VERIFY})
_TO_VERIFY: Final = frozenset({IssueState.TO_VERIFY})

POSSIBLE: Final[Mapping[Act, frozenset[IssueState]]] = MappingProxyType(
    {
        Act.HANDLE: frozenset({IssueState.OPEN}),
        Act.HAND_OVER: _UNSOLVED,
        Act.MEASURE: _NOT_CLOSED,
        Act.EDIT: _NOT_CLOSED,
        Act.PROPOSE: _UNSOLVED,
        Act.VERIFY: _TO_VERIFY,
        Act.SEND_BACK: _TO_VERIFY,
        Act.REOPEN: frozenset({IssueState.CLOSED}),
        Act.MAKE_URGENT: _UNSOLVED,
        Act.CALM: _UNSOLVED,
    }
)
"""In which states each act is possible."""


def impossible(issue: Issue, key: str, act: Act, minutes: int) -> Message | None:
    """Why nobody can do `act` now; null when somebody can.

    `minutes` is the time that the board gives for an urgent meeting.
    """
    if issue.state not in POSSIBLE[act]:
        return comes_first(issue, key, act)
    running = deadline_of(issue, minutes) is not None
    if act is Act.MAKE_URGENT and running:
        return msg("{key} is urgent already.", key=key)
    if act is Act.CALM and not running:
        return msg("{key}: no urgent clock is running.", key=key)
    if act in (Act.HAND_OVER, Act.PROPOSE) and issue.owner is None:
        return msg("{key}: nobody handles it yet. Name an owner and a deadline first.", key=key)
    return None


def comes_first(issue: Issue, key: str, act: Act) -> Message:
    """What has to come before `act`, which is not possible in the state that the issue is in."""
    if issue.state is IssueState.CLOSED:
        return msg("{key} is closed. Reopen it first.", key=key)
    if act is Act.REOPEN:
        return msg("{key} is not closed.", key=key)
    if act in (Act.VERIFY, Act.SEND_BACK):
        return msg("{key}: nobody said that it is solved yet.", key=key)
    if issue.state is IssueState.TO_VERIFY:
        return msg("{key} waits to be verified. Send it back first.", key=key)
    return msg("{key} is being handled already. Hand it over, or change its deadline.", key=key)


def state_after_return(issue: Issue) -> IssueState:
    """Where an issue goes that is sent back: handled on, if it has one owner and a deadline."""
    whole = issue.owner is not None and issue.deadline is not None
    return IssueState.HANDLING if whole else IssueState.OPEN
