"""What a session reaches beyond its board: where screens ask before they touch a file or another program.

A person at their own machine may save documents, read spreadsheets, open a link. On a team's server the files
and programs are the server's, and nobody reaches them from a screen. So whatever reads a path that somebody
typed, writes one, or starts another program, first asks here, and greys its act with the answer:

    def reason_against(self, act: Act) -> Message | None:
        if act is SAVE:
            return self.session.reach.why_not_save
        ...

`session.reach.may_save_files`, `.may_read_files` and `.may_run_programs` are the same as plain yes and no,
for what is left out of a form. What stays open everywhere: copying to one's own clipboard, and drafts in
one's own state folder.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from store.language import Message, msg


class Reach(NamedTuple):
    """What may be done outside the board, apart from the person's own clipboard and drafts."""

    may_save_files: bool
    may_read_files: bool
    may_run_programs: bool

    @property
    def why_not_save(self) -> Message | None:
        """Why no file can be written to a path of one's choice; null when it can."""
        if self.may_save_files:
            return None
        return msg("On a team's server no file is written: “ssh SERVER export BOARD …” brings it to you.")

    @property
    def why_not_read(self) -> Message | None:
        """Why no file can be read from a path of one's choice; null when it can."""
        if self.may_read_files:
            return None
        return msg("On a team's server no file is read: “ssh SERVER import BOARD - … < FILE” sends it.")


EVERYTHING: Final = Reach(may_save_files=True, may_read_files=True, may_run_programs=True)
"""At one's own machine, where the program can do what the person can do anyway."""
BOARD_ONLY: Final = Reach(may_save_files=False, may_read_files=False, may_run_programs=False)
"""On a team's server."""
