"""Going on to another stage of the method, with what is missing said and recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from store.errors import Refused
from store.language import msg
from store.model.initiative import Initiative, Stage
from store.model.passage import Gap, Passage
from store.rules.edit import Edit


@dataclass(frozen=True, slots=True)
class AdvanceStage:
    """Take an initiative to a stage. `accept_gaps`: a facilitator goes on without what is missing, and the
    gaps are recorded, in the board's language."""

    name: ClassVar[str] = "advance_stage"

    initiative: int
    stage: Stage
    accept_gaps: bool = False

    def apply(self, edit: Edit) -> None:
        """Refused at `accept_gaps` while something is missing, at `stage` when it is there already."""
        from store.rules.gates import missing_for

        initiative = edit.one(Initiative, self.initiative)
        if edit.records() or edit.removed():
            raise Refused(msg("Going on is a change of its own: what is missing is looked at first."))
        if initiative.stage is self.stage:
            raise Refused(msg("{code} is at this stage already.", code=initiative.code), field="stage")
        missing = missing_for(edit.state, initiative.id, self.stage, edit.moment)
        if missing and not self.accept_gaps:
            more = (
                msg("{first} ({count} more)", first=missing[0], count=len(missing) - 1)
                if len(missing) > 1
                else missing[0]
            )
            raise Refused(msg("Something is missing: {what}", what=more), field="accept_gaps")
        language = edit.state.settings.language
        edit.set(initiative, stage=self.stage)
        edit.add(
            Passage,
            initiative=initiative.id,
            before=initiative.stage,
            after=self.stage,
            at=edit.moment.now,
            by=edit.author,
            gaps=[Gap(id=at, text=each.render(language)) for at, each in enumerate(missing, 1)],
        )
