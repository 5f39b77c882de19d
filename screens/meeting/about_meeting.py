"""A screen about one meeting, before it, while it runs or after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.base import DuiqiScreen
from store.model.meeting import Meeting

if TYPE_CHECKING:
    from store.chat.telling import Wish
    from store.rules.meeting.capture_place import Focus


class AboutMeeting(DuiqiScreen[None]):
    """The meeting of that id is what is meant here."""

    def __init__(self, meeting: int) -> None:
        super().__init__()
        self.meeting_id: Final = meeting

    @property
    def meeting(self) -> Meeting | None:
        """The meeting as it stands; null when it is gone."""
        return self.session.state.get(Meeting, self.meeting_id)

    def in_focus(self) -> Focus:
        """What is captured here belongs to the initiative of the meeting."""
        from store.rules.meeting.capture_place import Focus

        meeting = self.meeting
        return Focus(meeting.initiative if meeting is not None else None)

    def to_tell(self) -> Wish:
        """The minutes of this meeting, or its agenda as long as it is not held."""
        from store.chat.telling import Kind, Wish

        return Wish(Kind.MINUTES, self.meeting_id)
