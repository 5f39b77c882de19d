"""Keys that arrive in one read, as from a fast typist over a slow line."""

from __future__ import annotations

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from tests.harness.grid import Result


def typed_at_once(pilot: Pilot[Result], *keys: str) -> None:
    """Hand all of them to the program before it has dealt with the first: `typed_at_once(pilot, "n", "f8")`.

    A name is a key, one character that character, and several with a space before them are text: `" six"` is
    typed as `six`.
    """
    for key in keys:
        if key.startswith(" ") and len(key) > 1:
            typed_at_once(pilot, *key[1:])
        elif len(key) == 1:
            pilot.app.post_message(events.Key(_character_to_key(key), key))
        else:
            pilot.app.post_message(events.Key(key, None))
