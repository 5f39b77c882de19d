"""The review's agenda: figures, where it went wrong and why, what to keep, what to change (stage 4.6)."""

from __future__ import annotations

from store.language import msg
from store.model.capture import CaptureKind
from store.model.clock import Moment
from store.model.meeting import ItemKind
from store.model.state import State
from store.rules.brief import tasks_of
from store.rules.meeting.carry import left_open
from store.rules.meeting.draft import Draft
from store.rules.review.punctuality import punctuality
from store.rules.review.words import by_original_date
from store.rules.say import days
from store.rules.slips import ledger


def review(state: State, initiative: int, moment: Moment) -> list[Draft]:
    """The items in their order."""
    kept = punctuality(tasks_of(state, initiative), moment.today)
    slipped = days(ledger(state, initiative).days)
    actions = len(left_open(state, initiative, (CaptureKind.ACTION,)))
    drafts = [
        Draft(
            ItemKind.FIGURES,
            msg("The figures"),
            by_original_date(kept.tasks, kept.done_late, kept.overdue),
            wanted=8,
            least=2,
        ),
        Draft(
            ItemKind.CHANGES,
            msg("Where it slipped, and why"),
            msg("Slipped in all: {days}", days=slipped),
            wanted=12,
            least=3,
        ),
        Draft(ItemKind.KEEP, msg("What we keep"), wanted=10, least=2),
        Draft(ItemKind.CHANGE, msg("What we change, who, by when"), wanted=12, least=3),
    ]
    if actions:
        title = msg("{what}: {count}", what=msg("Actions to do"), count=actions)
        why = msg("left open by earlier meetings")
        drafts.append(Draft(ItemKind.ACTIONS, title, why, wanted=3))
    return drafts
