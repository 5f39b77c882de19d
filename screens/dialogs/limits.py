"""What counts as too long on this board, and to whom it climbs then (DOMAIN.md stages 3.3, 3.7 and 4.3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from textual.widget import Widget

from screens.dialogs.form import FormDialog
from screens.widgets.fields import Field, NumberField
from screens.widgets.fields.ticks import Tick, TicksField
from screens.widgets.prose import Prose
from store.documents.words_issue import LEVELS
from store.language import Message, msg
from store.model.escalation import Level
from store.model.initiative import Initiative
from store.model.organisation import Settings
from store.rules.commands import ChangeSettings
from store.rules.say import head_of, person_name, working_days

if TYPE_CHECKING:
    from screens.session import Session

_DAY: Final = 24 * 60
_MOST: Final = 260


class LimitsDialog(FormDialog[None]):
    """The limits of the board; who is told is shown of `initiative`, where there is one."""

    DEFAULT_CSS = "LimitsDialog .ladder { margin-top: 1; color: $text-muted; }"

    def __init__(self, session: Session, initiative: Initiative | None) -> None:
        super().__init__(msg("What counts as too long on this board"), draft="limits:settings/1")
        self._by = session
        self._initiative = initiative
        self._was = session.state.settings

    def fields(self) -> Iterable[Field]:
        """As they are now."""
        was = self._was
        self._numbers = (
            NumberField(
                "urgent_minutes",
                msg("Urgent meeting within"),
                number=was.urgent_minutes,
                least=1,
                most=30 * _DAY,
                say=_minutes,
            ),
            _days("weekly_days", msg("Update due after"), was.weekly_days, 1),
            _days("block_limit", msg("Blocked for longer than"), was.block_limit, 0),
            _days("milestone_limit", msg("Milestone missed by more than"), was.milestone_limit, 0),
            _days("escalation_days", msg("A step further up every"), was.escalation_days, 1),
        )
        chosen = was.escalation_levels
        self._levels = TicksField(
            "escalation_levels",
            msg("Climbs to"),
            [Tick(level.value, str(LEVELS[level.value]), level in chosen) for level in Level],
            required=True,
        )
        return (*self._numbers, self._levels)

    def compose_body(self) -> Iterable[Widget]:
        """The form, and who the ladder is here."""
        yield from super().compose_body()
        yield Prose(
            msg(
                "Space ticks a level; those without a tick are passed over. High priority is updated every "
                "working day."
            ),
            classes="ladder",
        )
        if self._initiative is not None:
            yield Prose(self._ladder(self._initiative), classes="ladder")

    def _ladder(self, initiative: Initiative) -> Message:
        state = self._by.state
        head = person_name(state, head_of(state, initiative.department))
        sponsor = person_name(state, initiative.sponsor)
        if not sponsor:
            return msg(
                "{code}: {head} heads the initiating department; stage 1 names a sponsor, there is none yet.",
                code=initiative.code,
                head=head or msg("nobody"),
            )
        return msg(
            "{code}: {head} heads the initiating department, {sponsor} is the sponsor.",
            code=initiative.code,
            head=head or msg("nobody"),
            sponsor=sponsor,
        )

    def save(self) -> None:
        """Only what differs."""
        typed = {field.field_name: field.number for field in self._numbers}
        fields: dict[str, object] = {
            name: number for name, number in typed.items() if number != getattr(self._was, name)
        }
        levels = tuple(level for level in Level if level.value in self._levels.ticked)
        if levels != self._was.escalation_levels:
            fields["escalation_levels"] = levels
        if not fields:
            self.dismiss(None)
            return
        settings = self._by.state.get(Settings, self._was.id)
        self.carry_out(
            ChangeSettings(fields),
            seen=[self._was] if settings is not None else [],
            said=msg("The limits hold from now on, for everybody."),
            refused=self.refuse,
            done=lambda _line: self.dismiss(None),
        )


def _days(name: str, label: Message, number: int, least: int) -> NumberField:
    return NumberField(name, label, number=number, least=least, most=_MOST, say=working_days)


def _minutes(minutes: int) -> Message:
    hours, left = divmod(minutes, 60)
    if not hours:
        return msg("minutes")
    if not left:
        return msg("minutes: 1 hour") if hours == 1 else msg("minutes: {hours} hours", hours=hours)
    return msg("minutes: {hours} h {left} min", hours=hours, left=left)
