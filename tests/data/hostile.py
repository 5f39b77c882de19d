"""Texts that people paste, files hold and attackers write. None may do anything but be seen as text."""

from __future__ import annotations

from typing import Final

CONTROLS: Final[list[str]] = [
    "\x1b]52;c;cm0gLXJmIH4=\x07",  # writes the clipboard
    "\x1b]52;c;cm0gLXJmIH4=\x1b\\",
    "\x1b]0;owned\x07",  # names the window
    "\x1b]2;owned\x1b\\",
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[H",  # clears the screen
    "\x1b[10;10Hhere",  # moves the cursor
    "\x1b[31mred\x1b[0m",
    "\x1b[?1049l",  # leaves the alternate screen
    "\x1b[6n\x1b[c\x1b[>c",  # makes the terminal answer, as if typed
    "\x1bP+q544e\x1b\\",
    "\x1b_Gi=31,s=1,v=1,a=q;AAAA\x1b\\",  # a picture
    "\x1b",  # cut in the middle
    "\x9b31mC1\x9c",  # the same with one character of C1
    "\x9d52;c;cm0=\x9c",
    "bell\x07bell",
    "rub\x7fout",
    "back\x08space",
    "null\x00byte",
    "tab\tstop",
    "line\nbreak\r\nand\rreturn",
    "form\ffeed\vtab",
    "next\x85line",
    "line\u2028and\u2029paragraph",
]
"""Commands to the terminal."""

UNSEEN: Final[list[str]] = [
    "abc\u202etxt.exe\u202c",  # reads backwards
    "\u2066isolated\u2069",
    "\u200fmark\u200e\u061c",
    "zero\u200bwidth\u200cnon\u200djoiner",
    "\u2060word\u2060joiner\ufeff",
    "soft\u00adhyphen",
    "👩\u200d👩\u200d👧\u200d👦",  # one picture of four
    "❤\ufe0f",  # a sign made wide
    "葛\U000e0100",  # a variant of a Han character
    "tag\U000e0041\U000e0042\U000e007f",
    "\u3164",  # an empty-looking letter
    "\u115f\u1160",
    "\u2800\u2800",
    "surrogate \ud800 alone",
    "escaped \udcff byte",
    "non\ufffecharacter\uffff\U0010ffff",
    "\u034fjoiner",
    "\ufff9annotation\ufffa\ufffb",
]
"""Characters that nobody sees."""

MARKS: Final[list[str]] = [
    "Z" + "\u0300\u0316\u0334" * 20 + "algo",
    "\u0301starts with a mark",
    "e\u0301",  # é, in two pieces
    "\u0e01" + "\u0e49" * 40,
]
"""Marks piled up."""

MARKUP: Final[list[str]] = [
    "[/red]",
    "[red]not closed",
    "[/]",
    "[@click=app.quit]x[/]",
    "[@click=app.save_screenshot]x[/]",
    "[link=https://evil.example]x[/link]",
    "[link='file:///etc/passwd']x[/]",
    "[$primary on $error]x",
    "[bold][/bold][[",
    "\\[escaped\\]",
    "\\",
    "[on red]",
    "[]",
    "[1]",
    ":boom: :smile:",
    "$name",
    "&lt;b&gt; <script>alert(1)</script>",
    "[click](https://evil.example) ![picture](file:///etc/passwd)",
    "| a | b |\n|---|---|",
]
"""Languages that some library would interpret."""

FORMULAS: Final[list[str]] = [
    "{0.__class__}",
    "{name}",
    "{",
    "%s %(x)s %n",
    "$(id) `id` ${HOME}",
    "'; DROP TABLE tasks; --",
    "=cmd()|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "../../../etc/passwd",
    "-rf",
    "--help",
    "null",
    "NaN",
    "1e999",
    '"quoted", and\\backslash',
]
"""Formats, shells, spreadsheets."""

SHAPES: Final[list[str]] = [
    "",
    " ",
    "　",
    "长" * 5000,
    "x" * 5000,
    "word " * 1000,
    "\n" * 50,
    "\u06cc\u06a9 \u0645\u062a\u0646 \u0631\u0627\u0633\u062a",  # right to left by nature
    "１２３ＡＢＣ（）",
    "㍿①②③★→…",
    "🏳🌈👍🏽🇨🇳",
    "𠮷野家 𪚥 \U000323af",
    "\ue000\U000f0000",  # private use
]
"""Lengths and widths."""

HOSTILE: Final[list[str]] = CONTROLS + UNSEEN + MARKS + MARKUP + FORMULAS + SHAPES
"""All of them."""
