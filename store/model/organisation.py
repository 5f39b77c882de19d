"""Departments, people, and the settings of the board they share."""

from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import Field

from store.model.day import Day
from store.model.escalation import Level
from store.model.record import Record
from store.model.text import ShortLine, Title


class Role(StrEnum):
    """What a person may do beyond being head of a department (`store/rules/rights.py`)."""

    FACILITATOR = "facilitator"
    MEMBER = "member"
    GUEST = "guest"


class Department(Record):
    """部门. `head` is the person who signs for it."""

    table: ClassVar[str] = "departments"

    name: Title
    head: int | None = None


class Person(Record):
    """人员. Belongs to one department; `deputy` speaks and updates in their absence.

    `logins` are the account names under which the person is recognised.
    """

    table: ClassVar[str] = "people"

    name: Title
    department: int
    deputy: int | None = None
    role: Role = Role.MEMBER
    logins: tuple[ShortLine, ...] = ()


class Settings(Record):
    """The one record (id 1) of what holds for the whole board.

    `language` is that of its documents; `timezone` (IANA name) says what "today" is; `country` (ISO 3166)
    gives the public holidays; `urgent_minutes` is the time within which an urgent meeting is opened
    (DOMAIN.md stage 3.7). In working days: a task that is blocked for longer than `block_limit`, or a
    milestone missed by more than `milestone_limit`, climbs, a level every `escalation_days` (stage 4.3).
    `escalation_levels` are those that it climbs; where nobody holds any of them, the facilitator is told.
    """

    table: ClassVar[str] = "settings"

    name: Title
    language: Literal["zh", "en"] = "zh"
    country: ShortLine = "CN"
    timezone: ShortLine = "Asia/Shanghai"
    days_off: tuple[Day, ...] = ()
    urgent_minutes: int = Field(default=120, ge=1)
    weekly_days: int = Field(default=5, ge=1)
    """Working days after which an item that is not high priority is silent for too long."""
    block_limit: int = Field(default=3, ge=0, le=260)
    milestone_limit: int = Field(default=3, ge=0, le=260)
    escalation_days: int = Field(default=1, ge=1, le=260)
    escalation_levels: tuple[Level, ...] = tuple(Level)
