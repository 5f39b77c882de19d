"""A person's environment that owes nothing to the machine it is on."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def environment(home: Path) -> dict[str, str]:
    """The environment of a person whose home is `home`: nothing of this process but how to start programs."""
    kept = {name: os.environ[name] for name in ("TMPDIR", "TZ") if name in os.environ}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return kept | {
        "PATH": path,
        "HOME": str(home),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TEXTUAL_ANIMATIONS": "none",
    }
