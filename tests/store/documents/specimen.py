"""A document with every kind of block, long enough for several pages, to look at in every form."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from store.documents.blocks import (
    Bar,
    Bars,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Source,
    Table,
    Tone,
)
from store.language import Language

AT: Final = datetime(2024, 3, 25, 2, 0, tzinfo=UTC)
SOURCE: Final = Source("4f5a699495757c9b", "NPL", AT)
ROWS: Final = 60

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "zh": {
        "title": "NPL 新品上市推广：跨部门任务分配总表",
        "tasks": "任务分配总表",
        "signed": "签字确认",
        "chart": "各部门按期完成率",
        "key": "编号",
        "task": "子任务",
        "owner": "任务负责人",
        "priority": "优先级",
        "due": "截止日期",
        "days": "工作日",
        "status": "状态",
        "criteria": "交付标准",
        "note": "总表在全部部门签字后生效。\n请各部门负责人核对本部门的行，三个工作日内签字。",
        "sign": "市场部：李明，3月20日|研发部：尚未签字",
        "name": "宣传物料设计与投放",
        "who": "欧阳晓静",
        "must": "遵循品牌手册；提供三套初稿，并由市场部负责人确认",
        "high": "高",
        "low": "低",
        "running": "进行中",
        "late": "延迟",
        "blocked": "阻塞",
        "done": "已完成",
        "quiet": "未开始",
        "market": "市场部",
        "sales": "销售部",
    },
    "en": {
        "title": "NPL Launch of the new product: master assignment table",
        "tasks": "Master assignment table",
        "signed": "Sign-off",
        "chart": "On time, by department",
        "key": "Key",
        "task": "Task",
        "owner": "Owner",
        "priority": "Priority",
        "due": "Due",
        "days": "Working days",
        "status": "Status",
        "criteria": "Acceptance criteria",
        "note": "The table is confirmed once every department has signed.\n"
        "Heads check their rows and sign within three working days.",
        "sign": "Marketing: Frank Miller, 20 Mar|R&D: not signed yet",
        "name": "Design of the promotional material",
        "who": "Penelope Featherstone",
        "must": "Follows the brand manual; three drafts, of which the head of Marketing confirms one",
        "high": "high",
        "low": "low",
        "running": "in progress",
        "late": "delayed",
        "blocked": "blocked",
        "done": "done",
        "quiet": "not started",
        "market": "Marketing",
        "sales": "Sales",
    },
}


def specimen(language: Language, rows: int = ROWS) -> Document:
    """A document of that language: text, a table that comes back, a chart."""
    word = _WORDS[language]
    sides = tuple(word["sign"].split("|"))
    blocks: tuple[Block, ...] = (
        Paragraph(word["note"]),
        Heading(word["tasks"]),
        tasks(language, rows),
        Heading(word["signed"], new_page=True),
        Bullets(sides),
        Bullets(sides, numbered=True),
        Heading(word["chart"], level=2),
        Bars((Bar(word["market"], 0.5, "50 %"), Bar(word["sales"], 1, "100 %", "=")), whole=1),
    )
    return Document(word["title"], blocks, language, wide=True, source=SOURCE)


def tasks(language: Language, rows: int = ROWS) -> Table:
    """The table of it: days, numbers, status in word and tone, words to choose from."""
    word = _WORDS[language]
    tones = list(zip(("running", "late", "blocked", "done", "quiet"), TONES, strict=True))
    columns = (
        Column(word["key"], 2, field="key"),
        Column(word["task"], 6, field="task"),
        Column(word["owner"], 4, field="owner"),
        Column(word["priority"], 2, field="priority", choices=(word["high"], word["low"])),
        Column(word["due"], 3, field="due"),
        Column(word["days"], 2, right=True, field="working_days"),
        Column(word["status"], 3),
        Column(word["criteria"], 8, field="acceptance"),
    )
    return Table(
        columns,
        tuple(
            (
                Cell(f"NPL-{number}"),
                Cell(f"{word['name']} {number}"),
                Cell(word["who"]),
                Cell(word["high" if number % 3 else "low"]),
                Cell(f"{DAY + timedelta(days=number):%m-%d}", DAY + timedelta(days=number)),
                Cell(str(number % 9 + 1), number % 9 + 1),
                Cell(word[tones[number % 5][0]], tone=tones[number % 5][1]),
                Cell(word["must"].replace("; ", "\n").replace("；", "\n")),
            )
            for number in range(1, rows + 1)
        ),
        key=0,
        comes_back="assignment",
        marks=tuple(f"NPL-{number}" for number in range(1, rows + 1)),
    )


DAY: Final = date(2024, 3, 20)
TONES: Final = (Tone.RUNNING, Tone.LATE, Tone.BLOCKED, Tone.DONE, Tone.QUIET)
