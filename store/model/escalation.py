"""升级: what climbs because nobody answers it, step by step (DOMAIN.md stage 4.3)."""

from enum import StrEnum

from store.model.day import Day, Instant
from store.model.record import Entry


class Level(StrEnum):
    """Who is told, the first one first. The owner of what waits to be verified is who verifies it."""

    OWNER = "owner"
    HEAD = "head"
    INITIATOR = "initiator"
    SPONSOR = "sponsor"


class Why(StrEnum):
    """What climbs: no urgent meeting in time, past the deadline, blocked too long, a milestone missed, not
    verified."""

    NO_MEETING = "no_meeting"
    OVERDUE = "overdue"
    BLOCKED = "blocked"
    MILESTONE = "milestone"
    UNVERIFIED = "unverified"


class Escalation(Entry):
    """One step of a climb. Only ever appended, by the program, once it is due.

    `since` is the moment from which it was so (UTC): with `why` it tells one climb from another. What climbs
    since a day passed, a deadline or a milestone, is told by that `day` instead, which is the same in every
    time zone. `at` is when this step fell due (UTC), which may be before anybody opened the board. `to` is
    who was to act from then on; null on a board where nobody holds the level.
    """

    why: Why
    since: Instant
    level: Level
    to: int | None
    at: Instant
    day: Day | None = None
