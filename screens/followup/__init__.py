"""Stage 3: the follow-up board."""
