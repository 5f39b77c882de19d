"""Roll-call: who is there, who is not, who speaks for them; all in a few keys."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.dialogs.actions import offer_acts
from screens.dialogs.choose import ChooseDialog, Option
from screens.dialogs.dialog import GIVE_UP, Dialog
from screens.keys import Act, Group
from screens.widgets.columns import Column
from screens.widgets.line_list import LineList
from screens.widgets.rows import Row, Rows
from store.language import Message, _, msg
from store.model.meeting import Attendant, Attended, Meeting
from store.model.organisation import Person
from store.rules.commands.meetings.holding import CallTheRest, RollCall
from store.rules.meeting.attendance import waiting_for_somebody
from store.rules.meeting.carry import key_of_item
from store.rules.rights_meeting import why_not_hold
from store.rules.say import department_name, person_name

if TYPE_CHECKING:
    from store.board.line import Line as JournalLine
    from store.board.session import Changed

WORDS: Final = {
    Attended.EXPECTED: msg("not called yet"),
    Attended.PRESENT: msg("present"),
    Attended.ABSENT: msg("absent"),
    Attended.DEPUTY: msg("absent, a deputy speaks"),
    Attended.LATE: msg("came late"),
    Attended.LEFT: msg("left early"),
}
_SIGNS: Final = {
    Attended.EXPECTED: ("-", "not-started"),
    Attended.PRESENT: ("✓", "done"),
    Attended.ABSENT: ("x", "delayed"),
    Attended.DEPUTY: (">", "delayed"),
    Attended.LATE: ("!", "delayed"),
    Attended.LEFT: ("<", "muted"),
}
OFFER: Final = Act(
    "roll.offer", "offer", ("enter",), msg("Choose"), msg("What holds for this person."), Group.ITEM, 1
)
ALL: Final = Act(
    "roll.all",
    "all_present",
    ("a", "f3"),
    msg("All present"),
    msg("Everybody not called yet is there."),
    footer=2,
)
PRESENT: Final = Act(
    "roll.present", "present", ("p", "space"), msg("Present"), msg("Is there."), Group.ITEM, footer=3
)
ABSENT: Final = Act(
    "roll.absent", "absent", ("x",), msg("Absent"), msg("Is not there."), Group.ITEM, footer=3
)
DEPUTY: Final = Act(
    "roll.deputy",
    "deputy",
    ("d",),
    msg("Deputy"),
    msg("Is not there, and somebody speaks for them; their items move to who speaks."),
    Group.ITEM,
    footer=4,
)
LATE: Final = Act("roll.late", "late", ("l",), msg("Late"), msg("Came late."), Group.ITEM, footer=5)
LEFT: Final = Act("roll.left", "left", ("o",), msg("Left"), msg("Left early."), Group.ITEM, footer=5)
ADD: Final = Act(
    "roll.add", "add", ("+", "insert"), msg("Add"), msg("Somebody who was not asked and is there."), footer=6
)
CLOSE: Final = replace(
    GIVE_UP,
    keys=("escape", "q"),
    label=msg("All set"),
    help=msg("On with the meeting; whoever was called stays called."),
)
_OF_PERSON: Final = (PRESENT, ABSENT, DEPUTY, LATE, LEFT)
_OF_ONESELF: Final = (PRESENT, LATE, LEFT)


class RollCallDialog(Dialog[None]):
    """The people of a meeting; every key is written at once."""

    DEFAULT_CSS = "RollCallDialog LineList { height: auto; max-height: 14; background: $surface; }"
    ACTS: ClassVar[tuple[Act, ...]] = (OFFER, ALL, *_OF_PERSON, ADD, CLOSE)

    def __init__(self, meeting: int) -> None:
        super().__init__(msg("Roll-call"))
        self._meeting = meeting

    def compose_body(self) -> Iterable[Widget]:
        """Name, department, what holds."""
        yield LineList(
            (
                Column("name", least=8, ideal=14),
                Column("department", least=6, ideal=12),
                Column("attended", least=10, weight=1),
            ),
            self._rows(),
            empty=_("Nobody was asked to this meeting. + adds somebody."),
            id="people",
        )

    def on_mount(self) -> None:
        """The arrows move in the list; who is there may say so of themself."""
        self._people.focus()
        me, meeting = self.session.person, self.session.state.get(Meeting, self._meeting)
        if me is not None and meeting is not None and why_not_hold(self.session.state, me, meeting):
            self._people.move_to(me.id)

    @property
    def _people(self) -> LineList:
        return self.query_one("#people", LineList)

    @property
    def _called(self) -> tuple[Attendant, ...]:
        meeting = self.session.state.get(Meeting, self._meeting)
        return meeting.attendance if meeting is not None else ()

    def _rows(self) -> Rows:
        return Rows([each.id for each in self._called], self._row)

    def _row(self, key: Hashable) -> Row:
        state = self.session.state
        each = next((one for one in self._called if one.id == key), None)
        if each is None:
            return Row((str(key),))
        person = state.get(Person, each.id)
        department = department_name(state, person.department) if person is not None else ""
        said = str(WORDS[each.attended])
        if each.attended is Attended.DEPUTY:
            said = _("absent, {name} speaks", name=person_name(state, each.deputy) or "?")
        sign, style = _SIGNS[each.attended]
        return Row((person.name if person else "?", department, said), sign, style)

    def board_changed(self, changed: Changed) -> None:
        """Somebody else calls, too."""
        self._people.show(self._rows())

    def reason_against(self, act: Act) -> Message | None:
        """There must be somebody, and the right to call them."""
        if act in _OF_PERSON and self._person is None:
            return msg("There is nobody under the cursor.")
        if act in (CLOSE, OFFER):
            return super().reason_against(act)
        meeting, me = self.session.state.get(Meeting, self._meeting), self.session.person
        own = me is not None and self._person == me.id and act in _OF_ONESELF
        why = why_not_hold(self.session.state, me, meeting) if meeting is not None and not own else None
        return why or self.session.read_only

    @property
    def _person(self) -> int | None:
        key = self._people.key if self.is_mounted else None
        return key if isinstance(key, int) else None

    def _call(self, attended: Attended, deputy: int | None = None) -> None:
        person = self._person
        if person is None:
            return
        last = self._at_the_end()

        def called(_line: JournalLine | None) -> None:
            self._tell_moved(last, person_name(self.session.state, person))

        self.carry_out(RollCall(self._meeting, person, attended, deputy), done=called, quiet=True, held=False)
        # At once: whoever presses the next key before this one is on the disk means the next person.
        self._people.action_cursor_down()

    def _at_the_end(self) -> dict[int, str]:
        """What waits at the end of the agenda for somebody who is not here: ids, and what one calls them."""
        state = self.session.state
        meeting = state.get(Meeting, self._meeting)
        found = waiting_for_somebody(state, meeting) if meeting is not None else []
        return {each.id: key_of_item(state, each) or each.title for each in found}

    def _tell_moved(self, before: Mapping[int, str], name: str) -> None:
        """The agenda is behind the list: say what the call did to it."""
        now = self._at_the_end()
        gone = [called for id_, called in now.items() if id_ not in before]
        back = [called for id_, called in before.items() if id_ not in now]
        if gone:
            self.say(msg("{items}: moved to the end, {name} is not here.", items=_list(gone), name=name))
        elif back:
            self.say(msg("{items}: back in their place.", items=_list(back)))

    def action_present(self) -> None:
        """Is there."""
        self._call(Attended.PRESENT)

    def action_absent(self) -> None:
        """Is not."""
        self._call(Attended.ABSENT)

    def action_late(self) -> None:
        """Came late."""
        self._call(Attended.LATE)

    def action_left(self) -> None:
        """Left early."""
        self._call(Attended.LEFT)

    def action_deputy(self) -> None:
        """The one who is named for it, else choose."""
        person = self.session.state.get(Person, self._person)
        if person is None:
            return
        if person.deputy is not None:
            self._call(Attended.DEPUTY, person.deputy)
            return

        def take(chosen: Hashable | None) -> None:
            if isinstance(chosen, int):
                self._call(Attended.DEPUTY, chosen)

        title = msg("Who speaks for {name}?", name=person.name)
        self.app.push_screen(ChooseDialog(title, self._options(without={person.id}), find=True), take)

    def action_all_present(self) -> None:
        """Whoever was not called yet; with that the roll is called."""
        rest = CallTheRest(self._meeting)
        self.carry_out(rest, quiet=True, done=lambda _line: self.dismiss(None))

    def action_add(self) -> None:
        """Somebody else."""

        def take(chosen: Hashable | None) -> None:
            if isinstance(chosen, int):
                self.carry_out(RollCall(self._meeting, chosen, Attended.PRESENT), quiet=True)

        asked = {each.id for each in self._called}
        self.app.push_screen(ChooseDialog(msg("Who is there too?"), self._options(asked), find=True), take)

    def _options(self, without: set[int]) -> list[Option]:
        state = self.session.state
        return [
            Option(each.id, each.name, department_name(state, each.department))
            for each in state.all(Person)
            if each.id not in without
        ]

    def action_offer(self) -> None:
        """What holds, as a list."""
        offer_acts(self, [*_OF_PERSON, ALL, ADD], msg("Roll-call"))

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter."""
        event.stop()
        self.action_offer()


def _list(names: Sequence[str]) -> Message:
    said = msg("{name}", name=names[0])
    for name in names[1:]:
        said = msg("{names}, {name}", names=said, name=name)
    return said
