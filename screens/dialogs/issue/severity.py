"""How bad an issue is, as a choice."""

from __future__ import annotations

from screens.widgets.fields import ChoiceField
from store.language import msg
from store.model.issue import Severity
from store.rules.issues.views import SEVERITIES


class SeverityField(ChoiceField):
    """`severity` is what is chosen."""

    def __init__(self, chosen: Severity = Severity.MODERATE) -> None:
        options = [(severity.value, words) for severity, words in SEVERITIES.items()]
        super().__init__("severity", msg("Severity"), options, chosen=chosen.value)

    @property
    def severity(self) -> Severity:
        """What is chosen."""
        return Severity(self.value)
