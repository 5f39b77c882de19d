"""The commonest acts of a weekly meeting, key by key: what the tests press is what `docs/` prints.

`python -m tests.screens.meeting.key_counts` writes both pages anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DOCS: Final = Path(__file__).parents[3] / "docs"
PAGES: Final = {"en": DOCS / "meeting-keys.md", "zh": DOCS / "meeting-keys.zh.md"}
"""By language."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Text that somebody types; it counts as none, as it is as long as what there is to say."""

    text: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What has to stand on the screen before the next key, or at the end."""

    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The item that has to be on the table."""

    name: str


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing may be left on the screen."""


Step = str | Typed | Seen | Shown | Blank


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done in a weekly meeting. `at` is where it begins: a place that the test lays out."""

    name: str
    at: str
    en: str
    zh: str
    steps: Sequence[Step]

    @property
    def count(self) -> int:
        """How many keys it takes."""
        return sum(isinstance(step, str) for step in self.steps)

    def told(self, language: str) -> str:
        """The keys in their order, in Markdown."""
        words = []
        for step in self.steps:
            if isinstance(step, Typed):
                words.append(step.zh if language == "zh" else step.en)
            elif isinstance(step, str):
                words.append(f"`{_NAMES.get(step, step)}`")
        return " ".join(words)


_NAMES: Final = {"down": "↓", "f8": "F8"}

TEN: Final = (
    Deed(
        "delay",
        "task",
        "Mark delayed, with reason and date",
        "标记延迟，写明原因和日期",
        (
            "p",
            Seen("标记延迟"),
            Typed("手册又晚了", "reason", "原因"),
            "enter",
            Typed("4/2", "date", "日期"),
            "ctrl+s",
            Seen("手册又晚了"),
            Seen("04-02"),
        ),
    ),
    Deed(
        "capture",
        "task",
        "Capture an action, decision, question, risk, issue or note",
        "记一条行动、决定、提问、风险、问题或备注",
        (
            "a",
            Seen("记入周例会"),
            Typed("行动 @王芳 周五 补齐手册", "line", "一行字"),
            "enter",
            Seen("补齐手册"),
        ),
    ),
    Deed("park", "task", "Put the item off", "推后这一项", ("z", Seen("已推后"))),
    Deed("next", "task", "Next item", "下一项", ("space", Shown("NPL-12"))),
    Deed(
        "roll",
        "task",
        "Roll-call of eight, the third of them absent",
        "八人点名，第三位缺席",
        ("r", Seen("未点名"), "down", "down", "x", Seen("缺席"), "a", Seen("在场 7/8")),
    ),
    Deed(
        "answer",
        "questions",
        "Answer a question",
        "回答一个提问",
        ("c", Seen("答复提问"), Typed("先用电子版", "answer", "答复"), "enter", Seen("先用电子版")),
    ),
    Deed("settle", "actions", "An action of last time is done", "上次的行动做完了", ("c", Seen("已完成"))),
    Deed(
        "jump",
        "task",
        "Go to an item by its number",
        "按编号跳到某一项",
        ("g", Seen("跳到哪一项"), "4", "enter", Shown("NPL-4")),
    ),
    Deed("take-over", "follower", "Take over from the presenter", "接手主持", ("T", Seen("现在由您主持"))),
    Deed(
        "close",
        "task",
        "Close: holes, minutes, read-back",
        "收尾：缺漏、纪要、宣读确认",
        ("w", Seen("收尾"), "w", Seen("宣读确认")),
    ),
)
"""The ten commonest."""
MORE: Final = (
    Deed(
        "note",
        "task",
        "A note on the item",
        "给这一项加备注",
        ("n", Seen("备注"), Typed("场地已换", "text", "文字"), "enter", Seen("场地已换")),
    ),
    Deed("done", "task", "Done, all criteria met", "完成（交付标准都已达到）", ("c", Seen("NPL-7：已完成"))),
    Deed("follow", "elsewhere", "Follow the presenter again", "重新跟随主持人", ("f", Shown("NPL-7"))),
    Deed(
        "back",
        "on_board",
        "From anywhere to the item on the table",
        "从任何画面回到会上正在谈的一项",
        ("m", Shown("NPL-7")),
    ),
    Deed(
        "home", "home", "From Home into the meeting that runs", "从首页进入正在开的会", ("m", Shown("NPL-7"))
    ),
    Deed("blank", "task", "Blank the projector", "投影黑屏", ("f8", Blank())),
)
"""Also measured."""

_TEXTS: Final = {
    "en": (
        "# Keys of a weekly meeting",
        "[中文](meeting-keys.zh.md)",
        "How many keys the ten commonest acts take. Text that one types counts as none, as it is as long as\n"
        "what there is to say; everything else counts, Enter included. These are the very keys that\n"
        "`tests/screens/meeting/test_key_counts.py` presses.",
        "| act | keys | count |",
        "Also measured:",
        "The first word of a captured line says what it is, `@` names a person, a date in it is understood.\n"
        "In a delay `ctrl+s` saves from any field; `enter` instead goes on to the department that caused\n"
        "it, and saves after that. In a list the cursor is on the line in question: else add the arrows.",
    ),
    "zh": (
        "# 周例会的按键数",
        "[English](meeting-keys.md)",
        "十个最常用的动作各要按几个键。输入的文字不算（要说多少就有多长），其余都算，包括 enter。\n"
        "这些就是 `tests/screens/meeting/test_key_counts.py` 实际按下的键。",
        "| 动作 | 按键 | 数目 |",
        "另外量过的：",
        "记录的第一个词决定类别，`@` 后面是人，日期照常写就认得。标记延迟时，`ctrl+s` 在任何一格都能保存；\n"
        "按 `enter` 则先到“造成部门”，再按一次才保存。列表里以光标已在那一行为准，不在则另加方向键。",
    ),
}


def page(language: str) -> str:
    """The whole page."""
    title, other, about, head, more, end = _TEXTS[language]
    return "\n\n".join(
        [title, other, about, _table(head, TEN, language), more, _table(head, MORE, language), end + "\n"]
    )


def _table(head: str, deeds: Sequence[Deed], language: str) -> str:
    rows = [
        f"| {deed.zh if language == 'zh' else deed.en} | {deed.told(language)} | {deed.count} |"
        for deed in deeds
    ]
    return "\n".join([head, "| --- | --- | ---: |", *rows])


if __name__ == "__main__":
    for language, path in PAGES.items():
        path.write_text(page(language), encoding="utf-8")
