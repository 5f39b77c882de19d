"""复盘: what an initiative was like in figures, from its records and its trail (DOMAIN.md stage 4.6)."""
