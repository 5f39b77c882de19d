"""Home: the initiatives with stage, progress, end and health, and what must be moved today."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.widget import Widget

from screens.dialogs.archiving import ARCHIVE, archive_from, why_not_archive
from screens.dialogs.limits_act import LIMITS, ask_limits, why_not_limits
from screens.dialogs.stages import STAGE_KEYS, STAGES_OF
from screens.home import acts, look
from screens.home.home_list import HomeList
from screens.home.leftovers import Leftovers
from screens.home.meeting_line import meeting_line
from screens.home.rows import attention_columns, attention_row, initiative_columns, initiative_row
from screens.keys import Act
from screens.stage_keys import StageKeysScreen
from screens.widgets.cells import Line
from screens.widgets.footer import Hint
from screens.widgets.rows import Row, Rows
from screens.widgets.section import Section
from store.language import Message, _, msg
from store.model.initiative import Initiative, Stage
from store.model.issue import Issue
from store.model.task import Task
from store.rules.archive_here import archive_here
from store.rules.attention import attention
from store.rules.attention_line import Attention
from store.rules.health import Health, healths

if TYPE_CHECKING:
    from store.board.session import Changed
    from store.chat.telling import Wish
    from store.rules.meeting.capture_place import Focus

_MINUTE = 60


class HomeScreen(StageKeysScreen):
    """What there is, and what needs somebody now."""

    ACTS: ClassVar[tuple[Act, ...]] = acts.AT_HOME
    DEFAULT_CSS = """
    HomeScreen #initiatives { height: auto; margin-top: 1; }
    HomeScreen #meeting { margin-top: 1; display: none; }
    HomeScreen.meeting #meeting { display: block; }
    HomeScreen #today { margin-top: 1; }
    HomeScreen #attention { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._healths: dict[int, Health] = {}
        self._attention: dict[tuple[str, int], Attention] = {}
        self._meeting: Line = ()
        self._leaving = False
        self._leftovers = Leftovers(self, acts.UNFINISHED)

    # --- the look of it

    def compose_body(self) -> Iterable[Widget]:
        """Two lists below each other."""
        self._work_out()
        yield HomeList(
            initiative_columns(),
            self._initiatives(),
            signs=False,
            header=True,
            empty=look.no_initiatives(self.session.state),
            id="initiatives",
        )
        yield Section(lambda: self._meeting, id="meeting")
        yield Section(self._today_title, id="today")
        yield HomeList(
            attention_columns(),
            self._to_move(),
            empty=look.nothing_to_move(self.session, len(self._healths)),
            id="attention",
        )
        yield Section(lambda: look.others_here(self.session), id="here")

    def on_mount(self) -> None:
        """The cursor on the first initiative; the minute in the header."""
        self.initiatives.focus()
        self._fit()
        self.set_interval(_MINUTE, self._minute)
        if self.session.person is None and self.session.read_only is None:
            self.call_after_refresh(self.action_who)
        self.call_after_refresh(self.run_worker, self._look_for_unfinished, group="unfinished")

    async def _look_for_unfinished(self) -> None:
        await self._leftovers.look()
        if self._leftovers.forms:
            self.refresh_frame()

    def hints(self) -> Sequence[Hint]:
        """What is unfinished stands there only when something is."""
        return [hint for hint in super().hints() if hint.id != acts.UNFINISHED.id or self._leftovers.forms]

    def on_resize(self, event: events.Resize) -> None:
        """Share the height out anew."""
        self._fit()

    @property
    def initiatives(self) -> HomeList:
        """The upper list; its keys are ids."""
        return self.query_one("#initiatives", HomeList)

    @property
    def attention(self) -> HomeList:
        """The lower list; its keys are table and id."""
        return self.query_one("#attention", HomeList)

    def title_line(self, room: int) -> Line:
        """The program, the board."""
        return ((_("Duiqi"), "accent"), ("  ", ""), (self.session.state.settings.name, "strong"))

    def place_line(self) -> Line:
        """The minute, and who I am."""
        return look.when_and_who(self.session)

    def _today_title(self) -> Line:
        return look.today_title(self.session.state, len(self._attention), len(self._healths))

    def people_changed(self) -> None:
        """Say who is here."""
        super().people_changed()
        for section in self.query("#here").results(Section):
            section.repaint()

    # --- the rows

    def _work_out(self) -> None:
        state, moment = self.session.state, self.session.moment()
        self._healths = healths(state, moment)
        archived = archive_here(state) is not None
        self._meeting = () if archived else meeting_line(state, self.session.person, moment)
        self.set_class(bool(self._meeting), "meeting")
        self._attention = {}
        for line in attention(state, moment):
            item = line.task or line.issue
            if item is not None:
                self._attention[item.table, item.id] = line

    def _initiatives(self) -> Rows:
        today = self.session.moment().today

        def build(key: Hashable) -> Row:
            return initiative_row(self._healths[int(str(key))], today)

        return Rows(list(self._healths), build)

    def _to_move(self) -> Rows:
        def build(key: Hashable) -> Row:
            return attention_row(self._attention[key], self.session.state)  # type: ignore[index]

        return Rows(list(self._attention), build)

    def _show(self) -> None:
        self._work_out()
        self.initiatives.show(self._initiatives())
        self.initiatives.say_when_empty(look.no_initiatives(self.session.state))
        self.attention.show(self._to_move())
        self.attention.say_when_empty(look.nothing_to_move(self.session, len(self._healths)))
        for section in self.query(Section):
            section.repaint()
        self._fit()
        self.refresh_frame()

    def _fit(self) -> None:
        """The initiatives take what they need, but leave the larger part to what must be moved."""
        wanted = max(len(self._healths), 2) + 1
        height = min(wanted, max(4, self.size.height // 2 - 3))
        if self.initiatives.styles.height is None or self.initiatives.styles.height.value != height:
            self.initiatives.styles.height = height

    def _minute(self) -> None:
        """A minute later: what is late or silent may be another thing now."""
        if self.app.screen is self:
            self._show()

    # --- what happens

    def board_changed(self, changed: Changed) -> None:
        """Show it; what others did flashes."""
        self._show()
        if not changed.own:
            self.attention.flash(key for key in changed.records if key in self._attention)
            touched = {
                task.initiative
                for table, id_ in changed.records
                if table == Task.table and (task := self.session.state.get(Task, id_)) is not None
            }
            self.initiatives.flash(touched)

    def refresh_text(self) -> None:
        """Everything in the other language."""
        self.initiatives.arrange_in(initiative_columns())
        self._show()
        super().refresh_text()

    def reason_against(self, act: Act) -> Message | None:
        """Nothing to open, nothing to write on."""
        if act is acts.NEW:
            return self.session.read_only
        if act is acts.UNFINISHED and not self._leftovers.forms:
            return msg("No form was left unfinished.")
        if act in (acts.OPEN, *STAGE_KEYS, STAGES_OF) and not self._healths:
            return msg("There is no initiative yet.")
        if act is acts.WHO and self.host.hosted:
            return msg("On a team's server everybody stays who they came in as.")
        if act is ARCHIVE:
            return why_not_archive(self, self.initiative_here())
        if act is LIMITS:
            return why_not_limits(self.session)
        return super().reason_against(act)

    def on_home_list_beyond(self, event: HomeList.Beyond) -> None:
        """From one list into the other."""
        if event.by > 0 and event.home_list is self.initiatives and self._attention:
            self.attention.focus()
        elif event.by < 0 and event.home_list is self.attention:
            self.initiatives.focus()

    def on_line_list_moved(self, event: HomeList.Moved) -> None:
        """Who goes on to another line does not leave."""
        self._leaving = False

    def on_line_list_opened(self, event: HomeList.Opened) -> None:
        """Enter on a line."""
        self.action_open()

    def action_open(self) -> None:
        """The initiative, or the item on its follow-up board."""
        if self.attention.has_focus:
            line = self._line_here()
            if line is not None:
                self._open_item(line)
        elif self.initiatives.key is not None:
            self.host.open_stage(int(str(self.initiatives.key)))

    def _open_item(self, line: Attention) -> None:
        if line.task is not None:
            self.host.open_stage(line.task.initiative, Stage.FOLLOW_UP, item=(Task.table, line.task.id))
        elif line.issue is not None:
            self.host.open_stage(line.issue.initiative, Stage.RESOLVE, item=(Issue.table, line.issue.id))

    def _line_here(self) -> Attention | None:
        """What must be moved and is under the cursor; null while that is on the initiatives."""
        key = self.attention.key if self.attention.has_focus else None
        return self._attention.get(key) if isinstance(key, tuple) else None

    def initiative_here(self) -> Initiative | None:
        """That of the line under the cursor."""
        line = self._line_here()
        item = (line.task or line.issue) if line is not None else None
        if item is not None:
            return self.session.state.get(Initiative, item.initiative)
        chosen = self.initiatives.key
        return self.session.state.get(Initiative, None if chosen is None else int(str(chosen)))

    def in_focus(self) -> Focus:
        """What the cursor is on; a meeting that runs goes before it."""
        from store.rules.meeting.capture_place import Focus

        initiative, key = self.initiative_here(), self.attention.key if self.attention.has_focus else None
        about = (str(key[0]), int(key[1])) if isinstance(key, tuple) else None
        return Focus(initiative.id if initiative is not None else None, about, firm=False)

    def action_round(self) -> None:
        """The updates that are due, of all initiatives."""
        self.host.open_round()

    def action_new(self) -> None:
        """The form of a new initiative."""
        from screens.home.new_initiative import NewInitiativeDialog

        def there(made: int | None) -> None:
            if made is not None:
                self.initiatives.move_to(made)
                self.host.open_stage(made)

        self.app.push_screen(NewInitiativeDialog(), there)

    def to_tell(self) -> Wish:
        """The digest of the whole board."""
        from store.chat.telling import Kind, Wish

        return Wish(Kind.DIGEST)

    def action_archive(self) -> None:
        """Take the initiative under the cursor off the board."""
        archive_from(self, self.initiative_here())

    def action_limits(self) -> None:
        """What counts as too long."""
        ask_limits(self, self.initiative_here())

    def action_people(self) -> None:
        """Who works together here."""
        from screens.people.people_screen import PeopleScreen

        self.app.push_screen(PeopleScreen())

    async def action_unfinished(self) -> None:
        """Go on with the form, or choose one of several."""
        await self._leftovers.take_up()

    def action_who(self) -> None:
        """Choose who I am."""
        from screens.welcome.who import ask_who

        ask_who(self, self._show)

    async def perform(self, act: Act) -> None:
        """Whatever else is done: leaving has to be asked for twice anew."""
        self._leaving = self._leaving and act is acts.ESCAPE
        await super().perform(act)

    def action_escape(self) -> None:
        """There is nothing before Home; once more leaves, for those whose letters an input method takes."""
        if self._leaving:
            self.action_quit()
        else:
            self._leaving = True
            self.say(msg("This is Home: q or esc once more leaves. Everything is saved."))

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit()
