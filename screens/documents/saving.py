"""Saving a document as a file: as what, where, under which name. Nothing is overwritten unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from screens.dialogs.choose import ChooseDialog, Option
from screens.dialogs.form import FormDialog
from screens.widgets.fields import ChoiceField, Field, LineField
from store.documents.catalogue import CATALOGUE, Form
from store.errors import DuiqiError, Refused
from store.files.forms import ENDINGS, Wanted, as_bytes
from store.files.names import file_name
from store.files.saving import AlreadyThere, check_free, save
from store.files.typed import typed_path
from store.language import _, msg

if TYPE_CHECKING:
    from screens.documents.which import Which
    from screens.session import Session
    from screens.widgets.fields import Form as FormWidget

_SHORT: Final = {
    Form.WORD: msg("Word"),
    Form.EXCEL: msg("Excel"),
    Form.HTML: msg("Web page"),
    Form.MARKDOWN: msg("Markdown"),
    Form.TEXT: msg("Text file"),
    Form.CSV: msg("CSV"),
    Form.CALENDAR: msg("Calendar"),
    Form.MERMAID: msg("Mermaid"),
    Form.JSON: msg("JSON"),
}
"""In a word each, in the order in which they are offered."""
_FILLED_IN: Final = frozenset({"assignment", "progress", "issues"})
"""Tables that departments fill in: an Excel file first."""


class SaveDialog(FormDialog[Path]):
    """Ends with the file when it is there; with null when one gives up."""

    def __init__(self, session: Session, initiative: int, which: Which) -> None:
        super().__init__(msg("Save as a file"), draft="")
        self._session = session
        self._initiative = initiative
        self._which = which
        forms = CATALOGUE[which.name].forms
        self._forms = [form for form in _SHORT if form in forms]
        self._form = Form.EXCEL if which.name in _FILLED_IN else self._forms[0]
        self._writing = False

    def fields(self) -> Iterable[Field]:
        """As what, where, under which name."""
        choices = [(form.value, _SHORT[form]) for form in self._forms]
        yield ChoiceField("format", msg("As"), choices, chosen=self._form.value)
        folder = str(self.host.folder_for_files)
        yield LineField("folder", msg("Folder"), text=folder, limit=1000, required=True, replaced=True)
        yield LineField("output", msg("File name"), text=self._usual_name(), limit=200, required=True)

    def _wanted(self) -> Wanted:
        return Wanted(self._which.name, self._initiative, self._form, self._which.meeting)

    def _usual_name(self) -> str:
        return file_name(self._session.state, self._wanted(), self._session.moment())

    def on_form_changed(self, event: FormWidget.Changed) -> None:
        """Another form is another ending; the rest of the name stays."""
        chosen = Form(self.form["format"].text)
        if chosen is not self._form:
            name, old = self.form["output"], ENDINGS[self._form]
            self._form = chosen
            stem = next((name.text.removesuffix(each) for each in old if name.text.endswith(each)), name.text)
            name.text = stem + ENDINGS[chosen][0]
        super().on_form_changed(event)

    def save(self) -> None:
        """Write it, once at a time, and nowhere on a team's server, whoever showed this."""
        why = self._session.reach.why_not_save
        if why is not None:
            self.refuse(why, None)
        elif not self._writing:
            self._begin(replacing=False)

    def _begin(self, *, replacing: bool) -> None:
        self._writing = True
        self.say(msg("Writing ..."))
        self.go_on_after(self.run_worker(self._save(replacing=replacing), group="save"))

    async def _save(self, *, replacing: bool) -> None:
        """In a thread: large ones take a few seconds, and so may the disk."""
        wanted = self._wanted()
        folder = typed_path(self.form["folder"].text.strip())
        name = self.form["output"].text.strip()
        try:
            if "/" in name or name in (".", ".."):
                raise Refused(msg("A name without /; the folder stands above."), field="output")
            path = folder / name
            await asyncio.to_thread(self._write, wanted, path, replacing)
        except AlreadyThere:
            self._ask(folder / name)
        except DuiqiError as error:
            field = error.field if isinstance(error, Refused) else None
            missing = field == "output" and not await asyncio.to_thread(folder.is_dir)
            self.refuse(error.message, "folder" if missing else field)
        else:
            self.host.remember_folder(folder)
            self.dismiss(path)
        finally:
            self._writing = False

    def _write(self, wanted: Wanted, path: Path, replacing: bool) -> None:
        from store.board.recalling import Recall

        board = self._session.board
        if not replacing:
            check_free(path)
        state = board.state.copy()
        save(path, as_bytes(state, board.moment(), Recall(board, state), wanted), replace=replacing)

    def _ask(self, path: Path) -> None:
        """Undo does not reach a file."""

        def take(chosen: Hashable | None) -> None:
            if chosen == "replace":
                self._begin(replacing=True)
            elif chosen == "other":
                self.form["output"].focus_control()

        options = [
            Option("other", _("Another name")),
            Option("replace", _("Replace it"), _("what is there is gone then")),
        ]
        self.say(msg("Nothing was written: {path} is there already.", path=path.name), "warning")
        self.app.push_screen(ChooseDialog(msg("{name} is there already.", name=path.name), options), take)
