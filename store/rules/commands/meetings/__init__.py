"""What people do with a meeting: plan, open, go on, capture, close (DOMAIN.md, Meetings)."""
