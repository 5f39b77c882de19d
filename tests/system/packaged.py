"""The package, built once for all tests that look at it, however many processes they run in."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]


def build_once(folder: Path) -> Path:
    """The folder with sdist and wheel, made by `python -m build` the first time: the wheel from the sdist, so
    that the sdist has all it takes."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not list(folder.glob("*.whl")):
            subprocess.run(
                [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT],
                check=True,
                capture_output=True,
            )
    return folder
