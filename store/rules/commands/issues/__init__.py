"""What people do with an issue, from the report to the verified close (DOMAIN.md stage 4)."""
