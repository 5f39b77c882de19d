"""What the boards of tasks and of issues share."""
