"""跨部门任务分配总表 (表1) as text that is sent to everyone, in Markdown (DOMAIN.md stage 2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from store.documents.names import Names
from store.language import Language, Message, msg
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.state import State
from store.model.task import Priority, Task
from store.rules.say import department_name, person_name, short_day
from store.rules.signoff import DepartmentSignoff, SignoffState, confirmed, rows_of, signoff

_PRIORITIES = {Priority.HIGH: msg("high"), Priority.MEDIUM: msg("medium"), Priority.LOW: msg("low")}
_HEAD = (
    msg("Key"),
    msg("Task"),
    msg("Owner"),
    msg("Department"),
    msg("Support"),
    msg("Priority"),
    msg("Depends on"),
    msg("Dates"),
    msg("Milestones"),
    msg("Acceptance criteria"),
)


def assignment_text(state: State, initiative: int, moment: Moment, language: Language | None = None) -> str:
    """Table 1 and who has signed it, in the board's language unless another is asked for.

    Raises NotFound when the initiative is gone.
    """
    return _Table(
        state, state.one(Initiative, initiative), moment, language or state.settings.language
    ).text()


class _Table:
    def __init__(self, state: State, initiative: Initiative, moment: Moment, language: Language) -> None:
        self.state = state
        self.initiative = initiative
        self.moment = moment
        self.language = language
        self.names = Names(state)

    def text(self) -> str:
        """The whole text, ending with a line end."""
        stands = msg("confirmed") if confirmed(self.state, self.initiative.id) else msg("not confirmed yet")
        title = msg(
            "{code} {title}: master assignment table ({stands})",
            code=self.initiative.code,
            title=self.initiative.title,
            stands=stands,
        )
        head = [each.render(self.language) for each in _HEAD]
        lines = [f"# {_cell(title.render(self.language))}", "", _line(head), _line(["---"] * len(head))]
        lines += [_line(list(self._row(task))) for task in rows_of(self.state, self.initiative.id)]
        signatures = msg("Signatures").render(self.language)
        lines += ["", f"## {signatures}", ""]
        lines += [f"- {_cell(self._signed(each))}" for each in signoff(self.state, self.initiative.id)]
        return "\n".join(lines) + "\n"

    def _row(self, task: Task) -> Iterator[str]:
        yield self.state.key_of(task)
        yield task.title
        yield self.names.person(task.owner) or "-"
        yield department_name(self.state, task.department) or "-"
        yield self._list(
            f"{department_name(self.state, each.department)}: {each.content}{self._day(each.due)}"
            for each in task.support
        )
        yield _PRIORITIES[task.priority].render(self.language)
        before = (self.state.get(Task, each.id) for each in task.dependencies)
        yield ", ".join(self.state.key_of(each) for each in before if each is not None)
        today = self.moment.today
        yield " - ".join(short_day(day, today) for day in (task.start, task.due) if day is not None)
        yield self._list(f"{each.title}{self._day(each.due)}" for each in task.milestones)
        yield self._list(each.text for each in task.criteria)

    def _signed(self, each: DepartmentSignoff) -> str:
        said: Message
        signature, department = each.signature, each.department.name
        if signature is None:
            said = msg("{department}: not signed yet", department=department)
        else:
            day = short_day(self.moment.day_of(signature.at), self.moment.today)
            person = person_name(self.state, signature.person)
            said = msg("{department}: {person}, {day}", department=department, person=person, day=day)
            if signature.recorded_by is not None:
                recorder = person_name(self.state, signature.recorded_by)
                said = msg(
                    "{said}, recorded by {person} ({how})", said=said, person=recorder, how=signature.how
                )
            if each.state is SignoffState.OUT_OF_DATE:
                said = msg("{said}; changed since, to be signed again", said=said)
        return said.render(self.language)

    def _day(self, day: date | None) -> str:
        return f" {short_day(day, self.moment.today)}" if day is not None else ""

    def _list(self, texts: Iterator[str]) -> str:
        return msg("; ").render(self.language).join(texts)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    """Literal text: what people write must neither part a cell nor become a link or markup."""
    line = " ".join(text.split())
    for sign in "\\|`*_[]<>":
        line = line.replace(sign, f"\\{sign}")
    return line
