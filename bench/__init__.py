"""What is fast, measured against what a user would pick instead. `python -m bench` prints the table."""
