"""Where memory ends: a sentence, whatever filled it."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from openpyxl import Workbook

from tests.store.board.cases import small_board
from tests.store.exchange.test_sheet import repacked
from tests.tui.cli.test_output import environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no limit of this kind but on Linux")

MOST: Final = 300_000_000
PROGRAM: Final = f"""
import resource, sys
from tui.cli import main
from tui.cli.verbs import today
today.run = lambda call: [bytearray(1000) for _ in range(10**9)]
resource.setrlimit(resource.RLIMIT_DATA, ({MOST}, {MOST}))
sys.exit(main())
"""


def duiqi(folder: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    small_board(folder).close()
    command = [sys.executable, "-c", PROGRAM, *words, "--lang", "en"]
    env = environment(folder)
    return subprocess.run(command, env=env, cwd=folder, input=given, capture_output=True, timeout=60)


def test_a_workbook_with_a_row_of_millions_of_cells_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    Workbook().save(packed)
    rows = b'<row r="1">' + b"<c/>" * 3_000_000 + b"</row>"
    bomb = repacked(packed.getvalue(), "xl/worksheets/sheet1.xml", b"</sheetData>", rows + b"</sheetData>")
    assert len(bomb) < 100_000
    ended = duiqi(tmp_path, "import", "launch.json", "-", "--initiative", "NPL", "--as", "李", given=bomb)
    assert ended.returncode == 2
    assert b"larger than" in ended.stderr
    assert ended.stderr.count(b"\n") == 1


def test_whatever_fills_the_memory_ends_in_one_sentence(tmp_path: Path) -> None:
    ended = duiqi(tmp_path, "today", "launch.json")
    assert ended.returncode == 3
    assert ended.stderr == b"duiqi: There is not enough memory for this.\n"
