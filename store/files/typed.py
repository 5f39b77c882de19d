"""A path as people type it."""

from __future__ import annotations

from pathlib import Path


def typed_path(text: str) -> Path:
    """`~` is one's home, `~name` somebody's; where nobody is called so, it is a name like any other."""
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path
