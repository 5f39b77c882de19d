"""The days that are not worked: by everybody, and by one person (DOMAIN.md stage 2.2)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING

from screens.assign.fields import OwnerField
from screens.dialogs.choose import ChooseDialog, Option
from screens.dialogs.form import FormDialog
from screens.dialogs.status.edit import date_field
from screens.widgets.fields import Field, LineField
from screens.words import date_with_weekday
from store.board.line import Line as JournalLine
from store.language import msg
from store.model.absence import Absence
from store.rules.commands import ChangeSettings
from store.rules.commands.absences import AddAbsence, RemoveAbsence
from store.rules.say import person_name

if TYPE_CHECKING:
    from screens.session import Session
    from screens.wizard.wizard import Wizard


def offer_absences(wizard: Wizard, person: int | None) -> None:
    """Who is away when; a new one, or one to take out."""
    state, moment = wizard.session.state, wizard.session.moment()
    options = [Option("new", str(msg("Somebody is away")), sign="+")]
    for each in sorted(state.all(Absence), key=lambda each: (each.start, each.id)):
        if each.end >= moment.today:
            start, end = (date_with_weekday(day, moment.today) for day in (each.start, each.end))
            note = f"{start} .. {end}  {each.reason}".rstrip()
            options.append(Option(each.id, person_name(state, each.person), note))

    def take(chosen: Hashable | None) -> None:
        if chosen == "new":
            wizard.app.push_screen(AbsenceForm(wizard.session, person))
        elif isinstance(chosen, int):
            said = msg("Taken out: the days count again.")
            wizard.carry_out(RemoveAbsence(chosen), said=said)

    title = msg("Who is away? Enter on a line takes it out.")
    wizard.app.push_screen(ChooseDialog(title, options), take)


def offer_days_off(wizard: Wizard) -> None:
    """The board's own days off; a new one, or one to take out."""
    settings, moment = wizard.session.state.settings, wizard.session.moment()
    options = [Option("new", str(msg("A day off for everybody")), sign="+")]
    options += [
        Option(day, date_with_weekday(day, moment.today))
        for day in sorted(settings.days_off)
        if day >= moment.today
    ]

    def take(chosen: Hashable | None) -> None:
        if chosen == "new":
            wizard.app.push_screen(DayOffForm(wizard.session))
        elif chosen is not None:
            rest = tuple(day for day in settings.days_off if day != chosen)
            said = msg("Taken out: the day is worked.")
            wizard.carry_out(ChangeSettings({"days_off": rest}), seen=[settings], said=said)

    title = msg("Days off beside the public holidays. Enter on a line takes it out.")
    wizard.app.push_screen(ChooseDialog(title, options), take)


class AbsenceForm(FormDialog[JournalLine]):
    """Somebody is away from one day to another."""

    def __init__(self, session: Session, person: int | None) -> None:
        super().__init__(msg("Somebody is away"), draft="absence")
        self._by = session
        self._first = person

    def fields(self) -> Iterable[Field]:
        """Who, from, until, why."""
        self._person = OwnerField("person", msg("Who"), self._by.state, self._by.moment(), picked=self._first)
        self._start = date_field(self._by, "start", msg("From"), None)
        self._end = date_field(self._by, "end", msg("Until"), None)
        self._reason = LineField("reason", msg("Why"), limit=80)
        return (self._person, self._start, self._end, self._reason)

    def on_mount(self) -> None:
        """Who is known where one came from a task."""
        if self._first is not None:
            self.call_after_refresh(self._start.focus_control)

    def save(self) -> None:
        """One day when it has no end."""
        if self._person.picked is None:
            self.refuse(msg("Who is away?"), "person")
            return
        if self._start.day is None:
            self.refuse(msg("From when on?"), "start")
            return
        end = self._end.day or self._start.day
        self.carry_out(
            AddAbsence(self._person.picked, self._start.day, end, self._reason.value),
            said=msg("Those days do not count as theirs."),
            done=self.dismiss,
            refused=self.refuse,
        )


class DayOffForm(FormDialog[JournalLine]):
    """One more day, or several in a row, on which nobody works."""

    def __init__(self, session: Session) -> None:
        super().__init__(msg("A day off for everybody"), draft="day-off")
        self._by = session

    def fields(self) -> Iterable[Field]:
        """From, until."""
        self._start = date_field(self._by, "days_off", msg("From"), None)
        self._end = date_field(self._by, "until", msg("Until"), None)
        return (self._start, self._end)

    def save(self) -> None:
        """All days from the first to the last."""
        first = self._start.day
        if first is None:
            self.refuse(msg("Which day?"), "days_off")
            return
        last = self._end.day or first
        if last < first:
            self.refuse(msg("It ends before it begins."), "until")
            return
        settings = self.session.state.settings
        days = {type(first).fromordinal(at) for at in range(first.toordinal(), last.toordinal() + 1)}
        every = tuple(sorted({*settings.days_off, *days}))
        self.carry_out(
            ChangeSettings({"days_off": every}),
            seen=[settings],
            said=msg("Nobody works then; the dates count anew."),
            done=self.dismiss,
            refused=self.refuse,
        )
