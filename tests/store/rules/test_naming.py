"""Which person or department is meant by what was typed."""

from __future__ import annotations

import pytest

from store.errors import Ambiguous, NotFound, Refused
from store.rules.commands import AddPerson
from store.rules.naming import complete_department, complete_person, find_department, find_person, full_name
from tests.store.rules.launch import CHEN, FACILITATOR, LI, RESEARCH, SALES, WANG, Launch


@pytest.fixture
def launch() -> Launch:
    """The launch, where 研发部 has a 王芳, too, and somebody writes in Latin letters."""
    made = Launch()
    made.do(AddPerson("王芳", RESEARCH), AddPerson("Zoë Müller", SALES), by=FACILITATOR)
    return made


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("李明", LI),
        (" @李明 ", LI),
        ("李", LI),
        ("销售部/王芳", WANG),
        ("销售部／王芳", WANG),
        ("研发部/陈", CHEN),
        ("ZOË", 9),
        ("ｚｏë  müller", 9),
    ],
)
def test_one_person_is_meant(launch: Launch, text: str, person: int) -> None:
    assert find_person(launch.state, text).id == person


def test_a_shared_name_lists_who_could_be_meant(launch: Launch) -> None:
    with pytest.raises(Ambiguous) as caught:
        find_person(launch.state, "王芳", field="owner")
    assert caught.value.field == "owner"
    assert "销售部/王芳, 研发部/王芳" in caught.value.render("en")


@pytest.mark.parametrize(
    "text", ["张三/李四", "李明/陈工", "李明、陈工", "李明，陈工", "李明, 陈工", "李明;陈工"]
)
def test_two_names_are_refused_with_the_reason_and_a_way_out(launch: Launch, text: str) -> None:
    with pytest.raises(Refused) as caught:
        find_person(launch.state, text)
    assert "exactly one" in caught.value.render("en")


@pytest.mark.parametrize("text", ["", "@", "张三", "销售部/陈工", "王芳芳", "\x1b[31m"])
def test_nobody_is_meant(launch: Launch, text: str) -> None:
    with pytest.raises(NotFound) as caught:
        find_person(launch.state, text)
    assert "\x1b" not in caught.value.render("en")


def test_departments_are_found_by_their_beginning_and_listed_when_not(launch: Launch) -> None:
    assert find_department(launch.state, "研发").id == RESEARCH
    with pytest.raises(NotFound) as caught:
        find_department(launch.state, "运营部")
    assert "市场部, 研发部, 设计部, 销售部" in caught.value.render("en")
    with pytest.raises(NotFound):
        find_department(launch.state, "")


def test_a_name_is_completed_from_its_beginning_its_middle_or_its_department(launch: Launch) -> None:
    assert [person.name for person in complete_person(launch.state, "@王")] == ["王芳", "王芳"]
    assert [person.name for person in complete_person(launch.state, "芳")] == ["王芳", "王芳"]
    assert [person.name for person in complete_person(launch.state, "研发")] == ["陈工", "王芳"]
    assert len(complete_person(launch.state, "")) == 9
    assert len(complete_department(launch.state, "部")) == 4


def test_a_shared_name_is_written_with_its_department(launch: Launch) -> None:
    assert [full_name(launch.state, person) for person in complete_person(launch.state, "王芳")] == [
        "销售部/王芳",
        "研发部/王芳",
    ]
    assert full_name(launch.state, find_person(launch.state, "李明")) == "李明"


def test_every_full_name_finds_its_person(launch: Launch) -> None:
    for person in complete_person(launch.state, ""):
        assert find_person(launch.state, full_name(launch.state, person)) is person


def test_who_could_be_meant_is_listed_as_one_writes_a_list(launch: Launch) -> None:
    with pytest.raises(Ambiguous) as caught:
        find_person(launch.state, "王芳")
    assert "销售部/王芳、研发部/王芳" in caught.value.render("zh")
