"""任务需求说明书: why, how much, what is handed over, by when (DOMAIN.md stage 1.1)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from pydantic import ValidationError

from screens.confirm import acts, brief_lines
from screens.confirm.departments import ask_for_department
from screens.confirm.entry import Entry, draft_name
from screens.confirm.moves import place_after
from screens.confirm.row_editor import EditCell, Values
from screens.confirm.row_page import RowPage
from screens.keys import Act
from screens.widgets.cells import Line
from screens.widgets.columns import Column
from screens.widgets.rows import Heading, Row
from store.language import Message, msg
from store.model.initiative import Initiative
from store.model.requirement import Brief, Goal, Outcome, Part, TimeLimit
from store.rules.brief import Line as BriefLine
from store.rules.brief import brief_of, lines_of
from store.rules.commands.brief import AddPoints, EditBrief, EditPoint, MovePoint, RemovePoint
from store.rules.edit import Command
from store.rules.lack import Place
from store.rules.measurable import line_hints

if TYPE_CHECKING:
    from store.board.line import Line as JournalLine
    from store.board.session import Changed

_CLASSES: Final[Mapping[Part, type[Goal] | type[Outcome] | type[TimeLimit]]] = {
    Part.GOALS: Goal,
    Part.OUTCOMES: Outcome,
    Part.TIMES: TimeLimit,
}
_TEXT: Final[Mapping[Part, Message]] = {
    Part.GOALS: msg("what is to be reached: 100,000 units in the first 3 months"),
    Part.OUTCOMES: msg("a thing that can be handed over: the launch plan"),
    Part.TIMES: msg("what must be there by when: first draft of the plan"),
}


class BriefPage(RowPage):
    """Background, department and due date, then the three lists; each ends in a line that begins a row."""

    ACTS: ClassVar[tuple[Act, ...]] = acts.ROWS
    DETAIL_LINES: ClassVar[int] = 4

    # --- the look of it

    def columns(self) -> Sequence[Column]:
        """The words, and what makes them measurable."""
        return brief_lines.columns(self.presenter)

    def keys(self) -> list[Hashable]:
        """What is there once, then the lists."""
        brief = self._brief
        found: list[Hashable] = [*brief_lines.ONCE]
        for part in Part:
            lines = lines_of(brief, part)
            found += [Heading(), Heading(str(brief_lines.TITLES[part]), brief_lines.count(lines))]
            found += [(part, line.id) for line in lines]
            if not self.presenter:
                found.append((part, 0))
        return found

    def build(self, key: Hashable) -> Row:
        """One row."""
        moment = self.session.moment()
        if key in brief_lines.ONCE:
            return brief_lines.once(self.session.state, self.initiative, key, moment.today)
        part, line = self._point(key)
        if line is None:
            return brief_lines.add_row(brief_lines.ADD[part])
        return brief_lines.point_row(line, moment.today, self.presenter)

    def about(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """What is missing in it, and what the departments said of it."""
        if key in brief_lines.ONCE:
            return lambda room: brief_lines.about_once(self.session.state, self.initiative, key, room)
        part, line = self._point(key)
        if line is None:
            return lambda room: brief_lines.about_part(part, room)
        return lambda room: brief_lines.about_point(self.session.state, self.initiative, part, line, room)

    def for_the_room(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """The point, and what the room has to settle."""
        state, initiative, today = self.session.state, self.initiative, self.session.moment().today
        if key in brief_lines.ONCE:
            return lambda room: brief_lines.once_for_the_room(state, initiative, key, today, room)
        part, line = self._point(key)
        if line is None:
            return lambda room: brief_lines.about_part(part, room)
        return lambda room: brief_lines.point_for_the_room(state, initiative, part, line, today, room)

    def look_for(self, item: Place) -> None:
        """What is there once; a point, or the line that begins the first one."""
        kind, id_ = item
        self.list.move_to((kind,) if (kind,) in brief_lines.ONCE else (kind, id_))

    def board_changed(self, changed: Changed) -> None:
        """Others' points flash."""
        super().board_changed(changed)
        if not changed.own:
            self.list.flash(brief_lines.changed_keys(self._brief, self.initiative, changed))

    @property
    def _brief(self) -> Brief | None:
        return brief_of(self.session.state, self.initiative)

    def _point(self, key: Hashable) -> tuple[Part, BriefLine | None]:
        assert isinstance(key, tuple)
        part = Part(key[0])
        return part, next((line for line in lines_of(self._brief, part) if line.id == key[1]), None)

    # --- typing

    def opened(self, key: Hashable) -> None:
        """Change it; the last line of a list begins a row."""
        if key == brief_lines.BACKGROUND:
            self._ask_background()
        elif key == brief_lines.DEPARTMENT:
            self._ask_department()
        elif key == brief_lines.DUE:
            self.type_row(self._due())
        else:
            part, line = self._point(key)
            self.type_row(self._new(part, None) if line is None else self._change(part, line))

    def entry_named(self, what: str) -> Entry | None:
        """`goals`, `goals.3`, `due`."""
        if what == "due":
            return self._due()
        name, _dot, number = what.partition(".")
        if name not in set(Part):
            return None
        part = Part(name)
        if not number:
            return self._new(part, None)
        line = next((each for each in lines_of(self._brief, part) if str(each.id) == number), None)
        return self._change(part, line) if line is not None else None

    def _cells(self, part: Part) -> list[EditCell]:
        return brief_lines.cells(part, _TEXT[part])

    def _new(self, part: Part, after: int | None) -> Entry:
        def make(values: Values, behind: Hashable | None) -> tuple[Command, ...]:
            return (AddPoints(self.initiative, part, [dict(values)], _entry(behind)),)

        def paste(text: str, behind: Hashable | None) -> tuple[Command, ...]:
            rows = [{"text": line} for line in brief_lines.pasted(text)]
            return (AddPoints(self.initiative, part, rows, _entry(behind)),) if rows else ()

        def made(line: JournalLine) -> Hashable | None:
            ids = [
                int(change.field.partition("/")[2])
                for change in line.changes
                if change.table == Brief.table and change.field and change.field.startswith(f"{part.value}/")
            ]
            if ids:
                return (part, max(ids))
            lines = lines_of(self._brief, part)
            return (part, lines[-1].id) if lines else None

        return Entry(
            draft_name(self.step, part.value, self.initiative),
            self._cells(part),
            make,
            after=(part, after) if after is not None else None,
            before=(part, 0),
            paste=paste,
            made=made,
            hints=lambda values: self._hints(part, values),
        )

    def _change(self, part: Part, line: BriefLine) -> Entry:
        texts = brief_lines.texts(line)
        brief = self._brief

        def make(values: Values, _behind: Hashable | None) -> tuple[Command, ...]:
            changed = {name: value for name, value in values.items() if getattr(line, name) != value}
            return (EditPoint(self.initiative, part, line.id, changed),) if changed else ()

        return Entry(
            draft_name(self.step, f"{part.value}.{line.id}", self.initiative),
            self._cells(part),
            make,
            key=(part, line.id),
            hints=lambda values: self._hints(part, values),
            texts=texts,
            seen=[brief] if brief is not None else [],
        )

    def _due(self) -> Entry:
        found = self._initiative
        due = found.due if found is not None else None

        def make(values: Values, _behind: Hashable | None) -> tuple[Command, ...]:
            return (EditBrief(self.initiative, dict(values)),) if values["due"] != due else ()

        cell = EditCell("due", Column("text", least=20, weight=1), msg("6/30, end of next month"), "date", 40)
        return Entry(
            draft_name(self.step, "due", self.initiative),
            [cell],
            make,
            key=brief_lines.DUE,
            texts={"due": due.isoformat() if due else ""},
            seen=[found] if found is not None else [],
        )

    @staticmethod
    def _hints(part: Part, values: Values) -> Sequence[Message]:
        given = {name: value for name, value in values.items() if value not in ("", None)}
        if "text" not in given:
            return ()
        try:
            return line_hints(_CLASSES[part].model_validate({"id": 1, **given}))
        except ValidationError:
            return ()

    @property
    def _initiative(self) -> Initiative | None:
        return self.session.state.get(Initiative, self.initiative)

    def _ask_background(self) -> None:
        from screens.confirm.background import BackgroundDialog

        self.wizard.app.push_screen(BackgroundDialog(self.session, self.initiative))

    def _ask_department(self) -> None:
        def take(department: int) -> None:
            self.wizard.carry_out(
                EditBrief(self.initiative, {"department": department}),
                said=msg("That department initiates it."),
            )

        ask_for_department(self.wizard, msg("Which department initiates it?"), take)

    # --- acts

    def reason_against(self, act: Act) -> Message | None:
        """Only points of the lists are added, moved and taken out."""
        key = self.key
        if act in (acts.REMOVE, acts.UP, acts.DOWN) and (key in brief_lines.ONCE or self._empty(key)):
            return msg("There is no goal, outcome or time limit under the cursor.")
        return super().reason_against(act)

    def _empty(self, key: Hashable) -> bool:
        return not isinstance(key, tuple) or len(key) != 2 or self._point(key)[1] is None

    def action_add(self) -> None:
        """Below this row; on what is there once, a goal."""
        key = self.key
        if key in brief_lines.ONCE or not isinstance(key, tuple):
            self.type_row(self._new(Part.GOALS, None))
        else:
            part, line = self._point(key)
            self.type_row(self._new(part, line.id if line is not None else None))

    def action_edit(self) -> None:
        """As enter."""
        if self.key is not None:
            self.opened(self.key)

    def action_remove(self) -> None:
        """Take the point out; `u` brings it back."""
        if self.key is not None:
            part, line = self._point(self.key)
            if line is not None:
                self.wizard.carry_out(
                    RemovePoint(self.initiative, part, line.id), said=msg("“{text}” is out.", text=line.text)
                )

    def action_up(self) -> None:
        """One place up."""
        self._move(-1)

    def action_down(self) -> None:
        """One place down."""
        self._move(1)

    def _move(self, by: int) -> None:
        part, line = self._point(self.key)
        if line is not None:
            after = place_after([each.id for each in lines_of(self._brief, part)], line.id, by)
            if after is not None:
                self.wizard.carry_out(MovePoint(self.initiative, part, line.id, after[0]))


def _entry(key: Hashable | None) -> int | None:
    return key[1] if isinstance(key, tuple) and isinstance(key[1], int) and key[1] else None
