"""What the documents and the packaging say is so: links, pictures, command lines, keys, versions, wheel."""

from __future__ import annotations

import ast
import re
import shlex
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from docs.pictures import PICTURES
from screens.keys import Act, shown
from tui.cli import understood
from tui.cli.arguments import require

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
"""What people read; a page is named by its place below the project."""

_LINK: Final = re.compile(r"\]\(([^)\s]+)\)")
_BLOCK: Final = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE: Final = re.compile(r"`(duiqi [^`]+)`")


def page(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


every_page = pytest.mark.parametrize("path", PAGES, ids=page)


# --- links and pictures


@every_page
def test_every_link_leads_somewhere(path: Path) -> None:
    prose = _BLOCK.sub("", path.read_text(encoding="utf-8"))
    nowhere = []
    for link in _LINK.findall(prose):
        file, _, heading = str(link).partition("#")
        target = (path.parent / file) if file else path
        if re.match(r"[a-z]+:", link):
            continue
        if not target.exists() or (heading and heading not in anchors(target)):
            nowhere.append(link)
    assert not nowhere


def anchors(path: Path) -> set[str]:
    """The names of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _BLOCK.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_picture_of_the_documents_is_made_and_shown() -> None:
    made = {f"docs/pictures/{picture.file}" for picture in PICTURES}
    there = {page(file) for file in ROOT.glob("docs/pictures/*")}
    named = {
        page((path.parent / link).resolve())
        for path in PAGES
        for link in _LINK.findall(path.read_text(encoding="utf-8"))
        if link.endswith(".png")
    }
    assert made == there == named


@pytest.mark.parametrize(
    ("one", "other"), [("README.md", "README.zh.md"), ("docs/guide.md", "docs/guide.zh.md")]
)
def test_a_page_in_two_languages_says_the_same(one: str, other: str) -> None:
    """As far as a program can see: headings, pictures, tables, the names and keys in them."""
    assert shape(ROOT / one) == shape(ROOT / other)


def shape(path: Path) -> list[tuple[str, ...]]:
    text = path.read_text(encoding="utf-8")
    lines: list[tuple[str, ...]] = []
    for line in _BLOCK.sub("", text).splitlines():
        if line.startswith("#"):
            lines.append((line.split()[0],))
        elif line.startswith("!["):
            lines.append(("picture", re.sub(r"-(?:zh|en)\.png", "", _LINK.findall(line)[0])))
        elif line.startswith("|"):
            lines.append(("row", *re.findall(r"`([^`]+)`", line)))
        elif line.startswith(("- ", "1. ", "2. ", "3. ", "4. ", "5. ", "6. ")):
            lines.append(("item",))
    blocks = [("lines", kind, str(code.count("\n"))) for kind, code in _BLOCK.findall(text)]
    return [*lines, *blocks]


# --- the command line


def command_lines(path: Path) -> Iterator[str]:
    """Every call of the program on a page: lines of its blocks, and what stands in the text."""
    text = path.read_text(encoding="utf-8")
    for _kind, code in _BLOCK.findall(text):
        for line in code.splitlines():
            if re.match(r"(?:[A-Z_]+=\S+ |tmux .* )?duiqi(?: |$)", line):
                # A reference page sets an explanation apart by two spaces.
                yield re.split(r"\s{2,}", line[line.rindex("duiqi") :])[0].partition(" #")[0]
    yield from _INLINE.findall(_BLOCK.sub("", text))


def test_the_pages_quote_the_command_line() -> None:
    assert len({line for path in PAGES for line in command_lines(path)}) > 20


@every_page
def test_every_command_line_quoted_is_one(path: Path) -> None:
    for line in command_lines(path):
        if re.search(r"[\[\]|…]", line):
            continue  # a pattern of the reference, not a call
        words = [_STANDS_FOR.get(word, word) for word in shlex.split(line)[1:]]
        verb, arguments = understood(words)
        # A bare name in the text is not a call, and help asks for nothing.
        if words != [verb.name] and not arguments.switch("help"):
            require(arguments, verb.places)


_STANDS_FOR: Final = {
    "BOARD": "launch.json",
    "FILE": "plan.xlsx",
    "KEY": "NPL-7",
    "COMMAND": "list",
    "DOCUMENT": "brief",
    "SHELL": "bash",
}


# --- keys


@lru_cache
def acts() -> dict[str, set[str]]:
    """The keys, as people read them, of everything that can be done, by its name."""
    import screens

    found: dict[str, set[str]] = {}
    for module in walk_packages(screens.__path__, "screens."):
        for value in vars(import_module(module.name)).values():
            for act in value if isinstance(value, tuple) else (value,):
                if isinstance(act, Act):
                    found.setdefault(act.id, set()).update(shown(key) for key in act.keys)
    return found


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_key_in_the_table_does_something(name: str) -> None:
    table = re.findall(r"^\|(.+)\|$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    rows = table[: next(at for at, row in enumerate(table) if "launch.json" in row)]
    keys = {key for row in rows for key in re.findall(r"`([^`]+)`", row)}
    assert len(keys) > 30
    assert not keys - set().union(*acts().values())


@pytest.mark.parametrize("name", ["guide.md", "guide.zh.md"])
def test_every_name_for_keys_of_ones_own_is_known(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    named = set(re.findall(r"[`\"]((?:task|board|round)\.[a-z-]+)[`\"]", text))
    assert len(named) > 15
    assert not named - acts().keys()


# --- versions and the package


@lru_cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def needed(*, development: bool) -> list[Requirement]:
    """What the program needs, its extras included; with `development` also what it is built and tested by."""
    own = project()["project"]
    extras = own["optional-dependencies"]
    words = [word for name in extras if development or name != "dev" for word in extras[name]]
    return [Requirement(word) for word in (*own["dependencies"], *words)]


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(line.partition("==")[0]): line for line in lines if line}


def test_constraints_are_names_and_numbers_only() -> None:
    assert not [
        line for line in pinned().values() if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9a-z.]*", line)
    ]


def test_every_package_that_gets_installed_is_pinned_and_no_other() -> None:
    waiting = needed(development=True) + [Requirement(name) for name in project()["build-system"]["requires"]]
    reached: set[str] = set()
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        if str(requirement) in seen:
            continue
        seen.add(str(requirement))
        reached.add(name := canonicalize_name(requirement.name))
        for extra in ["", *requirement.extras]:
            waiting += [
                further
                for further in map(Requirement, requires(name) or [])
                if further.marker is None or further.marker.evaluate({"extra": extra})
            ]
    assert reached == pinned().keys()


def test_every_package_the_program_needs_is_imported_and_no_other() -> None:
    names = packages_distributions()
    used = {
        _PART_OF.get(canonicalize_name(owner), canonicalize_name(owner))
        for module in imported()
        if module not in sys.stdlib_module_names and module not in {"tui", "screens", "store"}
        for owner in names[module]
    }
    assert used == {canonicalize_name(requirement.name) for requirement in needed(development=False)}


_PART_OF: Final = {"pydantic-core": "pydantic"}
"""Pydantic documents it as its own and asks for exactly one version."""


def imported() -> set[str]:
    """The top packages that the program's own modules import, deferred imports included."""
    found = set()
    for package in ("tui", "screens", "store"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found.add(node.module.partition(".")[0])
    return found


def test_the_wheel_has_all_that_the_program_reads(distribution: Path) -> None:
    (wheel,) = distribution.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    read = {page(file) for kind in _READ for file in sources(kind)}
    assert not {name for name in read if not name.endswith(".po")} - inside
    assert {name.replace(".po", ".mo") for name in read if name.endswith(".po")} <= inside
    assert not {name for name in inside if name.startswith(("tests", "docs", "bench"))}


_READ: Final = ("py", "tcss", "po", "typed", "html", "css", "js", "bash", "zsh", "fish")
"""The kinds of files that the program reads."""


def sources(kind: str) -> list[Path]:
    return [file for package in ("tui", "screens", "store") for file in (ROOT / package).rglob(f"*.{kind}")]
