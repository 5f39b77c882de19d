"""A step that is a list into which rows are typed where they will stand."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING

from screens.confirm.acts import DOWN, REMOVE, UP
from screens.confirm.entry import Entry, draft_name, typed
from screens.confirm.outbox import GivenBack, Outbox, Sent
from screens.confirm.row_editor import RowEditor, Values
from screens.confirm.row_list import RowList
from screens.keys import Act
from store.language import Message, msg
from store.rules.calendar import workdays

if TYPE_CHECKING:
    from screens.wizard.wizard import Wizard
    from store.board.line import Line as JournalLine


class RowPage(RowList):
    """A subclass opens entries with `type_row`, and names them for drafts with `entry_named`."""

    def __init__(self, wizard: Wizard, step: str) -> None:
        super().__init__(wizard, step)
        self._outbox = Outbox(wizard, self._written, self._returned)
        self._just_saved: Hashable | None = None
        """The changed row that enter has closed: the esc that ends new rows is not to leave the wizard."""

    def entry_named(self, what: str) -> Entry | None:
        """The entry whose draft is called `STEP.WHAT:…`; null when it makes no sense any more."""
        return None

    # --- typing

    def hides(self, act: Act) -> bool:
        """What the row under the cursor cannot have done to it: the footer has little room."""
        return act in (REMOVE, UP, DOWN) and self.reason_against(act) is not None

    def type_row(self, entry: Entry, kept: Mapping[str, str] | None = None) -> None:
        """Let a row be typed; what was typed there before and not saved stands in it again."""
        why = self.session.read_only
        if why is not None:
            self.wizard.say(why, "warning")
            return
        entry = self._outbox.entry_of(entry.draft) or entry
        if kept is None and not self._outbox.waiting(entry):
            found = self.session.drafting.of(entry.draft)
            kept = found.fields if found is not None else None
            if kept is not None:
                self.wizard.say(msg("What you typed here before is back."))
        texts = entry.take(kept) if kept is not None else entry.left
        entry.left = {}
        self._entry = entry
        self.list.show(self.rows())
        moment = self.session.moment()
        self.editor.open(
            entry.cells,
            {**entry.texts, **texts},
            entry.hints,
            moment.today,
            workdays(self.session.state.settings),
            again=entry.key is None,
        )
        self._put()
        self.lay_out()
        self.wizard.refresh_frame()
        if not any(texts.values()):
            self._type_next(entry)

    def resume(self, what: str, texts: Mapping[str, str]) -> None:
        """Go on with a row that was cut off; one that somebody removed since becomes a new one."""
        entry = self.entry_named(what) or self.entry_named(what.rpartition(".")[0])
        if entry is None:
            return
        if entry.draft != (began := draft_name(self.step, what, self.initiative)):
            self.session.drafting.forget(began)
        self.type_row(entry, texts)

    def back(self) -> bool:
        """Esc, wherever the focus is."""
        saved, self._just_saved = self._just_saved, None
        if self._entry is None:
            if saved is not None and saved == self.key:
                self.wizard.say(msg("The row is saved. esc once more leads back."))
                return True
            return False
        self._leave()
        return True

    def on_row_editor_typed(self) -> None:
        """Keep it."""
        if self._entry is not None:
            self._keep(self._entry)

    def on_row_editor_entered(self, event: RowEditor.Entered) -> None:
        """Save it; the next one can be typed at once."""
        entry = self._entry
        if entry is None or (entry.key is not None and self._outbox.waiting(entry)):
            return  # a second enter while a changed row is being written is none
        self._send(entry, event.values)

    def on_row_editor_pasted(self, event: RowEditor.Pasted) -> None:
        """Several rows at once; in a row that is changed, one line."""
        entry = self._entry
        if entry is None:
            return
        if entry.paste is None or entry.key is not None:
            self.editor.type({**self.editor.texts, entry.cells[0].name: " ".join(event.text.split())})
            return
        self.editor.type({})
        self._send(entry, event.text)

    def on_row_editor_left(self) -> None:
        """Back to the list."""
        self._leave()

    # --- what becomes of it

    def _send(self, entry: Entry, said: Values | str) -> None:
        self._outbox.send(entry, said)
        self._type_next(entry)
        self._keep(entry)

    def _type_next(self, entry: Entry) -> None:
        """A row that came back, once nothing is being typed."""
        if entry is not self._entry or not entry.back or any(self.editor.texts.values()):
            return
        row = entry.back[0]
        if isinstance(row, str):
            self._mend(entry, row)
        else:
            self.editor.type(row)
            entry.back.remove(row)

    def _mend(self, entry: Entry, text: str, why: Message | None = None, field: str | None = None) -> None:
        """Pasted rows that were refused, where they can be changed."""
        from screens.confirm.pasting import PasteDialog

        now = text

        def keep(left: str | None) -> None:
            nonlocal now
            at = entry.back.index(now)
            now = left if left is not None else now
            entry.back[at : at + 1] = [now] if now else []
            self._keep(entry)

        self.wizard.app.push_screen(PasteDialog(entry, text, why, field, keep), keep)

    def _written(self, row: Sent, line: JournalLine | None) -> None:
        """It is on the disk."""
        entry = row.entry
        if entry.key is None:
            key = entry.made(line) if line is not None else None
            entry.after = key if key is not None else entry.after
        entry.left = {} if entry.key is not None else entry.left
        if self.is_attached and entry is self._entry and entry.key is not None:
            self._close()
            self._just_saved = entry.key
        self._keep(entry)
        if self.is_attached:
            self.show_page()

    def _returned(self, back: GivenBack) -> None:
        """It stands in its cells again, with the reason; where something else is typed there, after that."""
        first, entry = back.rows[0], back.rows[0].entry
        here = self.is_attached and entry is self._entry
        for row in reversed(back.rows):
            if row.entry.key is None:
                row.entry.back.insert(0, row.said if isinstance(row.said, str) else typed(row.said))
            elif not here:
                row.entry.left = typed(row.said) if not isinstance(row.said, str) else {}
        if here and isinstance(first.said, str):
            self._mend(entry, first.said, back.why, back.field)
        elif here and (entry.key is not None or not any(self.editor.texts.values())):
            self._type_next(entry)
            if back.why is not None:
                self.editor.refuse(back.why, back.field)
        elif back.why is not None and here:
            later = msg("The row before is not saved: {why} It comes back after this one.", why=back.why)
            self.editor.refuse(later, None)
        elif back.why is not None:
            later = msg("Not saved: {why} What you typed is there when you type here again.", why=back.why)
            self.wizard.say(later, "warning")
        for each in {row.entry.draft: row.entry for row in back.rows}.values():
            self._keep(each)

    def _keep(self, entry: Entry) -> None:
        """As a draft: what stands in the cells, and the rows that are not on the disk yet."""
        here = self.is_attached and entry is self._entry
        waiting = self._outbox.waiting(entry) if entry.key is None else []
        kept = entry.kept(self.editor.texts if here else entry.left, waiting)
        if not kept:
            self.session.drafting.forget(entry.draft)
        elif here:
            self.session.drafting.typed(entry.draft, kept)
        else:
            self.session.drafting.given_up(entry.draft, kept)

    def _leave(self) -> None:
        entry = self._entry
        if entry is not None:
            texts = self.editor.texts
            if any(texts.values()) and texts != entry.fresh:
                entry.left = texts
                if not self._outbox.waiting(entry):
                    self.wizard.say(msg("What you typed is there when you type here again."))
        self._close()
        if entry is not None:
            self._keep(entry)

    def _close(self) -> None:
        entry, self._entry = self._entry, None
        self.editor.close()
        self.lay_out()
        self.list.focus()
        self.show_page()
        if entry is not None:
            for key in (entry.key, entry.after, entry.before):
                if key is not None and self.list.move_to(key):
                    break
        self.wizard.refresh_frame()

    @property
    def sending(self) -> bool:
        """Whether a row is being written."""
        return self._outbox.busy
