"""Stage 4: issues, risks, who waits for whom, what slipped, and the review (DOMAIN.md stage 4)."""
