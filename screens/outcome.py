"""What becomes of a change: acknowledged once it is on the disk, or said why not, with what was kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from screens.answers import Choice, Wish
from store.errors import BoardError, Conflict, DuiqiError, Locked, Refused
from store.language import Message, msg

if TYPE_CHECKING:
    from screens.host import Actor
    from store.board.line import Line as JournalLine
    from store.model.record import Record
    from store.rules.edit import Command


_KEPT: Final = msg("The board is as it was before. What you typed is still here.")


@dataclass(slots=True)
class Outcome:
    """One change that `screen` asked for; the fields are those of `ActingScreen.carry_out`."""

    screen: Actor
    commands: tuple[Command, ...] = ()
    seen: tuple[Record, ...] = ()
    on_behalf: int | None = None
    said: Message | None = None
    done: Callable[[JournalLine | None], object] | None = None
    refused: Callable[[Message, str | None], None] | None = None
    edit_again: Callable[[], None] | None = None
    undoable: bool = True
    quiet: bool = False
    tell: Callable[[JournalLine], Message] | None = None
    """The acknowledgement, where it says what the line did."""

    def ask(self) -> asyncio.Future[JournalLine | None]:
        """Line up for the board's thread."""
        return self.screen.session.commit(
            *self.commands, seen=self.seen, on_behalf=self.on_behalf, waiting=self._tell_who_holds
        )

    async def settle(
        self, asked: asyncio.Future[JournalLine | None] | asyncio.Future[JournalLine]
    ) -> JournalLine | None:
        """Wait for it, and tell the person what came of it; asks and tries again where that helps."""
        while True:
            try:
                line = await asked
            except Conflict as conflict:
                again = await self._on_conflict(conflict)
            except Locked as locked:
                again = await self._on_locked(locked)
            except BoardError as error:
                await self._tell_trouble(error)
                return None
            except DuiqiError as error:
                self._tell_refusal(error)
                return None
            else:
                self._acknowledge(line)
                return line
            if not again:
                return None
            asked = self.ask()

    def _acknowledge(self, line: JournalLine | None) -> None:
        host = self.screen.host
        if self.done is not None:
            self.done(line)
        if self.quiet:
            return
        if line is None:
            host.say(msg("It was so already."), "plain")
            return
        said = self.tell(line) if self.tell is not None else self.said or msg("Saved.")
        if self.undoable:
            said = msg("{what} `u` takes it back.", what=said)
        host.say(said, "done")

    def _tell_refusal(self, error: DuiqiError) -> None:
        field = error.field if isinstance(error, Refused) else None
        # It was typed for where the change would have led, not for the field that complains.
        self.screen.host.drop_keys()
        if not self.screen.is_attached:
            self.screen.host.say(msg("Not saved: {reason}", reason=error.message), "warning")
        elif self.refused is not None:
            self.refused(error.message, field)
        else:
            self.screen.say(error.message, "warning")

    async def _tell_trouble(self, error: BoardError) -> None:
        await self.screen.host.tell(msg("Not saved"), error.message, _KEPT)

    async def _on_conflict(self, conflict: Conflict) -> bool:
        found = self._as_found(conflict)
        choice = await self.screen.host.ask_about_conflict(conflict, can_edit=self.edit_again is not None)
        if choice is Choice.MINE:
            self.seen = found
            return True
        # Both values were shown: what is saved from the form now is meant to take the place of theirs.
        if self.edit_again is not None:
            self.edit_again()
            if choice is not Choice.EDIT:
                self.screen.say(msg("Left as they set it. esc closes this; saving again puts yours instead."))
        elif choice is not Choice.EDIT:
            self.screen.say(msg("Left as they set it."))
        return False

    def _as_found(self, conflict: Conflict) -> tuple[Record, ...]:
        """What was seen, as it is now that both values are shown: who decides for their own replaces that,
        and not what a third person changes meanwhile."""
        from store.model.change import value_of

        state = self.screen.session.state
        shown: dict[tuple[str, int], Record | None] = {}
        for clash in conflict.clashes:
            key = (clash.table, clash.id)
            now = state.record(*key)
            still = value_of(now, clash.field or None) == clash.now
            shown[key] = shown.get(key, now) if still else None
        return tuple(shown.get((each.table, each.id)) or each for each in self.seen)

    async def _on_locked(self, locked: Locked) -> bool:
        wish = await self.screen.host.ask_about_lock(locked)
        session = self.screen.session
        session.reading_only = session.reading_only or wish is Wish.LOOK_ONLY
        if wish is not Wish.WAIT:
            self.screen.say(session.read_only or _KEPT, "plain")
        return wish is Wish.WAIT

    def _tell_who_holds(self, holder: str) -> None:
        self.screen.say(msg("Waiting for the board: {holder} is writing.", holder=holder), "plain")
