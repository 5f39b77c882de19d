"""Meetings: agenda before, the item on the table during, holes and minutes after (DOMAIN.md, Meetings)."""
