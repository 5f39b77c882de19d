"""Every sentence people read exists in both languages: English in the code, Chinese in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from store import language

ROOT = Path(__file__).parents[1]
CHINESE = ROOT / "store" / "locale" / "zh_CN" / "LC_MESSAGES" / "duiqi.po"


@lru_cache
def sentences() -> dict[str, str]:
    """Each sentence marked in the code, with the first place it stands at, as `file:line`."""
    found: dict[str, str] = {}
    for package in ("store", "screens", "tui"):
        marked = extract_from_dir(
            ROOT / package, method_map=[("**.py", "python")], keywords={**DEFAULT_KEYWORDS, "msg": None}
        )
        for file, line, text, _, _ in marked:
            for one in [text] if isinstance(text, str) else text:
                found.setdefault(one, f"{package}/{file}:{line}")
    found.pop("", None)
    return found


@lru_cache
def catalogue() -> Catalog:
    with CHINESE.open("rb") as file:
        return read_po(file, abort_invalid=True)


def placeholders(text: str) -> list[str]:
    """The fields `text` fills in, with how they are to be written: `name`, `days!r`, `share:.0%`."""
    return sorted(
        name + (f"!{how}" if how else "") + (f":{form}" if form else "")
        for _, name, form, how in Formatter().parse(text)
        if name is not None
    )


def listed(lines: Iterable[str]) -> str:
    return "\n".join(sorted(lines))


def test_every_sentence_has_a_chinese_translation() -> None:
    translated = {str(entry.id) for entry in catalogue() if entry.id and entry.string}
    missing = [f"{place}  {text!r}" for text, place in sentences().items() if text not in translated]
    assert not missing, f"{len(missing)} without Chinese:\n{listed(missing)}"


def test_a_translation_fills_in_the_same_fields() -> None:
    wrong = [
        f"{entry.id!r} {entry.string!r}"
        for entry in catalogue()
        if entry.id and entry.string and placeholders(str(entry.id)) != placeholders(str(entry.string))
    ]
    assert not wrong, listed(wrong)


def test_the_catalogue_keeps_no_sentence_that_the_code_lost() -> None:
    lost = [repr(entry.id) for entry in catalogue() if entry.id and str(entry.id) not in sentences()]
    lost += [f"marked obsolete: {text!r}" for text in catalogue().obsolete]
    assert not lost, f"{len(lost)} nowhere in the code:\n{listed(lost)}"


def test_no_translation_is_a_guess() -> None:
    fuzzy = [repr(entry.id) for entry in catalogue() if entry.id and entry.fuzzy]
    assert not fuzzy, listed(fuzzy)


def test_a_sentence_says_a_day_as_its_language_writes_days() -> None:
    said = language.msg("{day}", day=date(2024, 5, 3))
    assert (said.render("en"), said.render("zh")) == ("3 May 2024", "2024-05-03")


def test_every_sentence_can_be_filled_in() -> None:
    """A field is a name: `{}` and `{0}` would not survive another order of words."""
    unnamed = [
        f"{place}  {text!r}"
        for text, place in sentences().items()
        if any(not field[:1].isalpha() for field in placeholders(text))
    ]
    assert not unnamed, listed(unnamed)


def test_the_compiled_catalogue_is_what_the_program_reads() -> None:
    assert CHINESE.with_suffix(".mo").exists(), "compile the catalogues: python hatch_build.py"
    language.use("zh")
    stale = [
        f"{entry.id!r} shows as {shown!r}"
        for entry in catalogue()
        if entry.id and entry.string and (shown := str(language.msg(str(entry.id)))) != entry.string
    ]
    assert not stale, f"compile the catalogues, python hatch_build.py:\n{listed(stale)}"
