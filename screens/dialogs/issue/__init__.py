"""Reporting an issue, and what is done with it until somebody verifies that it is solved."""
