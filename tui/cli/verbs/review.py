"""`duiqi review`: what an initiative was like, in figures and charts that need no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import NotFound
from store.language import msg
from store.model.initiative import Initiative
from tui.cli.call import Call
from tui.cli.output import say, say_object

if TYPE_CHECKING:
    from store.model.state import State


def run(call: Call) -> int:
    """Print it. Raises NotFound for an initiative that is not there."""
    from store.board.reviewing import review_of

    form, code = call.arguments.text("format") or "text", call.arguments.text("code") or ""
    with call.board(writing=False) as board:
        initiative = _initiative(board.state, code)
        found = review_of(board, initiative.id)
        state = board.state
        if form == "json":
            from store.documents.review_build import review_rows

            say_object(review_rows(state, found).model_dump(mode="json"))
            return 0
        from store.documents.review import review_document

        document = review_document(state, found)
        if form == "md":
            from store.documents.markdown import markdown

            say(markdown(document).rstrip("\n"))
        else:
            from store.documents.text import text

            say(text(document).rstrip("\n"))
    return 0


def _initiative(state: State, code: str) -> Initiative:
    from store.rules.signoff import initiative_of

    found = initiative_of(state, code)
    if found is None:
        codes = ", ".join(each.code for each in state.all(Initiative)) or "-"
        raise NotFound(
            msg("There is no initiative {code}. There are: {codes}.", code=code, codes=codes), field="code"
        )
    return found
