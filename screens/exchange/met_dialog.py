"""People and departments met for the first time: one list, a decision for each, asked once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import ClassVar, Final

from textual.widget import Widget

from screens.dialogs.choose import ChooseDialog, Option
from screens.dialogs.dialog import GIVE_UP, Dialog
from screens.keys import Act
from screens.widgets.columns import Column
from screens.widgets.line_list import LineList
from screens.widgets.prose import Prose
from screens.widgets.rows import Row, Rows
from store.exchange.met import Answer, Met, Sort, name_of, usual
from store.language import _, msg
from store.model.organisation import Department, Person
from store.rules.names import folded
from store.rules.naming import full_name

ANSWER: Final = Act(
    "met.answer",
    "answer",
    ("enter",),
    msg("Decide"),
    msg("Add them to a department, say who is meant, or leave them out."),
    footer=1,
)
DONE: Final = Act("met.done", "done", ("ctrl+s", "f3"), msg("So be it"), msg("Go on with these."), footer=2)
_ROWS: Final = 4

Key = tuple[Sort, str]


class MetDialog(Dialog[dict[Key, Answer]]):
    """Ends with an answer for each; with null when given up."""

    DEFAULT_CSS = "MetDialog LineList { height: 12; background: $surface; margin-top: 1; }"
    ACTS: ClassVar[tuple[Act, ...]] = (ANSWER, DONE, GIVE_UP)

    def __init__(self, met: Sequence[Met], answers: dict[Key, Answer]) -> None:
        """`answers` are those given before; the others are offered as they are likely."""
        super().__init__(msg("Not on the board yet"))
        self._met = {each.key: each for each in met}
        self._given = dict(answers)
        self.answers: dict[Key, Answer] = {}

    def compose_body(self) -> Iterable[Widget]:
        """Why this is asked, and the list."""
        yield Prose(
            msg("The file names them for the first time. Everybody is asked about once, for all rows."),
            classes="muted",
        )
        yield LineList(
            (
                Column("name", _("In the file"), least=10, ideal=18),
                Column("rows", _("Row"), least=6, ideal=12),
                Column("answer", _("Becomes"), least=16, weight=1),
            ),
            Rows(),
            signs=False,
            header=True,
            id="met",
        )

    def on_mount(self) -> None:
        """What is likely stands there already."""
        self.answers = usual(tuple(self._met.values()), self.session.state) | {
            key: answer for key, answer in self._given.items() if key in self._met
        }
        lines = self.query_one(LineList)
        lines.show(Rows(list(self._met), self._row))
        lines.focus()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter on a line."""
        event.stop()
        self.action_answer()

    def action_done(self) -> None:
        """These are the answers."""
        self.dismiss(dict(self.answers))

    def action_answer(self) -> None:
        """Choose for the one under the cursor."""
        key = self.query_one(LineList).key
        met = self._met.get(key) if isinstance(key, tuple) else None
        if met is None:
            return

        def take(chosen: Hashable | None) -> None:
            if isinstance(chosen, Answer):
                self.answers[met.key] = chosen
                lines = self.query_one(LineList)
                lines.show(Rows(list(self._met), self._row))
                lines.move_to(met.key)

        title = msg("“{name}” becomes", name=met.name)
        options = self._people(met) if met.sort is Sort.PERSON else self._departments(met)
        self.app.push_screen(ChooseDialog(title, options, find=True, at=self.answers[met.key]), take)

    # --- what can be chosen

    def _people(self, met: Met) -> list[Option]:
        state = self.session.state
        names = {each.id: each.name for each in state.all(Department)}
        options = [Option(Answer(), _("left out of the rows"))]
        options += [
            Option(Answer(meant=id), _("is {name}", name=name_of(state, met, id)), _("a similar name"))
            for id in met.close
        ]
        places = list(names.values()) + [
            each.name
            for each in self._met.values()
            if each.sort is Sort.DEPARTMENT and self.answers.get(each.key, Answer()).add
        ]
        if met.can_join:
            places.sort(key=lambda name: folded(name) != folded(met.department))
            options += [Option(Answer(department=name), _("joins {name}", name=name)) for name in places]
        options += [
            Option(
                Answer(meant=person.id),
                _("is {name}", name=full_name(state, person)),
                names.get(person.department, ""),
            )
            for person in state.all(Person)
            if person.id not in met.close
        ]
        return options

    def _departments(self, met: Met) -> list[Option]:
        state = self.session.state
        options = [Option(Answer(), _("left out of the rows"))]
        if met.can_join:
            options.append(Option(Answer(add=True), _("a new department")))
        close = [Option(Answer(meant=id), _("is {name}", name=name_of(state, met, id))) for id in met.close]
        rest = [
            Option(Answer(meant=each.id), _("is {name}", name=each.name))
            for each in state.all(Department)
            if each.id not in met.close
        ]
        return [*options, *close, *rest]

    # --- the list

    def _row(self, key: Hashable) -> Row:
        met = self._met.get(key) if isinstance(key, tuple) else None
        if met is None:
            return Row(("",))
        rows = ", ".join(str(number) for number in met.rows[:_ROWS])
        rows += " .." if len(met.rows) > _ROWS else ""
        answer = self.answers.get(met.key, Answer())
        return Row((met.name, ((rows, "muted"),), ((self._said(met, answer), _style(answer)),)))

    def _said(self, met: Met, answer: Answer) -> str:
        if answer.meant is not None:
            return _("is {name}", name=name_of(self.session.state, met, answer.meant))
        if answer.add:
            return _("a new department")
        if answer.department:
            return _("joins {name}", name=answer.department)
        return _("left out of the rows")


def _style(answer: Answer) -> str:
    return "" if answer.meant is not None or answer.add or answer.department else "late"
