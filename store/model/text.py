"""The door for text from people and files: what may be in a line or a text, and how it is made so.

Nobody is refused for a character that cannot be seen: pasted text loses it silently. Only length and
emptiness are refused. What goes, and what stays:

- gone: control characters (C0, DEL, C1), every format character (bidi controls, zero-width joiners and
  spaces, soft hyphen, tags), what else Unicode calls default-ignorable (variation selectors, Hangul fillers),
  lone surrogates and noncharacters, and all but four marks of a run of combining marks;
- one space: tab, the no-break, ideographic and braille spaces, any run of spaces in a line;
- kept: unassigned and private-use characters. They reach the terminal as a plain box at worst, while the
  rarest characters of Chinese names are newer than Python's tables, or still at private places.

Text is normalised to NFC first. A text that is already clean costs one look of a regular expression.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Final, NamedTuple

from pydantic import BeforeValidator, Strict, WithJsonSchema

from store.language import Message, msg

TITLE_LIMIT: Final = 120
LINE_LIMIT: Final = 200
TEXT_LIMIT: Final = 4000
MARKS_IN_A_ROW: Final = 4

# Characters that need no second look: printable, one or two cells wide, unchanged by NFC, and nothing that
# combines. A list of what is fine rather than of what is not, so that an oversight costs time and not safety.
_PLAIN: Final = (
    r"!-~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0373\u0391-\u03a1\u03b1-\u03c9\u0400-\u0482\u0490-\u052f"
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2103\u2116\u2122\u2190-\u2328\u232b-\u23ff"
    r"\u2460-\u27ff\u2900-\u2adb\u3001-\u3029\u3030-\u303f\u3041-\u3096\u309b-\u309f\u30a0-\u30ff"
    r"\u3105-\u312f\u3131-\u3163\u3190-\u4dff\u4e00-\ua48c\uac00-\ud7a3\uff01-\uff9f\uffe0-\uffe6"
    r"\U0001f300-\U0001f3fa\U0001f400-\U0001faff\U00020000-\U0002a6df"
)
# So large a set takes 3 ms to compile; a pattern that looks for one character of it compiles it twice.
_plain: Final = re.compile(f"[ {_PLAIN}]*").fullmatch
_IGNORABLE: Final = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    r"\U000e0000-\U000e0fff]"
)
_LINE_ENDS: Final = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES: Final = " \t\x1f\u00a0\u1680\u202f\u205f\u2800\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_SPACE_TABLE: Final = str.maketrans(dict.fromkeys(_SPACES, " "))


class BadText(ValueError):
    """A text that is too long or missing; `message` is for people. A ValueError, so pydantic gathers it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


def unseen(character: str) -> bool:
    """Whether `character` must never be painted: it moves, reorders, hides or joins, and shows nothing."""
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return True
    code = ord(character)
    if category == "Cn" and (code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF):
        return True
    return _IGNORABLE.match(character) is not None


def is_plain(text: str) -> bool:
    """Whether all of `text` needs no second look. Quick; False does not mean that something is wrong."""
    return _plain(text) is not None


def strip_unseen(text: str) -> str:
    """`text` without what must never be painted, and without runaway combining marks; spaces stay.

    A mark needs a character to sit on: at the start and after a space it would change what stands before.
    """
    kept: list[str] = []
    marks = MARKS_IN_A_ROW
    for character in text:
        if character == " ":
            marks = MARKS_IN_A_ROW
        elif unseen(character):
            continue
        elif unicodedata.category(character) in ("Mn", "Me"):
            marks += 1
            if marks > MARKS_IN_A_ROW:
                continue
        else:
            marks = 0
        kept.append(character)
    return "".join(kept)


def clean_line(text: str, limit: int) -> str:
    """`text` as one clean line of at most `limit` characters: trimmed, each run of white space one space.

    Raises BadText when it is longer. Cleaning twice changes nothing more.
    """
    if not _is_clean_line(text):
        text = " ".join(_stripped(_LINE_ENDS.sub(" ", text)).split())
    return _within(text, limit)


def clean_text(text: str, limit: int) -> str:
    """`text` as clean lines, `\\n` between them, of at most `limit` characters in all.

    Lines keep their indentation and lose what trails; white space at both ends goes. Raises BadText when it
    is longer. Cleaning twice changes nothing more.
    """
    if not _is_clean_text(text):
        lines = [_stripped(line).rstrip() for line in _LINE_ENDS.sub("\n", text).split("\n")]
        text = "\n".join(lines).strip()
    return _within(text, limit)


def visible(text: str, *, lines: bool = False) -> str:
    """`text` from outside, fit for plain output and messages: `?` for each character not to be painted.

    Stays on one line unless `lines` is given; always encodable in UTF-8. Unlike cleaning it hides nothing, so
    that a file name still shows that something is odd about it.
    """
    if text.isascii() and text.isprintable():
        return text
    if lines:
        return "\n".join(visible(line) for line in _LINE_ENDS.sub("\n", text).split("\n"))
    return "".join("?" if unseen(character) else character for character in text)


def _is_clean_line(text: str) -> bool:
    return _plain(text) is not None and "  " not in text and text[:1] != " " and text[-1:] != " "


def _is_clean_text(text: str) -> bool:
    return _plain(text.replace("\n", " ")) is not None and " \n" not in text and text.strip() == text


class _Shape(NamedTuple):
    """How texts of one kind are cleaned, and how the clean ones are told quickly."""

    clean: Callable[[str, int], str]
    is_clean: Callable[[str], bool]


LINE: Final = _Shape(clean_line, _is_clean_line)
TEXT: Final = _Shape(clean_text, _is_clean_text)


def cleaned(shape: _Shape, limit: int, *, required: bool = False) -> BeforeValidator:
    """For a field of a record, `Annotated[str, Strict(), cleaned(LINE, 80)]`: cleans before pydantic looks.

    What is no text is handed on for pydantic to refuse; `Strict`, or it would turn bytes into text uncleaned.
    An empty text is BadText when `required`.
    """
    clean, is_clean = shape

    def validate(value: object) -> object:
        if not isinstance(value, str):
            return value
        text = value if is_clean(value) and len(value) <= limit else clean(value, limit)
        if required and not text:
            raise BadText(msg("This must not be empty."))
        return text

    return BeforeValidator(validate)


def _stripped(text: str) -> str:
    """One line in NFC, without what must not be painted, every kind of space an ordinary one."""
    kept = strip_unseen(unicodedata.normalize("NFC", text).translate(_SPACE_TABLE))
    return unicodedata.normalize("NFC", kept)


def _within(text: str, limit: int) -> str:
    if len(text) > limit:
        raise BadText(
            msg("This is {length} characters long; at most {limit} fit.", length=len(text), limit=limit)
        )
    return text


def _limits(longest: int, shortest: int = 0) -> WithJsonSchema:
    """What the JSON schema says of a field; pydantic itself needs no second look at the length."""
    schema: dict[str, object] = {"type": "string", "maxLength": longest}
    return WithJsonSchema(schema | ({"minLength": shortest} if shortest else {}))


Title = Annotated[str, Strict(), cleaned(LINE, TITLE_LIMIT, required=True), _limits(TITLE_LIMIT, 1)]
"""One line that must be there, such as the title of a task: 1 to 120 characters."""

ShortLine = Annotated[str, Strict(), cleaned(LINE, LINE_LIMIT), _limits(LINE_LIMIT)]
"""One line that may be empty: at most 200 characters."""

LongText = Annotated[str, Strict(), cleaned(TEXT, TEXT_LIMIT), _limits(TEXT_LIMIT)]
"""Several lines that may be empty: at most 4,000 characters."""
