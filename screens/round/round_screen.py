"""The update round (DOMAIN.md stage 3.8): one item a page, each told in a key or two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from screens.dialogs.status import acts as status_acts
from screens.items.task_screen import TaskScreen
from screens.keys import Act
from screens.round import acts, closing, page
from screens.round.spine import spine
from screens.round.underway import walk_of
from screens.scrolling import ScrollKeys
from screens.widgets.cells import Line
from screens.widgets.detail_pane import DetailPane
from screens.widgets.footer import Hint
from screens.widgets.line_list import LineList
from screens.widgets.section import Section
from screens.words import date_with_weekday
from store.language import Message, _, msg
from store.model.initiative import Initiative
from store.model.organisation import Person
from store.model.task import Progress, Task
from store.rules.status import Status, status_of
from store.rules.walk import Step, leads, next_due

if TYPE_CHECKING:
    from screens.session import Session
    from store.board.line import Line as JournalLine
    from store.board.session import Changed

_STAY = frozenset({"note", "tick", "hit", "receive_support"})
"""What one says before going on: a note, a tick. After the rest the next item comes by itself."""


class RoundScreen(ScrollKeys, TaskScreen):
    """Walks through what is due: of `initiative` (its id) for who leads it, else one's own.

    The walk is kept by the session, so that it goes on where it was left.
    """

    ACTS: ClassVar[tuple[Act, ...]] = acts.IN_ROUND
    DEFAULT_CSS = """
    RoundScreen #spine { margin-bottom: 0; }
    RoundScreen #page { height: 1fr; }
    RoundScreen #closing { height: 1fr; display: none; }
    RoundScreen.closing #page { display: none; }
    RoundScreen.closing #closing { display: block; }
    """

    def __init__(self, session: Session, initiative: int | None) -> None:
        super().__init__()
        self._initiative = initiative
        self._walk = walk_of(session, initiative)

    # --- the look of it

    def compose_body(self) -> Iterable[Widget]:
        """Where one is, the page, and the last page."""
        yield Section(self._spine, id="spine")
        yield DetailPane(id="page")
        yield LineList(closing.columns(), empty=self._nothing(), id="closing")

    def on_mount(self) -> None:
        """The page where it was left."""
        self._show()

    def on_resize(self) -> None:
        """The spine for the new width."""
        self._show()

    def title_line(self, room: int) -> Line:
        """Whose round it is, and of which initiative."""
        state = self.session.state
        found = state.get(Initiative, self._walk.initiative)
        name = ((f"{found.code} ", "accent"),) if found else ()
        if self._leading:
            return (*name, (_("Update round"), "strong"))
        me = self.session.person
        return ((_("My updates"), "strong"), ("  ", ""), (me.name if me else "", ""))

    @property
    def _leading(self) -> bool:
        return leads(self.session.state, self.session.person, self._initiative)

    @property
    def _item(self) -> DetailPane:
        return self.query_one("#page", DetailPane)

    @property
    def _ending(self) -> LineList:
        return self.query_one("#closing", LineList)

    @property
    def reading(self) -> DetailPane | None:
        """The item; on the last page there is a cursor."""
        return None if self._at_end else self._item

    @property
    def _at_end(self) -> bool:
        return self._walk.at >= len(self._walk.tasks)

    def _spine(self) -> Line:
        if not self._walk.tasks:
            return ()
        return spine(self._walk, self.session.state, max(10, self.size.width - 3))

    def _nothing(self) -> str:
        """An empty round says so, and what comes next."""
        state, moment = self.session.state, self.session.moment()
        found = next_due(state, moment, self.session.person, self._initiative)
        if found is None:
            return _("Nothing is due today: everything has been told. esc goes back.")
        day, tasks = found
        keys = _(", ").join(state.key_of(task) for task in tasks[:5])
        return _(
            "Nothing is due today: everything has been told. The next updates are due {day}: {keys}. "
            "esc goes back.",
            day=date_with_weekday(day, moment.today),
            keys=keys,
        )

    def _show(self, *, keep_place: bool = False) -> None:
        """The present page, or the last one."""
        if not self.is_mounted:
            return
        state, moment, walk = self.session.state, self.session.moment(), self._walk
        at_end = self._at_end
        self.set_class(at_end, "closing")
        task = self.task_at_hand() if not at_end else None
        if at_end:
            self._ending.say_when_empty(self._nothing())
            self._ending.show(closing.rows(walk, state, moment))
            self._ending.focus()
        elif task is None:
            gone = (("    ", ""), (_("This item is no longer on the board."), "muted"))
            self._item.show(lambda room: [(), gone])
        else:
            self.set_focus(None)
            told = walk.step(state, task.id) is Step.TOLD
            shown, height = task, self._item.size.height
            self._item.show(
                lambda room: page.lines(state, moment, shown, told, room, height), keep_place=keep_place
            )
        self.session.look_at((Task.table, task.id) if task is not None else None)
        self.query_one("#spine", Section).repaint()
        self.refresh_frame()

    def refresh_text(self) -> None:
        """All of it in the other language."""
        super().refresh_text()
        self._show(keep_place=True)

    def hints(self) -> Sequence[Hint]:
        """What `s` does to the item stands beside it; on the last page one asks, and goes on no more."""
        task = self.task_at_hand()
        starts = task is not None and _begins(task)
        found: list[Hint] = []
        for each in super().hints():
            if starts and each.id == acts.AS_IT_STANDS.id:
                found.append(each._replace(label=str(status_acts.START.label)))
            elif not self._at_end:
                found.append(each)
            elif each.id in (acts.NUDGE_ALL.id, status_acts.NUDGE.id):
                found.append(each._replace(rank=1))
            elif each.id not in (acts.NEXT.id, acts.CLOSING.id):
                found.append(each)
        return found

    # --- telling

    def task_at_hand(self) -> Task | None:
        """The item of the page; on the last page the one under the cursor."""
        if self._at_end:
            key = self._ending.key if self.is_mounted else None
            return self.session.state.get(Task, key) if isinstance(key, int) else None
        return self.session.state.get(Task, self._walk.tasks[self._walk.at])

    def reason_against(self, act: Act) -> Message | None:
        """What the rules say; and the ends of the round."""
        if act is acts.AS_IT_STANDS:
            task = self.task_at_hand()
            starts = task is not None and _begins(task)
            return super().reason_against(status_acts.START if starts else status_acts.AFFIRM)
        if act is acts.AFFIRM:
            return super().reason_against(status_acts.AFFIRM)
        if act is acts.ACTIONS and self.task_at_hand() is None:
            return msg("There is no item here.")
        if act is acts.BEFORE and self._walk.at == 0:
            return msg("This is the first item.")
        if act is acts.NEXT and self._at_end:
            return msg("This is the end of the round; esc goes back.")
        if act is acts.NUDGE_ALL and not self._walk.left(self.session.state):
            return msg("Everybody has told.")
        return super().reason_against(act)

    def action_start(self) -> None:
        """As planned: begun, or nothing new."""
        task = self.task_at_hand()
        if task is not None and _begins(task):
            super().action_start()
        else:
            self.action_affirm()

    def told(self, line: JournalLine | None) -> None:
        """Said and on the disk: the next item, unless one may want to say more of this one."""
        if line is None or self._at_end:
            self._show(keep_place=True)
            return
        task = self.task_at_hand()
        said_here = task is not None and (Task.table, task.id) in {
            (change.table, change.id) for change in line.changes
        }
        if line.command not in _STAY and said_here:
            self._walk.at = self._walk.after(self.session.state, self._walk.at)
        self._show()

    def board_changed(self, changed: Changed) -> None:
        """Others' words tick their items off; what was taken back is shown again."""
        if changed.own:
            for line in changed.lines:
                if line.undoes is not None:
                    self._back_to(change.id for change in line.changes if change.table == Task.table)
        else:
            self._tell_of(changed)
        self._show(keep_place=True)

    def _back_to(self, tasks: Iterable[int]) -> None:
        """Go to what was taken back, as it has to be told once more."""
        for task in tasks:
            if task in self._walk.tasks and self._walk.step(self.session.state, task) is Step.TELL:
                self._walk.at = self._walk.tasks.index(task)
                return

    def _tell_of(self, changed: Changed) -> None:
        """Say that somebody else has just told of the item on the page."""
        task = self.task_at_hand()
        if task is None or self._at_end or (Task.table, task.id) not in changed.records:
            return
        by = self.session.state.get(Person, task.updated.by) if task.updated is not None else None
        if by is not None and self._walk.step(self.session.state, task.id) is Step.TOLD:
            key = self.session.state.key_of(task)
            self.say(msg("{name} has just told of {key}; space goes on.", name=by.name, key=key))

    # --- moving

    def action_offer(self) -> None:
        """What can be said of it."""
        self.offer_actions()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter on the last page: back to that item."""
        event.stop()
        if isinstance(event.key, int) and event.key in self._walk.tasks:
            self._go(self._walk.tasks.index(event.key))

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Other keys may work for another line."""
        event.stop()
        self.refresh_frame()

    def action_next(self) -> None:
        """On; without a word it is passed over."""
        task = self._walk.tasks[self._walk.at]
        if self._walk.step(self.session.state, task) is Step.TELL:
            self._walk.passed.add(task)
        self._go(self._walk.at + 1)

    def action_before(self) -> None:
        """Back."""
        self._go(self._walk.at - 1)

    def action_first(self) -> None:
        """To the first."""
        self._go(0)

    def action_closing(self) -> None:
        """To the last page."""
        self._go(len(self._walk.tasks))

    def _go(self, place: int) -> None:
        self._walk.at = max(0, min(place, len(self._walk.tasks)))
        self._show()

    def action_jump(self) -> None:
        """An item of the round by its number; others on their board."""
        from screens.dialogs.jump import JumpDialog
        from store.model.initiative import Stage

        def go(found: tuple[str, int] | None) -> None:
            task = self.session.state.get(Task, found[1]) if found and found[0] == Task.table else None
            if task is not None and task.id in self._walk.tasks:
                self._go(self._walk.tasks.index(task.id))
            elif task is not None:
                self.host.open_stage(task.initiative, Stage.FOLLOW_UP, item=found)

        initiative = self.session.state.get(Initiative, self._initiative)
        self.app.push_screen(JumpDialog(initiative.code if initiative else None), go)

    def action_nudge_all(self) -> None:
        """One message for everybody who is still to be asked."""
        from screens.dialogs.message import copied_for_chat

        copied_for_chat(self.app, closing.nudges(self._walk, self.session.state, self.session.moment()))


def _begins(task: Task) -> bool:
    """Whether "as planned" means that work on it has begun."""
    return task.progress is Progress.NOT_STARTED and status_of(task) is Status.NOT_STARTED
