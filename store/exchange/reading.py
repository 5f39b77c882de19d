"""The bytes of a file that is imported, within limits: whole in memory, never more than `BYTES`."""

from __future__ import annotations

import codecs
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO, Final

from store.errors import NotFound, Refused
from store.language import msg

BYTES: Final = 20_000_000
STANDARD_INPUT: Final = "-"
"""The name of the file that stands for what is handed in: `… | duiqi import BOARD -`."""
_HANDED: Final = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""What the shell hands over: `… | duiqi import BOARD /dev/stdin`."""


def read_bytes(path: Path) -> bytes:
    """What a file holds. Raises NotFound, and Refused at `file` when it is too large."""
    try:
        if not S_ISREG(path.stat().st_mode) and not str(path).startswith(_HANDED):
            # A device or a pipe that nobody writes into never ends.
            raise NotFound(msg("{path} is no file that can be read as a table.", path=path), field="file")
        with path.open("rb") as file:
            return read_stream(file)
    except OSError as error:
        raise NotFound(
            msg("{path} cannot be read: {reason}.", path=path, reason=error.strerror or ""), field="file"
        ) from error


def read_stream(file: BinaryIO) -> bytes:
    """All of a stream, to its end. Raises Refused at `file` when it is too large."""
    data = file.read(BYTES + 1)
    if len(data) > BYTES:
        raise too_large()
    return data


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 with or without a mark, UTF-16, GB18030. Raises Refused at `file`."""
    if data.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in data[:1000]:
        # Without a mark: in text with any ASCII in it, the zero bytes stand on one side.
        evens, odds = data[0:1000:2].count(0), data[1:1000:2].count(0)
        encodings = ["utf-16-be" if evens > odds else "utf-16-le"]
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(
        msg("The text is in no encoding that is known here: UTF-8, UTF-16 or GB18030."), field="file"
    )


def too_large() -> Refused:
    """The refusal of a file that is larger than can be read."""
    return Refused(
        msg("The file is larger than {size} MB: import it in parts.", size=BYTES // 1_000_000), field="file"
    )
