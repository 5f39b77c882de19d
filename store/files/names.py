"""What the file of a document is called: the initiative, the document in the board's language, the day."""

from __future__ import annotations

import re
from typing import Final

from store.documents.catalogue import CATALOGUE
from store.documents.minutes import newest
from store.files.forms import ENDINGS, Wanted
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.meeting import Meeting
from store.model.state import State
from store.rules.meeting.kinds import KINDS

_ASIDE: Final = re.compile(r"[(（][^)）]*[)）]")
"""Table 1 is called so on paper; a name has no brackets, which a shell would ask to be quoted."""


def file_name(state: State, wanted: Wanted, moment: Moment) -> str:
    """`NPL-跨部门任务分配总表-2024-03-25.docx`; minutes by their meeting and its day. Of what people wrote
    only the initiative's code is in it."""
    language = state.settings.language
    code = state.one(Initiative, wanted.initiative).code
    title, day = CATALOGUE[wanted.name].title.render(language), moment.today
    parts = [code]
    meeting = _meeting(state, wanted)
    if meeting is not None:
        parts.append(f"{KINDS[meeting.kind].render(language)}-{meeting.number}")
        at = meeting.opened or meeting.planned
        day = moment.day_of(at) if at is not None else day
    parts.append(_ASIDE.sub("", title).strip())
    return "-".join([*parts, day.isoformat()]).replace(" ", "-") + ENDINGS[wanted.form][0]


def _meeting(state: State, wanted: Wanted) -> Meeting | None:
    if wanted.name != "minutes":
        return None
    if wanted.meeting is not None:
        return state.get(Meeting, wanted.meeting)
    return newest(state, wanted.initiative)
