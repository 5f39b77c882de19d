"""A screen whose keys are declared as acts, and what becomes of a change that such a screen asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.message import Message as Event
from textual.screen import Screen, ScreenResultType

from screens.host import Host, Tone, host_of
from screens.keys import Act, bindings_of, key_of
from screens.outcome import Outcome
from screens.widgets.footer import Hint
from store.board.session import merged
from store.language import Message, msg

if TYPE_CHECKING:
    import asyncio

    from textual.worker import Worker

    from screens.session import Session
    from screens.widgets.fields.line import QuietInput
    from store.board.line import Line as JournalLine
    from store.board.session import Changed
    from store.model.record import Record
    from store.rules.edit import Command

S = TypeVar("S")


class BoardChanged(Event):
    """Records of the board have changed, by this session or another. Sent to every open screen.

    changed: which records, the journal's lines that did it, and whether this session wrote them.
    """

    def __init__(self, changed: Changed) -> None:
        super().__init__()
        self.changed = changed


class ActingScreen(Screen[ScreenResultType]):
    """A subclass lists its own `ACTS`; those of its bases are there too, unless it has one of the same id."""

    ACTS: ClassVar[tuple[Act, ...]] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._missed: list[Changed] = []

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Make the bindings from the acts, those of the bases included.

        Textual would keep the keys of an act that a subclass has put in another's place, under its id.
        """
        cls.BINDINGS = [*bindings_of(_acts_of(cls)), *Screen.BINDINGS]
        super().__init_subclass__(inherit_bindings=False, **kwargs)

    @property
    def host(self) -> Host:
        """The program around the screen."""
        return host_of(self.app)

    @property
    def session(self) -> Session:
        """The board and who looks at it."""
        return self.host.session

    # --- acts

    def acts(self) -> list[Act]:
        """All there is to do here, this screen's own first."""
        return _acts_of(type(self))

    def act_named(self, id: str) -> Act | None:
        """The act of that id, null when this screen has none."""
        return next((act for act in self.acts() if act.id == id), None)

    def reason_against(self, act: Act) -> Message | None:
        """Why `act` cannot be done now; null when it can. Said when its key is pressed, greyed before."""
        return None

    def hints(self) -> Sequence[Hint]:
        """The keys in the last line: the acts that have a rank there."""
        keymap = self.host.keymap_of_person
        return [
            Hint(act.id, key_of(act, keymap), str(act.label), act.footer, self.reason_against(act) is None)
            for act in self.acts()
            if act.footer
        ]

    async def action_act(self, id: str) -> None:
        """What every key does: the act of `id`, or the reason why not.

        A key that comes when the one before it has opened something in front was not meant for that: pressed
        twice on a slow machine, it would open the same form twice, one behind the other.
        """
        act = self.act_named(id)
        if act is not None and self.app.screen is self:
            await self.perform(act)

    async def perform(self, act: Act) -> None:
        """Do it, or say why that is not possible now."""
        why = self.reason_against(act)
        if why is not None:
            self.say(why, "warning")
        else:
            await self.run_action(act.do)

    # --- speaking

    def say(self, message: Message, tone: Tone = "plain") -> None:
        """Say one line here. A dialog says it inside itself."""
        self.host.say(message, tone)

    def on_quiet_input_cut(self, event: QuietInput.Cut) -> None:
        """Nothing that was pasted is lost without a word."""
        event.stop()
        cut = msg(
            "Only the first {fitting} of {all} pasted characters fit here.",
            fitting=event.fitting,
            all=event.whole,
        )
        self.say(cut, "warning")

    # --- changing the board

    def carry_out(
        self,
        *commands: Command,
        seen: Sequence[Record] = (),
        on_behalf: int | None = None,
        said: Message | None = None,
        done: Callable[[JournalLine | None], object] | None = None,
        refused: Callable[[Message, str | None], None] | None = None,
        edit_again: Callable[[], None] | None = None,
        quiet: bool = False,
        held: bool = True,
    ) -> Worker[JournalLine | None]:
        """Write `commands`, in the order in which such calls are made, without keeping the screen waiting.

        What is typed from now on is meant for where this leads - the next row, the screen below - and waits
        until one is there; unless it is not `held`: nobody pressed a key for it, or it leads nowhere.

        seen: the records as the author saw them; a field that somebody else has changed since is a conflict,
            which is shown with both values.
        said: the acknowledgement, said only once the change is on the disk.
        done: called then, before it is said. refused: called with the sentence and the field it speaks of;
            without it a refusal is said at the foot.
        edit_again: offered in a conflict, where there is a form.
        quiet: nothing is said when it is saved, as the screen shows it at once.
        The worker's result is the journal's line, or null when nothing was written.
        """
        outcome = Outcome(
            self, tuple(commands), tuple(seen), on_behalf, said, done, refused, edit_again, quiet=quiet
        )
        # The program's worker, not the screen's: what becomes of it is said even if one has left meanwhile.
        saving = self.app.run_worker(outcome.settle(outcome.ask()), group="board", exit_on_error=True)
        if held:
            self.go_on_after(saving)
        return saving

    def go_on_after(self, work: Worker[Any]) -> None:
        """What is typed from now on waits until `work` is done, and one is where it leads."""
        self.host.hold_keys(lambda: work.is_finished, lasts=True)

    def action_undo(self) -> None:
        """Take back my newest change of this session."""
        self._turn(self.session.undo(), lambda change: msg("Taken back: {change}", change=change))

    def action_redo(self) -> None:
        """Bring back what I took back last."""
        self._turn(self.session.redo(), lambda change: msg("Brought back: {change}", change=change))

    def _turn(self, asked: asyncio.Future[JournalLine], said: Callable[[Message], Message]) -> None:
        def tell(line: JournalLine) -> Message:
            from store.documents.reverted import reverted

            return said(reverted(self.session.state, self.session.moment(), line))

        turning = Outcome(self, tell=tell, undoable=False).settle(asked)
        self.go_on_after(self.app.run_worker(turning, group="board"))

    # --- what others do

    def hear(self, changed: Changed) -> None:
        """Others' changes and our own, once they are on the disk.

        A screen that nobody sees works nothing out for every change: it takes them in when it is seen again.
        """
        if self.is_covered:
            self._missed.append(changed)
        else:
            self.post_message(BoardChanged(changed))

    def _on_board_changed(self, event: BoardChanged) -> None:
        self.board_changed(event.changed)

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        missed, self._missed = merged(self._missed), []
        if missed is not None:
            self.board_changed(missed)

    @property
    def is_covered(self) -> bool:
        """Whether a screen before this one hides it; a dialog does not."""
        for screen in reversed(self.app.screen_stack):
            if screen is self:
                return False
            if not screen.is_modal:
                return True
        return False

    def board_changed(self, changed: Changed) -> None:
        """Repaint the records that changed, and let others' changes flash. Never move the cursor."""

    def people_changed(self) -> None:
        """Others came, went, or look elsewhere: `session.people`."""

    def refresh_text(self) -> None:
        """Say everything again in the language of the interface, which has changed."""


def _acts_of(cls: type) -> list[Act]:
    found: dict[str, Act] = {}
    for base in cls.__mro__:
        for act in base.__dict__.get("ACTS", ()):
            found.setdefault(act.id, act)
    return list(found.values())
