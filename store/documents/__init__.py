"""What is read outside the program: rows for JSON and tables."""
