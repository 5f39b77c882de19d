"""Documents: the whole of an initiative of 500 tasks, written in each form that people read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bench.boards import gathered
from bench.row import Row
from bench.scale import Scale
from bench.timing import median, milliseconds, seconds
from store.board.board import Board
from store.board.recalling import Recall
from store.documents.catalogue import Form
from store.files.forms import Wanted, as_bytes

_TASKS: Final = 500
_ROUNDS: Final = 3
_FORMS: Final = (Form.MARKDOWN, Form.HTML, Form.WORD, Form.EXCEL)


def document_rows(scale: Scale) -> Iterator[Row]:
    """`duiqi export all` without the start of the program: the journal read, the document built, the file's
    bytes made."""
    tasks = min(_TASKS, scale.middle)
    board = Board.open(gathered(scale.folder, tasks), origin="bench", read_only=True)
    try:
        for form in _FORMS:
            wanted = Wanted("all", 1, form)
            sizes: list[int] = []

            def write(wanted: Wanted = wanted, sizes: list[int] = sizes) -> None:
                recall = Recall(board, board.state)
                sizes.append(len(as_bytes(board.state, board.moment(), recall, wanted)))

            write()  # the libraries are loaded
            took = [seconds(write) for _round in range(min(_ROUNDS, scale.commits))]
            yield Row(
                "documents",
                f"export all, {tasks:,} tasks, as {form.value}",
                median(took) * 1000,
                "ms",
                None,
                f"slowest {milliseconds(max(took))} of {len(took)}; {sizes[-1] / 1000:,.0f} kB",
            )
    finally:
        board.close()
