"""What screens may ask of the program that runs them, without knowing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import TYPE_CHECKING, Literal, Protocol, cast

from screens.keys import Act, Keymap
from store.language import Message

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import App
    from textual.worker import Worker

    from screens.answers import Choice, Wish
    from screens.session import Session
    from store.board.line import Line
    from store.errors import Conflict, Locked
    from store.model.initiative import Stage
    from store.rules.edit import Command
    from store.rules.meeting.capture_place import Focus

Tone = Literal["done", "plain", "warning", "error"]
"""How something is said: what was done, a hint, what cannot be done, what went wrong."""


class Host(Protocol):
    """The program, as far as screens know it."""

    @property
    def session(self) -> Session:
        """The board, who looks at it, and the way to change it."""
        ...

    @property
    def keymap_of_person(self) -> Keymap:
        """What the person has put on other keys."""
        ...

    @property
    def hosted(self) -> bool:
        """Whether this is a team's server, from which nothing may be reached but the board."""
        ...

    def why_not_send(self) -> Message | None:
        """Why nothing is sent to chat groups from here; null where it may be."""
        ...

    def say(self, message: Message, severity: Tone = "plain") -> None:
        """One line at the foot of the screen in front."""
        ...

    def hold_keys(self, settled: Callable[[], bool], *, lasts: bool = False) -> None:
        """What is typed from now on waits until `settled`: for as long as that `lasts`, with a way out after
        two seconds, or for two seconds. Not what is typed into a question that comes up meanwhile."""
        ...

    def drop_keys(self, *, before: float = inf) -> None:
        """What was typed and is held is not heard any more: nobody meant it for what has come up. Of it what
        came `before`, by the clock that does not go backwards."""
        ...

    async def tell(self, title: Message, *paragraphs: Message) -> None:
        """Say something that must be read before one goes on."""
        ...

    async def ask_about_conflict(self, conflict: Conflict, *, can_edit: bool) -> Choice | None:
        """Show both values and let the person choose; null when they gave up. `can_edit`: there is a form."""
        ...

    async def ask_about_lock(self, locked: Locked) -> Wish | None:
        """Say who holds the board, and ask whether to wait; null when they gave up."""
        ...

    def show_help(self, screen: Actor) -> None:
        """All keys of `screen`."""
        ...

    def open_stage(
        self, initiative: int, stage: Stage | None = None, *, item: tuple[str, int] | None = None
    ) -> None:
        """Show an initiative: its present stage, or another; the cursor on `item` (table and id)."""
        ...

    def open_round(self, initiative: int | None = None) -> None:
        """Walk through the updates that are due: of the initiative, or of all where there is none."""
        ...

    def open_meeting(self, initiative: int | None) -> None:
        """Show the meeting that runs, of the initiative before others; else what there is of meetings."""
        ...

    def show_meeting(self, meeting: int, *, instead: bool = False) -> None:
        """Show that meeting: its agenda before, itself while it runs, its minutes after.

        instead: of the screen in front.
        """
        ...

    def open_risks(self, initiative: int | None, risk: int | None = None) -> None:
        """Show the risk register of an initiative, the cursor on `risk`; say so where there is none."""
        ...

    def open_numbers(self, initiative: int | None) -> None:
        """Show an initiative in numbers: review, slips, who waits on whom."""
        ...

    def open_import(self, screen: Actor, initiative: int | None) -> None:
        """Ask `screen`'s person for a file, and take it in for an initiative."""
        ...

    def open_documents(
        self, initiative: int | None, name: str, *, meeting: int | None = None, saving: bool = False
    ) -> None:
        """Show a document of an initiative by its name in `store/documents/catalogue.py`, the others behind
        it; of that meeting, for minutes. `saving`: to be saved as a file at once."""
        ...

    @property
    def folder_for_files(self) -> Path:
        """Where files were saved last; beside the board, as long as none was."""
        ...

    def remember_folder(self, folder: Path) -> None:
        """A file was saved there."""
        ...

    def list_meetings(self, initiative: int) -> None:
        """Show the meetings of an initiative: the one that runs, those ahead, the past ones."""
        ...

    def identify(self, person: int | None) -> None:
        """Somebody said who they are; remembered for the next time."""
        ...

    def switch_language(self) -> None:
        """The other language, on every screen."""
        ...

    def switch_theme(self) -> None:
        """The next of light, dark and monochrome."""
        ...


class Actor(Protocol):
    """A screen with acts, whatever it ends with (`screens/acting.py`)."""

    @property
    def app(self) -> App[object]:
        """Textual's side of the program."""
        ...

    @property
    def host(self) -> Host:
        """Our side of it."""
        ...

    @property
    def session(self) -> Session:
        """The board and who looks at it."""
        ...

    @property
    def is_attached(self) -> bool:
        """Whether it is still there: neither closed nor ended."""
        ...

    def acts(self) -> Sequence[Act]:
        """All there is to do here."""
        ...

    def act_named(self, id: str) -> Act | None:
        """The act of that id."""
        ...

    def reason_against(self, act: Act) -> Message | None:
        """Why `act` cannot be done now."""
        ...

    async def perform(self, act: Act) -> None:
        """Do it, or say why not."""
        ...

    def say(self, message: Message, tone: Tone = "plain") -> None:
        """Say one line here."""
        ...


class Looking(Actor, Protocol):
    """One with something in focus, about which it can change the board (`screens/base.py`)."""

    def in_focus(self) -> Focus:
        """The initiative and the item under the cursor."""
        ...

    def carry_out(
        self,
        *commands: Command,
        said: Message | None = None,
        done: Callable[[Line | None], object] | None = None,
    ) -> Worker[Line | None]:
        """Write `commands`; `done` is called, and `said` said, once they are on the disk."""
        ...


def host_of(app: App[object]) -> Host:
    """The program as screens see it."""
    return cast("Host", app)
