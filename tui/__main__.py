"""`duiqi`, and `python -m tui`: the first thing that runs.

Loading the command line takes a moment. Until it can catch it, ctrl+c ends the program in silence.
"""

from __future__ import annotations

import signal

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else somebody wants it to be ignored
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def main() -> int:
    """Carry out the command line of this process; returns the exit code."""
    from tui.cli import main as carry_out

    return carry_out()


if __name__ == "__main__":
    raise SystemExit(main())
