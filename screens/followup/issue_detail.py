"""What the pane says of an urgent issue that blocks no task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.widgets.cells import Line, wrap
from screens.widgets.urgent_text import meeting_words
from screens.words import short_date
from store.language import _
from store.model.organisation import Person
from store.rules.urgent import deadline_of

if TYPE_CHECKING:
    from screens.followup.overview import Overview
    from store.rules.attention_line import Attention


def issue_lines(overview: Overview, line: Attention, room: int) -> list[Line]:
    """Number and title, who reported it, what it affects, and how long there is to open the meeting."""
    issue, state, moment = line.issue, overview.state, overview.moment
    if issue is None:
        return []
    owner, reporter = state.get(Person, line.person), state.get(Person, issue.reporter)
    who = (
        _("{person} has it", person=owner.name) if owner is not None else _("nobody has it yet"),
        _(
            "reported {day} by {person}",
            day=short_date(moment.day_of(issue.reported), moment.today),
            person=reporter.name if reporter is not None else "?",
        ),
    )
    found = wrap(
        ((line.key, "accent"), ("  ", ""), (issue.title, "title"), (f"  {'  '.join(who)}", "")), room, 2
    )
    deadline = deadline_of(issue, state.settings.urgent_minutes)
    if deadline is not None:
        found += wrap((meeting_words(deadline, moment.now),), room, 2)
    for label, text in ((_("What"), issue.description), (_("Impact"), issue.impact)):
        if text:
            found += wrap(((label, "heading"), ("  ", ""), (text.replace("\n", " "), "")), room, 2)
    return found
