"""One of many, by typing a part of the name: people, departments."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from textual import events
from textual.widget import Widget

from screens.widgets.columns import Column
from screens.widgets.fields.line import LineField, QuietInput
from screens.widgets.line_list import LineList
from screens.widgets.rows import Row, Rows
from store.language import Message, _, msg
from store.model.organisation import Department, Person
from store.model.state import State
from store.model.task import Task
from store.rules.names import folded
from store.rules.status import is_open

_MOST_LINES: Final = 5


@dataclass(frozen=True, slots=True)
class Pick:
    """One to be picked. note: in grey beside the name, such as the department and a count."""

    id: int
    name: str
    note: str = ""

    def fits(self, typed: str) -> bool:
        """Whether every word that is typed is in its name or note."""
        text = folded(f"{self.name} {self.note}")
        return all(word in text for word in folded(typed.replace("/", " ")).split())


class PickField(LineField):
    """`picked` is the id, null when nothing is typed. The arrows choose from the list, enter takes."""

    DEFAULT_CSS = """
    PickField > LineList { display: none; height: 5; background: $surface; }
    PickField.open > LineList { display: block; }
    """

    def __init__(
        self,
        name: str,
        label: Message,
        picks: Sequence[Pick],
        *,
        picked: int | None = None,
        required: bool = False,
    ) -> None:
        self._picks = picks
        chosen = next((pick for pick in picks if pick.id == picked), None)
        super().__init__(
            name, label, text=chosen.name if chosen else "", required=required, limit=80, replaced=True
        )
        self._chosen = chosen
        self._went = False
        """Whether one went along the list, which means its line even if nothing is typed."""
        self.add_class("echoes")
        self._lines = LineList(
            (Column("name", least=8, ideal=20, weight=1), Column("note", least=8, weight=2)),
            Rows(),
            signs=False,
            empty=str(msg("Nothing fits what is typed.")),
        )
        self._lines.can_focus = False

    def compose(self) -> Iterable[Widget]:
        """The list opens below the field."""
        yield from super().compose()
        yield self._lines

    @property
    def picked(self) -> int | None:
        """The id of what was picked, or the only one whose name is typed, in full or in part."""
        typed = self.text.strip()
        if not typed:
            return None
        if self._chosen is not None and self._chosen.name == typed:
            return self._chosen.id
        named = [pick for pick in self._picks if folded(pick.name) == folded(typed)]
        named = named or [pick for pick in self._picks if folded(typed) in folded(pick.name)]
        return named[0].id if len(named) == 1 else None

    def complaint(self) -> Message | None:
        """Missing, unknown, or one of several."""
        missing = super().complaint()
        typed = self.text.strip()
        if missing is not None or not typed or self.picked is not None:
            return missing
        fitting = [pick for pick in self._picks if pick.fits(typed)]
        if not fitting:
            return msg("“{text}” is not known here.", text=typed)
        if len(fitting) == 1:
            return msg("Is {name} meant? Type the name.", name=fitting[0].name)
        return msg(
            "Which one: {names}?",
            names=_(", ").join(
                _("{name} ({note})", name=pick.name, note=pick.note) if pick.note else pick.name
                for pick in fitting[:4]
            ),
        )

    def understood(self) -> None:
        """Open the list of what fits, and say what else is known of the one that does."""
        if self._chosen is not None and self._chosen.name != self.text.strip():
            self._chosen = None
        if self._chosen is not None or not self._typing:
            self._close()
            return
        fitting = [pick for pick in self._picks if pick.fits(self.text)]
        by_id = {pick.id: pick for pick in fitting}

        def build(key: Hashable) -> Row:
            pick = by_id[int(str(key))]
            return Row((pick.name, ((pick.note, "muted"),)))

        self._lines.show(Rows([pick.id for pick in fitting], build))
        self._lines.action_first()
        self._lines.styles.height = min(_MOST_LINES, max(2, len(fitting)))
        self._lines.styles.margin = (0, 0, 0, self._indent())
        self.add_class("open")
        self.show_echo("")

    def on_descendant_focus(self) -> None:
        """All of them are in sight as soon as one may type."""
        self.understood()

    def on_descendant_blur(self) -> None:
        """The list closes; what is typed and unknown is said."""
        self._close()
        if self.text.strip():
            self.check()

    def on_key(self, event: events.Key) -> None:
        """The arrows belong to the list, and enter takes what it shows."""
        if not self.has_class("open"):
            return
        moves = {
            "up": self._lines.action_cursor_up,
            "down": self._lines.action_cursor_down,
            "pageup": self._lines.action_page_up,
            "pagedown": self._lines.action_page_down,
        }
        if event.key in moves:
            if self._went or self.text.strip():
                moves[event.key]()
            self._went = True  # the first one only says that the line under the cursor is meant
            event.stop()
            event.prevent_default()

    def on_input_submitted(self, event: QuietInput.Submitted) -> None:
        """Take the line under the cursor, when something is typed that is not yet somebody; then go on."""
        key = self._lines.key
        if self.has_class("open") and key is not None and (self.text.strip() or self.required or self._went):
            self._take(int(str(key)))
        event.prevent_default()  # Textual would call the handler below once more: Done twice saves twice
        super().on_input_submitted(event)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """A double click takes too."""
        event.stop()
        self._take(int(str(event.key)))

    @property
    def _typing(self) -> bool:
        return self._input.has_focus

    def _take(self, id_: int) -> None:
        self._chosen = next(pick for pick in self._picks if pick.id == id_)
        self.text = self._chosen.name
        self._close()

    def _close(self) -> None:
        self._went = False
        self.remove_class("open")
        self.show_echo(self._chosen.note if self._chosen is not None else "")

    def _indent(self) -> int:
        label = self.query_one(".label")
        return max(0, int(label.styles.width.value if label.styles.width else 0) - 2)


class PersonField(PickField):
    """A person: the department and the number of open tasks stand beside the name."""

    def __init__(
        self, name: str, label: Message, state: State, *, picked: int | None = None, required: bool = False
    ) -> None:
        load: dict[int | None, int] = {}
        for task in state.all(Task):
            if is_open(task):
                load[task.owner] = load.get(task.owner, 0) + 1
        departments = {department.id: department.name for department in state.all(Department)}
        picks = [
            Pick(
                person.id,
                person.name,
                str(
                    msg(
                        "{department}, {count} open",
                        department=departments.get(person.department, "?"),
                        count=load.get(person.id, 0),
                    )
                ),
            )
            for person in state.all(Person)
        ]
        super().__init__(name, label, picks, picked=picked, required=required)


class DepartmentField(PickField):
    """A department: its head stands beside the name."""

    def __init__(
        self,
        name: str,
        label: Message,
        state: State,
        *,
        picked: int | None = None,
        required: bool = False,
        without: Collection[int] = (),
    ) -> None:
        """`without`: ids that are not offered."""
        people = {person.id: person.name for person in state.all(Person)}
        picks = [
            Pick(department.id, department.name, people.get(department.head or 0, ""))
            for department in state.all(Department)
            if department.id not in without
        ]
        super().__init__(name, label, picks, picked=picked, required=required)
