"""Home: the initiatives, what must be moved today, who is here."""
