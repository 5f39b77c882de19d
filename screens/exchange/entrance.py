"""From the key to the right screen: which file, what is in it, and what is asked about it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import DuiqiError, Refused
from store.language import msg
from store.model.initiative import Initiative

if TYPE_CHECKING:
    from screens.base import DuiqiScreen
    from screens.host import Actor


def import_from(screen: Actor, initiative: int) -> None:
    """Ask for a file, and go on with it."""
    from screens.exchange.choosing import FileDialog

    why = screen.session.reach.why_not_read or screen.session.read_only
    if why is not None:
        screen.say(why, "warning")
        return

    def read(path: Path | None) -> None:
        if path is not None:
            screen.session.reading_from = path.parent
            opening = _open(screen, initiative, path)
            work = screen.app.run_worker(opening, group="import", exit_on_error=True)
            screen.host.hold_keys(lambda: work.is_finished)

    screen.app.push_screen(FileDialog(screen.session.reading_from or Path.cwd()), read)


async def _open(screen: Actor, initiative: int, path: Path) -> None:
    """Read the file in a thread; what cannot be read is said."""
    screen.say(msg("Reading {name} ...", name=path.name))
    try:
        make = await asyncio.to_thread(screen_for, screen, initiative, path)
    except DuiqiError as error:
        screen.say(error.message, "warning")
        return
    screen.app.push_screen(make())


def screen_for(screen: Actor, initiative: int, path: Path) -> Callable[[], DuiqiScreen[None]]:
    """What makes the screen for what is in the file. Raises what reading it raises."""
    from store.exchange.arriving import Kind, arrived
    from store.exchange.reading import decoded, read_bytes

    session = screen.session
    data = read_bytes(path)
    came = arrived(path.name, data)
    if came.kind is Kind.OURS:
        from screens.exchange.back_screen import BackScreen
        from store.exchange.back.file import read_back
        from store.exchange.back.returned import returned
        from store.files.stands import stands

        state, moment = session.state, session.moment()
        file = read_back(data)
        # Once now, so that the file of another board is refused here.
        code = state.one(Initiative, initiative).code if file.stamp is None else None
        found = returned(state, file, stands(state, moment), moment, board=session.board.id, code=code)
        return partial(BackScreen, path.name, file, found.initiative.id)
    if came.kind is Kind.MINUTES:
        from screens.exchange.minutes_screen import MinutesScreen
        from store.exchange.minutes import found_lines

        lines = found_lines(session.state, decoded(data))
        return partial(MinutesScreen, session, path.name, lines, initiative)
    from screens.exchange.mapping_screen import MappingScreen

    if len(came.rows) < 2:
        raise Refused(msg("There is no row below the headings."), field="file")
    return partial(MappingScreen, session, path.name, came.rows, initiative)
