"""The same board as for the follow-up board."""

from tests.screens.followup.conftest import board_file, other

__all__ = ["board_file", "other"]
