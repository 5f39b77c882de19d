"""Going to an item by the number that people say aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget
from textual.widgets import Input

from screens.dialogs.dialog import Dialog
from screens.keys import Act
from screens.widgets.prose import Prose
from store.errors import NotFound
from store.language import msg
from store.model.initiative import Initiative, Stage
from store.model.issue import Issue
from store.model.risk import Risk
from store.model.task import Task

if TYPE_CHECKING:
    from screens.host import Actor
    from store.model.state import State

GO = Act("jump.go", "go", ("enter",), msg("Go there"), msg("Show the item of that number."), footer=1)


class JumpDialog(Dialog[tuple[str, int]]):
    """Ends with the table and id of the item. A bare number means the initiative `code`, if there is one."""

    DEFAULT_CSS = """
    JumpDialog > #panel { max-width: 60; }
    JumpDialog Input { border: none; height: 1; padding: 0; background: $panel; margin-bottom: 1; }
    """
    ACTS: ClassVar[tuple[Act, ...]] = (GO,)

    def __init__(self, code: str | None) -> None:
        super().__init__(msg("Go to which item?"))
        self._code = code

    def compose_body(self) -> Iterable[Widget]:
        """The field, and an example."""
        yield Input(max_length=20, id="number")
        example = msg("A number of {code}, such as 7, or one in full: NPL-7.", code=self._code)
        yield Prose(example if self._code else msg("Its number in full, such as NPL-7."), classes="muted")

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one(Input).focus()

    def on_input_submitted(self) -> None:
        """Enter in the field."""
        self.action_go()

    def action_go(self) -> None:
        """Find it, or say that there is none."""
        typed = self.query_one(Input).value.strip()
        if not typed:
            self.dismiss(None)
            return
        state = self.session.state
        try:
            item = find_item(state, typed, self._code)
        except NotFound as error:
            self.say(error.message, "warning")
        else:
            self.dismiss((item.table, item.id))


def find_item(state: State, typed: str, code: str | None) -> Task | Issue | Risk | Initiative:
    """The task, issue or risk that `typed` names, or the initiative of that code. Raises NotFound."""
    for initiative in state.all(Initiative):
        if initiative.code == typed.upper():
            return initiative
    return state.item(f"{code}-{typed}" if code and typed.isdecimal() else typed)


def ask_and_jump(
    screen: Actor,
    code: str | None = None,
    show_here: Callable[[Task], bool] | None = None,
    show_issue: Callable[[Issue], bool] | None = None,
    show_risk: Callable[[Risk], bool] | None = None,
) -> None:
    """Ask for a number and show the item; a bare one belongs to the initiative `code`.

    `show_here` shows a task on the screen itself, or says that it cannot; `show_issue` an issue,
    `show_risk` a risk.
    """

    def go(found: tuple[str, int] | None) -> None:
        if found is None:
            return
        table, id_ = found
        if table == Initiative.table:
            screen.host.open_stage(id_)
            return
        risk = screen.session.state.get(Risk, id_) if table == Risk.table else None
        if risk is not None:
            if show_risk is None or not show_risk(risk):
                screen.host.open_risks(risk.initiative, risk.id)
            return
        issue = screen.session.state.get(Issue, id_) if table == Issue.table else None
        if issue is not None:
            if show_issue is None or not show_issue(issue):
                screen.host.open_stage(issue.initiative, Stage.RESOLVE, item=found)
            return
        task = screen.session.state.get(Task, id_) if table == Task.table else None
        if task is not None and not (show_here is not None and show_here(task)):
            screen.host.open_stage(task.initiative, Stage.FOLLOW_UP, item=found)

    screen.app.push_screen(JumpDialog(code), go)
