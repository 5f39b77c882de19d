"""The board file: journal, lock and checkpoint. Nothing acknowledged is ever lost."""
