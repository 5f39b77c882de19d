"""Keys of one's own, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.keys import Act, bindings_of, clashes, key_of, keys_of
from store import language
from store.language import msg
from tui import keymap

ACT = Act("test.act", "act", ("c", "f9"), msg("Act"), msg("Acts."))
OTHER = Act("test.other", "other", ("d",), msg("Other"), msg("Other."))


def read(folder: Path, text: str) -> tuple[dict[str, str], list[str]]:
    file = folder / "keys.toml"
    file.write_text(text, encoding="utf-8")
    language.use("en")
    keys, complaints = keymap.read(file)
    return keys, [str(complaint) for complaint in complaints]


def test_no_file_is_no_complaint(tmp_path: Path) -> None:
    assert keymap.read(tmp_path / "keys.toml") == ({}, [])


def test_a_key_of_ones_own_takes_the_place_of_the_usual_ones(tmp_path: Path) -> None:
    keys, complaints = read(tmp_path, '[keys]\n"undo" = "Z,ctrl+z"\n')
    assert complaints == []
    assert keys_of(Act("undo", "undo", ("u",), msg("Undo"), msg("Undo.")), keys) == ("Z", "ctrl+z")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('"no.such" = "x"', "there is nothing called “no.such”"),
        ('"undo" = 7', "needs a key in quotation marks"),
        ("undo = = x", "cannot be read"),
        ('"undo" = "?"', "the key ? stands for both"),
    ],
)
def test_what_is_wrong_with_the_file_is_told(tmp_path: Path, text: str, says: str) -> None:
    _keys, complaints = read(tmp_path, text)
    assert any(says in complaint for complaint in complaints), complaints


def test_a_file_that_is_no_text_leaves_the_usual_keys(tmp_path: Path) -> None:
    (tmp_path / "keys.toml").write_bytes(b"\xff\xfe\x00")
    keys, complaints = keymap.read(tmp_path / "keys.toml")
    assert keys == {}
    assert len(complaints) == 1


def test_keys_are_shown_as_people_read_them() -> None:
    assert key_of(ACT, {}) == "c"
    assert key_of(ACT, {"test.act": "question_mark"}) == "?"
    assert key_of(ACT, {"test.act": "f4"}) == "F4"
    assert key_of(Act("none", "none", (), msg("None"), msg("None.")), {}) == ""


def test_two_acts_on_one_key_are_found() -> None:
    assert clashes([ACT, OTHER], {}) == []
    assert clashes([ACT, OTHER], {"test.other": "c"}) == [("c", ACT, OTHER)]


def test_no_screen_has_two_acts_on_one_key() -> None:
    for screen in keymap.screens():
        acts = {act.id: act for base in screen.__mro__ for act in reversed(base.__dict__.get("ACTS", ()))}
        inherited = [act for act in acts.values() if act not in screen.__dict__.get("ACTS", ())]
        assert clashes(inherited, {}) == [], screen


def test_an_act_without_a_key_can_be_given_one() -> None:
    # Textual's keymap knows only what has a binding.
    bare = Act("test.bare", "bare", (), msg("Bare"), msg("Has no key."))
    assert [getattr(binding, "id", None) for binding in bindings_of([bare])] == ["test.bare"]
