"""`duiqi review`: what an initiative was like, in figures and charts that need no colour."""

from __future__ import annotations

from tui.cli.call import Call
from tui.cli.output import say, say_object


def run(call: Call) -> int:
    """Print it. Raises NotFound for an initiative that is not there."""
    from store.board.reviewing import review_of
    from store.rules.codes import known_initiative

    form, code = call.arguments.text("format") or "text", call.arguments.text("code") or ""
    with call.board(writing=False) as board:
        initiative = known_initiative(board.state, code, "code")
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
