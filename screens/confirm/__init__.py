"""Stage 1: scenario, brief, alignment, confirmation, breakdown (DOMAIN.md)."""
