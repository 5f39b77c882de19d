"""A document is read on the screen first, then saved: as what, where, and over nothing unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from screens.documents.document_screen import DocumentScreen
from screens.documents.lines import document_lines
from screens.documents.saving import SaveDialog
from screens.documents.which import Which, documents_of
from screens.reach import BOARD_ONLY
from screens.widgets.cells import width
from store import example, language
from store.board.board import Board
from store.board.own import own_folder
from store.board.personal import Memory
from store.documents.blocks import Cell, Column, Document, Table
from store.documents.catalogue import build
from store.language import Language
from store.model.initiative import Initiative
from store.model.meeting import Meeting
from store.model.task import Task
from tests.harness import FixedClock, grid, until, until_text
from tests.screens.stage import LARGE, SMALL, copied, running
from tui.app import DuiqiApp

NPL = 1
PROGRESS = "NPL-任务进度跟踪表-2024-03-25"


async def shown(pilot: Pilot[None], name: str, seen: str) -> DocumentScreen:
    """A document in front, once `seen` of it is on the screen."""
    assert isinstance(pilot.app, DuiqiApp)
    pilot.app.open_documents(NPL, name)
    await until_text(pilot, seen)
    screen = pilot.app.screen
    assert isinstance(screen, DocumentScreen)
    return screen


async def test_from_home_a_document_is_read_turned_chosen_and_saved(board: Board, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    async with running(board) as pilot:
        await pilot.press("E")
        await until_text(pilot, "14 项子任务已完成 8 项")  # the initiative is followed up: table 2
        await pilot.press("end")
        await until_text(pilot, "NPL-14")
        await pilot.press("home")
        await until_text(pilot, "发起部门")
        await pilot.press("tab")
        await until_text(pilot, "字体已换")
        await pilot.press("shift+tab")
        await until_text(pilot, "14 项子任务")
        await pilot.press("enter")
        await until_text(pilot, "看哪份文档")
        await pilot.press(*"risk", "enter")
        await until_text(pilot, "卖点清单晚到")
        await pilot.press("left", "left")
        await until_text(pilot, "14 项子任务")
        # saved as Excel, as departments fill it in; the folder is typed once and remembered
        await pilot.press("w")
        await until_text(pilot, f"{PROGRESS}.xlsx")
        await pilot.press("enter", *str(folder), "enter", "enter")
        await until_text(pilot, "已存为")
        saved = folder / f"{PROGRESS}.xlsx"
        assert load_workbook(saved).sheetnames
        assert Memory(own_folder()).folder == folder.resolve()
        # once more: nothing is overwritten unasked
        saved.write_text("mine")
        await pilot.press("w")
        await until_text(pilot, f"{PROGRESS}.xlsx")
        await pilot.press("enter", "enter", "enter")
        await until_text(pilot, "换个文件名")
        assert saved.read_text() == "mine"
        await pilot.press("down", "enter")
        await until(pilot, lambda seen: "已存为" in seen and "替换它" not in seen, "it is replaced")
        assert load_workbook(saved).sheetnames
        # another form is another ending
        await pilot.press("w")
        await until_text(pilot, f"{PROGRESS}.xlsx")
        await pilot.press("right", "right")
        await until_text(pilot, f"{PROGRESS}.md")
        await pilot.press("ctrl+s")
        await until_text(pilot, f"已存为 {PROGRESS}.md")
        assert (folder / f"{PROGRESS}.md").read_text(encoding="utf-8").startswith("# NPL")


async def test_what_cannot_be_saved_is_said_at_its_field(board: Board) -> None:
    async with running(board) as pilot:
        await shown(pilot, "brief", "需求说明书")
        await pilot.press("w")
        await until_text(pilot, ".docx")
        await pilot.press("enter", *"/nowhere/at/all", "enter", "enter")
        await until_text(pilot, "没有文件夹 /nowhere/at/all")
        await pilot.press("escape")
        await until_text(pilot, "存为文件")
        assert not Memory(own_folder()).folder


async def test_a_change_of_others_shows_and_the_place_is_kept(
    board: Board, board_file: Path, clock: FixedClock
) -> None:
    from store.rules.commands import EditTask

    other = Board.open(board_file, clock=clock, origin="screen")
    other.identify(example.LI_MING)
    async with running(board) as pilot:
        await shown(pilot, "assignment", "完成期限")
        other.commit(EditTask(1, {"title": "市场再调研"}))
        await until_text(pilot, "市场再调研")
    other.close()


async def test_a_teams_server_shows_documents_and_writes_none(board: Board, tmp_path: Path) -> None:
    async with running(board) as pilot:
        screen = await shown(pilot, "brief", "需求说明书")
        screen.session.reach = BOARD_ONLY
        await pilot.press("w")
        await until_text(pilot, "ssh")
        assert pilot.app.screen is screen
        await pilot.press("y")
        await until_text(pilot, "已复制")
        dialog = SaveDialog(screen.session, NPL, Which("brief"))
        pilot.app.push_screen(dialog)
        await until_text(pilot, "文件名")
        dialog.form["folder"].text = str(tmp_path)
        await pilot.press("ctrl+s")
        await until_text(pilot, "ssh")
    assert list(tmp_path.glob("NPL-*")) == []


async def test_each_screen_opens_the_document_it_is_about(board: Board) -> None:
    async with running(board) as pilot:
        app = pilot.app
        assert isinstance(app, DuiqiApp)
        for go, seen in ((app.open_numbers, "复盘报告"), (app.open_risks, "风险登记册")):
            go(NPL)
            await pilot.pause()
            await pilot.press("E")
            await until_text(pilot, seen)
            await pilot.press("escape", "escape")
        # no meeting was held: the minutes say so, and cannot be saved
        await shown(pilot, "minutes", "还没有开过会")
        await pilot.press("w")
        await until_text(pilot, "还没有开过会")


def test_facts_of_a_row_stand_whole_beside_each_other_or_below() -> None:
    columns = tuple(
        Column(title) for title in ("子任务", "负责部门", "任务负责人", "交付标准", *"甲乙丙丁戊己庚")
    )
    cells = tuple(
        Cell(text) for text in ("方案", "市场部", "李明", "三种策略\n预算", *("长" * 12 for _ in range(7)))
    )
    lines = document_lines(Document("表", (Table(columns, (cells,), key=0),), "zh"), 60)
    text = ["".join(text for text, _style in line).strip() for line in lines]
    assert text[3] == "负责部门：市场部   任务负责人：李明"
    assert text[4] == "交付标准：三种策略 / 预算   甲：长长长长长长长长长长长长"
    assert text[5].startswith("乙：")


@pytest.mark.parametrize("room", range(24, 40))
def test_a_table_whose_columns_just_fit_is_as_wide_as_the_room(room: int) -> None:
    table = Table((Column("编号"), Column("负责人")), ((Cell("NPL-1"), Cell("李" * 11)),), key=0)
    lines = document_lines(Document("表", (table,), "zh"), room)
    assert all(sum(width(text) for text, _style in line) <= room for line in lines)


def test_minutes_are_of_meetings_that_were_held_the_newest_first(board: Board) -> None:
    listed = [each.meeting for each in documents_of(board.state, NPL) if each.name == "minutes"]
    held = [each for each in board.state.all(Meeting) if each.initiative == NPL and each.opened is not None]
    assert [each.id for each in sorted(held, key=lambda one: str(one.opened), reverse=True)] == listed


@pytest.mark.parametrize("words", ["[/red] [@click=app.quit]x[/]", "x\x1b]52;c;cm0=\x07 \u202e", "长" * 300])
def test_hostile_words_are_shown_as_they_stand(board: Board, words: str) -> None:
    state = board.state.copy()
    for record in (*state.all(Task), *state.all(Initiative)):
        state.put(record.model_copy(update={"title": words}))
    document = build(state, "all", NPL, board.moment())
    for room in (78, 200):
        for line in document_lines(document, room):
            assert sum(width(text) for text, _style in line) <= room
    markup = [text for line in document_lines(document, 78) for text, _style in line if "[/red]" in text]
    assert bool(markup) == words.startswith("[")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("tongue", ["zh", "en"])
async def test_a_document_looks_like_this(
    examples: dict[Language, Path],
    tmp_path: Path,
    clock: FixedClock,
    tongue: Language,
    size: tuple[int, int],
    screen_snapshot: SnapshotAssertion,
) -> None:
    language.use(tongue)
    Memory(own_folder()).saved_into(Path("/"))
    board = Board.open(copied(examples[tongue], tmp_path / "b"), clock=clock)
    board.identify(example.LI_MING)
    ends = {"zh": "编制时间", "en": "As of"}[tongue]
    async with running(board, size=size) as pilot:
        for name in ("confirmation", "progress"):
            screen = await shown(pilot, name, ends)
            assert grid(pilot.app) == screen_snapshot(name=f"{name}-{tongue}-{size[0]}")
            screen.dismiss(None)
        await shown(pilot, "assignment", ends)
        await pilot.press("w")
        await until_text(pilot, ".xlsx")
        assert grid(pilot.app) == screen_snapshot(name=f"save-{tongue}-{size[0]}")
    board.close()
