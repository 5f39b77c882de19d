"""A launch of a new product as the weekly meeting finds it: hand-made history."""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import BaseModel

from store.model.capture import Capture, CaptureKind
from store.model.meeting import AgendaItem, Attendant, Attended, ItemKind, Meeting, MeetingKind
from store.model.state import State
from store.model.task import Task, Update
from store.rules.commands import AffirmTask, HitMilestone, MoveMilestone, PostponeTask, ReceiveSupport
from tests.store.rules.launch import LI, MATERIAL, PLAN, RESEARCH, TRAINING, WANG, ZHAO, Launch, at

NPL: Final = 1


class Week(Launch):
    """The launch on Monday, 25 March 2024, ten in the morning: nothing is wrong with it."""

    def __init__(self) -> None:
        super().__init__()
        self.do(HitMilestone(PLAN, 1, date(2024, 3, 20)), ReceiveSupport(PLAN, 1, date(2024, 3, 15)), by=LI)
        self.do(ReceiveSupport(TRAINING, 1, date(2024, 3, 22)), AffirmTask(TRAINING), by=WANG)
        # Far enough that nothing is due in the next days; the material comes after the plan.
        self.change(PLAN, due=date(2024, 4, 12), start=date(2024, 3, 11))
        self.change(MATERIAL, due=date(2024, 4, 26), start=date(2024, 4, 15))
        self.change(TRAINING, due=date(2024, 4, 26), start=date(2024, 3, 11))
        self.do(MoveMilestone(MATERIAL, 1, date(2024, 4, 20)), by=ZHAO)
        self.heard()

    def heard(self) -> None:
        """Every owner told today how it stands."""
        for task in self.state.all(Task):
            self.change(task.id, updated=Update(at=self.moment.now, by=task.owner))

    def change(self, task: int, **fields: object) -> None:
        """Change a task past all rules."""
        found = self.task(task)
        self.state.put(Task.model_validate({**found.model_dump(), **_plain(fields), "id": task}))

    def late_manual(self) -> None:
        """DOMAIN.md's delay: the training waits for the research department's product manual."""
        self.do(
            PostponeTask(TRAINING, "研发部产品手册未同步", date(2024, 4, 30), RESEARCH),
            by=WANG,
        )

    def meeting(self, *agenda: AgendaItem, **fields: object) -> Meeting:
        """A meeting of that agenda; the weekly one that was held last Monday unless told otherwise."""
        begun = at(18, 10).now
        held: dict[str, object] = {
            "id": self.state.last_ids.get("meetings", 0) + 1,
            "initiative": NPL,
            "kind": MeetingKind.WEEKLY,
            "number": 1,
            "agenda": agenda,
            "opened": begun,
            "closed": at(18, 11).now,
        }
        found = Meeting.model_validate({**held, **fields})
        self.state.put(found)
        return found

    def running(self, *agenda: AgendaItem, **fields: object) -> Meeting:
        """A meeting that was opened this minute."""
        return self.meeting(*agenda, **{"opened": self.moment.now, "closed": None, **fields})

    def capture(self, kind: CaptureKind, text: str, **fields: object) -> Capture:
        """Something that last week's meeting kept."""
        said: dict[str, object] = {
            "id": self.state.last_ids.get("captures", 0) + 1,
            "initiative": NPL,
            "kind": kind,
            "text": text,
            "at": at(18, 10).now,
        }
        found = Capture.model_validate({**said, **fields})
        self.state.put(found)
        return found


def item(
    id: int, kind: ItemKind = ItemKind.TASK, ref: int | None = None, title: str = "事项", **fields: object
) -> AgendaItem:
    """An item of an agenda."""
    return AgendaItem.model_validate({"id": id, "kind": kind, "ref": ref, "title": title, **fields})


def person(id: int, attended: Attended = Attended.PRESENT, deputy: int | None = None) -> Attendant:
    """A line of the roll-call."""
    return Attendant(id=id, attended=attended, deputy=deputy)


def many(state: State, count: int, **fields: object) -> None:
    """As many tasks like the training, in the same state."""
    base = state.one(Task, TRAINING).model_dump()
    for at_ in range(count):
        id = state.last_ids["tasks"] + 1
        number = state.last_numbers[NPL] + 1
        state.put(
            Task.model_validate(
                {**base, **fields, "id": id, "number": number, "title": f"门店陈列 {at_ + 1}"}
            )
        )


def _plain(fields: dict[str, object]) -> dict[str, object]:
    """Records in it as pydantic takes them beside plain values."""
    return {
        name: value.model_dump() if isinstance(value, BaseModel) else value for name, value in fields.items()
    }
