"""The package as people install it: the wheel alone, in an environment that has nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness import Terminal
from tests.harness.home import environment
from tests.system.packaged import ROOT

CONSTRAINTS = ROOT / "constraints.txt"


@pytest.mark.skipif(not os.environ.get("CI"), reason="it asks a package index: CI does (CI=1)")
def test_the_wheel_works_in_an_environment_of_its_own(distribution: Path, tmp_path: Path) -> None:
    (wheel,) = distribution.glob("*.whl")
    place = tmp_path / "installed"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            place / "bin" / "python",
            "install",
            "-q",
            "-c",
            CONSTRAINTS,
            wheel,
        ],
        check=True,
    )
    home = tmp_path / "home"
    home.mkdir()
    duiqi = place / "bin" / "duiqi"

    def run(*words: str) -> str:
        ran = subprocess.run(
            [duiqi, *words, "--lang", "en"],
            cwd=home,
            env=environment(home) | {"PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, ""), words
        return ran.stdout

    assert run("--version").startswith("duiqi ")
    run("new", "launch.json", "--demo")
    assert "NPL-7" in run("today", "launch.json")
    assert run("check", "launch.json") == "Nothing is wrong with launch.json.\n"
    assert "complete -F _duiqi duiqi" in run("completion", "bash")
    assert "Backed up" in run("backup", "launch.json")
    with Terminal([duiqi, "launch.json"], home=home, cwd=home, env={"DUIQI_LANG": "zh"}) as terminal:
        terminal.wait_for("协作事项")
        terminal.press("q")
        assert terminal.wait_exit() == 0
