"""Where the parts of a board lie: the TinyDB file, and beside it one folder for all the rest."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

is_unfinished: Final = re.compile(r"[0-9a-f]{16}").fullmatch
"""Whether a file of `Paths.unfinished` has a name as `new_unfinished` gives them."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The places of one board. `launch.json` has its folder at `launch.duiqi/`.

    Symbolic links to the two are followed once, here, so that replacing the file replaces what the link
    means; inside the folder none are.
    """

    file: Path
    folder: Path

    @classmethod
    def of(cls, path: Path | str) -> Paths:
        """The places of the board at `path`, which need not exist."""
        file = Path(path).resolve()
        if file.suffix != ".json" and not file.exists():
            # Whoever leaves the ending out means the board beside it: the two would share one folder.
            ended = file.with_name(f"{file.name}.json")
            file = ended.resolve() if ended.exists() else file
        name = file.stem if file.suffix == ".json" else file.name
        return cls(file, file.with_name(f"{name}.duiqi").resolve())

    @property
    def journal(self) -> Path:
        """Every change ever committed, one line each."""
        return self.folder / "journal.jsonl"

    @property
    def lock(self) -> Path:
        """Held while something is written. Never deleted."""
        return self.folder / "lock"

    @property
    def presence(self) -> Path:
        """One small file a session: who is here."""
        return self.folder / "presence"

    @property
    def kept(self) -> Path:
        """Whatever was set aside, with the time in its name. Nothing here is ever read or deleted."""
        return self.folder / "kept"

    @property
    def archiving(self) -> Path:
        """One small file for each initiative that is being archived: where to."""
        return self.folder / "archiving"

    @property
    def unfinished(self) -> Path:
        """Files being written, before they are renamed to their place. Not watched by anybody."""
        return self.folder / "unfinished"

    def new_unfinished(self) -> Path:
        """A name for a file to be written."""
        return self.unfinished / secrets.token_hex(8)

    def new_kept(self, name: str, at: datetime, suffix: str = "") -> Path:
        """A free name in `kept`, with the time in it."""
        stem = f"{name}-{at:%Y%m%dT%H%M%SZ}"
        path = self.kept / f"{stem}{suffix}"
        while path.exists():
            path = self.kept / f"{stem}-{secrets.token_hex(3)}{suffix}"
        return path
