"""What is not through: it waits, was refused, or has perhaps arrived, and then a person decides."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.dialogs.chat.told import LOOKS, STANDS, outcome
from screens.dialogs.dialog import GIVE_UP, Dialog
from screens.keys import Act, Group
from screens.widgets.columns import Column
from screens.widgets.line_list import LineList
from screens.widgets.prose import Prose
from screens.widgets.rows import Row, Rows
from screens.words import short_time
from store.chat.outbox import Stand, waits_since
from store.chat.sending import Ask
from store.errors import DuiqiError
from store.language import Message, _, current, msg

if TYPE_CHECKING:
    from store.chat.outbox import Posted

RESEND: Final = Act(
    "outbox.resend",
    "resend",
    ("enter", "s"),
    msg("Send"),
    msg("Send it, also what has perhaps arrived already: look at the group first."),
    Group.ITEM,
    1,
)
ARRIVED: Final = Act(
    "outbox.arrived",
    "arrived",
    ("a", "f3"),
    msg("It arrived"),
    msg("It stands in the group: it is not sent again, and what follows it is sent."),
    Group.ITEM,
    1,
)
FORGET: Final = Act(
    "outbox.forget",
    "forget",
    ("d", "delete"),
    msg("Drop"),
    msg("It is not to be sent any more. Press twice, as nothing brings it back."),
    Group.ITEM,
    2,
)

CLOSE: Final = replace(GIVE_UP, label=msg("Close"))


class OutboxDialog(Dialog[None]):
    """A line a message, the oldest first, and why it is there."""

    DEFAULT_CSS = """
    OutboxDialog LineList { height: auto; max-height: 12; background: $surface; }
    OutboxDialog #why { margin: 1 0; min-height: 2; }
    """
    ACTS: ClassVar[tuple[Act, ...]] = (RESEND, ARRIVED, FORGET, CLOSE)

    def __init__(self) -> None:
        super().__init__(msg("Outbox of the chat group"))
        self._messages: dict[str, Posted] = {}
        self._busy = False
        self._dropping: str | None = None

    def compose_body(self) -> Iterable[Widget]:
        """The list, and the reason of the one under the cursor."""
        yield LineList(
            (
                Column("title", least=16, ideal=30, weight=2),
                Column("channel", least=6, ideal=10),
                Column("when", least=11),
                Column("parts", least=4, align="right"),
                Column("stands", least=8),
            ),
            Rows(),
            empty=_("Everything has arrived."),
            id="messages",
        )
        yield Prose("", id="why", classes="muted")

    def on_mount(self) -> None:
        """What there is."""
        self._show()
        self._list.focus()

    @property
    def _list(self) -> LineList:
        return self.query_one("#messages", LineList)

    def _show(self) -> None:
        try:
            found = self.session.desk.sending.waiting()
        except DuiqiError as error:
            found = []
            self.say(error.message, "error")
        self._messages = {each.id: each for each in found}
        self._list.show(Rows(list(self._messages), self._row))
        self._list.styles.height = min(max(len(found), 2), 12)
        self._tell_why()

    def _row(self, key: Hashable) -> Row:
        each = self._messages[str(key)]
        sign, style = LOOKS[each.stand]
        when = short_time(waits_since(each), self.session.moment())
        parts = f"{each.sent}/{len(each.parts)}"
        return Row((each.title, each.channel, when, parts, str(STANDS[each.stand])), sign, style)

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Another line, another reason."""
        self._dropping = None
        self._tell_why()

    def _tell_why(self) -> None:
        found = self._here
        why = found.why(current()) if found is not None else ""
        if found is not None and found.stand is Stand.PERHAPS:
            why = _("{why}. Nobody knows whether it arrived: look at the group before you decide.", why=why)
        self.query_one("#why", Prose).say(why)

    @property
    def _here(self) -> Posted | None:
        return self._messages.get(str(self._list.key))

    def reason_against(self, act: Act) -> Message | None:
        """There must be one, and it must be open."""
        if act not in (RESEND, ARRIVED, FORGET):
            return super().reason_against(act)
        found = self._here
        if found is None:
            return msg("The outbox is empty.")
        if self._busy or found.stand is Stand.SENDING:
            return msg("It is being sent just now.")
        if act is ARRIVED and found.stand is not Stand.PERHAPS:
            return msg("It has not arrived: {stands}.", stands=STANDS[found.stand])
        return self.host.why_not_send() if act is RESEND else None

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter on a line."""
        event.stop()
        self.run_worker(self.perform(RESEND))

    def action_resend(self) -> None:
        """Now, as somebody asks for it."""
        self._begin(None)

    def action_arrived(self) -> None:
        """And on with the rest of it."""
        self._begin(Ask.ARRIVED)

    def action_forget(self) -> None:
        """At the second time."""
        found = self._here
        if found is None:
            return
        if self._dropping != found.id:
            self._dropping = found.id
            self.say(msg("Press it again to drop it; nothing brings it back."), "warning")
            return
        self._begin(Ask.FORGET)

    def _begin(self, ask: Ask | None) -> None:
        found = self._here
        if found is not None:
            self._busy = True
            self.say(msg("It is being sent ...") if ask is not Ask.FORGET else msg("It is dropped ..."))
            self.app.run_worker(self._carry_out(found, ask), group="chat")

    async def _carry_out(self, found: Posted, ask: Ask | None) -> None:
        desk, host = self.session.desk, self.host

        def work() -> Posted:
            if ask is None:
                return desk.send(found, by_person=True)
            decided = desk.sending.decide(found.id, ask)
            through = decided.gone or decided.stand is Stand.SENT
            return decided if through else desk.send(decided)

        speaker = self if self.is_attached else host
        try:
            posted = await asyncio.to_thread(work)
        except DuiqiError as error:
            speaker.say(error.message, "error")
        else:
            said, tone = outcome(posted)
            if ask is Ask.FORGET:
                said, tone = msg("{title}: dropped.", title=posted.title), "done"
            speaker.say(said, tone)
        self._busy = False
        if self.is_attached:
            self._show()
