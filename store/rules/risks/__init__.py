"""The risk register: what may go wrong, how heavy it is, and what becomes of it (DOMAIN.md stage 4.4)."""
