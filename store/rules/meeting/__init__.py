"""Meetings that write their own minutes (DOMAIN.md, Meetings): pure functions of state and moment."""
