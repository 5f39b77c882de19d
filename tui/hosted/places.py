"""Where the parts of a team's server lie: one folder of the account that owns the boards."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from store.errors import NotAllowed, NotFound
from store.files.typed import typed_path
from store.language import msg

BOARD_NAME: Final = re.compile(r"\w[\w-]{0,59}").fullmatch
"""A board's name: letters of any script, digits, `_` and `-`; neither a path nor an option."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folder that `duiqi host init` made."""

    folder: Path

    @property
    def configuration(self) -> Path:
        """Who may come in: `host.json`."""
        return self.folder / "host.json"

    @property
    def boards(self) -> Path:
        """The boards: what lies here as `NAME.json` is called NAME."""
        return self.folder / "boards"

    @property
    def state(self) -> Path:
        """What is remembered of each person: drafts, language, colours."""
        return self.folder / "state"

    @property
    def log(self) -> Path:
        """Who came and what they asked."""
        return self.folder / "log"

    def board(self, name: str) -> Path:
        """The file of the board of that name, which need not be there."""
        return self.boards / f"{name}.json"

    def board_names(self) -> list[str]:
        """The boards there are, in the order of their names."""
        files = self.boards.glob("*.json") if self.boards.is_dir() else ()
        return sorted(file.stem for file in files if BOARD_NAME(file.stem))

    def archives(self, board: str, boards: Collection[str]) -> list[Path]:
        """What may be archives of a board, file and folder, by their names; `boards` are known to be boards
        of their own: `launch-2` is none of `launch`."""
        return [path for path in self.boards.glob(f"{board}-*") if path.stem not in boards]

    def require(self) -> None:
        """Raises NotFound when this is no such folder, NotAllowed when others than its owner may open it."""
        try:
            found = self.folder.lstat()
        except OSError as error:
            raise NotFound(
                msg("There is no team server in {folder}. Make one: duiqi host init DIR", folder=self.folder)
            ) from error
        if not stat.S_ISDIR(found.st_mode) or not self.configuration.is_file():
            raise NotFound(
                msg("There is no team server in {folder}. Make one: duiqi host init DIR", folder=self.folder)
            )
        if found.st_uid != os.geteuid():
            raise NotAllowed(
                msg("{folder} belongs to another account; work as the one that owns it.", folder=self.folder)
            )
        if found.st_mode & 0o077:
            raise NotAllowed(
                msg("{folder} is open to others. Close it first: chmod 700 {folder}", folder=self.folder)
            )


def pointer() -> Path:
    """The file of the account in which `duiqi host init` remembers its folder."""
    from platformdirs import user_config_path

    return user_config_path("duiqi", appauthor=False) / "host"


def found(named: str | None, environment: Mapping[str, str] = os.environ) -> Places:
    """The server meant: named, else `DUIQI_HOST`, else the one this account made. Raises as `require`."""
    word = named or environment.get("DUIQI_HOST")
    if word is None:
        try:
            word = pointer().read_text(encoding="utf-8").strip()
        except OSError:
            word = ""
    if not word:
        raise NotFound(msg("Which team server? Name it with --host DIR, or make one: duiqi host init DIR"))
    places = Places(typed_path(word).absolute())
    places.require()
    return places
