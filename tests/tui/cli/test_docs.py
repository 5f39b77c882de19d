"""The page about the command line names all that there is."""

from __future__ import annotations

from store.documents.schema import FILE
from tui.cli.grammar import EVERYWHERE, STATUSES, VERBS


def test_the_page_names_every_command_option_and_status() -> None:
    page = (FILE.parent / "command-line.md").read_text(encoding="utf-8")
    names = [f"duiqi {verb.name}" for verb in VERBS if verb.name not in ("open", "help")]
    options = [f"--{option.name}" for option in (*EVERYWHERE, *(o for verb in VERBS for o in verb.options))]
    assert [each for each in (*names, *options, *STATUSES) if each not in page] == []
