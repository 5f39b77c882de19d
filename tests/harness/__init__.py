"""What the tests stand on: the screen as text (`grid`), waiting for what is visible (`wait`), a real
terminal (`terminal`), a clock that is set by hand (`clock`) and the proof that nothing goes online
(`offline`)."""

from tests.harness.clock import FixedClock
from tests.harness.grid import CellStyle, Grid, grid
from tests.harness.terminal import Terminal
from tests.harness.wait import until, until_text

__all__ = ["CellStyle", "FixedClock", "Grid", "Terminal", "grid", "until", "until_text"]
