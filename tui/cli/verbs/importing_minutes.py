"""`duiqi import` of minutes: lines such as `行动：@王芳 …` become captures, all or nothing unless in part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.errors import Refused
from store.language import _
from tui.cli import memory
from tui.cli.call import Call
from tui.cli.output import complain, say

if TYPE_CHECKING:
    from store.exchange.minutes import MinutesPlan

_REFUSED: Final = 2


def import_minutes(call: Call, text: str) -> int:
    """Keep what the lines say, or say what would be kept. Raises what finding the meeting and committing
    refuse."""
    from store.exchange.minutes import into, plan_minutes

    arguments = call.arguments
    dry, partial = bool(arguments.switch("dry-run")), bool(arguments.switch("partial"))
    with call.board(writing=not dry) as board:
        where = into(board.state, arguments.text("initiative"), arguments.text("meeting"))
        plan = plan_minutes(board.state, text, where, board.moment(), by=board.person)
        _report(plan)
        if (plan.refused and not partial) or not plan.kept:
            complain(_("Nothing was imported."))
            if plan.kept:
                complain(_("--partial keeps the other {count} lines.", count=len(plan.kept)))
            return _REFUSED
        for each in plan.kept:
            said = each.captured.understood
            say(_("line {number}: {understood}", number=each.number, understood=said))
        if dry:
            if board.person is not None:
                board.rehearse(plan.command)
            say(_("{count} lines would be kept; nothing was changed.", count=len(plan.kept)))
            return 0
        if board.read_only is not None:
            raise Refused(board.read_only)
        board.commit(plan.command)
        memory.used(board.path)
        say(_("{count} lines were kept.", count=len(plan.kept)))
        if where.begins is not None:
            say(_("The meeting runs now; closing it shows what is still missing."))
    return 0


def _report(plan: MinutesPlan) -> None:
    for row in plan.refused:
        complain(_("line {number}: refused: {reason}", number=row.number, reason=row.reason))
