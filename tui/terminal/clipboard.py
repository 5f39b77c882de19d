"""Copying to the clipboard of whoever sits at the terminal: over SSH, through tmux and through screen.

The terminal is asked to copy (OSC 52). tmux and screen stand in between: tmux hands the request on where its
`set-clipboard` is on, and what is wrapped for it where `allow-passthrough` is; screen knows the wrapped form
only. What one of them does not know it drops, so both forms are sent where either may work.

Nothing that is shown can do the same: `Harmless` lets no control sequence through, and what is copied is
text, too, as it may be pasted into a shell.
"""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Iterator, Mapping
from shutil import which
from typing import Final

from store.model.text import strip_unseen

_ESC: Final = "\x1b"
_END: Final = f"{_ESC}\\"
_PIECE: Final = 240
"""Characters of one string that screen takes; it drops longer ones than 768."""
_WAIT: Final = 5.0


def plain(text: str) -> str:
    """What is copied of `text`: lines of what can be seen."""
    return "\n".join(strip_unseen(line.expandtabs(4)) for line in text.splitlines())


def request(text: str, environment: Mapping[str, str]) -> str:
    """What to write to the terminal so that it copies `text`, whatever stands in between."""
    osc = f"{_ESC}]52;c;{base64.b64encode(text.encode()).decode()}\a"
    terminal = environment.get("TERM", "")
    if environment.get("TMUX") or terminal.startswith("tmux"):
        return osc + _through_tmux(osc)
    if environment.get("STY"):
        return _through_screen(osc)
    if terminal.startswith("screen"):
        # Over SSH nobody says which of the two it is; tmux calls itself screen, too, and drops this form.
        return osc + _through_screen(osc)
    return osc


def _through_tmux(osc: str) -> str:
    return f"{_ESC}Ptmux;{osc.replace(_ESC, _ESC * 2)}{_END}"


def _through_screen(osc: str) -> str:
    return "".join(f"{_ESC}P{piece}{_END}" for piece in _pieces(osc))


def _pieces(osc: str) -> Iterator[str]:
    for at in range(0, len(osc), _PIECE):
        yield osc[at : at + _PIECE]


def tell_tmux(text: str, environment: Mapping[str, str]) -> None:
    """Hand `text` to the tmux around this process, which copies it whatever its settings are (3.2 and newer).

    It waits for tmux; nothing happens where there is none. Raises nothing.
    """
    program = which("tmux") if environment.get("TMUX") else None
    if program is None:
        return
    try:
        subprocess.run(
            [program, "load-buffer", "-w", "-"],
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_WAIT,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return
