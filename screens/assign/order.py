"""The order step: what comes before what, the dates that follow, and the timeline (DOMAIN.md stage 2.2)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, ClassVar

from screens.assign import acts
from screens.assign.bar_list import BarList
from screens.assign.bars import edge, ruler, shifted, zoomed
from screens.assign.order_detail import order_lines
from screens.assign.order_rows import bar_columns, bar_row, date_row, grid_columns
from screens.dialogs.actions import offer_acts
from screens.keys import Act
from screens.widgets.cells import Line
from screens.widgets.columns import Column, arrange
from screens.widgets.rows import Row, Rows
from screens.wizard.page import ListPage
from store.language import Message, _, msg
from store.model.task import Task
from store.rules.commands.scheduling import AdoptDates
from store.rules.critical_path import Impossible
from store.rules.lack import Place
from store.rules.signoff import rows_of
from store.rules.timeline import Bar, Scale, Timeline, fit, timeline


class OrderPage(ListPage):
    """The rows of table 1 with earliest and latest dates, slack and the critical path; or as bars."""

    SIDE_FROM: ClassVar[int] = 170
    ACTS: ClassVar[tuple[Act, ...]] = acts.IN_ORDER

    def __init__(self, wizard: Any, step: str) -> None:
        super().__init__(wizard, step)
        self.list = BarList(self._ruler, id=f"rows-{step}")
        self._bars = False
        self._line: Timeline = self._worked_out()
        self._by_task: dict[int, Bar] = {}
        self._impossible: dict[int, Impossible] = {}
        self._scale: Scale | None = None
        self._take_in()

    def _worked_out(self) -> Timeline:
        return timeline(self.session.state, self.initiative, self.session.moment())

    def _take_in(self) -> None:
        self._line = self._worked_out()
        self._by_task = {bar.task.id: bar for bar in self._line.bars}
        self._impossible = {each.task.id: each for each in self._line.schedule.impossible}
        self._dated = all(bar.task.start and bar.task.due for bar in self._line.bars)

    # --- the grid

    def columns(self) -> Sequence[Column]:
        """Dates, or bars."""
        return bar_columns(self.wizard.size.width) if self._bars else grid_columns(self.presenter)

    def in_hand(self) -> Place | None:
        """The task under the cursor."""
        return (Task.table, self.key) if isinstance(self.key, int) else None

    def rows(self) -> Rows:
        """By number; as bars in the order in which they start."""
        if self._bars:
            keys = [bar.task.id for bar in self._line.bars]
        else:
            keys = [task.id for task in rows_of(self.session.state, self.initiative)]
        return Rows(keys, self._bar_row if self._bars else self._date_row)

    def _date_row(self, key: Hashable) -> Row:
        task = self.session.state.get(Task, int(str(key)))
        if task is None:
            return Row((str(key),))
        dates = self._line.schedule.tasks.get(task.id)
        impossible = task.id in self._impossible
        today = self._line.today
        return date_row(
            self.session.state, task, dates, today, impossible=impossible, presenter=self.presenter
        )

    def detail(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """What it waits for, what waits for it, and what cannot be."""
        bar = self._by_task.get(int(str(key)))
        return lambda room: (
            order_lines(self.session.state, self._line, bar, room, legend=self._bars) if bar else ()
        )

    def hides(self, act: Act) -> bool:
        """What moves the days stands in the footer while there are days."""
        return act in ((acts.ADOPT, acts.AWAY, acts.DAYS_OFF) if self._bars else (acts.NEARER, acts.FARTHER))

    def nothing(self) -> str:
        """The first task."""
        return _("No task yet. shift+tab goes back to add them.")

    def show_page(self) -> None:
        """The dates anew."""
        self._take_in()
        self._fit()
        super().show_page()

    def look_for(self, item: tuple[str, int]) -> None:
        """A task; with a form that was left unfinished, the form."""
        super().look_for(item)
        if item[0] == "unfinished_after":
            self.call_after_refresh(self.wizard.perform, acts.AFTER)

    # --- the timeline

    @property
    def _room(self) -> int:
        """The cells of a bar."""
        placed = arrange(tuple(self.columns()), max(0, self.list.line_width - 4))
        return next((each.width for each in placed if each.column.name == "bars"), 0)

    def _fit(self) -> None:
        """The scale that shows everything, until one goes nearer."""
        room = self._room
        if room and (self._scale is None or self._scale.columns != room):
            if self._scale is None:
                self._scale = fit(self._line.first, self._line.last, room)
            else:
                self._scale = Scale(self._scale.first, self._scale.days, room)

    def _bar_row(self, key: Hashable) -> Row:
        bar = self._by_task.get(int(str(key)))
        if bar is None or self._scale is None:
            return Row((str(key),))
        here = self._by_task.get(self.key) if isinstance(self.key, int) else None
        return bar_row(self.session.state, bar, self._scale, self._line.today, here)

    def _ruler(self) -> tuple[str, Line, Line] | None:
        """The year and the two lines over the bars; null while there are none."""
        if not self._bars or self._scale is None:
            return None
        return edge(self._scale), *ruler(self._scale, self._line.today)

    def on_resize(self) -> None:
        """As many days as fit now."""
        if self._bars:
            self._fit()
            self.list.repaint()

    def on_line_list_moved(self, event: Any) -> None:
        """Other rows come before and after this one."""
        if self._bars:
            self.list.repaint()
        super().on_line_list_moved(event)

    def _show_scale(self, scale: Scale) -> None:
        self._scale = scale
        self.list.repaint()

    def back(self) -> bool:
        """From the bars to the dates."""
        if self._bars:
            self.action_timeline()
            return True
        return super().back()

    def action_timeline(self) -> None:
        """Bars, or dates."""
        self._bars = not self._bars
        self.lay_out()
        self.show_page()
        self.wizard.refresh_frame()

    def action_earlier(self) -> None:
        """Half a window back."""
        self._shift(-1)

    def action_later(self) -> None:
        """Half a window on."""
        self._shift(1)

    def _shift(self, by: int) -> None:
        if self._scale is not None:
            self._show_scale(shifted(self._scale, self._line, by))

    def action_nearer(self) -> None:
        """Fewer days a column, around the task under the cursor."""
        self._zoom(-1)

    def action_farther(self) -> None:
        """More days a column."""
        self._zoom(1)

    def _zoom(self, by: int) -> None:
        if self._scale is not None:
            here = self._by_task.get(self.key) if isinstance(self.key, int) else None
            middle = here.start if here is not None else self._line.today
            self._show_scale(zoomed(self._scale, self._line, by, middle))

    def action_whole(self) -> None:
        """All of it again."""
        if self._room:
            self._show_scale(fit(self._line.first, self._line.last, self._room))

    # --- acts

    @property
    def here(self) -> Task | None:
        """The task under the cursor."""
        key = self.key
        return self.session.state.get(Task, key) if isinstance(key, int) else None

    def reason_against(self, act: Act) -> Message | None:
        """What can be done depends on the view, and on what is impossible."""
        if act in (acts.EARLIER, acts.LATER, acts.NEARER, acts.FARTHER, acts.WHOLE):
            return None if self._bars else msg("l shows the timeline first.")
        if act is acts.LINE:
            return None
        if act is acts.REPAIR and not self._impossible:
            return msg("Every due date is possible: nothing to repair.")
        if act is acts.ADOPT and self._dated:
            return msg("Every task has its dates already.")
        if act in (acts.ORDER_ACTIONS, acts.AFTER, acts.NOT_AFTER, acts.PLAN_ORDER) and self.here is None:
            return msg("There is no task under the cursor.")
        return None if act is acts.ORDER_ACTIONS else self.session.read_only

    def on_line_list_opened(self, event: Any) -> None:
        """Enter on a row."""
        event.stop()
        self.action_offer()

    def action_offer(self) -> None:
        """What can be done to the row."""
        task = self.here
        if task is not None:
            key = self.session.state.key_of(task)
            possible = [act for act in self.ACTS if self.reason_against(act) is None]
            offer_acts(self.wizard, possible, msg("{key} {title}", key=key, title=task.title))

    def action_after(self) -> None:
        """What comes before it."""
        from screens.assign.after import AfterForm

        task = self.here
        if task is not None:
            self.app.push_screen(AfterForm(self.session, task))

    def action_not_after(self) -> None:
        """Which of those that come before it does not have to."""
        from screens.assign.removing import offer_entries

        task = self.here
        if task is not None:
            offer_entries(self.wizard, task, "dependencies")

    def action_plan_order(self) -> None:
        """From when to when."""
        from screens.assign.forms import PlanForm

        task = self.here
        if task is not None:
            self.app.push_screen(PlanForm(self.session, task))

    def action_repair(self) -> None:
        """This one or all, with the dates they would get."""
        from screens.assign.repairing import offer_repair

        offer_repair(self.wizard, list(self._impossible.values()), self.here)

    def action_adopt(self) -> None:
        """The earliest dates for those that have none."""
        self.wizard.carry_out(AdoptDates(self.initiative), said=msg("Every task has its dates now."))

    def action_away(self) -> None:
        """Who is away when."""
        from screens.assign.calendar import offer_absences

        offer_absences(self.wizard, self.here.owner if self.here is not None else None)

    def action_days_off(self) -> None:
        """Days off for everybody."""
        from screens.assign.calendar import offer_days_off

        offer_days_off(self.wizard)
