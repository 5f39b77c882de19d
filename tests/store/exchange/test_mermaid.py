"""Drawings for Mermaid: its own parser understands them as they were meant, whatever people wrote.

The parser runs under node, one process for all drawings (`scripts/mermaid` gets it). Where it is not there
those tests are skipped, and what stands here about the text alone has to do.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import NotFound
from store.exchange.mermaid import dependencies, gantt, neutral
from store.model.change import record_with
from store.model.initiative import Initiative
from store.model.organisation import Department
from store.model.text import TITLE_LIMIT, clean_line
from store.rules.commands import BlockTask, CancelTask, CompleteTask, CreateTask, PostponeTask
from tests.data.hostile import HOSTILE
from tests.store.rules.launch import CHEN, DESIGN, FACILITATOR, MARKETING, MATERIAL, PLAN, TRAINING, Launch

ROOT: Final = Path(__file__).parents[3]
PARSER: Final = ROOT / "build" / "mermaid"

MEANINGFUL: Final = [
    'quo"ted" \'single\' `ticks` "`**strong**`"',
    "end",
    "a end b",
    "graph TD; a-->b",
    "direction TB",
    "x direction LR y",
    "subgraph one",
    "a; b; c",
    "#quot; #35; # 9",
    "%% comment",
    "%%{init: {'theme': 'dark', 'securityLevel': 'loose'}}%%",
    "50 % done",
    'click t1 href "https://evil.example"',
    "click t1 call alert(1)",
    "callback",
    ":::done",
    "name :done, t1, 2024-01-01, 2d",
    "a: b",
    "[x] (y) {z} [[w]] ([v]) [/u/] >t] ((s)) @{ shape: cyl }",
    '<b onclick="alert(1)">fat</b> <br/> </div> <script>alert(1)</script>',
    "a --> b ==> c -.-> d ~~~ e --- f",
    "t1@{ animate: true }",
    "style t1 fill:#f00;",
    "classDef x fill:#fff;stroke:#000;",
    "linkStyle 0 stroke:red",
    "section other",
    "title other",
    "dateFormat X",
    "excludes weekends",
    "todayMarker off",
    "accTitle: x",
    "accDescr { x }",
    "---\ntitle: front matter\n---",
    "gantt",
    "flowchart LR",
    "topAxis",
    "inclusiveEndDates",
    "2024-03-20",
    "fa:fa-ban fab:fa-x",
    "$$\\frac{1}{2}$$",
    "1. first * second _third_ ~~fourth~~",
    "ﬂ°°60¶ßb¶ß &lt;b&gt; &#60;",
    "a & b | c ^ d \\ e",
    "宣传物料：设计（三版）；“初稿”、《手册》%【终】",
    "v x o",
]


class Drawn(Launch):
    """The launch with a task, a milestone and a department for each of the texts."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        plan = self.task(PLAN)
        for at, text in enumerate(texts, 100):
            milestone = plan.milestones[0].model_copy(update={"title": _title(text)})
            self.state.put(Department(id=at, name=_title(text)))
            self.state.put(
                record_with(
                    plan,
                    id=at,
                    number=at,
                    title=_title(text),
                    department=at,
                    milestones=(milestone,),
                    dependencies=({"id": at - 1 if at > 100 else PLAN},),
                )
            )

    def named(self, text: str, code: str = "NPL") -> Drawn:
        """The initiative called so."""
        initiative = self.state.one(Initiative, 1)
        self.state.put(record_with(initiative, title=_title(text), code=code))
        return self

    def both(self) -> list[str]:
        return [gantt(self.state, 1, self.moment), dependencies(self.state, 1, self.moment)]


def _title(text: str) -> str:
    """As it can be typed: the door takes out what cannot be seen."""
    return clean_line(text[:110], TITLE_LIMIT) or "x"


def chance(count: int) -> list[str]:
    """Texts of what means something, thrown together; the same each time."""
    dice = random.Random(7)
    signs = [
        "end",
        "click",
        "direction TB",
        "%%",
        "{init",
        "}",
        "#",
        ";",
        ":",
        '"',
        "`",
        "[",
        "]",
        "(",
        ")",
        "<",
    ]
    signs += [
        ">",
        "/",
        "\\",
        "|",
        "&",
        "@{",
        "--",
        "==",
        ".-",
        "~~~",
        "::: ",
        " ",
        "\n",
        "中",
        "文",
        "a",
        "1",
        "ﬂ°",
        "¶ß",
    ]
    return ["".join(dice.choices(signs, k=dice.randint(1, 12))) for _ in range(count)]


TEXTS: Final = [*MEANINGFUL, *HOSTILE, *chance(150)]
CODES: Final = (
    "NPL",
    "GANTT",
    "TOPAXIS",
    "END",
    "CLICK",
    "TITLE",
    "SECTION",
    "GRAPH",
    "STYLE",
    "CLASS",
    "HREF",
    "V2",
)


@pytest.fixture(scope="module")
def answers() -> list[dict[str, Any]]:
    """What Mermaid understands of every drawing: first of all texts, then of each text as the initiative's
    title with one of the codes, last of drawings that were not made neutral."""
    if shutil.which("node") is None or not (PARSER / "version").exists():
        pytest.skip("Mermaid's own parser is not here (scripts/mermaid)")
    drawings = Drawn(TEXTS).both()
    small = Drawn([])
    for at, text in enumerate(MEANINGFUL):
        drawings += small.named(text, CODES[at % len(CODES)]).both()
    drawings += [f"flowchart LR\n    t1[{text}]\n" for text in MEANINGFUL]
    done = subprocess.run(
        ["node", str(ROOT / "tests" / "data" / "mermaid.mjs"), str(PARSER)],
        input=json.dumps(drawings),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_mermaid_reads_every_title_as_it_was_written(answers: list[dict[str, Any]]) -> None:
    drawn = Drawn(TEXTS)
    chart, graph = answers[:2]
    assert "error" not in chart, chart
    assert "error" not in graph, graph
    tasks = {id: (text, day, milestone) for text, id, day, milestone in chart["tasks"]}
    assert len(tasks) == 3 + 2 + 2 * len(TEXTS)
    assert len(chart["sections"]) == 3 + len(TEXTS)
    for at, _text in enumerate(TEXTS, 100):
        task = drawn.task(at)
        assert tasks[f"t{at}"] == (f"NPL-{at} {task.title}", "2024-03-11", False)
        assert tasks[f"t{at}m1"] == (f"NPL-{at} {task.milestones[0].title}", "2024-03-20", True)
        assert drawn.state.one(Department, at).name in chart["sections"]
        assert graph["nodes"][f"t{at}"] == f"NPL-{at} {task.title}"
    assert len(graph["nodes"]) == 3 + len(TEXTS)
    assert len(graph["edges"]) == 1 + len(TEXTS)
    assert (chart["links"], graph["links"], graph["subgraphs"]) == (0, 0, 0)


def test_mermaid_reads_every_initiative_and_every_code(answers: list[dict[str, Any]]) -> None:
    for at, text in enumerate(MEANINGFUL):
        code = CODES[at % len(CODES)]
        chart, graph = answers[2 + 2 * at : 4 + 2 * at]
        title = Drawn([]).named(text, code).state.one(Initiative, 1).title
        assert chart.get("title") == f"{code} {title}", chart
        assert [text for text, *_ in chart["tasks"]][:2] == [f"{code}-1 推广方案撰写", f"{code}-1 方案初稿"]
        assert graph["nodes"]["t2"] == f"{code}-2 宣传物料设计"


def test_the_parser_would_see_what_is_not_neutral(answers: list[dict[str, Any]]) -> None:
    raw = answers[-len(MEANINGFUL) :]
    misread = [each for each in raw if "error" in each or each["nodes"].keys() != {"t1"} or each["links"]]
    assert len(misread) >= 10


@given(st.text(max_size=60))
def test_a_text_is_one_line_of_harmless_signs_and_reads_the_same(text: str) -> None:
    made = neutral(text)
    assert re.sub(r"#(\d+);", lambda found: chr(int(found[1])), made) == " ".join(text.split())
    assert re.fullmatch(r"(?:#\d+;|[A-Za-z0-9 \-.,/()!?+'\x80-\U0010ffff])*", made)
    assert not re.search(r"direction\s", made)


def test_the_chart_shows_dates_departments_milestones_and_how_it_stands() -> None:
    launch = Launch()
    launch.do(PostponeTask(TRAINING, "产品手册未到", date(2024, 3, 30)), by=FACILITATOR)
    launch.do(CompleteTask(PLAN, exception="预算下周补"), by=FACILITATOR)
    assert gantt(launch.state, 1, launch.moment) == (
        "gantt\n"
        "    title NPL 新品上市推广\n"
        "    dateFormat YYYY-MM-DD\n"
        "    axisFormat %m-%d\n"
        "    inclusiveEndDates\n"
        "    section 市场部\n"
        "    NPL-1 推广方案撰写（已完成） :done, t1, 2024-03-11, 2024-03-25\n"
        "    NPL-1 方案初稿 :milestone, t1m1, 2024-03-20, 0d\n"
        "    section 设计部\n"
        "    NPL-2 宣传物料设计 :crit, t2, 2024-03-27, 2024-03-29\n"
        "    NPL-2 物料初稿 :milestone, t2m1, 2024-03-28, 0d\n"
        "    section 销售部\n"
        "    NPL-3 销售培训组织（延迟） :crit, t3, 2024-03-25, 2024-03-30\n"
    )


def test_the_graph_leads_from_what_comes_first() -> None:
    launch = Launch()
    launch.do(BlockTask(MATERIAL, "等品牌手册", CHEN, urgent=False), by=FACILITATOR)
    assert dependencies(launch.state, 1, launch.moment) == (
        "flowchart LR\n"
        '    t1["NPL-1 推广方案撰写"]\n'
        '    t2["NPL-2 宣传物料设计（阻塞）"]\n'
        '    t3["NPL-3 销售培训组织"]\n'
        "    t1 ==> t2\n"
        "    classDef blocked fill:#f6ccc8,stroke:#b8342a,color:#000\n"
        "    class t2 blocked\n"
    )


def test_cancelled_tasks_are_left_out_and_tasks_without_dates_stand_where_they_can() -> None:
    launch = Launch()
    launch.do(CancelTask(PLAN, "并入二期"), by=FACILITATOR)
    launch.do(CreateTask(1, "复盘", department=MARKETING, dependencies=(MATERIAL,)), by=FACILITATOR)
    chart = gantt(launch.state, 1, launch.moment)
    assert "NPL-1" not in chart
    assert "NPL-4 复盘 :crit, t4, 2024-04-01, 2024-04-01" in chart
    assert dependencies(launch.state, 1, launch.moment).count("t1") == 0


def test_what_is_done_elsewhere_stands_beside_the_tasks() -> None:
    launch = Launch()
    launch.state.put(record_with(launch.state.one(Initiative, 1), id=2, code="BRD", title="品牌"))
    launch.state.put(
        record_with(launch.task(PLAN), id=9, initiative=2, number=1, title="手册", department=DESIGN)
    )
    launch.state.put(record_with(launch.task(TRAINING), dependencies=({"id": 9},)))
    graph = dependencies(launch.state, 1, launch.moment)
    assert '    t9["BRD-1 手册"]\n' in graph
    assert "    t9 --> t3\n" in graph
    assert "    class t9 elsewhere\n" in graph


def test_an_initiative_that_is_gone_is_not_drawn() -> None:
    with pytest.raises(NotFound):
        gantt(Launch().state, 7, Launch().moment)
