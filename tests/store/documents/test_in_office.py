"""Word and Excel files as another program shows them: LibreOffice prints them, and the text of its pages is
looked at. One run for all files, as most of its time is its start. What it saves again still comes back."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Final

import pytest
from openpyxl import load_workbook

from store.documents.blocks import Cell, Column, Document, Heading, Table
from store.documents.docx import docx
from store.documents.xlsx import xlsx
from store.exchange.stamped import stamp_of
from store.language import LANGUAGES, Language
from tests.data.hostile import CONTROLS, FORMULAS, MARKUP
from tests.store.documents.specimen import ROWS, specimen
from tests.store.documents.test_documents import written

HEADINGS: Final[dict[Language, tuple[str, ...]]] = {
    "zh": (
        "任务需求说明书",
        "需求确认纪要",
        "跨部门任务分配总表（表1）",
        "任务进度跟踪表（表2）",
        "风险登记册",
        "复盘报告",
    ),
    "en": (
        "requirement brief",
        "confirmation minutes",
        "master assignment table (table 1)",
        "progress tracking table (table 2)",
        "risk register",
        "11. review",
    ),
}


def test_another_program_shows_the_files_as_they_were_meant(tmp_path: Path) -> None:
    files: dict[str, bytes] = {"bad-w.docx": docx(hostile()), "bad-x.xlsx": xlsx(hostile())}
    for language in LANGUAGES:
        table = specimen(language)
        files[f"all-{language}.docx"] = docx(written("all", language))
        files |= {f"table-{language}.docx": docx(table), f"table-{language}-x.xlsx": xlsx(table)}
    files["all-x.xlsx"] = xlsx(written("all", "zh"))
    found = printed(files, tmp_path)

    for language in LANGUAGES:
        pages = found[f"all-{language}"]
        for heading in HEADINGS[language]:
            assert any(heading in squeezed(page) for page in pages[1:]), heading
        assert any("NPL-14" in page for page in pages)
    assert any("NPL-14" in page for page in found["all-x"])
    # What is hidden is not printed.
    assert not any("duiqi" in page for page in [*found["all-x"], *found["table-zh-x"]])

    for name in ("table-zh", "table-zh-x"):
        shows_the_table(found[name], "任务负责人", "宣传物料设计与投放", "欧阳晓静", "已完成")
        assert all("NPL 新品上市推广：跨部门任务分配总表" in page for page in found[name])
    for name in ("table-en", "table-en-x"):
        shows_the_table(found[name], "Acceptance criteria", "Design of the", "Featherstone", "in progress")
    assert f"第 2 页，共 {len(found['table-zh'])} 页" in found["table-zh"][1]
    assert f"Page 2 of {len(found['table-en'])}" in found["table-en"][1]
    assert "2024-03-21" in found["table-zh-x"][0]
    assert "21 Mar 2024" in found["table-en-x"][0]

    for name in ("bad-w", "bad-x"):
        text = "".join("".join(page.split()) for page in found[name])
        for formula in FORMULAS:
            assert "".join(formula.split()) in text, formula


def test_a_file_that_another_program_saved_keeps_what_makes_it_come_back(tmp_path: Path) -> None:
    (tmp_path / "table.xlsx").write_bytes(xlsx(specimen("zh", rows=5)))
    office(tmp_path, "xlsx", "table.xlsx")
    with warnings.catch_warnings():
        # LibreOffice adds what openpyxl does not know.
        warnings.simplefilter("ignore")
        before, after = (load_workbook(tmp_path / name) for name in ("table.xlsx", "xlsx/table.xlsx"))
    assert stamp_of(after) == stamp_of(before)
    assert stamp_of(after) is not None
    sheet = after.worksheets[0]
    assert (sheet["A1"].value, sheet["A2"].value) == ("duiqi:assignment", "NPL-1")
    assert sheet.column_dimensions["A"].hidden
    assert [each.sheet_state for each in after.worksheets[2:]] == ["hidden", "hidden"]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == "_duiqi_words!$A$1:$A$2"


def shows_the_table(pages: list[str], heading: str, *words: str) -> None:
    """Every row once, under a header that every page with rows has."""
    rows = [[line for line in page.splitlines() if "NPL-" in line] for page in pages]
    assert sum(map(len, rows)) == ROWS
    assert sum(map(bool, rows)) > 2
    for page, lines in zip(pages, rows, strict=True):
        if lines:
            assert heading in squeezed(page)
            assert all(word in page for word in words), page


def hostile() -> Document:
    rows = tuple((Cell(text), Cell(str(at))) for at, text in enumerate([*FORMULAS, *CONTROLS, *MARKUP]))
    table = Table((Column("=2+2"), Column("b")), rows)
    return Document("=1+1 & <w:p/> {PAGE}", (Heading("=1+1"), table), "zh")


def printed(files: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """The pages of each file as text, by its name without the ending."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    office(folder, "pdf", *files)
    found = {}
    for name in files:
        pdf = folder / "pdf" / f"{Path(name).stem}.pdf"
        read = ["pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-"]
        text = subprocess.run(read, check=True, capture_output=True, timeout=60)
        found[pdf.stem] = text.stdout.decode().split("\f")[:-1]
    return found


def office(folder: Path, form: str, *names: str) -> None:
    """Convert files of a folder; what comes of them is in the folder of that name in it."""
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice or pdftotext is not installed (scripts/system-packages)")
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = ["soffice", own, "--headless", "--convert-to", form, "--outdir", str(folder / form)]
    files = [str(folder / name) for name in names]
    subprocess.run([*words, *files], check=True, capture_output=True, timeout=240)


def squeezed(page: str) -> str:
    """A page whose Chinese letters stand beside Latin ones without the gaps that printing puts there."""
    return " ".join(page.split()).replace("表 1", "表1").replace("表 2", "表2")
