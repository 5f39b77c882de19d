"""Ctrl+c while the program is still being loaded."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
PRESSED = """
import os, signal, sys

class AsItIsLoaded:
    def find_spec(self, name, path=None, target=None):
        if name == "tui.cli":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, AsItIsLoaded())
sys.argv = ["duiqi", "--version"]
"""


def loaded(before: str = "") -> subprocess.CompletedProcess[str]:
    program = f"{PRESSED}{before}\nfrom tui.__main__ import main\nsys.exit(main())"
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)


def test_ctrl_c_while_it_is_loaded_ends_it_in_silence() -> None:
    done = loaded()
    assert done.returncode == -signal.SIGINT
    assert (done.stdout, done.stderr) == ("", "")


def test_who_has_ctrl_c_ignored_is_not_ended_by_it() -> None:
    done = loaded("signal.signal(signal.SIGINT, signal.SIG_IGN)")
    assert done.returncode == 0
    assert done.stdout.strip()
