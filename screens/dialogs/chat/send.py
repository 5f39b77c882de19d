"""Exactly what would be sent to the chat group, and sending it: how far it is, what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import VerticalScroll
from textual.widget import Widget

from screens.dialogs.chat.told import outcome
from screens.dialogs.dialog import GIVE_UP, Dialog
from screens.keys import Act
from screens.widgets.prose import Prose
from store.chat.outbox import Stand
from store.chat.sending import Progress
from store.errors import DuiqiError
from store.language import Message, _, msg

if TYPE_CHECKING:
    from store.chat.desk import Desk, Prepared
    from store.chat.outbox import Posted
    from store.chat.telling import Wish

GO: Final = Act("chat.go", "go", ("enter", "f3", "ctrl+s"), msg("Send"), msg("Send it now."), footer=1)
WHERE: Final = Act("chat.where", "where", ("c", "f6"), msg("Channel"), msg("Another channel."), footer=2)
COPY: Final = Act("chat.copy-here", "copy", ("y", "f9"), msg("Copy"), msg("Copy it as text."), footer=2)
UP: Final = Act("chat.up", "up", ("up", "pageup"), msg("Up"), msg("Further up."))
DOWN: Final = Act("chat.down", "down", ("down", "pagedown", "space"), msg("Down"), msg("Further down."))
_RULE: Final = "-" * 20


class SendDialog(Dialog[None]):
    """Shows the parts of what `wish` asks for; enter sends them, in a thread of its own."""

    DEFAULT_CSS = """
    SendDialog > #panel { height: 100%; }
    SendDialog > #panel > #body { height: 1fr; }
    SendDialog #to { margin-bottom: 1; }
    SendDialog #parts { margin-bottom: 1; }
    """
    ACTS: ClassVar[tuple[Act, ...]] = (GO, WHERE, COPY, UP, DOWN, GIVE_UP)

    def __init__(self, wish: Wish) -> None:
        super().__init__(msg("To the chat group: {what}", what=wish.kind.words))
        self._wish = wish
        self._prepared: Prepared | None = None
        self._why: Message | None = None
        self._channel: str | None = None
        self._begun = False

    @property
    def _desk(self) -> Desk:
        return self.session.desk

    def compose_body(self) -> Iterable[Widget]:
        """Where it goes, and its parts."""
        self._prepare()
        yield Prose(self._where_line(), id="to", classes="strong")
        yield Prose(self._words(), id="parts")

    def _prepare(self) -> None:
        """Make it ready for the channel; without one it can still be read and copied."""
        state, moment = self.session.state, self.session.moment()
        self._prepared, self._why = None, self.host.why_not_send()
        if self._why is not None:
            return
        try:
            channel = self._channel or next(iter(self._desk.channels.read().channels), None)
            self._prepared = self._desk.prepare(state, self._wish, moment, channel)
        except DuiqiError as error:
            self._why = error.message

    def _where_line(self) -> Message:
        if self._prepared is None:
            return self._why or msg("Nothing to send.")
        channel = self._prepared.channel
        called = _(", ").join(each.name for each in self._prepared.message.mentions)
        told = msg(
            "To {channel} ({service}), messages: {count}",
            channel=channel.name,
            service=channel.of.title,
            count=len(self._prepared.bodies),
        )
        return msg("{told}; called: {names}", told=told, names=called) if called else told

    def _words(self) -> str:
        if self._prepared is not None:
            return f"\n\n{_RULE}\n\n".join(self._prepared.parts)
        return self._text()

    def _text(self) -> str:
        """The words as they are copied."""
        from store.chat.telling import document_of
        from store.documents.text import text

        try:
            return text(document_of(self.session.state, self._wish, self.session.moment()))
        except DuiqiError as error:
            return str(error)

    def reason_against(self, act: Act) -> Message | None:
        """Nothing is sent twice from here."""
        if act is GO and self._prepared is None:
            return self._why
        if act is GO and self._begun:
            return msg("It is being sent just now.")
        if act is WHERE and (self._begun or len(self._channels()) < 2):
            return msg("There is no other channel.")
        return super().reason_against(act)

    def _channels(self) -> Sequence[str]:
        try:
            return list(self._desk.channels.read().channels)
        except DuiqiError:
            return ()

    # --- what can be done

    def action_where(self) -> None:
        """Choose the channel; what is shown is what goes there."""
        from screens.dialogs.choose import ChooseDialog, Option

        def take(chosen: Hashable | None) -> None:
            if chosen is None:
                return
            self._channel = str(chosen)
            self._prepare()
            self.query_one("#to", Prose).say(self._where_line())
            self.query_one("#parts", Prose).say(self._words())

        options = [Option(name, name) for name in self._channels()]
        self.app.push_screen(ChooseDialog(msg("To which channel?"), options, at=self._channel), take)

    def action_copy(self) -> None:
        """As text."""
        self.app.copy_to_clipboard(self._text())
        self.say(msg("Copied for the chat."), "done")

    def action_up(self) -> None:
        """The words further up."""
        self.query_one("#body", VerticalScroll).scroll_relative(y=-5, animate=False)

    def action_down(self) -> None:
        """The words further down."""
        self.query_one("#body", VerticalScroll).scroll_relative(y=5, animate=False)

    def action_go(self) -> None:
        """The program's worker: it goes on when this is closed."""
        if self._prepared is not None:
            self._begun = True
            self.say(msg("It is being sent ..."))
            self.app.run_worker(self._send(self._prepared), group="chat")

    async def _send(self, prepared: Prepared) -> None:
        desk, host = self._desk, self.host
        moment, board = self.session.moment(), self.session.board.id
        loop = asyncio.get_running_loop()

        def told(at: Progress) -> None:
            loop.call_soon_threadsafe(self._tell_progress, at)

        def work() -> tuple[Posted, bool]:
            posted = desk.put(prepared, moment, board)
            if posted.gone or posted.stand is Stand.SENT:
                return posted, True
            return desk.send(posted, told), False

        try:
            posted, before = await asyncio.to_thread(work)
        except DuiqiError as error:
            self._begun = False
            (self if self.is_attached else host).say(error.message, "error")
            return
        said, tone = outcome(posted)
        if before:
            said, tone = msg("It was sent to {channel} today already.", channel=posted.channel), "plain"
        if self.is_attached and self in self.app.screen_stack:
            self.dismiss(None)
        host.say(said, tone)

    def _tell_progress(self, at: Progress) -> None:
        if not self.is_attached:
            return
        if at.rest:
            self.say(
                msg("{part} of {of}: resting for {seconds} s", part=at.part, of=at.of, seconds=round(at.rest))
            )
        else:
            self.say(msg("Sending {part} of {of} ...", part=at.part, of=at.of))
