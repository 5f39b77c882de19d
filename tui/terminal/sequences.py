"""What a terminal sends, taken apart before Textual's parser sees it: keys go through, pastes come out whole,
answers to questions nobody asked are dropped.

Textual replays what it does not understand as key presses, and every letter is a command here. So a paste is
text up to its end, whatever it holds; and only sequences that the parser knows reach it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType
from typing import Final

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

ESC: Final = "\x1b"
PASTE_START: Final = "\x1b[200~"
PASTE_END: Final = "\x1b[201~"

KEY_WAIT: Final = 0.1
"""Seconds after which an ESC, alone or with one character, counts as a key that was pressed."""
SEQUENCE_WAIT: Final = 1.0
"""Seconds of silence after which a sequence begun, or an answer begun, is given up and dropped."""
PASTE_WAIT: Final = 5.0
"""Seconds of silence after which a paste, or a long answer, counts as ended. Many: what came late would be
key presses."""
PASTE_LIMIT: Final = 256 * 1024
"""Characters of one paste that are kept; the rest is dropped."""
SEQUENCE_LIMIT: Final = 64
"""Characters of the longest control sequence that is waited for. A longer answer is none that a person began
by pressing Alt with a bracket."""

# rxvt ends shifted keys in $, linux has function keys with a second [, the oldest mice send M and three more.
_CSI = re.compile(r"\x1b\[(?:\[[A-E]|M...|\d{1,2}\$|[\x30-\x3f]*[\x20-\x2f]*[\x40-\x5a\x5c-\x7e])", re.DOTALL)
_CSI_BEGUN = re.compile(r"\x1b\[(?:\[|M.{0,2}|[\x30-\x3f]*[\x20-\x2f]*)\Z", re.DOTALL)
_CSI_HEAD = re.compile(r"\x1b\[[\x30-\x3f]*[\x20-\x2f]*")
_KNOWN = re.compile(
    r"\x1b\[(?:[IO]"  # the window gained or lost the focus
    r"|<\d+;-?\d+;-?\d+[Mm]|\d+;-?\d+;-?\d+M|M..."  # the mouse
    r"|(?:\d[\d:]*(?:;[\d:]*){0,2})?[u~ABCDEFHPQRS]"  # keys, with modifiers; the cursor's position
    r"|48;\d[\d:]*;\d[\d:]*;\d[\d:]*;\d[\d:]*t"  # the window's size
    r"|\?\d+;\d\$y)",  # which modes there are
    re.DOTALL,
)
_ANSWER = re.compile(r"\x1b(?:\][\dlLI]|P[\d>!$+=|]|_G)")
_ANSWER_END = re.compile(r"[\x07\x18\x1a\x9c\udc9c]|\x1b\\|(?=\x1b[^\\])")
_EIGHT_BITS = re.compile(r"[\x90\x9b\x9d\x9f]|[\udc90\udc9b\udc9d\udc9f](?=[\d?<=>!$+;]|\Z)")
_SEVEN_BITS: Final[Mapping[str, str]] = MappingProxyType({"\x90": "P", "\x9b": "[", "\x9d": "]", "\x9f": "_"})
"""What stands behind ESC where a terminal begins a sequence with one character of eight bits: in UTF-8, or as
a byte by itself."""
_BYTES = re.compile(r"[\ud800-\udfff]")
_UNREADABLE = re.compile("[\ufffd\udc80-\udcff]+[@-~]?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NOT_KEYS = re.compile(r"[\x80-\x9f]")


@dataclass(frozen=True, slots=True)
class Keys:
    """Text for Textual's parser: keys, mouse, sizes."""

    text: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """A paste, whole: text with newlines and tabs, no other control characters."""

    text: str


@dataclass(frozen=True, slots=True)
class EscapeKey:
    """The Escape key by itself."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Bytes came that are not UTF-8: the terminal speaks another encoding."""


Heard = Keys | Pasted | EscapeKey | Unreadable


class _In(Enum):
    KEYS = auto()
    PASTE = auto()
    ANSWER = auto()


class Listener:
    """Takes decoded text as it is read, in any pieces; bytes that are not UTF-8 come as lone surrogates
    (`surrogateescape`). Times are seconds of a steady clock."""

    def __init__(self) -> None:
        self._in = _In.KEYS
        self._held = ""
        self._paste: list[str] = []
        self._length = 0
        self.deadline: float | None = None
        """When `tick` has something to do if nothing more is heard; None when nothing is waited for."""

    def feed(self, text: str, now: float) -> Iterator[Heard]:
        """What `text`, read at `now`, completes."""
        text, self._held = self._held + text, ""
        self.deadline = None
        while text:
            if self._in is _In.PASTE:
                text = yield from self._hear_paste(text, now)
            elif self._in is _In.ANSWER:
                text = self._skip_answer(text, now)
            else:
                text = yield from self._hear_keys(text, now)

    def tick(self, now: float) -> Iterator[Heard]:
        """What silence until `now` decides: to be called at the deadline, harmless before."""
        if self.deadline is None or now < self.deadline:
            return
        held, self._held, self.deadline = self._held, "", None
        if self._in is _In.PASTE:
            self._keep(held)
            yield self._end_of_paste()
        elif self._in is _In.ANSWER:
            self._in = _In.KEYS
        elif held == ESC:
            yield EscapeKey()
        elif len(held) == 2:
            yield Keys(held)

    def _hear_keys(self, text: str, now: float) -> Generator[Heard, None, str]:
        typed, escape, rest = text.partition(ESC)
        if eight := _EIGHT_BITS.search(typed):
            typed, escape = typed[: eight.start()], ESC
            rest = _SEVEN_BITS[chr(ord(eight[0]) & 0xFF)] + text[eight.end() :]
        if _UNREADABLE.search(typed):
            # The second byte of a Han character in GBK can be an ASCII letter: no key either.
            typed = _UNREADABLE.sub("", typed)
            yield Unreadable()
        if typed := _NOT_KEYS.sub("", typed):
            yield Keys(typed)
        text = escape + rest
        introducer = rest[:1]
        if not escape:
            return ""
        if not rest or (len(rest) == 1 and introducer in "]P_O"):
            return self._hold(text, now + KEY_WAIT)
        if introducer == ESC:
            yield EscapeKey()
            return rest
        if introducer == "[":
            return (yield from self._hear_sequence(text, now))
        if _ANSWER.match(text):
            self._in, self._length = _In.ANSWER, 0
            return text[2:]
        if _UNREADABLE.match(introducer):
            return rest
        length = 3 if introducer == "O" and rest[1].isalpha() else 2
        if length == 2 or text[:3] in ANSI_SEQUENCES_KEYS:
            yield Keys(text[:length])
        return text[length:]

    def _hear_sequence(self, text: str, now: float) -> Generator[Heard, None, str]:
        if whole := _CSI.match(text):
            sequence = whole[0]
            if sequence == PASTE_START:
                self._in, self._length = _In.PASTE, 0
            elif _is_known(sequence):
                yield Keys(sequence)
            return text[whole.end() :]
        if _CSI_BEGUN.match(text) and len(text) <= SEQUENCE_LIMIT:
            return self._hold(text, now + (KEY_WAIT if len(text) == 2 else SEQUENCE_WAIT))
        begun = _CSI_HEAD.match(text)
        return text[begun.end() if begun else 1 :]

    def _hear_paste(self, text: str, now: float) -> Generator[Heard, None, str]:
        pasted, end, rest = text.partition(PASTE_END)
        if not end:
            # The end may be split over two reads.
            tail = next((n for n in range(len(PASTE_END) - 1, 0, -1) if text.endswith(PASTE_END[:n])), 0)
            pasted = text[: len(text) - tail]
            self._keep(pasted)
            return self._hold(text[len(pasted) :], now + PASTE_WAIT)
        self._keep(pasted)
        yield self._end_of_paste()
        return rest

    def _skip_answer(self, text: str, now: float) -> str:
        if end := _ANSWER_END.search(text):
            self._in = _In.KEYS
            return text[end.end() :]
        # However long it is, as a clipboard is: what is left of an answer would be key presses.
        self._length += len(text)
        wait = SEQUENCE_WAIT if self._length <= SEQUENCE_LIMIT else PASTE_WAIT
        return self._hold(ESC if text.endswith(ESC) else "", now + wait)

    def _hold(self, text: str, deadline: float) -> str:
        self._held, self.deadline = text, deadline
        return ""

    def _keep(self, pasted: str) -> None:
        self._paste.append(pasted[: max(0, PASTE_LIMIT - self._length)])
        self._length += len(pasted)

    def _end_of_paste(self) -> Pasted:
        text = "".join(self._paste).replace("\r\n", "\n").replace("\r", "\n")
        self._paste.clear()
        self._in = _In.KEYS
        return Pasted(_CONTROLS.sub("", _BYTES.sub("\ufffd", text)))


def _is_known(sequence: str) -> bool:
    """Whether Textual's parser understands `sequence`, whole. A number beyond Unicode would make it raise."""
    if sequence == PASTE_END or any(int(number) > sys.maxunicode for number in re.findall(r"\d+", sequence)):
        return False
    return sequence in ANSI_SEQUENCES_KEYS or _KNOWN.fullmatch(sequence) is not None
