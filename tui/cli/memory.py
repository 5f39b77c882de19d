"""What the program remembers of a person between runs, in their own state folder: boards and answers."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

_KEPT: Final = 20


def last_board() -> Path | None:
    """The board used last, if it is still there."""
    for name in _read().get("boards", {}):
        if (path := Path(name)).exists():
            return path
    return None


def person_on(board: Path) -> int | None:
    """Who this person said to be on a board."""
    person = _read().get("boards", {}).get(str(board.resolve()))
    return person if isinstance(person, int) else None


def remember(board: Path, person: int | None = None) -> None:
    """That a board was used, and as whom. A folder that cannot be written is no reason to stop."""
    name = str(board.resolve())
    boards: dict[str, object] = _read().get("boards", {})
    known = person if person is not None else boards.get(name)
    newest = {name: known, **{other: who for other, who in boards.items() if other != name}}
    if list(boards.items()) == list(newest.items()):
        return
    path = _path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = path.with_name(f"{path.name}.{os.getpid()}")
        unfinished.write_text(json.dumps({"boards": dict(list(newest.items())[:_KEPT])}, ensure_ascii=False))
        unfinished.replace(path)
    except OSError:
        return


def _path() -> Path:
    from platformdirs import user_state_path

    return user_state_path("duiqi", appauthor=False) / "boards.json"


def _read() -> dict[str, dict[str, object]]:
    try:
        found = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    boards = found.get("boards") if isinstance(found, dict) else None
    return {"boards": boards} if isinstance(boards, dict) else {}
