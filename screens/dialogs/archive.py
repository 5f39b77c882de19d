"""Whether to archive an initiative: what is still open of it, and where it is then (DOMAIN.md stage 4.6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.dialogs.dialog import Dialog
from screens.keys import Act
from screens.widgets.prose import Prose
from store.errors import DuiqiError
from store.language import Message, _, msg
from store.model.initiative import Initiative
from store.rules.archiving import loose_ends, sentence

if TYPE_CHECKING:
    from store.model.archive import LooseEnd

GO: Final = Act(
    "archive.go",
    "go",
    ("ctrl+s", "f3"),
    msg("Archive it"),
    msg("It goes into its archive; undo brings it back."),
    footer=1,
)
_SHOWN: Final = 9


class ArchiveDialog(Dialog[None]):
    """Asks, with what is open in sight; says that it is under way until it is done."""

    DEFAULT_CSS = "ArchiveDialog Prose { margin-bottom: 1; }"
    ACTS: ClassVar[tuple[Act, ...]] = (GO,)

    def __init__(self, initiative: Initiative) -> None:
        super().__init__(msg("Archive {code} {title}?", code=initiative.code, title=initiative.title))
        self._initiative = initiative
        self._ends: tuple[LooseEnd, ...] = ()
        self._begun = False

    def compose_body(self) -> Iterable[Widget]:
        """What becomes of it, and what is open."""
        self._ends = loose_ends(self.session.state, self._initiative.id)
        folder = str(self.session.board.path.parent)
        yield Prose(
            msg(
                "It goes with its whole trail into a board file of its own, to be read but not changed, and "
                "off this board. Undo brings it back. The file goes into {folder}",
                folder=folder,
            )
        )
        if not self._ends:
            yield Prose(msg("Nothing is open any more."), classes="muted")
            return
        yield Prose(msg("Still open, and recorded so: {count}", count=len(self._ends)), classes="strong")
        lines = [f"  {sentence(end)}" for end in self._ends[:_SHOWN]]
        if len(self._ends) > _SHOWN:
            lines.append("  " + _("and {count} more", count=len(self._ends) - _SHOWN))
        yield Prose("\n".join(lines))

    def reason_against(self, act: Act) -> Message | None:
        """Once is enough."""
        if act is GO and self._begun:
            return msg("It is being archived.")
        return super().reason_against(act)

    def action_go(self) -> None:
        """In the board's thread; the program's worker, as this dialog goes when the initiative does."""
        self._begun = True
        self.say(
            msg("{code} is being archived: its trail is read and written ...", code=self._initiative.code)
        )
        self.app.run_worker(self._carry_out(), group="board")

    async def _carry_out(self) -> None:
        session, host, code = self.session, self.host, self._initiative.code
        try:
            done = await session.archive(self._initiative.id, force=bool(self._ends), waiting=self._tell)
        except DuiqiError as error:
            self._begun = False
            if self.is_attached:
                self.say(error.message, "error")
            else:
                host.say(error.message, "error")
            return
        if self.is_attached and self in self.app.screen_stack:
            self.dismiss(None)
        await host.tell(
            msg("{code} is archived", code=code),
            msg("With all that was ever done it is in {file}", file=str(done.file)),
            msg("To read it: duiqi {file}", file=str(done.file)),
            msg(
                "Undo brings it back as long as Duiqi is open; later: duiqi unarchive {board} {file}",
                board=str(session.board.path),
                file=str(done.file),
            ),
        )

    def _tell(self, holder: str) -> None:
        if self.is_attached:
            self.say(msg("Waiting: {holder} is saving.", holder=holder))
