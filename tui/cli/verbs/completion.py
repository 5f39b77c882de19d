"""`duiqi completion SHELL`: the script that teaches a shell to complete the command line."""

from __future__ import annotations

import sys
from importlib.resources import files

from tui.cli.call import Call


def run(call: Call) -> int:
    """Print it."""
    shell = call.arguments.text("shell") or ""
    sys.stdout.write((files("tui.cli.shells") / f"duiqi.{shell}").read_text(encoding="utf-8"))
    return 0
