"""What a person on a team's server hears of a mistake in the program: that it was one, and whom to ask."""

from __future__ import annotations

from datetime import datetime

from store.errors import DuiqiError
from store.language import Message, msg
from tui.terminal.crash import CrashLog


class AccountsCrashLog(CrashLog):
    """A log that belongs to the account: where on the server it lies is nobody's business at a screen."""

    def report(self, error: BaseException, now: datetime) -> Message:
        """Log `error` and return the sentence for the person whose program ended because of it."""
        self.write(error, now)
        what = (
            error.message
            if isinstance(error, DuiqiError)
            else msg("Duiqi had to stop because of a mistake in it.")
        )
        return msg(
            "{what} What was saved is kept. Who runs the server finds the details in the log.", what=what
        )
