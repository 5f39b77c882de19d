"""What can be done with a captured line, from any list of them."""

from screens.dialogs.captures.acting import (
    drop_capture,
    edit_capture,
    offer_capture,
    reopen_capture,
    settle_capture,
    why_not_settle,
)

__all__ = [
    "drop_capture",
    "edit_capture",
    "offer_capture",
    "reopen_capture",
    "settle_capture",
    "why_not_settle",
]
