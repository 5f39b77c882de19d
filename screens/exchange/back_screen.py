"""A table of ours that comes back: every cell that differs, conflicts asked, taken in as one change."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.dialogs.choose import ChooseDialog, Option
from screens.exchange.back_rows import Told, change_row, columns, keys_of, on_a_line, told_row
from screens.exchange.list_screen import SAVE, FileScreen
from screens.exchange.met_dialog import MetDialog
from screens.keys import Act, Group
from screens.widgets.cells import Line
from screens.widgets.line_list import LineList
from screens.widgets.rows import Row, Rows
from store.errors import DuiqiError
from store.exchange.back.compare import CellChange
from store.exchange.back.plan import BackPlan, plan_back
from store.exchange.back.returned import Returned, returned
from store.files.stands import stands
from store.language import Message, _, msg
from store.model.initiative import Initiative

if TYPE_CHECKING:
    from store.board.session import Changed
    from store.exchange.back.file import BackFile
    from store.exchange.met import Answer, Sort

TAKE: Final = Act(
    "back.take",
    "take",
    ("x", "f7"),
    msg("Take / leave"),
    msg("Take the cell under the cursor in, or leave it as it is on the board."),
    Group.ITEM,
    footer=1,
)
CHOOSE: Final = Act(
    "back.choose",
    "choose",
    ("enter",),
    msg("Decide"),
    msg("All of the cell: what it was, what the board says now, what the file says; choose one."),
    Group.ITEM,
    footer=3,
)
Key = tuple[str, str, str]
"""Table, mark, field."""


class BackScreen(FileScreen):
    """The cells of a file beside the board; the board's newest state, whatever others do meanwhile."""

    ACTS: ClassVar[tuple[Act, ...]] = (TAKE, CHOOSE)

    def __init__(self, name: str, file: BackFile, initiative: int) -> None:
        super().__init__(name, initiative)
        self._file = file
        self._returned: Returned | None = None
        self._read_at = -1
        self._plan: BackPlan | None = None
        self._decided: dict[Key, bool] = {}
        self._answers: dict[tuple[Sort, str], Answer] | None = None
        self._changes: dict[Key, CellChange] = {}
        self._taken: frozenset[tuple[str, CellChange]] = frozenset()

    def compose_lists(self) -> Iterable[Widget]:
        """Every cell that differs."""
        yield LineList(columns(), Rows(), header=True, empty=_("The file is being read ..."), id="cells")

    def on_mount(self) -> None:
        """Read it against the board."""
        super().on_mount()
        self.cells.focus()
        self._read_again()

    @property
    def cells(self) -> LineList:
        """The list; its keys are table, mark and field."""
        return self.query_one("#cells", LineList)

    # --- working it out

    def board_changed(self, changed: Changed) -> None:
        """What others did may be a conflict now."""
        if not self._saving:
            self._read_again()

    def _read_again(self) -> None:
        self.run_worker(self._work(), exclusive=True, group="reading")

    async def _work(self) -> None:
        """In a thread: a large file takes its time. What others did may leave nothing to compare it with."""
        try:
            self._returned, self._plan = await asyncio.to_thread(self._worked)
        except DuiqiError as error:
            self.say(error.message, "warning")
            return
        self._show()

    def _worked(self) -> tuple[Returned, BackPlan]:
        state, moment = self.session.state, self.session.moment()
        board = self.session.board
        found, seq = self._returned, board.seq
        if found is None or seq != self._read_at:
            # What was decided changes nothing of what differs; only the board does.
            code = state.one(Initiative, self._initiative).code
            found = returned(state, self._file, stands(state, moment), moment, board=board.id, code=code)
            self._read_at = seq
        plan = plan_back(
            state, found, moment, by=self.session.person, takes=self._takes, answers=self._answers
        )
        return found, plan

    def _takes(self, table: str, change: CellChange) -> bool:
        return self._decided.get((table, *change.key), not change.conflict)

    def _undecided(self) -> list[tuple[Key, CellChange]]:
        return [
            (key, each) for key, each in self._changes.items() if each.conflict and key not in self._decided
        ]

    # --- the list

    def _show(self) -> None:
        found, plan = self._returned, self._plan
        if found is None or plan is None:
            return
        self._changes = {
            (table.name, *each.key): each for table in found.tables for each in table.compared.changes
        }
        self._taken = frozenset(plan.taken)
        self.cells.arrange_in(columns())
        self.cells.show(Rows(keys_of(found, plan), self._row))
        self.repaint_summary()

    def _row(self, key: Hashable) -> Row:
        if isinstance(key, Told):
            return told_row(key)
        if not isinstance(key, tuple) or key not in self._changes:
            return Row(("",))
        change = self._changes[key]
        taken = self._decided.get(key, not change.conflict)
        undecided = change.conflict and key not in self._decided
        refused = taken and not undecided and (key[0], change) not in self._taken
        return change_row(change, taken=taken, undecided=undecided, refused=refused)

    def summary(self) -> Line:
        """How many cells, rows, conflicts and refusals."""
        plan = self._plan
        if plan is None:
            return ()
        pieces = [
            (_("{count} cells", count=len(plan.taken)), "strong"),
            (_(", {count} new rows", count=plan.added) if plan.added else "", ""),
        ]
        undecided = len(self._undecided())
        if undecided:
            pieces.append((_(", {count} conflicts to decide", count=undecided), "late"))
        if plan.refused:
            pieces.append((_(", {count} not taken in", count=len(plan.refused)), "late"))
        if self._returned is not None and self._returned.blind:
            pieces.append((_("; compared with the board alone"), "muted"))
        return tuple(piece for piece in pieces if piece[0])

    # --- deciding

    def _here(self) -> Key | None:
        key = self.cells.key
        return key if isinstance(key, tuple) and key in self._changes else None

    def reason_against(self, act: Act) -> Message | None:
        """Only cells that differ are decided."""
        if act in (TAKE, CHOOSE) and self._here() is None:
            return msg("There is nothing to decide on this line.")
        if act is SAVE and self._plan is not None and self._nothing():
            return msg("There is nothing to take in.")
        return super().reason_against(act)

    def _nothing(self) -> bool:
        return self._plan is not None and self._plan.command is None and not self._undecided()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter."""
        event.stop()
        if self._here() is not None:
            self.action_choose()
        elif isinstance(event.key, Told):
            self.tell_whole(msg("{what}", what=event.key.where or self._name), event.key.text)

    def action_take(self) -> None:
        """The other way round."""
        key = self._here()
        if key is not None:
            self._decided[key] = not self._decided.get(key, not self._changes[key].conflict)
            self._read_again()

    def action_choose(self) -> None:
        """Both values, and what it was."""
        key = self._here()
        if key is None:
            return

        def decide(chosen: Hashable | None) -> None:
            if isinstance(chosen, bool):
                self._decided[key] = chosen
                self._read_again()

        self.app.push_screen(self._question(key), decide)

    def _question(self, key: Key) -> ChooseDialog:
        change = self._changes[key]
        title = msg("{key} {column}", key=change.mark, column=change.heading)
        options = [
            Option(False, on_a_line(change.now), _("on the board")),
            Option(True, on_a_line(change.new), _("in the file")),
        ]
        if change.conflict:
            title = msg(
                "{key} {column}: changed on both sides, it was {was}",
                key=change.mark,
                column=change.heading,
                was=on_a_line(change.was),
            )
        return ChooseDialog(title, options, at=self._decided.get(key, not change.conflict))

    # --- taking in

    def action_save(self) -> None:
        """Conflicts and newcomers first, one by one; then all of it as one change."""
        if not self._saving:
            self.go_on_after(self.run_worker(self._ask_and_save(), exclusive=True, group="saving"))

    async def _ask_and_save(self) -> None:
        try:
            await self._save()
        except DuiqiError as error:
            self.refused(error.message, None)

    async def _save(self) -> None:
        for key, _change in self._undecided():
            chosen = await self.app.push_screen_wait(self._question(key))
            if not isinstance(chosen, bool):
                return
            self._decided[key] = chosen
        self._returned, plan = await asyncio.to_thread(self._worked)
        if plan.met:
            answers = await self.app.push_screen_wait(MetDialog(plan.met, self._answers or {}))
            if answers is None:
                return
            self._answers = answers
            self._returned, plan = await asyncio.to_thread(self._worked)
        self._plan = plan
        self._show()
        if plan.command is None:
            self.say(msg("There is nothing to take in."), "warning")
            return
        self._saving = True
        said = msg("{cells} cells and {rows} new rows were taken in.", cells=len(plan.taken), rows=plan.added)
        self.carry_out(
            plan.command, seen=plan.seen, said=said, done=lambda _line: self.dismiss(), refused=self.refused
        )

    def refresh_text(self) -> None:
        """In the other language."""
        self._show()
        super().refresh_text()
