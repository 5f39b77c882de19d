"""A person at a board: the one way in which screens read and change it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from screens.reach import EVERYTHING, Reach
from store.errors import ReadOnly
from store.language import Message, msg

if TYPE_CHECKING:
    from screens.drafting import Drafting
    from store.board.archive import Archived
    from store.board.board import Board
    from store.board.line import Line
    from store.board.presence import Presence, Present
    from store.chat.desk import Desk
    from store.model.clock import Moment
    from store.model.initiative import Stage
    from store.model.organisation import Person
    from store.model.record import Record
    from store.model.state import State
    from store.rules.edit import Command
    from store.rules.lack import Place
    from store.rules.walk import Walk

T = TypeVar("T")


class Session:
    """`board`, and the one thread that writes to it, so that keys pressed quickly keep their order.

    Everything but the writing happens on the program's own thread; nothing waits there for the lock.
    """

    def __init__(self, board: Board, reach: Reach = EVERYTHING) -> None:
        self.board = board
        self.reach = reach
        """What can be reached from here beyond the board: asked before a file or a program is touched."""
        self.reading_only = False
        """The person chose to look only, as somebody else held the lock."""
        self.reading_from: Path | None = None
        """The folder of the file that was read last; null until one was."""
        self.presence: Presence | None = None
        """This session as others see it; null until the first screen stands."""
        self.people: list[Present] = []
        """Who is here, this session included; empty until that is known."""
        self.tell_of_drafts: Callable[[Message], None] | None = None
        """Hears, in a thread of its own, that what is typed cannot be kept."""
        self._drafting: Drafting | None = None
        self.walks: dict[tuple[int | None, int | None], Walk] = {}
        """The update rounds begun in this session, by who walks and through which initiative (ids)."""
        self.left_at: dict[tuple[Stage, int], tuple[str, Place | None]] = {}
        """The step of each wizard (stage and initiative) in which one was last, and the row."""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="board")
        self._pending: set[asyncio.Future[Any]] = set()

    @property
    def state(self) -> State:
        """The records as they are now."""
        return self.board.state

    @property
    def person(self) -> Person | None:
        """Who looks and types."""
        from store.model.organisation import Person

        return self.state.get(Person, self.board.author)

    @property
    def read_only(self) -> Message | None:
        """Why nothing can be changed; null when it can."""
        if self.board.read_only is not None:
            return self.board.read_only
        if self.reading_only:
            return msg("You chose to look only. `:` and “Write again” takes that back.")
        return None

    @property
    def others(self) -> list[Present]:
        """The other sessions that are open on the board."""
        mine = self.presence.session if self.presence is not None else ""
        return [one for one in self.people if one.session != mine]

    def look_at(self, item: tuple[str, int] | None) -> None:
        """The cursor stands on `item` (table and id): others see it. Cheap enough for every move."""
        if self.presence is not None:
            self.presence.look_at(item)

    def moment(self) -> Moment:
        """Now, in the board's zone."""
        return self.board.moment()

    def in_order(self, work: Callable[[], T]) -> asyncio.Future[T]:
        """Do `work` in the board's thread, after all that was asked before."""
        future = asyncio.get_running_loop().run_in_executor(self._thread, work)
        # The loop keeps weak references only; work that was asked for is done even if nobody waits any more.
        self._pending.add(future)
        future.add_done_callback(self._pending.discard)
        return future

    def commit(
        self,
        *commands: Command,
        seen: Sequence[Record] = (),
        on_behalf: int | None = None,
        waiting: Callable[[str], None] | None = None,
    ) -> asyncio.Future[Line | None]:
        """Write `commands` in their turn; the future has the journal's line once it is synced,
        null when nothing had to be changed.

        `waiting` is called on the program's thread with who holds the lock when that takes longer than 50 ms.
        The future raises what `Board.commit` raises.
        """
        loop = asyncio.get_running_loop()

        def tell(holder: object) -> None:
            if waiting is not None:
                _call_on(loop, waiting, str(holder))

        return self.in_order(
            lambda: self._writable().commit(*commands, seen=seen, on_behalf=on_behalf, waiting=tell)
        )

    def undo(self) -> asyncio.Future[Line]:
        """Take back the newest change of this session that still stands."""
        return self.in_order(lambda: self._writable().undo())

    def redo(self) -> asyncio.Future[Line]:
        """Bring back what was taken back last."""
        return self.in_order(lambda: self._writable().redo())

    def archive(
        self, initiative: int, *, force: bool, waiting: Callable[[str], None]
    ) -> asyncio.Future[Archived]:
        """Archive an initiative beside the board; `force`: whatever is open. `waiting` as in `commit`.

        The future raises what `store.board.archive.archive` raises.
        """
        loop = asyncio.get_running_loop()

        def write() -> Archived:
            from store.board.archive import archive

            def tell(holder: object) -> None:
                _call_on(loop, waiting, str(holder))

            return archive(self._writable(), initiative, force=force, waiting=tell)

        return self.in_order(write)

    async def refresh(self) -> None:
        """Read what others wrote: at once if that blocks nobody, else in the board's thread."""
        if not self.board.refresh_at_once():
            await self.in_order(self.board.refresh)

    @property
    def desk(self) -> Desk:
        """The channels to chat groups of whoever sits here, and what waits to be sent there."""
        from store.chat.desk import Desk

        return Desk.own(clock=self.board.clock)

    @property
    def drafting(self) -> Drafting:
        """What stands in open forms, kept while it is typed."""
        if self._drafting is None:
            from screens.drafting import Drafting

            self._drafting = Drafting(self.board, self.tell_of_drafts)
        return self._drafting

    def close(self) -> None:
        """Finish what was asked for, then close the board, which writes its checkpoint. It blocks."""
        self._thread.shutdown(wait=True)
        if self._drafting is not None:
            self._drafting.close()
        if self.presence is not None:
            self.presence.leave()
        self.board.close()

    def _writable(self) -> Board:
        why = self.read_only
        if why is not None:
            raise ReadOnly(why)
        return self.board


def _call_on(loop: asyncio.AbstractEventLoop, told: Callable[[str], None], text: str) -> None:
    """From the board's thread. A program that has ended hears nothing more; what it asked for is done."""
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(told, text)
