"""Forms: typed from field to field, understood, and refused at the field."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

import pytest
from textual import events
from textual.pilot import Pilot

from screens.dialogs.form import FormDialog
from screens.widgets.fields import (
    ChoiceField,
    DateField,
    DepartmentField,
    Field,
    LineField,
    PersonField,
    YesNoField,
)
from screens.widgets.fields.choice import ChoiceStrip
from screens.widgets.fields.text import TextField
from store.board.board import Board
from store.language import msg
from store.model.organisation import Department, Person
from store.rules.calendar import workdays
from tests.harness import grid, until, until_text
from tests.screens.stage import running

PRIORITIES: Final = [("high", msg("high")), ("low", msg("low"))]


class Sample(FormDialog[dict[str, object]]):
    """One field of each kind."""

    def __init__(self) -> None:
        super().__init__(msg("Sample"), draft="")

    def fields(self) -> Iterable[Field]:
        """One of each."""
        state, moment = self.session.state, self.session.moment()
        self.line = LineField("line", msg("Line"), required=True)
        self.day = DateField("day", msg("Day"), today=moment.today, calendar=workdays(state.settings))
        self.person = PersonField("person", msg("Who"), state)
        self.department = DepartmentField("department", msg("Where"), state)
        self.choice = ChoiceField("choice", msg("Choice"), PRIORITIES)
        self.sure = YesNoField("sure", msg("Sure"), yes=True)
        self.words = TextField("words", msg("Words"))
        return (self.line, self.day, self.person, self.department, self.choice, self.sure, self.words)

    def save(self) -> None:
        """Hand out what was typed."""
        self.dismiss(
            {
                "line": self.line.value,
                "day": self.day.day,
                "person": self.person.picked,
                "department": self.department.picked,
                "choice": self.choice.value,
                "sure": self.sure.yes,
                "words": self.words.value,
            }
        )


async def opened(pilot: Pilot[None]) -> tuple[Sample, list[dict[str, object] | None]]:
    results: list[dict[str, object] | None] = []
    form = Sample()
    await pilot.app.push_screen(form, results.append)
    await until_text(pilot, "Sample")
    await until(pilot, lambda _: pilot.app.focused is not None, "a field with the focus")
    return form, results


async def test_enter_leads_through_every_field_and_saves_at_the_last(board: Board) -> None:
    async with running(board) as pilot:
        form, results = await opened(pilot)
        await pilot.press(*"one", "enter", *"+3d", "enter", *"王", "enter", *"研发", "enter")
        await pilot.press("right", "enter", "n", "enter", "x", "enter", "enter")
        await until(pilot, lambda _: bool(results), "the form to be saved")
        wang = form.person.picked
        assert results == [
            {
                "line": "one",
                "day": date(2024, 3, 28),
                "person": wang,
                "department": form.department.picked,
                "choice": "low",
                "sure": False,
                "words": "x",
            }
        ]
        assert wang is not None
        assert results[0] is not None
        assert results[0]["department"] is not None


async def test_a_date_is_said_back_as_it_was_understood(board: Board) -> None:
    async with running(board) as pilot:
        form, _results = await opened(pilot)
        form.day.focus_control()
        await pilot.press(*"sat")
        seen = await until_text(pilot, "周六 03-30")
        assert "非工作日" in seen.line("周六 03-30")


async def test_a_date_nobody_understands_is_said_at_its_field_when_one_goes_on(board: Board) -> None:
    async with running(board) as pilot:
        form, _results = await opened(pilot)
        form.day.focus_control()
        await pilot.press(*"whenever", "enter")
        await until(pilot, lambda _: bool(form.day.error), "the error")
        assert form.day.has_focus_within


async def test_people_are_found_by_a_part_of_the_name_with_their_load(board: Board) -> None:
    async with running(board) as pilot:
        form, _results = await opened(pilot)
        form.person.focus_control()
        await pilot.press("王")
        seen = await until_text(pilot, "在办")
        assert "销售部" in seen.line("在办")
        await pilot.press("enter")
        await until(pilot, lambda _: form.person.text == "王芳", "the name in full")
        assert form.person.picked is not None


async def test_somebody_unknown_is_refused_with_what_was_typed(board: Board) -> None:
    async with running(board) as pilot:
        form, _results = await opened(pilot)
        form.person.focus_control()
        await pilot.press(*"张三丰", "enter")
        await until_text(pilot, "这里没有“张三丰”")


async def test_a_field_that_is_needed_says_so_and_gets_the_cursor(board: Board) -> None:
    async with running(board) as pilot:
        form, results = await opened(pilot)
        form.sure.focus_control()
        await pilot.press("ctrl+s")
        await until(pilot, lambda _: bool(form.line.error), "the error at the first field")
        assert form.line.has_focus_within
        assert not results


async def test_a_refusal_stands_at_the_field_it_names(board: Board) -> None:
    async with running(board) as pilot:
        form, _results = await opened(pilot)
        form.refuse(msg("No such day."), "day/2")
        await until_text(pilot, "! No such day.")
        assert form.day.has_focus_within
        form.refuse(msg("Nothing to do with a field."), "elsewhere")
        await until_text(pilot, "Nothing to do with a field.")


async def test_what_a_draft_kept_is_typed_again(board: Board) -> None:
    async with running(board) as pilot:
        form, _results = await opened(pilot)
        form.line.text, form.choice.text, form.words.text = "typed", "low", "two\nlines"
        kept = form.form.snapshot()
        form.action_afresh()
        assert form.line.text == ""
        form.form.restore({**kept, "gone": "x"})
        assert (form.line.text, form.choice.text, form.words.text) == ("typed", "low", "two\nlines")


@pytest.mark.parametrize("hostile", ["[/red]", "[@click=app.quit]x[/]", "\x1b]52;c;aGk=\x07", "a\u202eb"])
async def test_what_is_pasted_into_a_field_is_text_and_nothing_else(board: Board, hostile: str) -> None:
    async with running(board) as pilot:
        form, _results = await opened(pilot)
        form.line.text = hostile
        await pilot.pause()
        form.line.show_echo(hostile)
        form.line.show_error(msg("{text}", text=hostile))
        seen = await until(pilot, lambda _: bool(form.line.error), "the error")
        assert "<U+" not in grid(pilot.app).shown
        assert seen.find("!") is not None


async def test_several_lines_pasted_into_one_become_one(board: Board) -> None:
    async with running(board) as pilot:
        form, _results = await opened(pilot)
        pilot.app.post_message(events.Paste("first line\r\nsecond\tline"))
        await until(pilot, lambda _: form.line.text == "first line second line", "one line")


async def test_the_only_one_who_could_be_meant_is_asked_about_alone(board: Board) -> None:
    department = next(one for one in board.state.all(Department) if one.head is not None)
    async with running(board) as pilot:
        form, _results = await opened(pilot)
        form.department.text = board.state.one(Person, department.head or 0).name
        assert f"{department.name}吗" in str(form.department.complaint())


async def test_a_paste_that_does_not_fit_says_how_much_of_it_does(board: Board) -> None:
    async with running(board) as pilot:
        form, _results = await opened(pilot)
        await pilot.press("a", "b")
        pilot.app.post_message(events.Paste("x" * 5000))
        await until_text(pilot, "粘贴的 5000 个字里，这里只放得下前 198 个")
        assert form.line.value == "ab" + "x" * 198
        pilot.app.post_message(events.Paste("y"))
        await until_text(pilot, "粘贴的 1 个字里，这里只放得下前 0 个")


async def test_of_many_choices_in_a_narrow_window_the_chosen_one_is_in_sight(board: Board) -> None:
    strip = ChoiceStrip([msg("{name}", name=f"Choice{at}") for at in range(12)], 0)
    async with running(board) as pilot:
        await pilot.app.screen.mount(strip)
        await until(pilot, lambda _seen: strip.size.width > 0, "it is laid out")
        for chosen in range(12):
            strip.choose(chosen)
            said = "".join(text for text, _style in strip.line(0))
            assert f"[Choice{chosen}]" in said
            assert len(said) <= strip.size.width
