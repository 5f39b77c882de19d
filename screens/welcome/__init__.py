"""The first minutes: a new board, and who I am."""
