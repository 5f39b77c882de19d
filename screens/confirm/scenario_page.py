"""适用场景: which of the four it is, who initiates and leads it, and the template it brings along."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, cast

from screens.confirm import acts
from screens.confirm.departments import ask_for_department
from screens.confirm.entry import Entry
from screens.confirm.moves import place_after
from screens.confirm.row_page import RowPage
from screens.confirm.scenario_entries import TemplateEntries, spoken_in, title_entry
from screens.confirm.scenario_lines import (
    COLUMNS,
    FIELDS,
    about_field,
    about_scenario,
    about_template_row,
    field_row,
    scenario_for_the_room,
    scenario_row,
    template_row,
)
from screens.keys import Act
from screens.widgets.cells import Line
from screens.widgets.columns import Column
from screens.widgets.rows import Heading, Row
from screens.words import SCENARIOS
from store.language import Language, Message, _, msg
from store.model.initiative import Initiative, Scenario
from store.model.record import Row as Record
from store.model.template import AgendaLine, Template, UsualTask
from store.rules.commands import EditInitiative
from store.rules.commands.templates import (
    MoveTemplateRow,
    RemoveTemplateRow,
    ResetTemplate,
    TemplateList,
)
from store.rules.lack import Place
from store.rules.order import ordered
from store.rules.templates import minutes, template

if TYPE_CHECKING:
    from screens.wizard.wizard import Wizard

_TITLES: Final = {
    TemplateList.AGENDA: msg("Agenda of the alignment meeting"),
    TemplateList.TASKS: msg("Usual tasks"),
}
_TONGUES: Final[Mapping[Language, str]] = {"zh": "中文", "en": "English"}


class ScenarioPage(RowPage):
    """Four scenarios, what holds for the whole, and below them the template, which the team can change."""

    ACTS: ClassVar[tuple[Act, ...]] = (*acts.ROWS, acts.RESET, acts.TONGUE)
    HEADER: ClassVar[bool] = False

    def __init__(self, wizard: Wizard, step: str) -> None:
        super().__init__(wizard, step)
        self._tongue: Language = self.session.state.settings.language

    # --- the look of it

    def columns(self) -> Sequence[Column]:
        """A name, and what it says."""
        return COLUMNS

    def keys(self) -> list[Hashable]:
        """The scenarios, the initiative, the template."""
        found: list[Hashable] = [("scenario", each) for each in Scenario]
        found += [Heading(), *FIELDS]
        if self.presenter:
            return found
        here = self._template
        name = _("The team's template") if here.id else _("The template, as it came")
        note = f"{_TONGUES[self._tongue]}  " + _("change it with enter, + and del; L: the other language")
        found += [Heading(), Heading(name, note), ("hint",), ("cadence",)]
        for part in TemplateList:
            rows = self._rows(part)
            note = (
                _("{minutes} min", minutes=minutes(here)) if part is TemplateList.AGENDA else str(len(rows))
            )
            found += [Heading(), Heading(str(_TITLES[part]), note)]
            found += [(part, row.id) for row in rows]
            found.append((part, 0))
        return found

    def build(self, key: Hashable) -> Row:
        """One row."""
        state, initiative = self.session.state, self._initiative
        assert isinstance(key, tuple)
        if key[0] == "scenario":
            shown = template(state, key[1], state.settings.language)
            return scenario_row(shown, key[1] is initiative.scenario)
        if key in FIELDS:
            return field_row(state, initiative, key, self.session.moment().today)
        return template_row(self._template, key)

    def about(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """What the template says of the scenario; the row at its full length."""
        state = self.session.state
        assert isinstance(key, tuple)
        if key[0] == "scenario":
            shown = template(state, key[1], state.settings.language)
            return lambda room: about_scenario(shown, room)
        if key in FIELDS:
            return lambda room: about_field(key, room)
        return lambda room: about_template_row(self._template, key, room)

    def for_the_room(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """A scenario with the agenda it brings along."""
        state = self.session.state
        if not isinstance(key, tuple) or key[0] != "scenario":
            return self.about(key)
        shown = template(state, key[1], state.settings.language)
        return lambda room: scenario_for_the_room(shown, room)

    def look_for(self, item: Place) -> None:
        """What holds for the whole initiative."""
        self.list.move_to((item[0],))

    @property
    def _initiative(self) -> Initiative:
        found = self.session.state.get(Initiative, self.initiative)
        assert found is not None
        return found

    @property
    def _template(self) -> Template:
        state = self.session.state
        return template(state, self._initiative.scenario, self._tongue)

    def _rows(self, part: TemplateList) -> list[AgendaLine] | list[UsualTask]:
        here = self._template
        return ordered(here.agenda) if part is TemplateList.AGENDA else ordered(here.tasks)

    def _row(self, key: Hashable) -> tuple[TemplateList, Record | None]:
        assert isinstance(key, tuple)
        part = TemplateList(key[0])
        rows = cast("list[Record]", self._rows(part))
        return part, next((each for each in rows if each.id == key[1]), None)

    # --- what enter does

    def opened(self, key: Hashable) -> None:
        """Choose the scenario; change the rest."""
        assert isinstance(key, tuple)
        match key[0]:
            case "scenario":
                self._choose(key[1])
            case "department":
                self._ask_department()
            case "title":
                self.type_row(title_entry(self.step, self._initiative))
            case "facilitator" | "sponsor":
                self._ask_person(key[0])
            case "hint" | "cadence":
                self.type_row(self._entries.of_field(key[0]))
            case _:
                part, row = self._row(key)
                self.type_row(self._new(part, None) if row is None else self._entries.change(part, row))

    def entry_named(self, what: str) -> Entry | None:
        """`title`, `zh-hint`, `en-agenda`, `zh-tasks.3`."""
        tongue, what = spoken_in(what)
        self._tongue = tongue or self._tongue
        if what == "title":
            return title_entry(self.step, self._initiative)
        if what in ("hint", "cadence"):
            return self._entries.of_field(what)
        name, _dot, number = what.partition(".")
        if name not in set(TemplateList):
            return None
        part, row = self._row((name, int(number) if number.isdecimal() else 0))
        return self._entries.change(part, row) if row is not None else self._new(part, None)

    def _choose(self, scenario: Scenario) -> None:
        self.wizard.carry_out(
            EditInitiative(self.initiative, {"scenario": scenario}),
            seen=[self._initiative],
            said=msg("It is a case of: {scenario}.", scenario=SCENARIOS[scenario]),
        )

    def _ask_department(self) -> None:
        def take(department: int) -> None:
            self.wizard.carry_out(
                EditInitiative(self.initiative, {"department": department}),
                seen=[self._initiative],
                said=msg("That department initiates it."),
            )

        ask_for_department(self.wizard, msg("Which department initiates it?"), take)

    def _ask_person(self, field: str) -> None:
        from screens.confirm.people import PersonOfInitiativeDialog

        self.wizard.app.push_screen(PersonOfInitiativeDialog(self.session, self._initiative, field))

    @property
    def _entries(self) -> TemplateEntries:
        return TemplateEntries(self.step, self.initiative, self._template)

    def _new(self, part: TemplateList, after: int | None) -> Entry:
        return self._entries.new(part, after, lambda: max((row.id for row in self._rows(part)), default=None))

    # --- acts

    def reason_against(self, act: Act) -> Message | None:
        """Only rows of the template are added, moved and taken out."""
        if act is acts.RESET and not self._template.id:
            return msg("This template is as it came with the program.")
        if act in (acts.ADD, acts.REMOVE, acts.UP, acts.DOWN) and not self._in_list(act is acts.ADD):
            return msg("Put the cursor on a row of the agenda or of the usual tasks.")
        return super().reason_against(act)

    def _in_list(self, also_empty: bool) -> bool:
        key = self.key
        if not isinstance(key, tuple) or key[0] not in set(TemplateList):
            return False
        return also_empty or self._row(key)[1] is not None

    def action_add(self) -> None:
        """Below this row."""
        part, row = self._row(self.key)
        self.type_row(self._new(part, row.id if row is not None else None))

    def action_edit(self) -> None:
        """As enter."""
        if self.key is not None:
            self.opened(self.key)

    def action_remove(self) -> None:
        """Take it out of the template."""
        part, row = self._row(self.key)
        here = self._template
        if row is not None:
            self.wizard.carry_out(
                RemoveTemplateRow(here.scenario, here.language, part, row.id),
                said=msg("It is out of the template."),
            )

    def action_up(self) -> None:
        """One place up."""
        self._move(-1)

    def action_down(self) -> None:
        """One place down."""
        self._move(1)

    def _move(self, by: int) -> None:
        part, row = self._row(self.key)
        here = self._template
        if row is not None:
            after = place_after([each.id for each in self._rows(part)], row.id, by)
            if after is not None:
                self.wizard.carry_out(MoveTemplateRow(here.scenario, here.language, part, row.id, after[0]))

    def action_tongue(self) -> None:
        """The same template for boards in the other language."""
        self._tongue = "en" if self._tongue == "zh" else "zh"
        self.show_page()

    def action_reset(self) -> None:
        """As it came."""
        here = self._template
        self.wizard.carry_out(
            ResetTemplate(here.scenario, here.language), said=msg("The template is as it came.")
        )
