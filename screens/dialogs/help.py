"""The help of a screen, made from its keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.dialogs.dialog import GIVE_UP, Dialog
from screens.keys import Act, Group, all_keys_of, shown
from screens.widgets.cells import Cell, width, wrap
from screens.widgets.columns import Column
from screens.widgets.line_list import LineList
from screens.widgets.rows import Heading, Row, Rows
from store.language import _, msg

if TYPE_CHECKING:
    from collections.abc import Hashable

    from screens.host import Actor

CLOSE = Act(GIVE_UP.id, "give_up", ("escape", "q", "?"), msg("Back"), msg("Close the help."), footer=1)


_WIDEST: Final = 100
_AROUND: Final = 14
"""The cells of a line that are no text: the panel's edges, the scroll bar, what parts three columns."""


class HelpDialog(Dialog[None]):
    """Every key of `screen`: what it does, and its other keys."""

    DEFAULT_CSS = """
    HelpDialog > #panel { max-width: 100; }
    HelpDialog LineList { background: $surface; }
    """
    ACTS: ClassVar[tuple[Act, ...]] = (CLOSE,)

    def __init__(self, screen: Actor, *, first: Group | None = None) -> None:
        """`first`: the group that comes before the others, what has no key last in every group."""
        super().__init__(msg("Keys of this screen"))
        keymap = screen.host.keymap_of_person
        self._entries: list[tuple[Hashable, Row | None]] = []
        acts = [act for act in screen.acts() if not act.id.startswith("dialog.")]
        for group in sorted(Group, key=lambda each: each is not first):
            mine = [act for act in acts if act.group is group]
            if first is not None:
                mine.sort(key=lambda act: not all_keys_of(act, keymap))
            if not mine:
                continue
            if self._entries:
                self._entries.append((Heading(), None))
            self._entries.append((Heading(str(group.title)), None))
            for act in mine:
                keys = all_keys_of(act, keymap) or _("in {key}", key=shown("ctrl+p"))
                self._entries.append(
                    (act.id, Row((((keys, "accent"),), str(act.label), ((str(act.help), "muted"),))))
                )
        self._entries.append((Heading(), None))
        self._entries.append((Heading(_("Lists")), None))
        for keys, what in (
            (_("arrows") + " j k", _("Move")),
            ("home end pgup pgdn", _("To the ends, by pages")),
            ("enter", _("Open, or the list of what can be done")),
        ):
            self._entries.append((keys, Row((((keys, "accent"),), "", ((what, "muted"),)))))

    def compose_body(self) -> Iterable[Widget]:
        """One list, headings between; an explanation that is longer than a line goes on below itself."""
        told = [row for _key, row in self._entries if row is not None]
        keys, labels = (max(_cells(row.cells[column]) for row in told) for column in (0, 1))
        room = max(20, min(_WIDEST, self.app.size.width) - _AROUND - keys - labels)
        entries: list[tuple[Hashable, Row | None]] = []
        for key, row in self._entries:
            parts = wrap(row.cells[2], room) if row is not None else []
            if row is None or len(parts) < 2:
                entries.append((key, row))
                continue
            entries.append((key, Row((row.cells[0], row.cells[1], parts[0]))))
            entries += [((key, at), Row(("", "", part))) for at, part in enumerate(parts[1:], 1)]
        rows = {key: row for key, row in entries if row is not None}
        lines = LineList(
            (
                Column("keys", least=8, ideal=keys),
                Column("label", least=8, ideal=labels),
                Column("help", least=20, weight=3, priority=1),
            ),
            Rows([key for key, _row in entries], rows.__getitem__),
            signs=False,
            id="keys",
        )
        lines.styles.height = min(len(entries), max(4, self.app.size.height - 6))
        return [lines]

    def action_help(self) -> None:
        """The key that opened it closes it."""
        self.dismiss(None)


def _cells(cell: Cell) -> int:
    return min(18, width(cell) if isinstance(cell, str) else sum(width(text) for text, _style in cell))
