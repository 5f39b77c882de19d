"""The JSON schema of what the command line prints, made from the models.

`python -m store.documents.schema` writes docs/json-schema.json anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from store.documents.build import ROWS
from store.documents.meetings import MeetingDocument, MeetingRow
from store.documents.review_rows import ReviewDocument
from store.documents.rows import LogRow, Row, SettingsRow, TodayRow
from store.documents.schedule import ScheduleDocument

FILE: Final = Path(__file__).parents[2] / "docs" / "json-schema.json"

_OUTPUTS: Final[dict[str, type[Row]]] = {
    **{f"list-{table}": row for table, row in ROWS.items()},
    "today": TodayRow,
    "log": LogRow,
    "meetings": MeetingRow,
}


def schema() -> dict[str, Any]:
    """One schema (JSON Schema 2020-12): below `$defs` an array an output, such as `list-tasks` or `log`;
    `ScheduleDocument`, `MeetingDocument`, `ReviewDocument` and `SettingsRow` are objects of their own."""
    models: dict[type[BaseModel], None] = dict.fromkeys(
        (*_OUTPUTS.values(), ScheduleDocument, MeetingDocument, ReviewDocument, SettingsRow)
    )
    found, definitions = models_json_schema(
        [(model, "serialization") for model in models], ref_template="#/$defs/{model}"
    )
    arrays = {
        name: {"type": "array", "items": found[model, "serialization"]} for name, model in _OUTPUTS.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What duiqi prints as JSON",
        "description": "Validate the output of `duiqi list --table issues --format json` "
        "against #/$defs/list-issues, and so on.",
        "$defs": {**arrays, **definitions["$defs"]},
    }


def text() -> str:
    """The schema as it stands in docs/json-schema.json."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
