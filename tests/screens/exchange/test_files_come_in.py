"""Files come in on the screen: columns, newcomers, cells that differ, minutes line by line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from screens.exchange.choosing import Entry, entries
from screens.exchange.entrance import import_from, screen_for
from screens.host import Actor
from screens.reach import BOARD_ONLY
from screens.widgets.fields.line import QuietInput
from store import language
from store.board.board import Board
from store.documents.catalogue import build
from store.documents.xlsx import xlsx
from store.language import Language
from store.model.capture import Capture, CaptureKind
from store.model.organisation import Department, Person
from store.model.task import Task
from store.rules.commands import AddNote
from tests.data.hostile import HOSTILE
from tests.harness import FixedClock, grid, until, until_text
from tests.screens.stage import LARGE, SMALL, copied, running
from tests.store.exchange.back.desk import Sheet, Trail, edited
from tui.app import DuiqiApp

NPL = 1
PLAN = {
    "zh": "工作内容,负责,部门,最后期限,紧急,备注\n门店巡检,王芳,销售部,2024-04-01,高,x\n"
    "物料印刷,小何,设计部,2024-04-02,中,y\n法务审核,吴律师,法务部,2024-04-03,低,z\n错行,张三/李四,销售部,,低,\n",
    "en": "What is done,Assignee,Team,Last day,Urgent,Remark\nVisit shops,Zhang Wei,Sales,2024-04-01,high,x\n"
    "Print,Harry He,Design,2024-04-02,low,y\nCheck the contract,Sue,Legal,2024-04-03,low,z\n",
}
MINUTES = {
    "zh": "# 周例会\n1. 行动：@王芳 4/4 前补齐产品手册\n- **决议：** 方案按第二版\n* 【风险】档期不确定\n"
    "ACTION: Frank to send it by Friday\n待定：是否追加预算\n",
    "en": "# Weekly\n1. RESOLVED: go with the second version\n- **Risk:** the printer may be late\n"
    "ACTION: Frank to send it by Friday\nTBD: more budget\n",
}


def front(pilot: Pilot[None]) -> Actor:
    """The screen in front."""
    app = pilot.app
    assert isinstance(app, DuiqiApp)
    return app.screen  # type: ignore[return-value]


async def choose(pilot: Pilot[None], path: Path) -> None:
    """Import a file as a person does: by its path."""
    import_from(front(pilot), NPL)
    await until(pilot, lambda seen: "导入哪个文件" in seen, "the path is asked for")
    field = pilot.app.screen.query_one(QuietInput)
    field.value = str(path)
    kind = path.suffix[1:].upper()
    await until(pilot, lambda seen: f" {kind}" in seen.line(f"| {path.name}"), "the file is found")
    await pilot.press("enter")


async def test_the_columns_are_said_newcomers_asked_once_and_the_rows_taken_in(
    board: Board, tmp_path: Path
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(PLAN["zh"], encoding="gb18030")
    async with running(board) as pilot:
        await choose(pilot, path)
        await until_text(pilot, "新建 1 项，3 行不导入")
        await pilot.press("end", "enter")
        await until_text(pilot, "“备注”是")
        await pilot.press(*"deliv", "enter")
        await until(pilot, lambda seen: "交付物" in seen.line("备注"), "the column means the deliverable")
        await pilot.press("ctrl+s")
        await until_text(pilot, "看板上还没有的")
        await pilot.press("down", "enter")
        await until_text(pilot, "“小何”")
        await pilot.press(*"王芳", "enter")
        await until(pilot, lambda seen: "是王芳" in seen.line("小何"), "王芳 is meant")
        await pilot.press("ctrl+s")
        await until_text(pilot, "新建 3 项，改动 0 项。")
        tasks = {each.title: each for each in board.state.all(Task)}
        people = {each.name: each for each in board.state.all(Person)}
        assert tasks["物料印刷"].owner == people["王芳"].id
        assert tasks["门店巡检"].deliverable == "x"
        assert people["吴律师"].department == {d.name: d.id for d in board.state.all(Department)}["法务部"]
        await pilot.press("u")
        await until_text(pilot, "已撤销")
    assert "物料印刷" not in {each.title for each in board.state.all(Task)}


async def test_who_supports_without_a_column_of_what_with_is_said_before_the_rows(
    board: Board, tmp_path: Path
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("任务,协办部门\n印刷,设计部\n巡店,销售部\n", encoding="utf-8")
    async with running(board) as pilot:
        await choose(pilot, path)
        seen = await until_text(pilot, "没有一列写明配合内容")
        assert "在这一列上按 x 不导入它" in seen
        assert next(n for n, line in enumerate(seen.text) if "没有一列" in line) < next(
            n for n, line in enumerate(seen.text) if "不导入  2" in line
        )
        await pilot.press("down", "x")
        await until_text(pilot, "新建 2 项")


async def test_a_table_that_comes_back_is_decided_cell_by_cell(board: Board, tmp_path: Path) -> None:
    path = tmp_path / "table2.xlsx"
    data = xlsx(build(board.state, "progress", NPL, board.moment(), Trail(board.id)))

    def fill(sheet: Sheet) -> None:
        sheet.put("NPL-9", "状态", "延迟")
        sheet.put("NPL-9", "预计完成", "2024-04-20")
        sheet.put("NPL-9", "延迟原因", "课件未到")
        sheet.put("NPL-4", "备注", "政策稿已发")
        sheet.put("NPL-12", "备注", "等财务")

    path.write_bytes(edited(data, "progress", fill))
    task = next(each for each in board.state.all(Task) if board.state.key_of(each) == "NPL-12")
    board.commit(AddNote(task.id, "财务周一回"))
    async with running(board) as pilot:
        await choose(pilot, path)
        await until_text(pilot, "4 格，1 处冲突待定")
        await pilot.press("x")
        await until(pilot, lambda seen: "不改" in seen.line("政策稿已发"), "the first cell is left as it is")
        await pilot.press("ctrl+s")
        await until_text(pilot, "两边都改过")
        await pilot.press("down", "enter")
        await until_text(pilot, "已导入 4 格")
    after = {board.state.key_of(each): each for each in board.state.all(Task)}
    delay = after["NPL-9"].delay
    assert delay is not None
    assert (delay.forecast, delay.reason) == (date(2024, 4, 20), "课件未到")
    assert after["NPL-12"].notes[-1].text == "等财务"
    assert not any(note.text == "政策稿已发" for note in after["NPL-4"].notes)


async def test_minutes_are_confirmed_line_by_line(board: Board, tmp_path: Path) -> None:
    path = tmp_path / "minutes.md"
    path.write_text(MINUTES["zh"], encoding="utf-8")
    before = len(board.state.all(Capture))
    async with running(board) as pilot:
        await choose(pilot, path)
        await until_text(pilot, "4 行 -> 会外记录，1 行待改正")
        await pilot.press("ctrl+s")
        await until_text(pilot, "第 5 行：看板上没有叫“frank”的人。")
        await pilot.press("e")
        await until_text(pilot, "纪要第 5 行")
        await pilot.press("ctrl+u", *"行动 @王芳 4/4 寄出", "enter")
        await until(pilot, lambda seen: "王芳 04-04" in seen.line("寄出"), "the line is put right")
        await pilot.press("down", "x", "ctrl+s")
        await until_text(pilot, "已记下 4 行")
    kept = board.state.all(Capture)[before:]
    assert [each.kind for each in kept] == [
        CaptureKind.ACTION,
        CaptureKind.DECISION,
        CaptureKind.RISK,
        CaptureKind.ACTION,
    ]
    assert kept[-1].text == "寄出"


async def test_a_team_s_server_reads_no_files(board: Board) -> None:
    async with running(board) as pilot:
        front(pilot).session.reach = BOARD_ONLY
        await pilot.press("ctrl+p", *"导入文件")
        await until_text(pilot, "团队服务器上不读文件")


async def test_hostile_texts_of_a_file_stay_texts(board: Board, tmp_path: Path) -> None:
    texts = [text.replace("\0", "").replace("\n", " ") for text in HOSTILE]
    lines = [f"行动：@王芳 4/4 {text}" for text in texts]
    (tmp_path / "m.md").write_text("\n".join(lines), encoding="utf-8", errors="replace")
    rows = [f'"{text.replace(chr(34), chr(34) * 2)}",王芳' for text in texts]
    (tmp_path / "p.csv").write_text("任务,负责\n" + "\n".join(rows), encoding="utf-8", errors="replace")
    async with running(board) as pilot:
        for name, said in (("m.md", "会外记录"), ("p.csv", "当作")):
            pilot.app.push_screen(screen_for(front(pilot), NPL, tmp_path / name)())
            await until_text(pilot, said)
            for _ in range(3):
                await pilot.press("pagedown")
            await pilot.press("escape")
            await until_text(pilot, "NPL")


def test_a_path_is_completed_from_what_lies_there(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.CSV", "c.exe", ".hidden.csv"):
        (tmp_path / name).touch()
    (tmp_path / "folder").mkdir()
    assert entries(f"{tmp_path}/", tmp_path) == [
        Entry("folder", True),
        Entry("a.CSV", False),
        Entry("b.xlsx", False),
    ]
    assert entries("B", tmp_path) == [Entry("b.xlsx", False)]
    assert entries(".h", tmp_path) == [Entry(".hidden.csv", False)]
    assert entries("/nowhere/at/all/", tmp_path) == []
    assert entries("~nobody of that name/", tmp_path) == []
    assert entries("a\0b/", tmp_path) == []


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("tongue", ["zh", "en"])
async def test_files_look_like_this(
    examples: dict[Language, Path],
    tmp_path: Path,
    clock: FixedClock,
    tongue: Language,
    size: tuple[int, int],
    screen_snapshot: SnapshotAssertion,
) -> None:
    language.use(tongue)
    board = Board.open(copied(examples[tongue], tmp_path / "b"), clock=clock)
    board.identify(1)
    plan, minutes, table = tmp_path / "plan.csv", tmp_path / "minutes.md", tmp_path / "table2.xlsx"
    plan.write_text(PLAN[tongue], encoding="utf-8")
    minutes.write_text(MINUTES[tongue], encoding="utf-8")
    data = xlsx(build(board.state, "progress", NPL, board.moment(), Trail(board.id)))
    note = {"zh": "备注", "en": "Note"}[tongue]
    status, done = {"zh": ("状态", "完成"), "en": ("Status", "done")}[tongue]
    table.write_bytes(
        edited(
            data,
            "progress",
            lambda s: s.put("NPL-4", note, "..."),
            lambda s: s.put("NPL-12", note, "?"),
            lambda s: s.put("NPL-7", status, done),
        )
    )
    task = next(each for each in board.state.all(Task) if board.state.key_of(each) == "NPL-12")
    board.commit(AddNote(task.id, "!"))
    async with running(board, size=size) as pilot:
        for path, ready in (
            (plan, {"zh": "不导入；", "en": "stay out;"}),
            (table, {"zh": "冲突待定", "en": "conflicts to decide"}),
            (minutes, {"zh": "待改正", "en": "to be put right"}),
        ):
            pilot.app.push_screen(screen_for(front(pilot), NPL, path)())
            await until(pilot, lambda seen, t=ready[tongue]: t.rstrip("；;") in seen, path.name)  # type: ignore[misc]
            assert grid(pilot.app) == screen_snapshot(name=path.stem)
            if path is plan:
                await pilot.press("w")
                await until_text(pilot, {"zh": "看板上还没有的", "en": "Not on the board yet"}[tongue])
                assert grid(pilot.app) == screen_snapshot(name="newcomers")
                await pilot.press("escape")
            await pilot.press("escape")
            await until(pilot, lambda seen, n=path.name: n not in seen, "back")  # type: ignore[misc]
