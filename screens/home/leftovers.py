"""Forms that were open when the program ended: said at the start, and taken up with a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.keys import Act, key_of
from store.language import msg

if TYPE_CHECKING:
    from screens.home.unfinished import Unsaved
    from screens.host import Actor


class Leftovers:
    """What `screen` tells of unfinished forms; `act` is how one goes on with them."""

    def __init__(self, screen: Actor, act: Act) -> None:
        self.forms: list[Unsaved] = []
        """The newest first."""
        self._screen = screen
        self._act = act

    async def look(self) -> None:
        """Look for them, and say so when there is one."""
        await self._find()
        if not self.forms:
            return
        session, newest = self._screen.session, self.forms[0]
        moment = session.moment()
        when = newest.found.at.astimezone(moment.zone)
        time = f"{when:%H:%M}" if when.date() == moment.today else f"{when:%m-%d %H:%M}"
        said = {
            "count": len(self.forms),
            "time": time,
            "what": newest.what,
            "key": key_of(self._act, self._screen.host.keymap_of_person),
        }
        if len(self.forms) == 1:
            self._screen.say(msg("Unfinished since {time}: {what}. {key} goes on with it.", **said))
        else:
            self._screen.say(
                msg("{count} unfinished forms, the newest of {time}: {what}. {key} goes on.", **said)
            )

    async def take_up(self) -> None:
        """Go on with the only one, or with the one that is chosen."""
        await self._find()
        if self.forms:
            from screens.home.unfinished import take_up

            take_up(self._screen, self.forms)

    async def _find(self) -> None:
        every = await self._screen.session.drafting.cut_off()
        if every:
            from screens.home.unfinished import unsaved

            self.forms = unsaved(self._screen.session, every)
        else:
            self.forms = []
