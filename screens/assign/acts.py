"""What can be done in the claim and order steps, declared once: keys, footer, help and commands follow."""

from __future__ import annotations

from typing import Final

from screens.keys import Act, Group
from store.language import Message, msg


def _act(
    name: str,
    keys: tuple[str, ...],
    label: Message,
    does: Message,
    footer: int = 0,
    group: Group = Group.ITEM,
) -> Act:
    return Act(f"assign.{name}", name.replace("-", "_"), keys, label, does, group, footer)


CLAIM_ACTIONS: Final = Act(
    "assign.actions",
    "offer",
    ("enter",),
    msg("Actions"),
    msg("All that can be done to the row."),
    Group.ITEM,
    1,
)


DEPARTMENT: Final = _act(
    "department", ("d",), msg("Department"), msg("A department claims it, and may name its owner later."), 1
)
OWNER: Final = _act("owner", ("o",), msg("Owner"), msg("Exactly one person; their load is in sight."), 1)
PLAN: Final = _act("plan", ("t",), msg("Dates"), msg("Start and due, or one of them and working days."), 1)
PRIORITY: Final = _act("priority", ("P",), msg("Priority"), msg("High, medium, low, round and round."), 3)
SUPPORT: Final = _act("support", ("S",), msg("Support"), msg("What a department supplies, and by when."), 2)
CRITERION: Final = _act("criterion", ("C",), msg("Criterion"), msg("One more that can be checked."), 4)
MILESTONE: Final = _act("milestone", ("M",), msg("Milestone"), msg("One more named date."), 4)
EDIT: Final = _act("edit", ("e",), msg("Edit"), msg("Title, deliverable and all cells at once."), 3)
REMOVE: Final = _act(
    "remove", ("X", "delete"), msg("Take out"), msg("Take a support, criterion, milestone or dependency out.")
)
CANCEL: Final = _act("cancel", (), msg("Cancel task"), msg("It will not be done; the reason is kept."))
NEW: Final = Act(
    "assign.new",
    "new",
    ("+", "insert"),
    msg("New"),
    msg("New tasks: enter adds one, several pasted lines add several."),
    Group.SCREEN,
    2,
)

ORDER_ACTIONS: Final = Act(
    "assign.order-actions",
    "offer",
    ("enter",),
    msg("Actions"),
    msg("All that can be done to the row."),
    Group.ITEM,
    1,
)
AFTER: Final = _act(
    "after", ("d",), msg("After"), msg("What comes before it, by numbers (3 5) or by picking."), 1
)
NOT_AFTER: Final = _act("not-after", ("X", "delete"), msg("Not after"), msg("Take a dependency out."))
PLAN_ORDER: Final = _act(
    "plan-order", ("t",), msg("Dates"), msg("Start and due, or one of them and working days."), 2
)
REPAIR: Final = _act(
    "repair", ("R",), msg("Repair"), msg("Move impossible dates to the earliest possible ones."), 1
)
ADOPT: Final = _act(
    "adopt", ("A",), msg("Take dates"), msg("Give tasks without dates the earliest ones."), 4, Group.SCREEN
)
LINE: Final = _act(
    "timeline", ("l", "ctrl+l"), msg("Timeline"), msg("Bars over days, and back."), 1, Group.SCREEN
)
EARLIER: Final = _act("earlier", ("left",), msg("Earlier"), msg("Show earlier days."), 0, Group.SCREEN)
LATER: Final = _act("later", ("right",), msg("Later"), msg("Show later days."), 0, Group.SCREEN)
NEARER: Final = _act("nearer", ("+",), msg("Nearer"), msg("Fewer days a column."), 3, Group.SCREEN)
FARTHER: Final = _act("farther", ("-",), msg("Farther"), msg("More days a column."), 3, Group.SCREEN)
WHOLE: Final = _act(
    "whole", ("0",), msg("All of it"), msg("From the first day to the last."), 0, Group.SCREEN
)
AWAY: Final = _act("away", ("a",), msg("Away"), msg("When people are away."), 4, Group.SCREEN)
DAYS_OFF: Final = _act("days-off", ("f",), msg("Days off"), msg("Days off for all."), 5, Group.SCREEN)

IN_CLAIM: Final = (
    CLAIM_ACTIONS,
    DEPARTMENT,
    OWNER,
    PLAN,
    SUPPORT,
    NEW,
    PRIORITY,
    EDIT,
    CRITERION,
    MILESTONE,
    REMOVE,
    CANCEL,
)
"""In the order of the footer."""
IN_ORDER: Final = (
    ORDER_ACTIONS,
    AFTER,
    LINE,
    REPAIR,
    PLAN_ORDER,
    NOT_AFTER,
    NEARER,
    FARTHER,
    ADOPT,
    AWAY,
    DAYS_OFF,
    EARLIER,
    LATER,
    WHOLE,
)
