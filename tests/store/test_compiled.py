"""The compiled catalogue is read where it lies, and gives what gettext gives."""

import gettext
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from store.compiled import Catalogue

SENTENCES = {
    "Late": "晚了",
    "Delete {name}?": "删除 {name}？",
    "a": "甲",
    "é": "乙",
    "在": "丙",
    "z\nz": "丁\n丁",
}


def written(folder: Path, sentences: dict[str, str]) -> Path:
    catalogue = Catalog(locale="zh_CN")
    for english, chinese in sentences.items():
        catalogue.add(english, chinese)
    made = BytesIO()
    write_mo(made, catalogue)
    path = folder / "texts.mo"
    path.write_bytes(made.getvalue())
    return path


def test_every_sentence_is_what_gettext_finds(tmp_path: Path) -> None:
    path = written(tmp_path, SENTENCES)
    with path.open("rb") as file:
        theirs = gettext.GNUTranslations(file)
    ours = Catalogue(path)
    for english, chinese in SENTENCES.items():
        assert ours.gettext(english) == theirs.gettext(english) == chinese


def test_what_is_not_in_it_stays_as_it_is(tmp_path: Path) -> None:
    for sentences in ({}, {"b": "乙"}):
        catalogue = Catalogue(written(tmp_path, sentences))
        for text in ("a", "c", "zz", "\ud800"):
            assert catalogue.gettext(text) == text


@pytest.mark.parametrize("data", [b"", b"\xde\x12\x04\x95", b"#" * 99])
def test_what_is_no_catalogue_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "texts.mo"
    path.write_bytes(data)
    with pytest.raises(ValueError, match="no catalogue"):
        Catalogue(path)
