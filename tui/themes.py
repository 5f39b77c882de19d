"""Light, dark and monochrome: calm, one accent, readable from the back of a room."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="duiqi-dark",
    dark=True,
    background="#14171c",
    surface="#1c2027",
    panel="#272c35",
    foreground="#dfe3ea",
    primary="#6cb6d9",
    secondary="#c3a6e0",
    accent="#6cb6d9",
    warning="#e5b567",
    error="#f2777a",
    success="#99c794",
)
LIGHT: Final = Theme(
    name="duiqi-light",
    dark=False,
    background="#fcfcfa",
    surface="#f0f1ee",
    panel="#e2e5e4",
    foreground="#1b1f24",
    primary="#005f87",
    secondary="#6a3d9a",
    accent="#005f87",
    warning="#8a5200",
    error="#b00020",
    success="#2e6b2e",
)
MONOCHROME: Final = Theme(
    name="duiqi-monochrome",
    dark=True,
    background="#000000",
    surface="#000000",
    panel="#262626",
    foreground="#e4e4e4",
    primary="#ffffff",
    secondary="#e4e4e4",
    accent="#ffffff",
    warning="#ffffff",
    error="#ffffff",
    success="#e4e4e4",
)

THEMES: Final = (DARK, LIGHT, MONOCHROME)
"""In the order in which the key goes through them."""


def preferred(environment: Mapping[str, str] = os.environ, chosen: str | None = None) -> Theme:
    """The theme the environment asks for: `DUIQI_THEME` (dark, light, monochrome), else no colour when
    `NO_COLOR` is set (https://no-color.org), else the one of the name `chosen` before, else dark.
    """
    wanted = environment.get("DUIQI_THEME", "")
    for theme in THEMES:
        if theme.name == f"duiqi-{wanted}":
            return theme
    if environment.get("NO_COLOR"):
        return MONOCHROME
    return next((theme for theme in THEMES if theme.name == chosen), DARK)


def after(name: str) -> Theme:
    """The theme that follows the one of that name."""
    names = [theme.name for theme in THEMES]
    return THEMES[(names.index(name) + 1) % len(THEMES)] if name in names else DARK
