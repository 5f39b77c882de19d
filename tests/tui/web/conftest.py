"""The example board, and a way to run a command line: as for the command line itself."""

from tests.tui.cli.conftest import _example, board, nobody, run

__all__ = ["_example", "board", "nobody", "run"]
