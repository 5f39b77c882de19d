"""Compile the gettext catalogues (`.po`) into what the program reads (`.mo`) whenever a build or an editable
install is made, so that no compiled file lives in the repository."""

import io
import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """Compile every catalogue below `root/store/locale` beside its source; returns the files written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = []
    for source in sorted((root / "store" / "locale").glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file)
        target = source.with_suffix(".mo")
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        # In one step: a program that starts meanwhile reads the old one or the new one, whole.
        unfinished = target.with_suffix(f".mo.{os.getpid()}")
        unfinished.write_bytes(compiled.getvalue())
        unfinished.replace(target)
        written.append(target)
    return written


class CatalogueHook(BuildHookInterface[Any]):
    """The build step itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled catalogues before hatchling collects the files."""
        compile_catalogues(Path(self.root))


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)
