"""What a hosted process is surrounded by: an environment made anew, nothing of the client's in it; limits.

sshd hands over what the client sends and `AcceptEnv` lets through: on many systems `LANG` and `LC_*`, which
can hold anything. Here every variable that stays is named, with what it may hold; all else is gone, and the
process starts again (`execve`) where there was more: what the loader and Python did with it goes with it.
"""

from __future__ import annotations

import os
import pwd
import re
import resource
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

_TERMINAL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9+_.-]{0,39}").fullmatch
_FROM: Final = re.compile(r"[0-9A-Fa-f:.%a-z]{2,64} \d{1,5} [0-9A-Fa-f:.%a-z]{2,64} \d{1,5}").fullmatch
_COLOURS: Final = ("truecolor", "24bit")
_LANGUAGES: Final = ("zh_CN.UTF-8", "en_US.UTF-8")
_ASKED_MOST: Final = 100_000
"""Bytes of what is asked that are handed on; `request.py` refuses long before."""
AGAIN: Final = "--again"
_OPEN_FILES: Final = 512
_FILE_BYTES: Final = 2**31
_MEMORY: Final = 2**31


def clean(given: Mapping[str, str], state: Path) -> dict[str, str]:
    """The environment of a hosted process, made from the one it was given. The same again when cleaned again.

    `state` is where the program may remember things.
    """
    home = pwd.getpwuid(os.geteuid()).pw_dir
    kept = {
        "HOME": home,
        "PATH": "/usr/bin:/bin",
        "XDG_STATE_HOME": str(state),
        "XDG_CONFIG_HOME": str(state / "config"),
        "XDG_CACHE_HOME": str(state / "cache"),
        "XDG_DATA_HOME": str(state / "data"),
        "TMPDIR": str(state / "tmp"),
        "TEXTUAL_ANIMATIONS": "none",
        # Python would set another variable where the locale is that of C.
        "LC_ALL": "C.UTF-8",
    }
    terminal = given.get("TERM", "")
    kept["TERM"] = terminal if _TERMINAL(terminal) else "xterm"
    if given.get("COLORTERM") in _COLOURS:
        kept["COLORTERM"] = given["COLORTERM"]
    if given.get("NO_COLOR"):
        kept["NO_COLOR"] = "1"
    if (language := _language(given)) is not None:
        kept["LANG"] = language
    if _FROM(given.get("SSH_CONNECTION", "")):
        kept["SSH_CONNECTION"] = given["SSH_CONNECTION"]
    if "SSH_ORIGINAL_COMMAND" in given:
        kept["SSH_ORIGINAL_COMMAND"] = given["SSH_ORIGINAL_COMMAND"][:_ASKED_MOST]
    return kept


def _language(given: Mapping[str, str]) -> str | None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        for language in _LANGUAGES:
            if given.get(name, "").lower().startswith(language[:2]):
                return language
    return None


def start_again(words: Sequence[str], state: Path) -> None:
    """Return when this process is surrounded by nothing of the client's; else become one that is.

    `words` are the command line, whose last word is `AGAIN` when it has.
    """
    wanted = clean(os.environ, state)
    isolated = sys.flags.isolated and sys.flags.utf8_mode
    if words[-1:] != [AGAIN] and not (isolated and dict(os.environ) == wanted):
        words = [*words, AGAIN]
        os.execve(sys.executable, [sys.executable, "-I", "-X", "utf8", "-m", "tui", *words], wanted)
    os.environ.clear()
    os.environ.update(wanted)


def limit() -> None:
    """No core dumps, which would hold the board; files for the account alone; what a session needs."""
    os.umask(0o077)
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_FSIZE, _FILE_BYTES),
        (resource.RLIMIT_DATA, _MEMORY),
    ):
        # A limit that is lower already stays.
        with suppress(ValueError, OSError):
            _soft, hard = resource.getrlimit(what)
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (least, least))


def came_from(environment: Mapping[str, str]) -> str:
    """The address and port a person came from, such as `192.0.2.7 50022`; empty without SSH."""
    return " ".join(environment.get("SSH_CONNECTION", "").split()[:2])
