"""What the columns of somebody else's table mean, and the first rows as they would become."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.dialogs.choose import ChooseDialog, Option
from screens.exchange.list_screen import LIST, SAVE, FileScreen
from screens.exchange.mapping_rows import Refused, column_row, columns_shown, preview_columns, preview_row
from screens.exchange.met_dialog import MetDialog
from screens.keys import Act, Group, key_of
from screens.widgets.cells import Line
from screens.widgets.line_list import LineList
from screens.widgets.rows import Heading, Row, Rows
from screens.widgets.rule import Rule
from store.board.own import own_folder
from store.board.personal import Memory
from store.errors import DuiqiError
from store.exchange.columns import LEFT_OUT, FileColumns, Why, read_columns
from store.exchange.headings import HEADINGS
from store.exchange.importing import ImportPlan, plan_import
from store.exchange.sheet import SheetRow
from store.exchange.tasks import NewRow
from store.exchange.updates import UpdatedRow
from store.language import Message, _, current, msg
from store.model.initiative import Initiative

if TYPE_CHECKING:
    from textual.worker import Worker

    from screens.session import Session
    from store.board.session import Changed
    from store.exchange.met import Answer, Sort

MEANS: Final = Act(
    "mapping.means",
    "means",
    ("enter", "e"),
    msg("What it means"),
    msg("Say what the column under the cursor holds, or leave it out."),
    Group.ITEM,
    footer=1,
)
LEAVE: Final = Act(
    "mapping.leave",
    "leave",
    ("x", "delete"),
    msg("Leave out"),
    msg("The column under the cursor is not imported."),
    Group.ITEM,
)
WHO: Final = Act(
    "mapping.who",
    "who",
    ("w", "f7"),
    msg("New people"),
    msg("People and departments that the board does not know: add, say who is meant, or leave out."),
    footer=3,
)


class MappingScreen(FileScreen):
    """The columns of the file above, the rows as they would become below; both change as one decides."""

    ACTS: ClassVar[tuple[Act, ...]] = (MEANS, LEAVE, WHO, LIST)
    DEFAULT_CSS = "MappingScreen #columns { height: 2fr; } MappingScreen #preview { height: 3fr; }"

    def __init__(self, session: Session, name: str, rows: Sequence[SheetRow], initiative: int) -> None:
        super().__init__(name, initiative)
        self._rows = rows
        self._columns = _remembered(session, rows)
        self._answers: dict[tuple[Sort, str], Answer] | None = None
        self._plan: ImportPlan | None = None
        self._problem: Message | None = None

    def compose_lists(self) -> Iterable[Widget]:
        """The columns, and what becomes of the rows."""
        yield LineList(columns_shown(), Rows(), signs=False, header=True, id="columns")
        yield Rule()
        yield LineList(preview_columns(), Rows(), header=True, empty=_("Nothing comes in yet."), id="preview")

    def on_mount(self) -> None:
        """The cursor on the first column."""
        super().on_mount()
        self.columns.focus()
        self._show_columns()
        self._work_out()

    @property
    def columns(self) -> LineList:
        """The columns of the file; its keys are where they stand."""
        return self.query_one("#columns", LineList)

    @property
    def preview(self) -> LineList:
        """The rows as they would become."""
        return self.query_one("#preview", LineList)

    # --- working it out

    def board_changed(self, changed: Changed) -> None:
        """Keys, people and titles may be others now."""
        if not self._saving:
            self._work_out()

    def _work_out(self) -> Worker[None]:
        self._plan = None
        return self.run_worker(self._work(), exclusive=True, group="planning")

    async def _work(self) -> None:
        """In a thread: a large table takes its time."""
        try:
            self._plan = await asyncio.to_thread(self._planned)
            self._problem = None
        except DuiqiError as error:
            self._plan, self._problem = None, error.message
        self._show_preview()

    def _planned(self) -> ImportPlan:
        state = self.session.state
        return plan_import(
            state,
            self._rows,
            state.one(Initiative, self._initiative).code,
            self.session.moment(),
            by=self.session.person,
            headings=self._columns.headings(),
            answers=self._answers,
        )

    # --- the lists

    def _show_columns(self) -> None:
        by_place = {each.at: each for each in self._columns.columns}

        def build(key: Hashable) -> Row:
            return column_row(by_place[key]) if isinstance(key, int) else Row(("",))

        self.columns.arrange_in(columns_shown())
        self.columns.show(Rows([each.at for each in self._columns.columns], build))

    def _show_preview(self) -> None:
        plan = self._plan
        keys: list[Hashable] = []
        if plan is not None:
            if plan.unsupplied:
                keys += self._unsupplied()
            if plan.refused:
                keys.append(Heading(_("Stay out"), str(len({row.number for row in plan.refused}))))
                keys += [Refused(row.number, row.field, str(row.reason)) for row in plan.refused]
            if plan.new:
                keys += [Heading()] if keys else []
                keys += [Heading(_("New"), str(len(plan.new))), *plan.new]
            if plan.updated:
                keys += [Heading()] if keys else []
                keys += [Heading(_("Changed"), str(len(plan.updated))), *plan.updated]
        board = plan.board if plan is not None and plan.board is not None else self.session.state

        def build(key: Hashable) -> Row:
            return preview_row(key, board) if isinstance(key, NewRow | UpdatedRow | Refused) else Row(("",))

        self.preview.arrange_in(preview_columns())
        self.preview.show(Rows(keys, build))
        self.repaint_summary()

    def _unsupplied(self) -> list[Heading]:
        """What to do about it, before the rows that stay out for it."""
        keymap = self.host.keymap_of_person
        text = _("“{heading}”: no column says what they supply", heading=self._columns.heading_of("support"))
        note = _(
            "{leave} on it leaves it out; {means} on another column says that it is the one",
            leave=key_of(LEAVE, keymap),
            means=key_of(MEANS, keymap),
        )
        return [Heading(text), Heading("", note), Heading()]

    def summary(self) -> Line:
        """How many come in, and why not."""
        if self._problem is not None:
            return ((str(self._problem), "late"),)
        plan = self._plan
        if plan is None:
            return ((_("The rows are being read ..."), "muted"),)
        pieces = [(_("{count} new tasks", count=plan.tasks), "strong")]
        if plan.updated:
            pieces.append((_(", {count} changed", count=len(plan.updated)), ""))
        if plan.same:
            pieces.append((_(", {count} as they are", count=plan.same), "muted"))
        if plan.refused:
            out = len({row.number for row in plan.refused})
            pieces.append((_(", {count} stay out", count=out), "late"))
        if plan.met and self._answers is None:
            pieces.append((_("; {count} names are new here", count=len(plan.met)), "late"))
        return tuple(pieces)

    # --- deciding

    def reason_against(self, act: Act) -> Message | None:
        """What is missing is said."""
        if act in (MEANS, LEAVE) and not self.columns.has_focus:
            return msg("Go to the columns above first: tab.")
        if act is WHO and (self._plan is None or not self._plan.met):
            return msg("Everybody whom the file names is on the board.")
        if act is SAVE and self._problem is not None:
            return self._problem
        return super().reason_against(act)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter."""
        event.stop()
        if event.line_list is self.columns:
            self.action_means()
        elif isinstance(event.key, Refused):
            self.tell_whole(msg("Row {number} stays out", number=event.key.number), event.key.reason)

    def action_means(self) -> None:
        """Choose what the column holds."""
        at = self.columns.key
        column = next((each for each in self._columns.columns if each.at == at), None)
        if column is None:
            return
        taken = {each.field: each.heading for each in self._columns.columns if each.field}
        language = current()
        options = [Option(LEFT_OUT, _("not imported"))]
        for field, (english, chinese, *_more) in HEADINGS.items():
            name, other = (chinese, english) if language == "zh" else (english, chinese)
            options.append(Option(field, name, taken.get(field, ""), words=other))

        def take(chosen: Hashable | None) -> None:
            if isinstance(chosen, str) and isinstance(at, int):
                self._set(at, chosen)

        title = msg("“{heading}” holds", heading=column.heading or chr(ord("A") + column.at))
        self.app.push_screen(ChooseDialog(title, options, find=True, at=column.field), take)

    def action_leave(self) -> None:
        """Not imported."""
        if isinstance(self.columns.key, int):
            self._set(self.columns.key, LEFT_OUT)

    def _set(self, at: int, field: str) -> None:
        self._columns = self._columns.set(at, field)
        self._show_columns()
        self.columns.move_to(at)
        self.go_on_after(self._work_out())

    def action_who(self) -> None:
        """Ask about those who are new here."""
        self.run_worker(self._ask_who(), group="asking")

    async def _ask_who(self) -> bool:
        if self._plan is None:
            return False
        answers = await self.app.push_screen_wait(MetDialog(self._plan.met, self._answers or {}))
        if answers is None:
            return False
        self._answers = answers
        await self._work()
        return True

    # --- taking in

    def action_save(self) -> None:
        """Whoever is new is asked about first; then all rows that can be come in as one change."""
        if not self._saving:
            self.go_on_after(self.run_worker(self._save(), exclusive=True, group="saving"))

    async def _save(self) -> None:
        if self._plan is None:
            await self._work()
        if self._plan is not None and self._plan.met and self._answers is None and not await self._ask_who():
            return
        plan = self._plan
        if plan is None or not plan.commands:
            self.say(msg("No row can be taken in: what stays out stands below, with the reason."), "warning")
            return
        self._saving = True
        said = msg("{new} tasks came in, {changed} were changed.", new=plan.tasks, changed=len(plan.updated))
        self.carry_out(*plan.commands, seen=plan.seen, said=said, done=self._taken_in, refused=self.refused)

    def _taken_in(self, _line: object) -> None:
        """What was said of the columns is remembered for the next file of that shape."""
        if any(each.why is Why.GIVEN for each in self._columns.columns):
            Memory(own_folder()).columns_are(self._columns.shape, self._columns.said)
        self.dismiss()

    def refresh_text(self) -> None:
        """In the other language."""
        self._show_columns()
        self._show_preview()
        super().refresh_text()


def _remembered(session: Session, rows: Sequence[SheetRow]) -> FileColumns:
    """The columns as they are guessed, or as this person said of such a file before."""
    state, today = session.state, session.moment().today
    first = read_columns(rows, state, today)
    saved = Memory(own_folder()).columns_of(first.shape)
    return read_columns(rows, state, today, saved=saved) if saved else first
