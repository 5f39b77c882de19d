"""How much is measured: all of it, or a tenth in a hurry."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes and repetitions of one run, and the empty folder it may write to."""

    folder: Path
    sizes: tuple[int, ...] = (200, 1_000, 5_000, 20_000)
    middle: int = 5_000
    past: int = 100_000
    commits: int = 600
    rewrites: int = 12
    processes: int = 15
    keys: int = 80
    sessions: int = 50
    pushes: int = 30
    idle: float = 20.0
    rest: float = 1.0
    """Seconds of silence after which a program has done all that it does by itself."""
    writers: int = 8
    writes: int = 100

    @classmethod
    def quick(cls, folder: Path) -> Scale:
        """For a look while working: minutes become seconds, and the figures are rough."""
        return cls(
            folder,
            sizes=(200, 5_000),
            past=5_000,
            commits=150,
            rewrites=4,
            processes=5,
            keys=12,
            sessions=5,
            pushes=8,
            idle=4.0,
            writers=4,
            writes=25,
        )

    @classmethod
    def tiny(cls, folder: Path) -> Scale:
        """For the test that the parts run at all."""
        return cls(
            folder,
            sizes=(20, 40),
            middle=40,
            past=20,
            commits=6,
            rewrites=2,
            processes=1,
            keys=2,
            sessions=2,
            pushes=2,
            idle=0.2,
            rest=0.05,
            writers=2,
            writes=3,
        )
