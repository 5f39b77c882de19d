"""What can be done here, as a list: for those who do not know the key, or whose input method swallows it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events

from screens.dialogs.choose import ChooseDialog, Option
from screens.keys import Act, Group, key_of, keys_of
from store.language import Message

if TYPE_CHECKING:
    from screens.host import Actor


class ActionsDialog(ChooseDialog):
    """The acts of a screen, each with its key, or why it cannot be done now. Ends with the act's id.

    Without the field to type in, the key of an act chooses it too.
    """

    ACTS: ClassVar[tuple[Act, ...]] = ()

    def __init__(self, screen: Actor, acts: Sequence[Act], title: Message, *, find: bool = False) -> None:
        ordered = sorted(acts, key=lambda act: list(Group).index(act.group))
        groups = len({act.group for act in ordered}) > 1
        keymap = screen.host.keymap_of_person
        super().__init__(
            title,
            [
                Option(
                    act.id,
                    str(act.label),
                    str(why) if (why := screen.reason_against(act)) else str(act.help),
                    key_of(act, keymap),
                    f"{act.label.text} {act.help.text} {act.id}",
                    why,
                    str(act.group.title) if groups else "",
                )
                for act in ordered
            ],
            find=find,
        )
        self._by_key = {} if find else {key: act.id for act in ordered for key in keys_of(act, keymap)}

    def on_key(self, event: events.Key) -> None:
        """The key of an act chooses it."""
        super().on_key(event)
        id_ = self._by_key.get(event.character or "") or self._by_key.get(event.key)
        if id_ is not None and event.key not in ("enter", "escape", "up", "down"):
            event.stop()
            self._take(id_)


def offer_acts(screen: Actor, acts: Sequence[Act], title: Message, *, find: bool = False) -> None:
    """Show `acts` of `screen`, and perform the one that is chosen."""

    async def perform(chosen: Hashable | None) -> None:
        act = screen.act_named(str(chosen)) if chosen is not None else None
        if act is not None:
            await screen.perform(act)

    offered = [act for act in acts if act.do not in ("commands", "offer")]
    screen.app.push_screen(ActionsDialog(screen, offered, title, find=find), perform)
