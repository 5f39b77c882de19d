"""Departments, people, and the board's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from store.errors import Refused
from store.language import msg
from store.model.escalation import Level
from store.model.organisation import Department, Person, Role, Settings
from store.model.state import SETTINGS_ID
from store.rules.commands.fields import check_allowed, check_department, check_person, check_unique
from store.rules.edit import Edit
from store.rules.names import folded
from store.rules.workdays import check_country

_DEPARTMENT: Final = frozenset({"name", "head"})
_PERSON: Final = frozenset({"name", "department", "deputy", "role", "logins"})
_SETTINGS: Final = frozenset(Settings.model_fields) - {"id"}
_RANGES: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {"urgent_minutes": (1, 30 * 24 * 60), "weekly_days": (1, 260), "escalation_days": (1, 260)}
    | {"block_limit": (0, 260), "milestone_limit": (0, 260)}
)
"""The numbers that make sense: up to 30 days, or a year of working days."""


@dataclass(frozen=True, slots=True)
class AddDepartment:
    """A new department; its head is named once there are people in it."""

    name: ClassVar[str] = "add_department"

    title: str

    def apply(self, edit: Edit) -> None:
        """Refused at `name` when it is taken or cannot be used."""
        _check_department_name(edit, self.title, None)
        edit.add(Department, name=self.title)


@dataclass(frozen=True, slots=True)
class EditDepartment:
    """Rename a department or name its head: `fields` are `name` and `head`."""

    name: ClassVar[str] = "edit_department"

    department: int
    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Refused at the field that cannot be so; a head belongs to the department."""
        department = edit.one(Department, self.department)
        check_allowed(self.fields, _DEPARTMENT)
        if "name" in self.fields:
            _check_department_name(edit, self.fields["name"], department)
        head = self.fields.get("head")
        check_person(edit, head, "head")
        person = edit.get(Person, head) if isinstance(head, int) else None
        if person is not None and person.department != department.id:
            raise Refused(
                msg(
                    "{person} cannot be the head of {department}: they belong to another department.",
                    person=person.name,
                    department=department.name,
                ),
                field="head",
            )
        edit.set(department, **self.fields)


@dataclass(frozen=True, slots=True)
class AddPerson:
    """A new person of one department."""

    name: ClassVar[str] = "add_person"

    title: str
    department: int
    role: Role = Role.MEMBER
    deputy: int | None = None
    logins: tuple[str, ...] = ()

    def apply(self, edit: Edit) -> None:
        """Refused at the field that is missing or taken."""
        check_department(edit, self.department)
        check_person(edit, self.deputy, "deputy")
        _check_person_name(edit, self.title, self.department, None)
        _check_logins(edit, self.logins, None)
        edit.add(
            Person,
            name=self.title,
            department=self.department,
            role=self.role,
            deputy=self.deputy,
            logins=self.logins,
        )


@dataclass(frozen=True, slots=True)
class EditPerson:
    """Change a person: `fields` are `name`, `department`, `deputy`, `role`, `logins`."""

    name: ClassVar[str] = "edit_person"

    person: int
    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Refused at the field that cannot be so; the last facilitator stays one."""
        person = edit.one(Person, self.person)
        check_allowed(self.fields, _PERSON)
        department = self.fields.get("department", person.department)
        check_department(edit, department)
        if {"name", "department"} & self.fields.keys():
            _check_person_name(edit, self.fields.get("name", person.name), department, person)
        deputy = self.fields.get("deputy")
        check_person(edit, deputy, "deputy")
        if deputy == person.id:
            raise Refused(msg("Nobody is their own deputy."), field="deputy")
        logins = self.fields.get("logins", ())
        _check_logins(edit, logins if isinstance(logins, (tuple, list)) else (), person)
        new = edit.set(person, **self.fields)
        if new.department != person.department and _is_head(edit, person):
            raise Refused(
                msg(
                    "{person} is still the head of {department}; name another head first.",
                    person=person.name,
                    department=edit.one(Department, person.department).name,
                ),
                field="department",
            )
        if person.role is Role.FACILITATOR and not any(
            other.role is Role.FACILITATOR for other in edit.all(Person)
        ):
            raise Refused(
                msg("A board keeps at least one facilitator; make somebody else one first."), field="role"
            )


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """Change what holds for the whole board: any field of `Settings`."""

    name: ClassVar[str] = "settings"

    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Refused at the field that cannot be so: an unknown country or time zone, a number that is too low
        or too high, no level of escalation."""
        check_allowed(self.fields, _SETTINGS)
        fields = dict(self.fields)
        if "country" in fields:
            fields["country"] = check_country(str(fields["country"]))
        if "timezone" in fields:
            _check_timezone(str(fields["timezone"]))
        for name, (least, most) in _RANGES.items():
            number = fields.get(name)
            if isinstance(number, int) and not least <= number <= most:
                raise Refused(msg("A number from {least} to {most}.", least=least, most=most), field=name)
        if "escalation_levels" in fields:
            fields["escalation_levels"] = _levels(fields["escalation_levels"])
        settings = edit.get(Settings, SETTINGS_ID)
        if settings is None:
            edit.add(Settings, **({"name": edit.state.settings.name} | fields))
        else:
            edit.set(settings, **fields)


def _levels(named: object) -> tuple[Level, ...]:
    """Levels in the order in which something climbs. Refused when there is none, or a word is none."""
    words = {str(each) for each in named} if isinstance(named, (tuple, list)) else {str(named)}
    found = tuple(level for level in Level if level.value in words)
    if len(found) < max(len(words), 1):
        raise Refused(
            msg("At least one of {levels}.", levels=", ".join(level.value for level in Level)),
            field="escalation_levels",
        )
    return found


def _check_timezone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused(
            msg("This machine knows no time zone “{name}”. Give one such as Asia/Shanghai.", name=name),
            field="timezone",
        ) from error


def _is_head(edit: Edit, person: Person) -> bool:
    department = edit.get(Department, person.department)
    return department is not None and department.head == person.id


def _check_department_name(edit: Edit, name: object, own: Department | None) -> None:
    _check_no_slash(name)
    check_unique(name, ((other, other.name) for other in edit.all(Department)), own, "name")


def _check_person_name(edit: Edit, name: object, department: object, own: Person | None) -> None:
    _check_no_slash(name)
    colleagues = ((other, other.name) for other in edit.all(Person) if other.department == department)
    check_unique(name, colleagues, own, "name")


def _check_no_slash(name: object) -> None:
    """`department/name` is how one of two people of the same name is meant."""
    if any(separator in str(name) for separator in "/／、"):
        raise Refused(msg("A name holds no “/” or “、”: give one name."), field="name")


def _check_logins(edit: Edit, logins: tuple[str, ...] | list[str], own: Person | None) -> None:
    wanted = {folded(str(login)) for login in logins}
    if not wanted:
        return
    for other in edit.all(Person):
        if (own is None or other.id != own.id) and wanted & {folded(login) for login in other.logins}:
            raise Refused(
                msg("That account name belongs to {person} already.", person=other.name), field="logins"
            )
