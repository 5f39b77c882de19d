"""What goes on while nobody presses a key: others' changes come in, the TinyDB file is kept up to date."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from store.board.checkpointer import Checkpointer
from store.board.network import is_network
from store.board.presence import Presence, people_here
from store.board.watch import journal_grew
from store.errors import DuiqiError
from store.language import Message
from store.rules.issues.escalation import recordable

if TYPE_CHECKING:
    from screens.host import Tone
    from screens.session import Session

_EVERY: Final = 60.0
"""Seconds between two looks at what has climbed."""


class Live:
    """Keeps `session` up to date until `stop`. `say` tells the person what went wrong."""

    def __init__(
        self, session: Session, say: Callable[[Message, Tone], None], met: Callable[[], None]
    ) -> None:
        """`met` is called when others came or went."""
        self._session = session
        self._say = say
        self._met = met
        board = session.board
        self._checkpointer = None if board.read_only is not None else Checkpointer(board)

    async def listen(self) -> None:
        """Read what others write, as soon as they have written it. Never ends by itself."""
        path = self._session.board.path
        told = ""
        async for _hint in journal_grew(path, network=is_network(path.parent), tell=self._warn):
            try:
                await self._session.refresh()
            except DuiqiError as error:
                # The same trouble at every look is told once.
                if str(error) != told:
                    told = str(error)
                    self._say(error.message, "error")
            else:
                told = ""

    async def meet(self) -> None:
        """Be seen by others, and see who is here. Never ends by itself."""
        board = self._session.board
        self._session.presence = await asyncio.to_thread(Presence.enter, board, self._session.person)
        here = people_here(board.path, board.clock, network=is_network(board.path.parent))
        async for people in here:
            self._session.people = people
            self._met()

    async def climb(self) -> None:
        """Record what has climbed (DOMAIN.md stage 4.3): whoever looks first does, once a minute and at once
        when the board is opened. Never ends by itself.
        """
        while True:
            session = self._session
            if session.read_only is None and recordable(session.state, session.moment(), session.person):
                from store.rules.commands.issues.escalating import RecordEscalations

                # Nobody asked for it: what cannot be written now, the next look records, here or elsewhere.
                with contextlib.suppress(DuiqiError):
                    await session.commit(RecordEscalations())
            await asyncio.sleep(_EVERY)

    def stop(self) -> None:
        """No more writing in the background."""
        if self._checkpointer is not None:
            self._checkpointer.stop()

    def _warn(self, message: Message) -> None:
        self._say(message, "warning")
