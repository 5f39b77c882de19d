"""Who may do what: one rule on the changes of a commit."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import NotAllowed
from store.model.change import Change
from store.model.initiative import Stage
from store.model.organisation import Person
from store.rules import rights
from store.rules.commands import (
    AddCriterion,
    AddDepartment,
    AddNote,
    AddPerson,
    AdvanceStage,
    BlockTask,
    ChangeSettings,
    CreateInitiative,
    CreateTask,
    EditDepartment,
    EditInitiative,
    EditPerson,
    EditTask,
    PostponeTask,
    ReceiveSupport,
    StartTask,
    UnblockTask,
)
from store.rules.edit import Command
from tests.store.rules.launch import (
    CHEN,
    DESIGN,
    FACILITATOR,
    GUEST,
    LI,
    MARKETING,
    MATERIAL,
    PLAN,
    RESEARCH,
    SALES,
    SUN,
    TRAINING,
    WANG,
    ZHAO,
    Launch,
)


@pytest.fixture
def launch() -> Launch:
    """The launch, where 孙莉 of 销售部 (deputy: 王芳) owns a task, and a task nobody has claimed."""
    made = Launch()
    made.do(
        CreateTask(1, "首批铺货", department=SALES, owner=SUN, due=date(2024, 4, 1)),
        CreateTask(1, "门店陈列"),
        by=FACILITATOR,
    )
    return made


STOCKING, UNCLAIMED = 4, 5


@pytest.mark.parametrize(
    ("who", "command"),
    [
        (FACILITATOR, EditTask(TRAINING, {"owner": SUN, "priority": "low"})),
        (FACILITATOR, EditPerson(LI, {"role": "facilitator"})),
        (FACILITATOR, ChangeSettings({"weekly_days": 3})),
        (SUN, StartTask(STOCKING)),
        (SUN, PostponeTask(STOCKING, "缺货", date(2024, 4, 3), RESEARCH)),
        (SUN, BlockTask(STOCKING, "首批货", CHEN)),
        (SUN, AddCriterion(STOCKING, "20 家门店")),
        (SUN, EditTask(STOCKING, {"deliverable": "铺货清单"})),
        (SUN, EditPerson(SUN, {"deputy": WANG, "logins": ("sunli",)})),
        (SUN, AddNote(PLAN, "何时定稿？")),
        (WANG, EditTask(STOCKING, {"owner": WANG, "priority": "high"})),
        (WANG, EditTask(UNCLAIMED, {"department": SALES, "owner": SUN})),
        (WANG, CreateTask(1, "渠道报价", department=SALES)),
        (WANG, AddPerson("周强", SALES)),
        (WANG, EditDepartment(SALES, {"head": SUN})),
        (LI, CreateTask(1, "上市发布会")),
        (LI, EditInitiative(1, {"goal": "前 3 个月 10 万台"})),
        (CHEN, ReceiveSupport(TRAINING, 1, date(2024, 3, 25))),
    ],
)
def test_allowed(launch: Launch, who: int, command: Command) -> None:
    launch.draft(command, by=who)


@pytest.mark.parametrize(
    ("who", "command"),
    [
        (GUEST, AddNote(PLAN, "你好")),
        (GUEST, StartTask(PLAN)),
        (SUN, StartTask(PLAN)),
        (SUN, EditTask(STOCKING, {"priority": "low"})),
        (SUN, EditTask(STOCKING, {"owner": WANG})),
        (SUN, CreateTask(1, "渠道报价", department=SALES)),
        (SUN, EditPerson(SUN, {"role": "facilitator"})),
        (SUN, EditPerson(WANG, {"deputy": SUN})),
        (SUN, AddDepartment("运营部")),
        (CHEN, StartTask(TRAINING)),
        (CHEN, EditTask(UNCLAIMED, {"department": SALES})),
        (CHEN, EditTask(UNCLAIMED, {"owner": WANG})),
        (CHEN, EditTask(UNCLAIMED, {"department": RESEARCH, "owner": WANG})),
        (WANG, EditTask(TRAINING, {"owner": CHEN})),
        (CHEN, EditTask(TRAINING, {"department": RESEARCH})),
        (ZHAO, ReceiveSupport(TRAINING, 1, date(2024, 3, 25))),
        (WANG, CreateTask(1, "渠道报价", department=DESIGN)),
        (LI, CreateTask(1, "上市发布会", department=DESIGN)),
        (WANG, AddPerson("周强", DESIGN)),
        (WANG, EditPerson(SUN, {"role": "facilitator"})),
        (WANG, ChangeSettings({"weekly_days": 3})),
        (WANG, CreateInitiative("CSP", "客户服务流程升级")),
        (WANG, AdvanceStage(1, Stage.RESOLVE)),
        (LI, EditPerson(FACILITATOR, {"logins": ("liming",)})),
        (LI, EditInitiative(1, {"facilitator": LI})),
    ],
)
def test_not_allowed_and_who_is_named(launch: Launch, who: int, command: Command) -> None:
    with pytest.raises(NotAllowed) as caught:
        launch.draft(command, by=who)
    assert caught.value.render("en")
    assert caught.value.render("zh")


@pytest.mark.parametrize("stage", [Stage.CONFIRM, Stage.ASSIGN, Stage.FOLLOW_UP])
def test_the_initiating_department_gives_others_tasks_only_while_the_whole_is_broken_down(
    launch: Launch, stage: Stage
) -> None:
    if stage is not Stage.FOLLOW_UP:
        launch.do(AdvanceStage(1, stage), by=FACILITATOR)
    removal = [Change("tasks", MATERIAL, None, {"initiative": 1, "department": DESIGN}, None)]
    claimed = CreateTask(1, "上市发布会", department=DESIGN)
    if stage is Stage.CONFIRM:
        launch.draft(claimed, by=LI)
        rights.check(launch.state, launch.state.get(Person, LI), removal)
        return
    with pytest.raises(NotAllowed, match="赵敏"):
        launch.draft(claimed, by=LI)
    with pytest.raises(NotAllowed, match="赵敏"):
        rights.check(launch.state, launch.state.get(Person, LI), removal)
    launch.draft(CreateTask(1, "上市发布会"), by=LI)


def test_the_sentence_names_who_may(launch: Launch) -> None:
    with pytest.raises(NotAllowed) as caught:
        launch.draft(StartTask(STOCKING), by=CHEN)
    assert all(name in caught.value.render("en") for name in ("NPL-4", "孙莉", "王芳", "周主持"))


def test_the_deputy_speaks_for_the_owner(launch: Launch) -> None:
    launch.do(EditTask(STOCKING, {"department": MARKETING}), by=FACILITATOR)
    assert launch.do(StartTask(STOCKING), by=WANG).on_behalf == SUN


def test_the_facilitator_of_an_initiative_is_one_within_it(launch: Launch) -> None:
    launch.do(EditInitiative(1, {"facilitator": SUN}), by=FACILITATOR)
    launch.draft(EditTask(PLAN, {"priority": "low"}), by=SUN)
    launch.draft(AdvanceStage(1, Stage.RESOLVE), by=SUN)
    with pytest.raises(NotAllowed):
        launch.draft(ChangeSettings({"weekly_days": 3}), by=SUN)


def test_a_board_without_any_facilitator_lets_everybody_in(launch: Launch) -> None:
    launch.state.remove(Person.table, FACILITATOR)
    launch.draft(StartTask(PLAN))
    launch.draft(ChangeSettings({"weekly_days": 3}), by=SUN)
    assert rights.may(launch.state, None, launch.task(PLAN))


def test_nobody_is_nobody_once_there_is_a_facilitator(launch: Launch) -> None:
    with pytest.raises(NotAllowed):
        launch.draft(StartTask(PLAN))


def test_undoing_passes_the_same_rule(launch: Launch) -> None:
    changes = launch.written(BlockTask(STOCKING, "首批货", CHEN), by=SUN)
    back = [change.inverse() for change in reversed(changes)]
    rights.check(launch.state, launch.state.get(Person, SUN), back, "undo")
    with pytest.raises(NotAllowed):
        rights.check(launch.state, launch.state.get(Person, CHEN), back, "undo")


def test_one_takes_back_ones_own_note_and_no_other(launch: Launch) -> None:
    changes = launch.written(AddNote(PLAN, "何时定稿？"), by=SUN)
    back = [change.inverse() for change in changes]
    rights.check(launch.state, launch.state.get(Person, SUN), back, "undo")
    with pytest.raises(NotAllowed):
        rights.check(launch.state, launch.state.get(Person, WANG), back, "undo")


def test_a_note_is_not_put_in_anothers_mouth(launch: Launch) -> None:
    note = {"id": 1, "at": "2024-03-25T02:00:00Z", "by": LI, "text": "我来做"}
    with pytest.raises(NotAllowed):
        rights.check(
            launch.state, launch.state.get(Person, SUN), [Change("tasks", PLAN, "notes/1", None, note)]
        )


def test_releasing_a_block_hands_its_issue_over_with_the_owners_right(launch: Launch) -> None:
    launch.do(BlockTask(STOCKING, "首批货", CHEN), by=FACILITATOR)
    launch.do(UnblockTask(STOCKING), by=SUN)


def test_a_table_of_a_later_program_is_the_facilitators(launch: Launch) -> None:
    change = Change("of_later", 1, None, None, {"title": "x"})
    rights.check(launch.state, launch.state.get(Person, FACILITATOR), [change])
    with pytest.raises(NotAllowed):
        rights.check(launch.state, launch.state.get(Person, LI), [change])


@pytest.mark.parametrize(
    ("who", "may"),
    [(LI, True), (FACILITATOR, True), (SUN, False), (CHEN, False), (GUEST, False), (None, False)],
)
def test_a_key_that_cannot_act_says_why(launch: Launch, who: int | None, may: bool) -> None:
    actor, plan = launch.state.get(Person, who), launch.task(PLAN)
    assert rights.may(launch.state, actor, plan) is may
    assert (rights.why_not(launch.state, actor, plan) is None) is may


def test_the_material_is_told_by_its_own_department(launch: Launch) -> None:
    launch.do(StartTask(MATERIAL), by=ZHAO)
