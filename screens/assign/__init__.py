"""Stage 2's wizard: who does it, who helps, in which order, and who signs for it."""
